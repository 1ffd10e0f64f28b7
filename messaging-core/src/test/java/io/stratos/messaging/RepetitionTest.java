package io.stratos.messaging;

import static io.stratos.messaging.EngineFixture.CUSTOMER;
import static io.stratos.messaging.EngineFixture.PUBLIC_URL;
import static org.assertj.core.api.Assertions.assertThat;

import io.stratos.messaging.consent.Evidence;
import io.stratos.messaging.contact.PhoneNumber;
import io.stratos.messaging.delivery.Outcome;
import io.stratos.messaging.delivery.Refusal;
import io.stratos.messaging.id.MessageId;
import io.stratos.messaging.message.DoubtPolicy;
import io.stratos.messaging.message.MessageStatus;
import io.stratos.messaging.message.OutboundMessage;
import io.stratos.messaging.simulation.Behavior;
import io.stratos.messaging.simulation.SimulatedProvider;
import io.stratos.messaging.simulation.SimulatedProviderBuilder;
import io.stratos.messaging.simulation.VirtualClock;
import io.stratos.messaging.tenant.TenantProfile;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Requests in doubt that are repeated by their key, where the provider promises that this makes one text. */
class RepetitionTest {

    private static final Duration WINDOW = Duration.ofHours(1);
    private static final Duration LOOK = Duration.ofSeconds(11);

    private final VirtualClock far = VirtualClock.at("2026-03-02T17:00:00Z");
    private SimulatedProvider provider = blind().build();
    private EngineFixture f = new EngineFixture(provider);

    private SimulatedProviderBuilder blind() {
        return SimulatedProvider.builder(far)
                .webhookUrl(URI.create(PUBLIC_URL + "/simulated"))
                .lookUp(false)
                .knowsKeys(WINDOW);
    }

    private void with(SimulatedProvider other) {
        f.close();
        provider = other;
        f = new EngineFixture(other);
        f.optIn();
    }

    @BeforeEach
    void consent() {
        f.optIn();
    }

    @AfterEach
    void close() {
        f.close();
    }

    @Test
    void timeoutAfterAcceptance_isRepeated_andIsOneText() {
        MessageId id = doubtful(Behavior.acceptThenTimeout().receiptsLost());

        pass(LOOK);

        assertThat(f.status(id)).isEqualTo(MessageStatus.SENT);
        assertThat(f.texts()).containsExactly("hello");
        assertThat(provider.requests()).isEqualTo(2);
        assertThat(f.acme.messages().explain(id).attempts()).singleElement().satisfies(attempt -> {
            assertThat(provider.requestsFor(attempt.id())).isEqualTo(2);
            assertThat(attempt.outcome()).isEqualTo(new Outcome.Accepted("SIM-1"));
        });
        assertThat(f.acme.messages().explain(id).toText()).contains("by its key until");
    }

    @Test
    void timeoutWithoutAcceptance_isRepeated_andArrives() {
        MessageId id = doubtful(Behavior.timeoutWithoutAccept());

        pass(LOOK);

        assertThat(f.status(id)).isEqualTo(MessageStatus.SENT);
        assertThat(f.texts()).containsExactly("hello");
    }

    @Test
    void stopSinceTheFirst_isNotRepeated() {
        MessageId id = doubtful(Behavior.timeoutWithoutAccept());
        f.acme.consent().optOutOfAll(PhoneNumber.of(CUSTOMER), Evidence.agent("ann"));

        pass(LOOK);
        pass(Duration.ofDays(1));

        assertThat(provider.requests()).isEqualTo(1);
        assertThat(f.status(id)).isEqualTo(MessageStatus.IN_DOUBT);
        assertThat(f.acme.messages().inDoubt(10))
                .singleElement()
                .satisfies(doubt -> assertThat(doubt.waitsForHost()).isTrue());
    }

    @Test
    void afterTheWindow_lessAMargin_isNotRepeated() {
        MessageId id = doubtful(Behavior.acceptThenTimeout().receiptsLost());

        pass(WINDOW.minus(WINDOW.dividedBy(10)));
        pass(Duration.ofDays(1));

        assertThat(provider.requests()).isEqualTo(1);
        assertThat(f.status(id)).isEqualTo(MessageStatus.IN_DOUBT);
    }

    @Test
    void repetitionThatFails_leavesTheDoubt_andComesAgainWithinTheWindow() {
        MessageId id = doubtful(Behavior.acceptThenTimeout().receiptsLost());
        provider.next(
                Behavior.refuse(Refusal.RECIPIENT, "30005"),
                Behavior.connectionRefused(),
                Behavior.acceptThenTimeout());

        pass(LOOK);
        assertThat(f.status(id)).isEqualTo(MessageStatus.IN_DOUBT);
        pass(Duration.ofSeconds(21));
        pass(Duration.ofSeconds(61));
        assertThat(f.status(id)).isEqualTo(MessageStatus.IN_DOUBT);
        pass(Duration.ofSeconds(301));

        assertThat(f.status(id)).isEqualTo(MessageStatus.SENT);
        assertThat(f.texts()).containsExactly("hello");
        assertThat(f.acme.messages().explain(id).attempts()).hasSize(1);
    }

    @Test
    void refusalForAnOptOutAtTheProvider_isLearnt() {
        doubtful(Behavior.timeoutWithoutAccept());
        provider.next(Behavior.refuse(Refusal.OPT_OUT, "21610"));

        pass(LOOK);

        assertThat(f.acme.consent().of(PhoneNumber.of(CUSTOMER)).isStopped()).isTrue();
    }

    @Test
    void whoDidNotAgreeToIt_isNotRepeated() {
        for (DoubtPolicy policy : List.of(DoubtPolicy.NEVER_RESEND, DoubtPolicy.ASK_HOST)) {
            provider.next(Behavior.acceptThenTimeout().receiptsLost());
            f.acme.messages().send(OutboundMessage.to(CUSTOMER).text("hello").whenInDoubt(policy));
            pass(Duration.ZERO);
        }

        pass(LOOK);
        pass(Duration.ofDays(1));

        assertThat(provider.requests()).isEqualTo(2);
    }

    @Test
    void foundByLookUp_isNotRepeated() {
        with(blind().lookUp(true).build());
        MessageId id = doubtful(Behavior.acceptThenTimeout().receiptsLost());

        pass(LOOK);

        assertThat(f.status(id)).isGreaterThanOrEqualTo(MessageStatus.SENT);
        assertThat(provider.requests()).isEqualTo(1);
    }

    /** The promise is the provider's: nobody else can keep it. */
    @Test
    void providerThatDeclaresKeysAndForgetsThem_makesTwoTexts() {
        with(blind().keepsKeys(false).build());
        doubtful(Behavior.acceptThenTimeout().receiptsLost());

        pass(LOOK);

        assertThat(f.texts()).containsExactly("hello", "hello");
    }

    @Test
    void frozenSinceThePermission_doesNotWrite() {
        doubtful(Behavior.timeoutWithoutAccept());
        try (MessagingEngine slow = MessagingEngine.builder()
                .store(f.store)
                .addProvider(provider)
                .clock(f.clock)
                .executor(
                        work -> {
                            f.clock.advance(Duration.ofSeconds(3));
                            work.run();
                        },
                        1)
                .build()) {
            f.clock.advance(LOOK);
            slow.runDue();
        }

        assertThat(provider.requests()).isEqualTo(1);
    }

    @Test
    void senderThatIsGone_isNotReplacedByAnother() {
        MessageId id = doubtful(Behavior.timeoutWithoutAccept());
        f.engine
                .tenants()
                .register(TenantProfile.of("acme", "Acme Plumbing")
                        .helpContact("555-0100")
                        .sender("+14155550101", provider.name(), provider.account()));

        pass(LOOK);

        assertThat(provider.requests()).isEqualTo(1);
        assertThat(f.status(id)).isEqualTo(MessageStatus.IN_DOUBT);
    }

    @Test
    void otherPartsFollow_onceTheDoubtIsResolved() {
        with(blind().textLimit(100).build());
        List<String> words = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            words.add("word" + i);
        }
        provider.next(Behavior.deliver(), Behavior.acceptThenTimeout().receiptsLost());
        MessageId id = f.send(String.join(" ", words));
        pass(Duration.ZERO);
        assertThat(f.status(id)).isEqualTo(MessageStatus.IN_DOUBT);

        pass(LOOK);

        assertThat(String.join(" ", f.texts()).split("\\s+")).containsExactlyElementsOf(words);
    }

    private MessageId doubtful(Behavior first) {
        provider.next(first);
        MessageId id = f.send("hello");
        pass(Duration.ZERO);
        assertThat(f.status(id)).isEqualTo(MessageStatus.IN_DOUBT);
        return id;
    }

    private void pass(Duration time) {
        far.advance(time);
        f.pass(time);
    }
}
