package io.stratos.messaging.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.stratos.messaging.message.Message;
import io.stratos.messaging.message.MessageStatus;
import io.stratos.messaging.spi.store.Claim;
import io.stratos.messaging.spi.store.Recovered;
import io.stratos.messaging.spi.store.SettleResult;
import io.stratos.messaging.spi.store.Settlement.Next;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

abstract class DoubtContract extends StoreContractBase {

    @Test
    @DisplayName("A doubt found accepted goes on with the next unit")
    void settle_doubtFoundAccepted_goesOn() {
        Underway underway = sending(2);
        Recovered.Doubt doubt = doubted(underway);

        SettleResult result = settle(doubt.token(), underway.attempt(), acceptedAs("SM0"), new Next.Advance());

        assertThat(result).isEqualTo(SettleResult.APPLIED);
        assertThat(attempt(underway).providerMessageId()).isEqualTo("SM0");
        assertThat(status(underway)).as("never down, even while a unit is left").isEqualTo(MessageStatus.IN_DOUBT);
        Claim next = claim();
        assertThat(next.progress()).isEqualTo(new Claim.Progress(1, UNIT_LIMIT, 0));
        settle(begin(next, 2), acceptedAs("SM1"), new Next.Advance());
        assertThat(status(underway)).isEqualTo(MessageStatus.SENT);
        assertNothingLeftToDo();
    }

    @Test
    @DisplayName("A doubt found not sent is sent again; the attempts add up")
    void settle_doubtFoundNotSent_isSentAgain() {
        Underway underway = sending();
        Recovered.Doubt doubt = doubted(underway);

        settle(doubt.token(), underway.attempt(), notSent(), new Next.Retry(Duration.ofMinutes(1)));

        assertThat(claimAll()).isEmpty();
        advance(Duration.ofSeconds(61));
        Claim again = claim();
        assertThat(again.progress().attempts()).isEqualTo(1);
        Underway second = begin(again, 1);
        assertThat(status(underway))
                .as("never down, even while another try is on its way")
                .isEqualTo(MessageStatus.IN_DOUBT);
        settle(second, acceptedAs("SM1"), new Next.Advance());
        assertThat(status(underway)).isEqualTo(MessageStatus.SENT);
    }

    @Test
    @DisplayName("A doubt may be parked: it is not looked into again, and stays in doubt")
    void settle_doubtParked_isNeverDueAgain() {
        Underway underway = sending();
        Recovered.Doubt doubt = doubted(underway);

        SettleResult result = settle(doubt.token(), underway.attempt(), inDoubt(), new Next.Park());

        assertThat(result).isEqualTo(SettleResult.APPLIED);
        assertNothingLeftToDo();
        assertThat(status(underway)).isEqualTo(MessageStatus.IN_DOUBT);
    }

    @Test
    @DisplayName("A look that took longer than its lease is lost to the next, and what it found is evidence")
    void settle_doubtTakenByAnother_isEvidenceOnly() {
        Underway underway = sending();
        Recovered.Doubt slow = doubted(underway);
        advance(PAST_LEASE);
        Recovered.Doubt held = store().recover(MANY, LEASE).due().get(0);

        assertThat(settle(slow.token(), underway.attempt(), inDoubt(), new Next.End(MessageStatus.FAILED)))
                .isEqualTo(SettleResult.RECORDED);
        assertThat(status(underway)).isEqualTo(MessageStatus.IN_DOUBT);
        assertThat(settle(slow.token(), underway.attempt(), acceptedAs("SM1"), new Next.Advance()))
                .isEqualTo(SettleResult.EVIDENCE);
        assertThat(settle(held.token(), underway.attempt(), inDoubt(), new Next.End(MessageStatus.FAILED)))
                .isEqualTo(SettleResult.RECORDED);
        assertThat(status(underway)).isEqualTo(MessageStatus.SENT);
    }

    @Test
    @DisplayName("A doubt may be given up: the message ends")
    void settle_doubtGivenUp_ends() {
        Underway underway = sending();
        Recovered.Doubt doubt = doubted(underway);

        settle(doubt.token(), underway.attempt(), inDoubt(), new Next.End(MessageStatus.FAILED));

        assertThat(status(underway)).isEqualTo(MessageStatus.FAILED);
        assertNothingLeftToDo();
    }

    @Test
    @DisplayName("Late but not yet recovered: the claim still holds")
    void settle_afterTheLeaseButBeforeRecovery_applies() {
        Underway underway = sending();
        advance(PAST_LEASE);

        assertThat(settle(underway, acceptedAs("SM1"), new Next.Advance())).isEqualTo(SettleResult.APPLIED);

        assertThat(status(underway)).isEqualTo(MessageStatus.SENT);
        assertNothingLeftToDo();
    }

    @Test
    @DisplayName("A late Accepted of a lost claim resolves the doubt: on to the next unit")
    void settle_lateAccepted_isEvidence() {
        Underway underway = sending(2);
        doubted(underway);

        SettleResult result = settle(underway, acceptedAs("SM0"), new Next.Advance());

        assertThat(result).isEqualTo(SettleResult.EVIDENCE);
        assertThat(attempt(underway).providerMessageId()).isEqualTo("SM0");
        assertThat(claim().progress()).isEqualTo(new Claim.Progress(1, UNIT_LIMIT, 0));
    }

    @Test
    @DisplayName("A late Refused of a lost claim resolves the doubt: the message fails")
    void settle_lateRefused_isEvidence() {
        Underway underway = sending(2);
        doubted(underway);

        SettleResult result = settle(underway, refused(), new Next.End(MessageStatus.FAILED));

        assertThat(result).isEqualTo(SettleResult.EVIDENCE);
        assertThat(status(underway)).isEqualTo(MessageStatus.FAILED);
        assertNothingLeftToDo();
    }

    @Test
    @DisplayName("A late NotSent of a lost claim resolves the doubt: due at once, whatever wait was asked for")
    void settle_lateNotSent_isEvidence() {
        Underway underway = sending();
        doubted(underway);

        SettleResult result = settle(underway, notSent(), new Next.Retry(Duration.ofHours(1)));

        assertThat(result).isEqualTo(SettleResult.EVIDENCE);
        assertThat(claim().progress().attempts()).isEqualTo(1);
    }

    @Test
    @DisplayName("What was in doubt and goes again keeps its place before what was accepted meanwhile, and is not late")
    void settle_doubtProvenAbsent_goesBeforeWhatCameAfterIt() {
        Underway underway = sending();
        advance(Duration.ofSeconds(1));
        Message later = accepted();
        Recovered.Doubt doubt = doubted(underway);
        Instant proven = store().now();

        settle(doubt.token(), underway.attempt(), notSent(), new Next.Retry(Duration.ZERO));

        Claim first = claim();
        assertThat(first.message().id()).isEqualTo(underway.message().id());
        assertThat(first.due()).isAfterOrEqualTo(proven);
        assertThat(claim().message().id()).isEqualTo(later.id());
    }

    @Test
    @DisplayName("A late InDoubt of a lost claim says nothing new: the doubt stays with whoever took it")
    void settle_lateInDoubt_isRecordedOnly() {
        Underway underway = sending();
        Recovered.Doubt doubt = doubted(underway);

        SettleResult result = settle(underway, inDoubt(), new Next.End(MessageStatus.FAILED));

        assertThat(result).isEqualTo(SettleResult.RECORDED);
        assertThat(attempt(underway).outcome()).isEqualTo(inDoubt());
        assertThat(status(underway)).isEqualTo(MessageStatus.IN_DOUBT);
        assertThat(settle(doubt.token(), underway.attempt(), acceptedAs("SM1"), new Next.Advance()))
                .isEqualTo(SettleResult.APPLIED);
    }

    @Test
    @DisplayName("Whoever took a doubt loses it to evidence")
    void settle_doubtAfterEvidence_isRecordedOnly() {
        Underway underway = sending();
        Recovered.Doubt doubt = doubted(underway);
        settle(underway, acceptedAs("SM1"), new Next.Advance());

        SettleResult result = settle(doubt.token(), underway.attempt(), notSent(), new Next.Retry(Duration.ZERO));

        assertThat(result).isEqualTo(SettleResult.RECORDED);
        assertThat(status(underway)).isEqualTo(MessageStatus.SENT);
        assertNothingLeftToDo();
    }

    @Test
    @DisplayName("An answer to an attempt that was given up is kept with it and touches no newer attempt")
    void settle_answerOfAnOlderAttempt_changesNothingElse() {
        Underway old = sending();
        Recovered.Doubt doubt = doubted(old);
        settle(doubt.token(), old.attempt(), notSent(), new Next.Retry(Duration.ZERO));
        Underway current = begin(claim(), 1);

        SettleResult result = settle(old, refused(), new Next.End(MessageStatus.FAILED));

        assertThat(result).isEqualTo(SettleResult.RECORDED);
        assertThat(attempt(old).outcome()).isEqualTo(refused());
        assertThat(stored(old.message().id()).status().isFailure()).isFalse();
        assertThat(attempt(current).outcome()).isNull();
        assertThat(settle(current, acceptedAs("SM2"), new Next.Advance())).isEqualTo(SettleResult.APPLIED);
        assertThat(status(current)).isEqualTo(MessageStatus.SENT);
    }

    @Test
    @DisplayName("The token alone is not enough: an answer to an older attempt under the current token is only kept")
    void settle_currentTokenWithAnOlderAttempt_changesNothingElse() {
        Underway old = sending();
        settle(old, notSent(), new Next.Retry(Duration.ZERO));
        Underway current = begin(claim(), 1);

        SettleResult result = settle(current.token(), old.attempt(), acceptedAs("SM0"), new Next.Advance());

        assertThat(result).isEqualTo(SettleResult.RECORDED);
        assertThat(settle(current, acceptedAs("SM1"), new Next.Advance())).isEqualTo(SettleResult.APPLIED);
    }
}
