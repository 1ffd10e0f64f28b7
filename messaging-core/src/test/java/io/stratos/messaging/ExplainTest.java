package io.stratos.messaging;

import static io.stratos.messaging.EngineFixture.CUSTOMER;
import static io.stratos.messaging.EngineFixture.OURS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.stratos.messaging.consent.Evidence;
import io.stratos.messaging.consent.Purpose;
import io.stratos.messaging.contact.PhoneNumber;
import io.stratos.messaging.delivery.Explanation;
import io.stratos.messaging.delivery.NextStep;
import io.stratos.messaging.delivery.Refusal;
import io.stratos.messaging.delivery.Remedy;
import io.stratos.messaging.delivery.RetryPolicy;
import io.stratos.messaging.id.MessageId;
import io.stratos.messaging.memory.InMemoryMessagingStore;
import io.stratos.messaging.message.MessageStatus;
import io.stratos.messaging.message.OutboundMessage;
import io.stratos.messaging.simulation.Behavior;
import io.stratos.messaging.simulation.SimulatedProvider;
import io.stratos.messaging.simulation.VirtualClock;
import io.stratos.messaging.tenant.TenantProfile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Explanations as they are printed, compared with {@code src/test/resources/explain}: ids, clocks and chance repeat
 * themselves. {@code -Dgolden=write} writes the files anew; read what changed before committing them.
 */
class ExplainTest {

    private static final Path GOLDEN = Path.of("src", "test", "resources", "explain");

    private final VirtualClock clock = VirtualClock.at("2026-03-02T17:00:00Z");
    private final SimulatedProvider provider = SimulatedProvider.builder(clock)
            .webhookUrl(URI.create(EngineFixture.PUBLIC_URL + "/simulated"))
            .build();
    private final MessagingEngine engine = SeededEngine.on(clock, () -> 0, new Random(4711))
            .store(InMemoryMessagingStore.create(clock))
            .addProvider(provider)
            .publicUrl(EngineFixture.PUBLIC_URL)
            .executor(Runnable::run, 1)
            .retries(new RetryPolicy(4, Duration.ofSeconds(2), Duration.ofMinutes(1)))
            .build();
    private final Tenant acme = acme();

    private Tenant acme() {
        engine.tenants()
                .register(TenantProfile.of("acme", "Acme Plumbing")
                        .helpContact("555-0100")
                        .sender(OURS, provider.name(), provider.account()));
        Tenant tenant = engine.tenant("acme");
        tenant.consent().optIn(CUSTOMER, Purpose.TRANSACTIONAL, Evidence.form("booking"));
        return tenant;
    }

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void throttledThenDelivered_isToldInOrder() throws IOException {
        provider.next(Behavior.throttle(Duration.ofSeconds(30)));
        MessageId id = send(message());
        pass(Duration.ofMillis(120));
        explained("throttled", id);
        pass(Duration.ofSeconds(33));
        pass(Duration.ofSeconds(3));

        Explanation explanation = explained("delivered", id);
        assertThat(explanation.next().kind()).isEqualTo(NextStep.Kind.NOTHING);
        assertThat(explanation.askedAgain()).isEmpty();
    }

    @Test
    void blocked_saysWhatWouldLiftEachVerdict() throws IOException {
        acme.consent().optOutOfAll(PhoneNumber.of(CUSTOMER), Evidence.agent("ann"));
        MessageId id = send(message().purpose(Purpose.MARKETING));
        clock.advance(Duration.ofMinutes(83));

        Explanation explanation = explained("blocked", id);
        assertThat(explanation.remedies()).extracting(Remedy::rule).containsExactly("consent");
        acme.consent().optIn(CUSTOMER, Purpose.MARKETING, Evidence.form("newsletter"));
        acme.consent().resubscribe(PhoneNumber.of(CUSTOMER), Evidence.agent("ann"));

        Explanation lifted = explained("blocked-once", id);
        assertThat(lifted.remedies()).isEmpty();
        assertThat(lifted.message().status()).isEqualTo(MessageStatus.BLOCKED);
    }

    @Test
    void scheduledThenMoved_saysWhenItGoesAndWhyNotYet() throws IOException {
        MessageId id = send(message()
                .sendAt(clock.instant().plus(Duration.ofHours(20)))
                .expiresAt(clock.instant().plus(Duration.ofDays(3)))
                .businessKey("visit-4711"));
        clock.advance(Duration.ofHours(1));
        acme.messages().reschedule(id, clock.instant().plus(Duration.ofDays(2)));
        clock.advance(Duration.ofMinutes(5));

        Explanation explanation = explained("scheduled", id);
        assertThat(explanation.next().kind()).isEqualTo(NextStep.Kind.ASK_THE_GATE);
        assertThat(explanation.next().when()).isEqualTo(explanation.message().scheduledAt());
        acme.messages().cancel(id);
        explained("cancelled", id);
    }

    @Test
    void doubt_saysWhenItIsLookedIntoAndHowOftenItWas() throws IOException {
        provider.always(Behavior.timeoutWithoutAccept());
        MessageId id = send(message());
        pass(Duration.ZERO);
        pass(Duration.ofSeconds(10));

        Explanation explanation = explained("in-doubt", id);
        assertThat(explanation.next().kind()).isEqualTo(NextStep.Kind.LOOK_UP);
        for (int i = 0; i < 9; i++) {
            pass(Duration.ofHours(3));
        }
        assertThat(acme.messages().explain(id).next().kind()).isEqualTo(NextStep.Kind.RECEIPT);
    }

    @Test
    void suspendedTenant_waitsAndSaysWhy() {
        MessageId id = send(message());
        engine.tenants().suspend("acme");

        Explanation explanation = acme.messages().explain(id);
        assertThat(explanation.remedies()).hasToString("[tenant: would pass if the tenant were active again]");
        assertThat(explanation.toText()).contains("would pass if the tenant were active again");
    }

    @Test
    void whatAProviderWrites_isMaskedAndEscaped() throws IOException {
        provider.next(Behavior.refuse(Refusal.RECIPIENT, "21211"));
        MessageId id = send(message());
        pass(Duration.ZERO);
        Explanation refused = acme.messages().explain(id);
        assertThat(new ObjectMapper().readTree(refused.toJson()).at("/events/2/outcome/refusal"))
                .hasToString("\"RECIPIENT\"");
        assertThat(refused.toJson()).doesNotContain(CUSTOMER).doesNotContain(OURS);
        assertThat(refused.toText()).doesNotContain(CUSTOMER).doesNotContain(OURS);
    }

    @Test
    void documentation_showsWhatIsPrinted() throws IOException {
        String shown = Files.readString(Path.of("..", "docs", "explain.md"), UTF_8);
        for (String file : List.of("throttled.txt", "blocked.txt", "scheduled.json")) {
            assertThat(shown).contains("\n" + Files.readString(GOLDEN.resolve(file), UTF_8) + "```");
        }
    }

    private static OutboundMessage message() {
        return OutboundMessage.to(CUSTOMER).text("Luis is on his way");
    }

    private MessageId send(OutboundMessage message) {
        return acme.messages().send(message).messageId();
    }

    private void pass(Duration time) {
        clock.advance(time);
        engine.runDue();
        provider.drainCallbacks().forEach(call -> engine.webhooks().handle(provider.name(), call));
    }

    private Explanation explained(String name, MessageId id) throws IOException {
        Explanation explanation = acme.messages().explain(id);
        isAsWritten(name + ".txt", explanation.toText());
        isAsWritten(name + ".json", explanation.toJson());
        JsonNode json = new ObjectMapper().readTree(explanation.toJson());
        assertThat(json.get("version").asInt()).isEqualTo(1);
        assertThat(explanation.toJson()).doesNotContain(CUSTOMER).doesNotContain(OURS);
        everyEventHasItsMembers(json.get("events"));
        return explanation;
    }

    private static void everyEventHasItsMembers(JsonNode events) {
        for (Iterator<JsonNode> i = events.elements(); i.hasNext(); ) {
            JsonNode event = i.next();
            String member = Map.of(
                            "decision", "verdicts", "attempt", "outcome", "receipt", "detail", "rescheduled", "to")
                    .getOrDefault(event.get("type").asText(), "at");
            assertThat(event.has(member)).as(member + " of " + event).isTrue();
        }
    }

    private static void isAsWritten(String file, String actual) throws IOException {
        Path golden = GOLDEN.resolve(file);
        if ("write".equals(System.getProperty("golden"))) {
            Files.createDirectories(GOLDEN);
            Files.writeString(golden, actual, UTF_8);
        }
        assertThat(actual).as(file).isEqualTo(Files.readString(golden, UTF_8));
    }
}
