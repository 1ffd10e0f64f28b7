package io.stratos.messaging.testkit;

import static io.stratos.messaging.testkit.StoreFixtures.OTHER;
import static org.assertj.core.api.Assertions.assertThat;

import io.stratos.messaging.delivery.Attempt;
import io.stratos.messaging.delivery.Outcome;
import io.stratos.messaging.delivery.Refusal;
import io.stratos.messaging.message.Message;
import io.stratos.messaging.message.MessageStatus;
import io.stratos.messaging.spi.store.Claim;
import io.stratos.messaging.spi.store.ClaimToken;
import io.stratos.messaging.spi.store.Recovered;
import io.stratos.messaging.spi.store.SettleResult;
import io.stratos.messaging.spi.store.Settlement;
import io.stratos.messaging.spi.store.Settlement.Next;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

abstract class SettleContract extends StoreContractBase {

    @Test
    @DisplayName("Accepted and the last unit: the message is SENT at the store's time and its dispatch is over")
    void settle_acceptedLastUnit_isSentAndGone() {
        Underway underway = sending();
        Instant before = now();

        SettleResult result = settle(underway, acceptedAs("SM1"), new Next.Advance());

        assertThat(result).isEqualTo(SettleResult.APPLIED);
        Message after = stored(underway.message().id());
        assertThat(after.status()).isEqualTo(MessageStatus.SENT);
        assertThat(after.sentAt().orElseThrow()).isBetween(before, store().now());
        assertThat(after.deliveredAt()).isEmpty();
        assertThat(after.failedAt()).isEmpty();
        Attempt attempt = attempt(underway);
        assertThat(attempt.status()).isEqualTo(MessageStatus.SENT);
        assertThat(attempt.providerMessageId()).isEqualTo("SM1");
        assertThat(attempt.outcome()).isEqualTo(acceptedAs("SM1"));
        assertNothingLeftToDo();
    }

    @Test
    @DisplayName("Units leave in order, each when the one before is settled; the message is SENT with the last")
    void settle_severalUnits_leaveInOrder() {
        Underway underway = sending(3);
        ClaimToken token = underway.token();
        settle(underway, acceptedAs("SM0"), new Next.Advance());

        for (int unit = 1; unit < 3; unit++) {
            assertThat(status(underway)).isEqualTo(MessageStatus.SENDING);
            assertThat(stored(underway.message().id()).sentAt()).isEmpty();
            Claim claim = claim();
            assertThat(claim.message().id()).isEqualTo(underway.message().id());
            assertThat(claim.progress()).isEqualTo(new Claim.Progress(unit, UNIT_LIMIT, 0));
            assertThat(claim.token().token()).isEqualTo(token.token() + unit);
            settle(begin(claim, 3), acceptedAs("SM" + unit), new Next.Advance());
        }

        assertThat(status(underway)).isEqualTo(MessageStatus.SENT);
        assertThat(stored(underway.message().id()).sentAt()).isPresent();
        assertThat(trace(underway.message().id()).attempts())
                .extracting(Attempt::unit)
                .containsExactly(0, 1, 2);
        assertNothingLeftToDo();
    }

    @Test
    @DisplayName("A retry is due after its wait; after k attempts for a unit the claim says k")
    void settle_retry_isDueAfterItsWait() {
        Underway underway = sending();

        for (int made = 1; made <= 3; made++) {
            SettleResult result = settle(underway, notSent(), new Next.Retry(Duration.ofMinutes(5)));

            assertThat(result).isEqualTo(SettleResult.APPLIED);
            assertThat(status(underway)).isEqualTo(MessageStatus.SENDING);
            assertThat(attempt(underway).outcome()).isEqualTo(notSent());
            advance(Duration.ofMinutes(4));
            assertThat(claimAll()).isEmpty();
            advance(Duration.ofMinutes(2));
            Claim again = claim();
            assertThat(again.progress()).isEqualTo(new Claim.Progress(0, UNIT_LIMIT, made));
            underway = begin(again, 1);
        }
        settle(underway, acceptedAs("SM1"), new Next.Advance());

        assertThat(status(underway)).isEqualTo(MessageStatus.SENT);
        assertThat(trace(underway.message().id()).attempts()).hasSize(4);
    }

    @Test
    @DisplayName("A claim that comes to nothing is no attempt: releasing and recovering do not count")
    void settle_claimsWithoutIntent_areNotCounted() {
        accepted();
        store().release(List.of(claim().token()));
        claim();
        advance(PAST_LEASE);
        store().recover(MANY, LEASE);

        assertThat(claim().progress().attempts()).isZero();
    }

    @Test
    @DisplayName("The count of attempts begins anew with the next unit")
    void settle_nextUnit_hasNoAttemptsYet() {
        Underway first = sending(2);
        settle(first, notSent(), new Next.Retry(Duration.ZERO));
        Underway second = begin(claim(), 2);
        settle(second, acceptedAs("SM0"), new Next.Advance());

        assertThat(claim().progress()).isEqualTo(new Claim.Progress(1, UNIT_LIMIT, 0));
    }

    @Test
    @DisplayName("Refused and End: the message fails at the store's time, whatever units are left")
    void settle_end_endsWhateverIsLeft() {
        Underway underway = sending(3);
        Instant before = now();

        settle(underway, refused(), new Next.End(MessageStatus.FAILED));

        Message after = stored(underway.message().id());
        assertThat(after.status()).isEqualTo(MessageStatus.FAILED);
        assertThat(after.failedAt().orElseThrow()).isBetween(before, store().now());
        assertThat(after.sentAt()).isEmpty();
        assertThat(attempt(underway).status()).isEqualTo(MessageStatus.FAILED);
        assertThat(attempt(underway).outcome()).isEqualTo(refused());
        assertNothingLeftToDo();
    }

    @Test
    @DisplayName("Not sent and End, when no attempt is left: the message fails, the attempt was never sent")
    void settle_notSentAndEnd_failsTheMessage() {
        Underway underway = sending();

        settle(underway, notSent(), new Next.End(MessageStatus.FAILED));

        assertThat(status(underway)).isEqualTo(MessageStatus.FAILED);
        assertThat(attempt(underway).status()).isEqualTo(MessageStatus.SENDING);
        assertNothingLeftToDo();
    }

    @Test
    @DisplayName("In doubt and Reconcile: looked into after the wait, and the looks are counted")
    void settle_reconcile_isLookedIntoLater() {
        Underway underway = sending();

        SettleResult result = settle(underway, inDoubt(), new Next.Reconcile(Duration.ofMinutes(1)));

        assertThat(result).isEqualTo(SettleResult.APPLIED);
        assertThat(status(underway)).isEqualTo(MessageStatus.IN_DOUBT);
        assertThat(attempt(underway).status()).isEqualTo(MessageStatus.IN_DOUBT);
        assertThat(attempt(underway).outcome()).isEqualTo(inDoubt());
        advance(Duration.ofSeconds(50));
        assertThat(store().recover(MANY, LEASE).due()).isEmpty();
        advance(Duration.ofSeconds(20));
        Recovered.Doubt first = store().recover(MANY, LEASE).due().get(0);
        assertThat(first.checks()).isZero();
        assertThat(first.token().token()).isEqualTo(underway.token().token() + 1);

        settle(first.token(), underway.attempt(), inDoubt(), new Next.Reconcile(Duration.ofMinutes(1)));
        assertThat(store().recover(MANY, LEASE).due()).isEmpty();
        advance(Duration.ofSeconds(70));
        assertThat(store().recover(MANY, LEASE).due())
                .singleElement()
                .satisfies(second -> assertThat(second.checks()).isEqualTo(1));
        assertThat(claimAll()).isEmpty();
    }

    @Test
    @DisplayName("Parked: in doubt and never looked into again")
    void settle_park_isNeverDue() {
        Underway underway = sending();

        assertThat(settle(underway, inDoubt(), new Next.Park())).isEqualTo(SettleResult.APPLIED);

        assertThat(status(underway)).isEqualTo(MessageStatus.IN_DOUBT);
        assertNothingLeftToDo();
    }

    @Test
    @DisplayName("A settlement written twice counts once")
    void settle_twice_countsOnce() {
        Underway underway = sending(3);
        settle(underway, acceptedAs("SM0"), new Next.Advance());

        assertThat(settle(underway, acceptedAs("SM0"), new Next.Advance())).isEqualTo(SettleResult.RECORDED);

        assertThat(claim().progress().unit()).isEqualTo(1);
        assertThat(claimAll()).isEmpty();
    }

    @Test
    @DisplayName("A retry written twice does not come due twice or earlier")
    void settle_retryTwice_countsOnce() {
        Underway underway = sending();
        settle(underway, notSent(), new Next.Retry(Duration.ofHours(1)));

        assertThat(settle(underway, notSent(), new Next.Retry(Duration.ZERO))).isEqualTo(SettleResult.RECORDED);

        assertThat(claimAll()).isEmpty();
        advance(Duration.ofMinutes(61));
        assertThat(claim().progress().attempts()).isEqualTo(1);
    }

    @Test
    @DisplayName("Of eight threads that settle one attempt, one is applied")
    void settle_from8Threads_appliesOnce() throws Exception {
        Underway underway = sending(2);

        List<SettleResult> results = Race.run(8, () -> settle(underway, acceptedAs("SM0"), new Next.Advance()));

        assertThat(results).containsOnlyOnce(SettleResult.APPLIED);
        assertThat(results).contains(SettleResult.RECORDED).doesNotContain(SettleResult.EVIDENCE);
        assertThat(claim().progress().unit()).isEqualTo(1);
    }

    @Test
    @DisplayName("Results are in the order of the settlements")
    void settle_batch_resultsInOrder() {
        Underway gone = sent("SM0");
        Underway first = sending();
        Underway second = sending();

        List<SettleResult> results = store().settle(List.of(
                new Settlement(first.token(), first.attempt(), acceptedAs("SM1"), new Next.Advance()),
                new Settlement(gone.token(), gone.attempt(), acceptedAs("SM0"), new Next.Advance()),
                new Settlement(second.token(), second.attempt(), refused(), new Next.End(MessageStatus.FAILED))));

        assertThat(results).containsExactly(SettleResult.APPLIED, SettleResult.RECORDED, SettleResult.APPLIED);
        assertThat(status(first)).isEqualTo(MessageStatus.SENT);
        assertThat(status(second)).isEqualTo(MessageStatus.FAILED);
    }

    @Test
    @DisplayName("A token of another tenant settles nothing of ours")
    void settle_anotherTenantsToken_changesNothing() {
        Underway underway = sending();
        ClaimToken forged = new ClaimToken(
                OTHER, underway.token().message(), underway.token().token());

        SettleResult result = settle(forged, underway.attempt(), acceptedAs("SM1"), new Next.Advance());

        assertThat(result).isEqualTo(SettleResult.RECORDED);
        assertThat(attempt(underway).outcome()).isNull();
        assertThat(status(underway)).isEqualTo(MessageStatus.SENDING);
        assertThat(settle(underway, acceptedAs("SM1"), new Next.Advance())).isEqualTo(SettleResult.APPLIED);
    }

    @Test
    @DisplayName("Every kind of outcome comes back as it was given")
    void settle_anyOutcome_comesBackWhole() {
        for (Outcome outcome : List.of(
                acceptedAs("SM-ü-1"),
                new Outcome.NotSent("429 \uD83D\uDE80", Duration.ofMillis(1500)),
                notSent(),
                refused(),
                new Outcome.Refused(Refusal.OPT_OUT, "", "naïve \"quoted\"\n"),
                inDoubt())) {
            Underway underway = sending();

            settle(underway, outcome, new Next.End(MessageStatus.FAILED));

            assertThat(attempt(underway).outcome()).isEqualTo(outcome);
        }
    }
}
