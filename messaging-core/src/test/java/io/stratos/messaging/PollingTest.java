package io.stratos.messaging;

import static io.stratos.messaging.EngineFixture.CUSTOMER;
import static io.stratos.messaging.EngineFixture.OURS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stratos.messaging.consent.ConsentAction;
import io.stratos.messaging.consent.ConsentEvent;
import io.stratos.messaging.consent.ConsentPolicy;
import io.stratos.messaging.consent.Evidence;
import io.stratos.messaging.consent.Purpose;
import io.stratos.messaging.consent.StopScope;
import io.stratos.messaging.delivery.Explanation;
import io.stratos.messaging.delivery.Listening;
import io.stratos.messaging.id.MessageId;
import io.stratos.messaging.message.MessageStatus;
import io.stratos.messaging.simulation.SimulatedProviderBuilder;
import io.stratos.messaging.tenant.TenantProfile;
import io.stratos.messaging.webhook.WebhookRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What contacts said while nobody listened is found in the provider's records. */
class PollingTest {

    private static final Duration ROUND = Duration.ofMinutes(6);

    private PollFixture f = new PollFixture(settings -> settings.inboundLog(true));

    /** Another far side, from the beginning. */
    private void use(UnaryOperator<SimulatedProviderBuilder> settings) {
        f.close();
        f = new PollFixture(settings);
    }

    @BeforeEach
    void firstRound() {
        f.engine.runDue();
    }

    @AfterEach
    void close() {
        f.close();
    }

    @Test
    void stopWhileTheHostWasDown_isFound_beforeAnythingThatWaitsIsSent() {
        MessageId reminder = f.send("Your technician is on the way");
        Instant said = f.textsWhileWeAreDown("STOP");

        f.engine.runDue();

        assertThat(f.status(reminder)).isEqualTo(MessageStatus.BLOCKED);
        assertThat(f.consent().isStopped()).isTrue();
        assertThat(f.last().evidence().facts())
                .containsEntry("found_by", "polling")
                .containsEntry("said_at", said.toString())
                .containsEntry("provider", "simulated")
                .containsEntry("provider_message", "SIM-in-1")
                .containsEntry("keyword", "STOP");
        assertThat(f.acme.consent().ledger().verify().isIntact()).isTrue();
        assertThat(f.sent()).isEmpty();
    }

    @Test
    void whatWasFound_isInTheConversation_once_thoughItsWebhookComesAfterAll() {
        f.clock.advance(Duration.ofMinutes(20));
        WebhookRequest call = f.provider.inbound(CUSTOMER, OURS, "Can you come at 5?");
        Instant said = f.clock.instant();
        f.clock.advance(ROUND);
        f.engine.runDue();
        assertThat(f.inbound()).hasSize(1).first().satisfies(message -> {
            assertThat(message.content().text()).isEqualTo("Can you come at 5?");
            assertThat(message.metadata())
                    .containsEntry("found_by", "polling")
                    .containsEntry("said_at", said.toString());
        });

        assertThat(f.deliver(call).status()).isEqualTo(200);
        f.pass(ROUND);
        f.pass(ROUND);

        assertThat(f.inbound()).hasSize(1);
    }

    @Test
    void whatAWebhookBrought_isNotRecordedAgain() {
        f.customerTexts("STOP");
        int events = f.history().size();
        f.pass(ROUND);
        f.pass(ROUND);

        assertThat(f.inbound()).hasSize(1);
        assertThat(f.history()).hasSize(events);
        assertThat(f.last().evidence().facts()).doesNotContainKey("found_by");
    }

    @Test
    void manyPages_areAllRead() {
        use(settings -> settings.inboundLog(true).pageSize(2));
        firstRound();
        f.clock.advance(Duration.ofMinutes(20));
        for (int i = 0; i < 7; i++) {
            f.provider.inbound(CUSTOMER, OURS, "text " + i);
        }
        f.clock.advance(ROUND);
        f.engine.runDue();

        assertThat(f.inbound())
                .extracting(message -> message.content().text())
                .containsExactlyInAnyOrder("text 0", "text 1", "text 2", "text 3", "text 4", "text 5", "text 6");
    }

    @Test
    void stopThatIsOlderThanAStart_doesNotUndoIt() {
        f.textsWhileWeAreDown("STOP");
        f.acme.consent().resubscribe(f.customer, Evidence.agent("ann"));
        f.engine.runDue();

        assertThat(f.consent().isStopped()).isFalse();
        assertThat(f.inbound()).hasSize(1);
    }

    @Test
    void startThatIsOlderThanAStop_doesNotLiftIt() {
        f.textsWhileWeAreDown("START");
        f.customerTexts("STOP");
        f.clock.advance(ROUND);
        f.engine.runDue();

        assertThat(f.inbound()).hasSize(2);
        assertThat(f.consent().isStopped()).isTrue();
    }

    @Test
    void startWhileTheHostWasDown_liftsAnEarlierStop() {
        f.customerTexts("STOP");
        f.textsWhileWeAreDown("START");
        f.engine.runDue();

        assertThat(f.consent().isStopped()).isFalse();
        assertThat(f.last().action()).isEqualTo(ConsentAction.RESUBSCRIBE);
    }

    @Test
    void stopAndThenStart_bothFound_inTheOrderInWhichTheyWereSaid() {
        use(settings -> settings.inboundLog(true).pageSize(1));
        firstRound();
        f.textsWhileWeAreDown("STOP");
        f.textsWhileWeAreDown("START");
        f.textsWhileWeAreDown("STOP");
        f.engine.runDue();

        assertThat(f.consent().isStopped()).isTrue();
        assertThat(f.history())
                .extracting(ConsentEvent::action)
                .endsWith(ConsentAction.OPT_OUT_ALL, ConsentAction.RESUBSCRIBE, ConsentAction.OPT_OUT_ALL);
    }

    @Test
    void yes_answersNoQuestionThatWasAskedAfterIt() {
        f.textsWhileWeAreDown("YES");
        f.acme.consent().request(f.customer, Purpose.MARKETING, Evidence.form("newsletter"));
        f.engine.runDue();

        assertThat(f.inbound()).hasSize(1);
        assertThat(f.consent().standing(Purpose.MARKETING).pendingUntil()).isPresent();
    }

    @Test
    void stopFoundLate_isNotConfirmed_afterFiveMinutes() {
        f.textsWhileWeAreDown("STOP");
        f.engine.runDue();
        f.pass(Duration.ofSeconds(1));
        assertThat(f.sent()).isEmpty();
    }

    @Test
    void stopFoundSoon_isConfirmedOnce() {
        f.pass(ROUND);
        f.provider.inbound(CUSTOMER, OURS, "STOP");
        f.clock.advance(Duration.ofMinutes(2));
        f.engine(f.polled).runDue();

        assertThat(f.consent().isStopped()).isTrue();
        f.pass(ROUND);
        assertThat(f.sent()).hasSize(1);
    }

    @Test
    void whatIsYoungerThanAMinute_isLeftToItsWebhook() {
        f.clock.advance(ROUND);
        f.provider.inbound(CUSTOMER, OURS, "hello");
        int before = f.polled.pages.get();
        f.pass(Duration.ofSeconds(59));
        assertThat(f.polled.pages.get()).isGreaterThan(before);
        assertThat(f.inbound()).isEmpty();
        f.pass(ROUND);
        assertThat(f.inbound()).hasSize(1);
    }

    @Test
    void engineThatStarts_readsWhatIsNotDueYet() {
        f.pass(ROUND);
        f.clock.advance(Duration.ofSeconds(90));
        f.provider.inbound(CUSTOMER, OURS, "STOP");
        f.clock.advance(Duration.ofSeconds(10));
        f.engine.runDue();
        assertThat(f.consent().isStopped()).isFalse();

        f.engine(f.polled).runDue();

        assertThat(f.consent().isStopped()).isTrue();
    }

    @Test
    void twoNodes_shareTheWork() {
        MessagingEngine other = f.engine(f.polled);
        other.runDue();
        f.engine.runDue();
        f.clock.advance(ROUND);
        int before = f.polled.pages.get();
        f.engine.runDue();
        other.runDue();

        assertThat(f.polled.pages.get() - before).isEqualTo(1);
    }

    @Test
    void textsFromBeforeANumberWasOurs_areNobodys() {
        use(settings -> settings.inboundLog(true));
        f.provider.inbound(CUSTOMER, OURS, "for whoever had the number");
        f.clock.advance(Duration.ofSeconds(1));
        f.pass(Duration.ZERO);
        f.pass(ROUND);
        assertThat(f.inbound()).isEmpty();
    }

    @Test
    void optOutList_isReadFromTheBeginning_andEachEntryIsLearntOnce() {
        use(settings -> settings.answersKeywords(true).optOutList(true));
        f.provider.inbound(CUSTOMER, OURS, "STOP");
        Instant said = f.clock.instant();
        f.pass(Duration.ofMinutes(2));

        assertThat(f.consent().isStopped()).isTrue();
        assertThat(f.last().evidence().facts())
                .containsEntry("found_by", "polling")
                .containsEntry("said_at", said.toString())
                .containsEntry("list", "opt-outs")
                .containsEntry("keyword", "STOP");
        assertThat(f.inbound()).isEmpty();
        int events = f.history().size();
        f.pass(ROUND);
        f.pass(ROUND);
        assertThat(f.history()).hasSize(events);
    }

    @Test
    void optOutList_entryOfOneSender_silencesOnlyThatOne_ifTheScopeSaysSo() {
        use(settings -> settings.answersKeywords(true).optOutList(true));
        f.engine
                .tenants()
                .register(TenantProfile.of("acme", "Acme Plumbing")
                        .consentPolicy(ConsentPolicy.ofDefaults()
                                .stopReaches(Instant.parse("2025-01-01T00:00:00Z"), StopScope.SENDER, "agreed"))
                        .sender(OURS, f.provider.name(), f.provider.account())
                        .sender("+14155550101", f.provider.name(), f.provider.account()));
        f.textsWhileWeAreDown("STOP");
        f.engine.runDue();

        assertThat(f.consent().isStopped()).isFalse();
        assertThat(f.consent().stoppedSenders()).containsOnlyKeys(OURS);
    }

    @Test
    void optOutList_entryFromBeforeAStart_changesNothing() {
        use(settings -> settings.answersKeywords(true).optOutList(true));
        f.textsWhileWeAreDown("STOP");
        f.acme.consent().resubscribe(f.customer, Evidence.agent("ann"));
        f.engine.runDue();

        assertThat(f.consent().isStopped()).isFalse();
    }

    @Test
    void providerWithoutRecords_isNotAsked() {
        use(UnaryOperator.identity());
        f.textsWhileWeAreDown("STOP");
        f.engine.runDue();

        assertThat(f.polled.pages.get()).isZero();
        assertThat(f.engine.health().listening()).isEmpty();
    }

    @Test
    void explanation_saysWhatIsKnownOfReplies_andWhatIsNotKnowable() {
        f.pass(ROUND);
        Instant known = f.clock.instant().minus(Duration.ofMinutes(1));
        assertThat(explained()).contains("inbound log of simulated was read up to " + known);
        assertThat(f.engine.health().listening()).hasSize(1).first().satisfies(one -> {
            assertThat(one.by()).isEqualTo(Listening.By.INBOUND_LOG);
            assertThat(one.readUntil()).contains(known);
        });

        use(settings -> settings.answersKeywords(true).optOutList(true));
        assertThat(explained())
                .contains("opt-out list of simulated was read up to")
                .contains("is not knowable");

        use(UnaryOperator.identity());
        assertThat(explained())
                .contains("neither an inbound log nor an opt-out list: a STOP that no webhook brought is not knowable");
    }

    private String explained() {
        MessageId id = f.send("on the way");
        f.engine.runDue();
        Explanation explanation = f.acme.messages().explain(id);
        assertThat(explanation.toJson()).contains("\"listening\"");
        return explanation.toText();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT59S"})
    void lessThanAMinute_isRefused(Duration every) {
        assertThatThrownBy(() -> MessagingEngine.builder().pollProvidersEvery(every))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(every.toString())
                .hasMessageContaining("PT1M");
    }
}
