package io.stratos.messaging;

import static io.stratos.messaging.EngineFixture.CUSTOMER;
import static io.stratos.messaging.EngineFixture.OURS;
import static org.assertj.core.api.Assertions.assertThat;

import io.stratos.messaging.id.MessageId;
import io.stratos.messaging.message.MessageStatus;
import io.stratos.messaging.simulation.SimulatedProvider;
import io.stratos.messaging.webhook.WebhookRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WebhookTest {

    private final EngineFixture f = new EngineFixture();

    @AfterEach
    void close() {
        f.close();
    }

    @Test
    void unsigned_isAnswered403_andStoresNothing() {
        WebhookRequest signed = f.provider.inbound(CUSTOMER, OURS, "hello");
        WebhookRequest unsigned = WebhookRequest.of(signed.method(), signed.url(), Map.of(), signed.body());
        assertThat(f.deliver(unsigned).status()).isEqualTo(403);
        assertThat(f.acme.conversations().newest(1)).isEmpty();
    }

    @Test
    void tampered_isAnswered403_andStoresNothing() {
        WebhookRequest call = SimulatedProvider.tampered(f.provider.inbound(CUSTOMER, OURS, "hello"));
        assertThat(f.deliver(call).status()).isEqualTo(403);
        assertThat(f.acme.conversations().newest(1)).isEmpty();
    }

    @Test
    void unknownProvider_isAnswered404() {
        WebhookRequest call = f.provider.inbound(CUSTOMER, OURS, "hello");
        assertThat(f.engine.webhooks().handle("nobody", call).status()).isEqualTo(404);
    }

    @Test
    void unknownNumber_isAnswered404_andStoresNothing() {
        assertThat(f.deliver(f.provider.inbound(CUSTOMER, "+14155550199", "hello"))
                        .status())
                .isEqualTo(404);
        assertThat(f.acme.conversations().newest(1)).isEmpty();
    }

    @Test
    void garbage_isAnsweredWithAnErrorAndNeverThrows() {
        WebhookRequest garbage = WebhookRequest.of(
                "POST",
                "https://sms.example.com/webhooks/simulated",
                Map.of("X-Simulated-Signature", List.of("nonsense")),
                "%%%=\u0000".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(f.deliver(garbage).status()).isBetween(400, 499);
    }

    @Test
    void behindAProxy_thePublicOriginIsWhatIsVerified() {
        WebhookRequest call = f.provider.inbound(CUSTOMER, OURS, "hello");
        assertThat(f.deliver(call.at("http://10.0.0.7:8080")).status()).isEqualTo(200);
    }

    @Test
    void receiptBeforeItsMessageIsKnown_isKeptAndApplied() {
        f.optIn();
        String theirs = "SIM-unheard-of";
        assertThat(f.deliver(f.provider.receipt(theirs, null, MessageStatus.DELIVERED, null))
                        .status())
                .isEqualTo(200);
        MessageId id = f.send("hello");
        f.pass(Duration.ZERO);
        assertThat(f.status(id)).isEqualTo(MessageStatus.SENT);
    }

    @Test
    void answer_neverCarriesAMessage() {
        assertThat(f.customerTexts("HELP").body()).doesNotContain("Acme");
    }

    @Test
    void request_readsItsUrlWithoutDecodingIt() {
        WebhookRequest request = WebhookRequest.of(
                "post", "https://user@a_b.example:8443/hooks/x%20y?q=%2B1&r#part", Map.of(), new byte[0]);
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.target()).isEqualTo("/hooks/x%20y?q=%2B1&r#part");
        assertThat(request.rawQuery()).isEqualTo("q=%2B1&r");
        assertThat(request.at("https://c.example").url()).isEqualTo("https://c.example/hooks/x%20y?q=%2B1&r#part");
        assertThat(WebhookRequest.of("GET", "https://c.example?q=1", Map.of(), new byte[0])
                        .target())
                .isEqualTo("/?q=1");
        assertThat(request.toString()).doesNotContain("%2B1");
    }
}
