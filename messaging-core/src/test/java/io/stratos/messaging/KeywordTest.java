package io.stratos.messaging;

import static io.stratos.messaging.EngineFixture.CUSTOMER;
import static io.stratos.messaging.EngineFixture.OURS;
import static io.stratos.messaging.EngineFixture.PUBLIC_URL;
import static org.assertj.core.api.Assertions.assertThat;

import io.stratos.messaging.consent.ConsentAction;
import io.stratos.messaging.consent.ConsentEvent;
import io.stratos.messaging.consent.ConsentSource;
import io.stratos.messaging.consent.ConsentStatus;
import io.stratos.messaging.consent.Evidence;
import io.stratos.messaging.consent.Purpose;
import io.stratos.messaging.delivery.Acceptance;
import io.stratos.messaging.delivery.Decision;
import io.stratos.messaging.delivery.Refusal;
import io.stratos.messaging.delivery.Ruling;
import io.stratos.messaging.id.MessageId;
import io.stratos.messaging.message.MessageStatus;
import io.stratos.messaging.routing.KeywordReplies;
import io.stratos.messaging.routing.Sender;
import io.stratos.messaging.simulation.Behavior;
import io.stratos.messaging.simulation.SimulatedProvider;
import io.stratos.messaging.simulation.VirtualClock;
import io.stratos.messaging.tenant.TenantProfile;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class KeywordTest extends CustomerCase {

    @Test
    void stop_isInForceWhenTheWebhookIsAnswered() {
        f.optIn();
        assertThat(f.customerTexts("STOP").status()).isEqualTo(200);
        assertThat(consent().isStopped()).isTrue();
    }

    @Test
    void stop_stopsWhatWasQueuedBefore() {
        f.optIn();
        MessageId queued = f.send("Your technician is on the way");
        f.customerTexts("stop");
        f.pass(Duration.ZERO);
        assertThat(f.status(queued)).isEqualTo(MessageStatus.BLOCKED);
        assertThat(f.texts()).noneMatch(text -> text.contains("technician"));
        Decision last = lastDecision(queued);
        assertThat(last.stage()).isEqualTo(Decision.Stage.SEND);
        assertThat(last.deciding().orElseThrow().reason()).contains("opted out of everything");
    }

    @Test
    void stop_isConfirmedOnceAndOnlyOnce() {
        f.optIn();
        f.customerTexts("STOP");
        f.customerTexts("Stop!");
        f.pass(Duration.ofSeconds(1));
        f.pass(Duration.ofSeconds(1));
        assertThat(f.texts()).hasSize(1);
        assertThat(f.texts().get(0)).contains("Acme Plumbing").contains("unsubscribed");
    }

    @Test
    void stop_confirmationOlderThanFiveMinutesIsNotSent() {
        f.optIn();
        f.customerTexts("STOP");
        f.pass(Duration.ofMinutes(5));
        assertThat(f.texts()).isEmpty();
    }

    @Test
    void stop_refusesLaterMessagesAndSaysWhy() {
        f.optIn();
        f.customerTexts("STOP");
        Acceptance refused = f.accept("Big sale");
        assertThat(refused.status()).isEqualTo(MessageStatus.BLOCKED);
        assertThat(refused.decision().ruling()).isEqualTo(Ruling.BLOCK);
        f.pass(Duration.ofDays(1));
        assertThat(f.texts()).noneMatch(text -> text.contains("sale"));
    }

    @Test
    void optIn_afterAStop_doesNotLiftIt() {
        f.optIn();
        f.customerTexts("STOP");
        f.optIn();
        assertThat(consent().isStopped()).isTrue();
        assertThat(f.accept("hello").status()).isEqualTo(MessageStatus.BLOCKED);
    }

    @Test
    void start_liftsTheStopAndConfirms() {
        f.optIn();
        f.customerTexts("STOP");
        f.customerTexts("START");
        MessageId id = f.send("Welcome back");
        f.pass(Duration.ofSeconds(1));
        assertThat(f.status(id)).isEqualTo(MessageStatus.SENT);
        assertThat(f.texts()).anyMatch(text -> text.contains("subscribed again"));
    }

    @Test
    void start_isNoConsentToMarketing() {
        f.customerTexts("STOP");
        f.customerTexts("START");
        Acceptance marketing = offer();
        assertThat(marketing.status()).isEqualTo(MessageStatus.BLOCKED);
    }

    @Test
    void help_isAnsweredWithNameAndContact_evenAfterAStop() {
        f.optIn();
        f.customerTexts("STOP");
        f.customerTexts("HELP");
        f.pass(Duration.ofSeconds(1));
        assertThat(f.texts()).anyMatch(text -> text.contains("Acme Plumbing") && text.contains("555-0100"));
        assertThat(consent().isStopped()).isTrue();
    }

    @Test
    void replayedStart_doesNotResubscribe() {
        f.optIn();
        var start = f.provider.inbound(CUSTOMER, OURS, "START");
        f.deliver(start);
        f.customerTexts("STOP");
        f.clock.advance(Duration.ofDays(30));
        f.deliver(start);
        assertThat(consent().isStopped()).isTrue();
    }

    @Test
    void providerThatAnswersItself_leavesTheEngineSilent() {
        VirtualClock clock = VirtualClock.at("2026-03-02T17:00:00Z");
        SimulatedProvider answering = SimulatedProvider.builder(clock)
                .webhookUrl(URI.create(PUBLIC_URL + "/simulated"))
                .answersKeywords(true)
                .build();
        try (EngineFixture g = new EngineFixture(answering)) {
            g.optIn();
            g.customerTexts("STOP");
            g.customerTexts("HELP");
            g.pass(Duration.ofSeconds(1));
            assertThat(g.texts()).isEmpty();
            assertThat(g.acme.consent().of(customer).isStopped()).isTrue();
        }
    }

    @Test
    void senderSetting_silencesTheEngine() {
        f.engine
                .tenants()
                .register(TenantProfile.of("acme", "Acme Plumbing")
                        .sender(Sender.of(OURS, "simulated", "sim").keywordReplies(KeywordReplies.BY_PROVIDER)));
        f.customerTexts("STOP");
        f.pass(Duration.ofSeconds(1));
        assertThat(f.texts()).isEmpty();
    }

    @Test
    void ordinaryWords_areNoKeywords() {
        f.optIn();
        f.customerTexts("stop by at 5");
        f.customerTexts("cancel my 3pm appointment");
        assertThat(consent().isStopped()).isFalse();
    }

    @Test
    void clearSentence_isAStop_withTheWordsAsEvidence() {
        f.optIn();
        f.customerTexts("Hi, please stop texting me.");
        assertThat(consent().isStopped()).isTrue();
        ConsentEvent event = f.acme.consent().history(customer).get(1);
        assertThat(event.evidence().facts())
                .containsEntry("keyword", "STOP")
                .containsEntry("rule", "stop-texting")
                .containsEntry("words", "stop texting me");
        assertThat(f.acme.consent().classify("Hi, please stop texting me.").reason())
                .contains("stop-texting");
    }

    @Test
    void ourOwnInstructionQuotedBack_isNoStop() {
        f.optIn();
        f.customerTexts("Liked \u201CReply STOP to opt out\u201D");
        f.customerTexts("> Reply STOP to opt out\nSee you at 9");
        assertThat(consent().isStopped()).isFalse();
    }

    @Test
    void yes_liftsNoStop_andIsNoConsentToWhatNobodyAsked() {
        f.optIn();
        f.customerTexts("STOP");
        f.customerTexts("YES");
        assertThat(consent().isStopped()).isTrue();
        f.customerTexts("START");
        f.customerTexts("yes please");
        assertThat(consent().status(Purpose.MARKETING)).isEqualTo(ConsentStatus.UNKNOWN);
    }

    @Test
    void writingFirst_isConsentToReplies_andToNothingElse() {
        f.customerTexts("Do you fix boilers?");
        var id = f.acme.conversations().latest().orElseThrow().id();
        assertThat(f.acme.conversations().reply(id, "We do").status()).isEqualTo(MessageStatus.QUEUED);
        assertThat(f.accept("Your invoice").status()).isEqualTo(MessageStatus.BLOCKED);
        ConsentEvent event = f.acme.consent().history(customer).get(0);
        assertThat(event.evidence().source()).isEqualTo(ConsentSource.IMPLICIT);
    }

    @Test
    void providersRefusalForOptOut_becomesAnOptOut() {
        f.optIn();
        f.provider.next(Behavior.refuse(Refusal.OPT_OUT, "21610"));
        MessageId id = f.send("hello");
        f.pass(Duration.ZERO);
        assertThat(f.status(id)).isEqualTo(MessageStatus.FAILED);
        ConsentEvent event = f.acme.consent().history(customer).get(1);
        assertThat(event.action()).isEqualTo(ConsentAction.OPT_OUT_ALL);
        assertThat(event.evidence().source()).isEqualTo(ConsentSource.PROVIDER);
        assertThat(event.evidence().facts()).containsEntry("code", "21610");
        assertThat(consent().isStopped()).isTrue();
    }

    @Test
    void optOutOfOnePurpose_leavesTheOthers() {
        f.optIn();
        optInToMarketing();
        f.acme.consent().optOut(customer, Purpose.MARKETING, Evidence.agent("maria"));
        assertThat(f.accept("Your invoice").status()).isEqualTo(MessageStatus.QUEUED);
        assertThat(offer().status()).isEqualTo(MessageStatus.BLOCKED);
    }

    private Decision lastDecision(MessageId id) {
        var decisions = f.acme.messages().explain(id).decisions();
        return decisions.get(decisions.size() - 1);
    }
}
