package io.stratos.messaging.twilio.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import okhttp3.Dns;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.Test;

/** A connection that opens after the time to write is not written to. */
class WriteInTimeTest {

    private static final Duration PATIENT = Duration.ofSeconds(20);
    private static final Credentials ACCOUNT =
            new Credentials("AC" + "0123456789abcdef".repeat(2), List.of("t"), "user", "secret");

    @Test
    void connectionThatOpensTooLate_isNotWrittenTo() throws IOException {
        Duration limit = Duration.ofMillis(80);
        Dns slow = host -> {
            long until = System.nanoTime() + limit.plusMillis(20).toNanos();
            while (System.nanoTime() < until) {
                Thread.onSpinWait();
            }
            return List.of(InetAddress.getLoopbackAddress());
        };
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            HttpUrl url = HttpUrl.get("http://twilio.invalid:" + server.getLocalPort() + "/");
            Reply reply;
            try (OneRequest http = new OneRequest(slow)) {
                reply = http.post(url, ACCOUNT, new byte[] {'a'}, Time.from(PATIENT, limit));
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
    void timeOverBeforeTheStart_opensNoConnection() {
        try (OneRequest http = new OneRequest(host -> {
            throw new AssertionError("nobody was to be looked up");
        })) {
            HttpUrl url = HttpUrl.get("http://twilio.invalid/");
            for (Time over : List.of(
                    Time.from(PATIENT, Duration.ZERO),
                    Time.from(PATIENT, Duration.ofMillis(-1)),
                    Time.from(Duration.ZERO, PATIENT),
                    Time.from(Duration.ofSeconds(Long.MIN_VALUE), Duration.ofSeconds(Long.MIN_VALUE)))) {
                assertThat(http.post(url, ACCOUNT, new byte[0], over)).isInstanceOf(Reply.Unwritten.class);
            }
        }
    }
}
