package io.stratos.messaging.spi.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.stratos.messaging.spi.provider.SendRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import okhttp3.Dns;
import org.junit.jupiter.api.Test;

/** A connection that opens after the time to write is not written to. */
class WriteInTimeTest {

    private static final Duration PATIENT = Duration.ofSeconds(20);
    private static final byte[] BODY = {'a'};

    @Test
    void connectionThatOpensTooLate_isNotWrittenTo() throws IOException {
        // Long enough for a machine that is busy to begin within it.
        Duration limit = Duration.ofSeconds(4);
        Dns slow = host -> {
            long until = System.nanoTime() + limit.plusMillis(20).toNanos();
            while (System.nanoTime() < until) {
                LockSupport.parkNanos(until - System.nanoTime());
            }
            return List.of(InetAddress.getLoopbackAddress());
        };
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Reply reply;
            try (OneRequest http = new OneRequest("test", slow)) {
                reply = http.send(call(server.getLocalPort()), bounds(PATIENT, limit));
            }
            assertThat(reply)
                    .isInstanceOfSatisfying(
                            Reply.Unwritten.class,
                            unwritten -> assertThat(unwritten.reason()).contains("too late"));
            try (Socket opened = server.accept()) {
                assertThat(opened.getInputStream().read())
                        .as("bytes on the wire")
                        .isEqualTo(-1);
            }
        }
    }

    @Test
    void connectionThatOpensInTime_isWrittenTo_andSilenceIsNoAnswer() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                OneRequest http = new OneRequest("test", host -> List.of(InetAddress.getLoopbackAddress()))) {
            Duration end = Duration.ofSeconds(3);
            assertThat(http.send(call(silent.getLocalPort()), bounds(end, end))).isInstanceOf(Reply.Unanswered.class);
        }
    }

    @Test
    void timeOverBeforeTheStart_opensNoConnection() {
        try (OneRequest http = new OneRequest("test", host -> {
            throw new AssertionError("nobody was to be looked up");
        })) {
            Duration never = Duration.ofSeconds(Long.MIN_VALUE);
            for (Deadline over : List.of(
                    bounds(PATIENT, Duration.ZERO),
                    bounds(PATIENT, Duration.ofMillis(-1)),
                    bounds(Duration.ZERO, PATIENT),
                    bounds(never, never))) {
                assertThat(http.send(call(80), over)).isInstanceOf(Reply.Unwritten.class);
            }
        }
    }

    private static HttpCall call(int port) {
        return HttpCall.post("http://far.invalid:" + port + "/", "application/json", BODY);
    }

    private static Deadline bounds(Duration end, Duration write) {
        return Deadline.of(new SendRequest.Bounds(end, write, null));
    }
}
