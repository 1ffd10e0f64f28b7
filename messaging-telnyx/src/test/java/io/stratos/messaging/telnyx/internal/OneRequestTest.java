package io.stratos.messaging.telnyx.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.stratos.messaging.spi.provider.SendRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import okhttp3.Dns;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.Test;

class OneRequestTest {

    private static final Duration WRITE_WITHIN = Duration.ofMillis(300);
    private static final Duration DEADLINE = Duration.ofSeconds(2);

    @Test
    void connectionThatOpensTooLate_isNotWrittenTo() throws IOException {
        Dns slow = host -> {
            long start = System.nanoTime();
            while (System.nanoTime() - start < WRITE_WITHIN.toNanos() + 1_000_000) {
                Thread.onSpinWait();
            }
            return List.of(InetAddress.getLoopbackAddress());
        };

        assertThat(replyBy(slow)).isInstanceOf(Reply.Unwritten.class);
    }

    @Test
    void connectionThatOpensInTime_isWrittenTo() throws IOException {
        assertThat(replyBy(host -> List.of(InetAddress.getLoopbackAddress()))).isInstanceOf(Reply.Unanswered.class);
    }

    /** Of a far side that lets connections open, and never says a word. */
    private static Reply replyBy(Dns dns) throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                OneRequest http = new OneRequest(dns)) {
            HttpUrl url = HttpUrl.get("http://far.invalid:" + silent.getLocalPort() + "/v2/messages");
            return http.post(
                    url, "KEY", new byte[] {'{', '}'}, Time.of(new SendRequest.Bounds(DEADLINE, WRITE_WITHIN, null)));
        }
    }
}
