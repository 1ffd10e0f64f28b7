package io.stratos.messaging;

import static io.stratos.messaging.EngineFixture.CUSTOMER;
import static io.stratos.messaging.EngineFixture.OURS;
import static org.assertj.core.api.Assertions.assertThat;

import io.stratos.messaging.consent.ConsentPolicy;
import io.stratos.messaging.consent.Evidence;
import io.stratos.messaging.consent.Purpose;
import io.stratos.messaging.consent.StopScope;
import io.stratos.messaging.id.MessageId;
import io.stratos.messaging.message.Message;
import io.stratos.messaging.message.MessageStatus;
import io.stratos.messaging.message.Origin;
import io.stratos.messaging.routing.KeywordReplies;
import io.stratos.messaging.routing.Sender;
import io.stratos.messaging.simulation.Behavior;
import io.stratos.messaging.tenant.KeywordAnswer;
import io.stratos.messaging.tenant.KeywordTexts;
import io.stratos.messaging.tenant.TenantProfile;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the engine answers to keywords: once, only what is so, and only where nobody else does. */
class AnswerTest extends CustomerCase {

    private static final String TOLL_FREE = "+18885550100";

    @BeforeEach
    void optIn() {
        f.optIn();
    }

    private void register(TenantProfile profile) {
        f.engine.tenants().register(profile);
    }

    private static TenantProfile stopReaches(StopScope scope) {
        return TenantProfile.of("acme", "Acme Plumbing")
                .sender(OURS, "simulated", "sim")
                .consentPolicy(ConsentPolicy.ofDefaults().stopReaches(Instant.EPOCH, scope, "agreed"));
    }

    private List<String> answersTo(String... texts) {
        for (String text : texts) {
            f.customerTexts(text);
        }
        f.pass(Duration.ofSeconds(1));
        return f.texts();
    }

    @ParameterizedTest
    @EnumSource(
            value = StopScope.class,
            names = {"PURPOSE", "SENDER"})
    void stop_ofANarrowerScope_isNotAnsweredWithMoreThanIsSo(StopScope scope) {
        register(stopReaches(scope));
        optInToMarketing();
        offer();
        f.pass(Duration.ofSeconds(1));

        String answer = answersTo("STOP").get(1);

        assertThat(consent().isStopped()).isFalse();
        assertThat(answer)
                .contains(
                        scope == StopScope.PURPOSE ? "no more marketing messages" : "no more messages from this number")
                .contains("may still")
                .doesNotContain("unsubscribed");
    }

    @Test
    void stopOfASender_startUndoesIt_asTheAnswerSays() {
        register(stopReaches(StopScope.SENDER));
        assertThat(answersTo("STOP").get(0)).contains("Reply START");
        answersTo("START");
        MessageId id = f.send("Welcome back");
        f.pass(Duration.ofSeconds(1));
        assertThat(f.status(id)).isIn(MessageStatus.SENT, MessageStatus.DELIVERED);
    }

    @ParameterizedTest
    @CsvSource({"ALTO,Baja confirmada", "arrêt,nous ne vous enverrons plus", "STOP,You are unsubscribed"})
    void stop_isAnsweredInItsLanguage(String text, String answer) {
        assertThat(answersTo(text)).hasSize(1).first().asString().contains(answer);
    }

    @Test
    void answers_areTheTenantsWords() {
        register(TenantProfile.of("acme", "Acme Plumbing")
                .keywordTexts(KeywordTexts.english().with(KeywordAnswer.STOP, "es", "{business} dice adios"))
                .sender(OURS, "simulated", "sim"));
        assertThat(answersTo("alto")).containsExactly("Acme Plumbing dice adios");
    }

    @Test
    void confirmation_isTheOnlyThingThatPassesAStop() {
        MessageId queued = f.send("Your technician is on the way");
        assertThat(answersTo("STOP")).hasSize(1);
        assertThat(f.status(queued)).isEqualTo(MessageStatus.BLOCKED);
        assertThat(f.accept("one more").status()).isEqualTo(MessageStatus.BLOCKED);
        f.pass(Duration.ofDays(1));
        assertThat(f.texts()).hasSize(1);
    }

    @Test
    void confirmation_isTriedForFiveMinutes_andNoLonger() {
        for (int i = 0; i < 3; i++) {
            f.provider.next(Behavior.throttle(Duration.ofMinutes(2)));
        }
        f.customerTexts("STOP");
        for (int minute = 0; minute < 12; minute++) {
            f.pass(Duration.ofMinutes(1));
        }
        assertThat(f.texts()).isEmpty();
        assertThat(answer().status()).isEqualTo(MessageStatus.EXPIRED);
    }

    private Message answer() {
        return f
                .acme
                .conversations()
                .history(f.acme.conversations().latest().orElseThrow().id(), 10)
                .stream()
                .filter(message -> message.origin() == Origin.KEYWORD_REPLY)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void stopAgain_isAnsweredNotAgain_startAndStopAre() {
        assertThat(answersTo("STOP", "stop", "please stop texting me")).hasSize(1);
        assertThat(answersTo("START", "STOP")).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"STOP", "stop.", "Unstop"})
    void tollFree_whereTheNetworkAnswers_theEngineIsSilent(String text) {
        tollFree(KeywordReplies.PROVIDER_DEFAULT);
        f.deliver(f.provider.inbound(CUSTOMER, TOLL_FREE, text));
        f.pass(Duration.ofSeconds(1));
        assertThat(f.texts()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"please stop texting me", "HELP", "unsubscribe"})
    void tollFree_whatTheNetworkDoesNotKnow_isAnswered(String text) {
        tollFree(KeywordReplies.PROVIDER_DEFAULT);
        f.deliver(f.provider.inbound(CUSTOMER, TOLL_FREE, text));
        f.pass(Duration.ofSeconds(1));
        assertThat(f.texts()).hasSize(1);
    }

    @Test
    void tollFree_whoWantsTheEngineToAnswer_getsThat() {
        tollFree(KeywordReplies.BY_ENGINE);
        f.deliver(f.provider.inbound(CUSTOMER, TOLL_FREE, "STOP"));
        f.pass(Duration.ofSeconds(1));
        assertThat(f.texts()).hasSize(1);
    }

    private void tollFree(KeywordReplies who) {
        register(TenantProfile.of("acme", "Acme Plumbing")
                .sender(Sender.of(TOLL_FREE, "simulated", "sim").keywordReplies(who)));
    }

    @Test
    void yes_isThankedForOnce() {
        f.acme.consent().request(customer, Purpose.MARKETING, Evidence.form("newsletter"));
        f.pass(Duration.ofSeconds(1));

        assertThat(answersTo("YES", "yes", "Yes!"))
                .hasSize(2)
                .last()
                .isEqualTo("Acme Plumbing: Thank you, you will now get marketing messages. Msg&data rates may apply."
                        + " Reply HELP for help, STOP to stop.");
    }

    @Test
    void yes_inSpanish_isThankedForInSpanish() {
        f.acme.consent().request(customer, Purpose.MARKETING, Evidence.form("newsletter"));
        f.pass(Duration.ofSeconds(1));

        assertThat(answersTo("Sí")).last().asString().contains("Gracias", "publicidad");
    }

    @Test
    void yes_thatNobodyAskedFor_orTooLate_isNotThankedFor() {
        assertThat(answersTo("YES")).isEmpty();
        f.acme.consent().request(customer, Purpose.MARKETING, Evidence.form("newsletter"));
        f.pass(Duration.ofSeconds(1));
        f.clock.advance(Duration.ofDays(4));
        int before = f.texts().size();
        assertThat(answersTo("YES")).hasSizeLessThanOrEqualTo(before);
    }

    @Test
    void yes_theReminderIsNotSentAfterIt() {
        f.acme.consent().request(customer, Purpose.MARKETING, Evidence.form("newsletter"));
        f.pass(Duration.ofSeconds(1));
        assertThat(answersTo("YES")).hasSize(2);
        f.pass(Duration.ofDays(2));
        assertThat(f.texts()).hasSize(2);
    }
}
