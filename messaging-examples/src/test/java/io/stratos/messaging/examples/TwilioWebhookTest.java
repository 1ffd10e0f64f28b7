package io.stratos.messaging.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** The way with an account, against a Twilio on this machine. */
class TwilioWebhookTest {

    private static final String SID = "AC" + "f".repeat(32);
    private static final String TOKEN = "token-of-a-test";

    @Test
    void withAnAccount_sendsOneTextPrintsEveryWebhookAndShowsTheConversationAtTheEnd()
            throws IOException, InterruptedException, ExecutionException, TimeoutException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ExecutorService thread = Executors.newSingleThreadExecutor();
        int port = freePort();
        String publicUrl = "http://127.0.0.1:" + port;
        try (FakeTwilio twilio = FakeTwilio.start(SID, TOKEN, Clock.systemUTC())) {
            Surroundings here = Run.surroundings(
                    out,
                    Map.of(
                            "TWILIO_ACCOUNT_SID",
                            SID,
                            "TWILIO_AUTH_TOKEN",
                            TOKEN,
                            "TWILIO_FROM",
                            "+14155550100",
                            "TWILIO_TO",
                            "+14155550142",
                            "PUBLIC_URL",
                            publicUrl + "/"));
            Future<Integer> running = thread.submit(
                    () -> new TwilioWebhook(twilio.url()).run(List.of("--port", Integer.toString(port)), here));

            Patience.until(
                    "both receipts were answered", () -> out.toString(UTF_8).split("-> 200", -1).length == 3);
            String answer = twilio.post(
                    publicUrl + "/webhooks/twilio", twilio.inbound("+14155550142", "+14155550100", "Yes!"), TOKEN);
            Patience.until(
                    "the trace was printed",
                    () -> running.isDone()
                            || out.toString(UTF_8).replaceAll("\\s+", " ").contains("accepted as SM"));
            if (running.isDone()) {
                running.get();
            }
            thread.shutdownNow();
            assertThat(thread.awaitTermination(20, TimeUnit.SECONDS)).isTrue();

            assertThat(answer).isEqualTo("200 <Response/>");
            assertThat(twilio.log()).hasSize(1);
            assertThat(running.isDone()).isTrue();
            assertThat(out.toString(UTF_8))
                    .contains("HTTP POST " + publicUrl + "/webhooks/twilio")
                    .containsSubsequence(
                            "your phone", "│ Acme Plumbing here. Do you read us? │", "delivered", "│ Yes! │")
                    .doesNotContain(TOKEN, "4155550142");
        } finally {
            thread.shutdownNow();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
