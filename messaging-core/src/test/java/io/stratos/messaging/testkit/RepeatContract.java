package io.stratos.messaging.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stratos.messaging.consent.ConsentAction;
import io.stratos.messaging.delivery.Decision;
import io.stratos.messaging.delivery.Ruling;
import io.stratos.messaging.delivery.Verdict;
import io.stratos.messaging.message.MessageStatus;
import io.stratos.messaging.spi.store.Claim;
import io.stratos.messaging.spi.store.ClaimToken;
import io.stratos.messaging.spi.store.Intent;
import io.stratos.messaging.spi.store.IntentDecision;
import io.stratos.messaging.spi.store.IntentResult;
import io.stratos.messaging.spi.store.Recovered;
import io.stratos.messaging.spi.store.SendGate;
import io.stratos.messaging.spi.store.SettleResult;
import io.stratos.messaging.spi.store.Settlement.Next;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

abstract class RepeatContract extends StoreContractBase {

    @Test
    @DisplayName("A permitted repetition stays in doubt under the same attempt, for a lease, with the verdicts")
    void repeat_proceed_keepsDoubtAndAttempt() {
        Underway underway = sending();
        Recovered.Doubt doubt = doubted(underway);
        IntentDecision.Proceed proceed = proceed(1);

        IntentResult result = repeat(doubt, (claim, recipient) -> proceed);

        assertThat(result.intent().attempt()).isEqualTo(underway.attempt());
        assertThat(result.decision()).isEqualTo(proceed);
        assertThat(result.intent().claim().token().token())
                .isEqualTo(doubt.token().token() + 1);
        assertThat(status(underway)).isEqualTo(MessageStatus.IN_DOUBT);
        assertThat(trace(underway.message().id()).attempts()).hasSize(1);
        assertThat(trace(underway.message().id()).decisions()).last().isEqualTo(proceed.decision());
        assertThat(store().recover(MANY, LEASE).due()).as("within its lease").isEmpty();
        advance(PAST_LEASE);
        assertThat(store().recover(MANY, LEASE).due())
                .singleElement()
                .satisfies(again -> assertThat(again.attempt().id()).isEqualTo(underway.attempt()));
        assertThat(claimAll()).isEmpty();
    }

    @Test
    @DisplayName("The answer to a repetition settles the attempt it repeats")
    void repeat_settled_settlesTheAttempt() {
        Underway underway = sending(2);
        ClaimToken token = permitted(doubted(underway));

        assertThat(settle(token, underway.attempt(), acceptedAs("SM0"), new Next.Advance()))
                .isEqualTo(SettleResult.APPLIED);

        assertThat(attempt(underway).outcome()).isEqualTo(acceptedAs("SM0"));
        assertThat(claim().progress()).isEqualTo(new Claim.Progress(1, UNIT_LIMIT, 0));
    }

    @Test
    @DisplayName("A repetition that came to nothing leaves the doubt as its settlement says")
    void repeat_settledInDoubt_staysInDoubt() {
        Underway underway = sending();
        ClaimToken token = permitted(doubted(underway));

        assertThat(settle(token, underway.attempt(), inDoubt(), new Next.Park()))
                .isEqualTo(SettleResult.APPLIED);

        assertThat(status(underway)).isEqualTo(MessageStatus.IN_DOUBT);
        assertNothingLeftToDo();
    }

    @Test
    @DisplayName("Where the gate says no nothing is written, and the doubt is still held")
    void repeat_refused_changesNothing() {
        Underway underway = sending();
        Recovered.Doubt doubt = doubted(underway);
        int decisions = trace(underway.message().id()).decisions().size();
        Decision no =
                new Decision(now(), Decision.Stage.SEND, List.of(Verdict.of("consent", Ruling.BLOCK, "opted out")));
        for (IntentDecision decision : List.of(
                new IntentDecision.Stop(no, MessageStatus.BLOCKED),
                new IntentDecision.Defer(no, now().plusSeconds(60)),
                new IntentDecision.Leave(),
                new IntentDecision.Hold())) {
            assertThat(repeat(doubt, (claim, recipient) -> decision))
                    .isEqualTo(new IntentResult(intent(doubt), decision));
        }

        assertThat(trace(underway.message().id()).decisions()).hasSize(decisions);
        assertThat(status(underway)).isEqualTo(MessageStatus.IN_DOUBT);
        assertThat(settle(doubt.token(), underway.attempt(), inDoubt(), new Next.Park()))
                .isEqualTo(SettleResult.APPLIED);
    }

    @Test
    @DisplayName("A doubt that was resolved, or taken by another, is not put to the gate")
    void repeat_lostDoubt_isNotDecided() {
        AtomicInteger asked = new AtomicInteger();
        SendGate counting = (claim, recipient) -> {
            asked.incrementAndGet();
            return proceed(1);
        };
        Underway underway = sending();
        Recovered.Doubt lost = doubted(underway);
        advance(PAST_LEASE);
        Recovered.Doubt held = store().recover(MANY, LEASE).due().get(0);

        assertThat(repeat(lost, counting).committed()).isEmpty();
        settle(underway, acceptedAs("SM1"), new Next.Advance());
        assertThat(repeat(held, counting).committed()).isEmpty();

        assertThat(asked).hasValue(0);
    }

    @Test
    @DisplayName("A late NotSent makes the message due again: then the doubt is lost and is not repeated")
    void repeat_afterALateNotSent_isLost() {
        Underway underway = sending();
        Recovered.Doubt doubt = doubted(underway);
        settle(underway, notSent(), new Next.Retry(Duration.ZERO));

        assertThat(repeat(doubt, (claim, recipient) -> proceed(1)).committed()).isEmpty();
    }

    @Test
    @DisplayName("Each permission is given once, however many ask")
    void repeat_from8Threads_isPermittedOnce() throws Exception {
        Underway underway = sending();
        Recovered.Doubt doubt = doubted(underway);

        assertThat(Race.run(8, () -> repeat(doubt, (claim, recipient) -> proceed(1))))
                .filteredOn(result -> result.committed().isPresent())
                .hasSize(1);
        assertThat(trace(underway.message().id()).attempts()).hasSize(1);
    }

    @Test
    @DisplayName("Once repeated, a late answer of the first request other than accepted says nothing about the other")
    void repeat_lateNotSentOfTheFirst_isNoEvidence() {
        Underway underway = sending();
        ClaimToken token = permitted(doubted(underway));

        assertThat(settle(underway, notSent(), new Next.Retry(Duration.ZERO))).isEqualTo(SettleResult.RECORDED);
        assertThat(settle(underway, refused(), new Next.End(MessageStatus.FAILED)))
                .isEqualTo(SettleResult.RECORDED);

        assertThat(claimAll()).isEmpty();
        assertThat(status(underway)).isEqualTo(MessageStatus.IN_DOUBT);
        assertThat(settle(token, underway.attempt(), acceptedAs("SM1"), new Next.Advance()))
                .isEqualTo(SettleResult.APPLIED);
        settle(underway, notSent(), new Next.Retry(Duration.ZERO));
        assertThat(attempt(underway).outcome()).isEqualTo(acceptedAs("SM1"));
        assertThat(status(underway)).isEqualTo(MessageStatus.SENT);
    }

    @Test
    @DisplayName("While it is repeated, a late Accepted of the first request resolves the doubt")
    void repeat_lateAcceptedOfTheFirst_isEvidence() {
        Underway underway = sending();
        ClaimToken token = permitted(doubted(underway));

        assertThat(settle(underway, acceptedAs("SM1"), new Next.Advance())).isEqualTo(SettleResult.EVIDENCE);
        assertThat(settle(token, underway.attempt(), inDoubt(), new Next.Park()))
                .isEqualTo(SettleResult.RECORDED);

        assertThat(status(underway)).isEqualTo(MessageStatus.SENT);
        assertNothingLeftToDo();
    }

    @Test
    @DisplayName("The gate sees the consent as it stands under the lock")
    void repeat_afterAnOptOut_seesIt() {
        Underway underway = sending();
        Recovered.Doubt doubt = doubted(underway);
        session().record(StoreFixtures.ACME, make.keyword(underway.message().to(), ConsentAction.OPT_OUT_ALL));
        List<Boolean> stopped = new ArrayList<>();

        repeat(doubt, (claim, recipient) -> {
            stopped.add(recipient.consent().isStopped());
            return new IntentDecision.Leave();
        });

        assertThat(stopped).containsExactly(true);
    }

    @Test
    @DisplayName("A gate that throws leaves nothing")
    void repeat_throwingGate_writesNothing() {
        Underway underway = sending();
        Recovered.Doubt doubt = doubted(underway);

        assertThatThrownBy(() -> repeat(doubt, (claim, recipient) -> {
                    throw new IllegalStateException("planted");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(settle(doubt.token(), underway.attempt(), inDoubt(), new Next.Park()))
                .isEqualTo(SettleResult.APPLIED);
    }

    private ClaimToken permitted(Recovered.Doubt doubt) {
        IntentResult result = repeat(doubt, (claim, recipient) -> proceed(1));
        assertThat(result.committed()).as("the permission").isPresent();
        return result.intent().claim().token();
    }

    private IntentResult repeat(Recovered.Doubt doubt, SendGate gate) {
        return store().repeat(List.of(intent(doubt)), LEASE, gate).get(0);
    }

    private static Intent intent(Recovered.Doubt doubt) {
        Claim.Progress progress = new Claim.Progress(doubt.attempt().unit(), doubt.unitLimit(), 1);
        return new Intent(
                new Claim(
                        doubt.token(),
                        doubt.message(),
                        progress,
                        doubt.attempt().startedAt()),
                doubt.attempt().id());
    }
}
