package io.stratos.messaging.testkit;

import static io.stratos.messaging.testkit.StoreFixtures.ACME;
import static io.stratos.messaging.testkit.StoreFixtures.SENDER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stratos.messaging.consent.ConsentAction;
import io.stratos.messaging.delivery.Attempt;
import io.stratos.messaging.delivery.Decision;
import io.stratos.messaging.delivery.Ruling;
import io.stratos.messaging.delivery.Verdict;
import io.stratos.messaging.id.AttemptId;
import io.stratos.messaging.message.Message;
import io.stratos.messaging.message.MessageStatus;
import io.stratos.messaging.spi.store.AddressRecord;
import io.stratos.messaging.spi.store.Claim;
import io.stratos.messaging.spi.store.Intent;
import io.stratos.messaging.spi.store.IntentDecision;
import io.stratos.messaging.spi.store.IntentResult;
import io.stratos.messaging.spi.store.SendGate;
import io.stratos.messaging.spi.store.Settlement.Next;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

abstract class IntentContract extends StoreContractBase {

    private static final int RACES = 60;

    @Test
    @DisplayName("An intent that proceeds stores the attempt, the chosen sender and SENDING before it returns")
    void intent_proceed_storesTheAttempt() {
        Message message = accepted();
        Claim claim = claim();
        Instant before = now();

        IntentDecision.Proceed decision = proceed(1);
        IntentResult result = decide(claim, decision);

        assertThat(result.committed()).contains(decision);
        Message after = stored(message.id());
        assertThat(after.status()).isEqualTo(MessageStatus.SENDING);
        assertThat(after.from()).contains(SENDER);
        assertThat(trace(message.id()).decisions()).last().isEqualTo(decision.decision());
        assertThat(trace(message.id()).attempts()).singleElement().satisfies(attempt -> {
            assertThat(attempt.id()).isEqualTo(result.intent().attempt());
            assertThat(attempt.unit()).isZero();
            assertThat(attempt.route()).isEqualTo(make.route());
            assertThat(attempt.startedAt()).isBetween(before, store().now());
            assertThat(attempt.outcome()).isNull();
            assertThat(attempt.providerMessageId()).isNull();
            assertThat(attempt.status()).isEqualTo(MessageStatus.SENDING);
        });
        assertThat(claimAll()).isEmpty();
    }

    @Test
    @DisplayName("A deferred message is due at its instant, not before; it stays queued and its decision is kept")
    void intent_defer_isDueAtItsInstant() {
        Message message = accepted();
        Claim claim = claim();
        Instant until = now().plus(Duration.ofHours(8));
        Decision quiet =
                new Decision(now(), Decision.Stage.SEND, List.of(Verdict.defer("window", "quiet hours", until)));

        decide(claim, new IntentDecision.Defer(quiet, until));

        assertThat(stored(message.id()).status()).isEqualTo(MessageStatus.QUEUED);
        assertThat(trace(message.id()).decisions()).last().isEqualTo(quiet);
        assertThat(trace(message.id()).attempts()).isEmpty();
        advance(Duration.ofMinutes(479));
        store().recover(MANY, LEASE);
        assertThat(claimAll()).isEmpty();
        advance(Duration.ofMinutes(2));
        Claim again = claim();
        assertThat(again.progress()).isEqualTo(new Claim.Progress(0, 0, 0));
        assertThat(again.token().token()).isEqualTo(claim.token().token() + 1);
    }

    @Test
    @DisplayName("A stopped message ends at the status decided, with the decision, and is never due again")
    void intent_stop_endsTheMessage() {
        for (MessageStatus end : List.of(MessageStatus.BLOCKED, MessageStatus.EXPIRED, MessageStatus.FAILED)) {
            Message message = accepted();
            Instant before = now();
            Decision no = new Decision(
                    before, Decision.Stage.SEND, List.of(Verdict.of("consent", Ruling.BLOCK, "opted out")));

            decide(claim(), new IntentDecision.Stop(no, end));

            Message after = stored(message.id());
            assertThat(after.status()).isEqualTo(end);
            assertThat(after.failedAt().orElseThrow()).isBetween(before, store().now());
            assertThat(after.sentAt()).isEmpty();
            assertThat(trace(message.id()).decisions()).last().isEqualTo(no);
            assertThat(trace(message.id()).attempts()).isEmpty();
        }
        assertNothingLeftToDo();
    }

    @Test
    @DisplayName("A claim that was lost is not put to the gate and writes nothing")
    void intent_lostClaim_isNotDecided() {
        Message message = accepted();
        Claim lost = claim();
        store().release(List.of(lost.token()));
        Claim held = claim();
        AtomicInteger asked = new AtomicInteger();

        IntentResult result = store().intent(List.of(new Intent(lost, make.attemptId())), LEASE, (claim, recipient) -> {
                    asked.incrementAndGet();
                    return proceed(1);
                })
                .get(0);

        assertThat(result.committed()).isEmpty();
        assertThat(asked).hasValue(0);
        assertThat(stored(message.id()).status()).isEqualTo(MessageStatus.QUEUED);
        assertThat(trace(message.id()).attempts()).isEmpty();
        assertThat(trace(message.id()).decisions()).hasSize(1);
        assertThat(decide(held, proceed(1)).committed()).isPresent();
    }

    @Test
    @DisplayName("A claim proceeds once: the same claim again is lost")
    void intent_sameClaimTwice_proceedsOnce() {
        Message message = accepted();
        Claim claim = claim();
        begin(claim, 1);

        assertThat(decide(claim, proceed(1)).committed()).isEmpty();
        assertThat(trace(message.id()).attempts()).hasSize(1);
    }

    @Test
    @DisplayName("A gate that throws is heard by the caller, and its claim is as it was")
    void intent_gateThrows_leavesTheClaim() {
        Message message = accepted();
        Claim claim = claim();
        SendGate broken = (held, recipient) -> {
            throw new IllegalStateException("gate is broken");
        };

        assertThatThrownBy(() -> store().intent(List.of(new Intent(claim, make.attemptId())), LEASE, broken))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("gate is broken");

        assertThat(stored(message.id()).status()).isEqualTo(MessageStatus.QUEUED);
        assertThat(trace(message.id()).attempts()).isEmpty();
        assertThat(trace(message.id()).decisions()).hasSize(1);
        assertThat(decide(claim, proceed(1)).committed()).isPresent();
    }

    @Test
    @DisplayName("The gate is handed the claim and the recipient's row as it stands now")
    void intent_gate_seesTheRecipientAsItStandsNow() {
        AddressRecord row = contact();
        ingest(make.delivery("d1", make.inbound(ACME, row, "hello").build()));
        session().record(ACME, make.keyword(row.address(), ConsentAction.RESUBSCRIBE));
        accept(make.outbound(ACME, row).build());
        Claim claim = claim();
        Instant before = now();
        AtomicReference<AddressRecord> seen = new AtomicReference<>();
        AtomicReference<Claim> asked = new AtomicReference<>();

        store().intent(List.of(new Intent(claim, make.attemptId())), LEASE, (held, recipient) -> {
            seen.set(recipient);
            asked.set(held);
            return proceed(1);
        });

        assertThat(asked.get()).isEqualTo(claim);
        assertThat(seen.get().address()).isEqualTo(row.address());
        assertThat(seen.get().contact()).isEqualTo(row.contact());
        assertThat(seen.get().conversation()).isEqualTo(row.conversation());
        assertThat(seen.get().lastSender()).isEqualTo(SENDER);
        assertThat(seen.get().consent()).isEqualTo(session().consent(ACME, row.address()));
        assertThat(seen.get().readAt()).isBetween(before, store().now());
    }

    @Test
    @DisplayName("An intent after an opt-out sees the stop")
    void intent_afterAnOptOut_seesTheStop() {
        AddressRecord row = contact();
        accept(make.outbound(ACME, row).build());
        Claim claim = claim();
        session().record(ACME, make.keyword(row.address(), ConsentAction.OPT_OUT_ALL));
        AtomicBoolean stopped = new AtomicBoolean();

        store().intent(List.of(new Intent(claim, make.attemptId())), LEASE, (held, recipient) -> {
            stopped.set(recipient.consent().isStopped());
            return proceed(1);
        });

        assertThat(stopped).isTrue();
    }

    @Test
    @DisplayName("No intent that saw consent commits after the opt-out has: whoever hears that the opt-out is stored "
            + "already sees the attempt")
    void intent_racingAnOptOut_neverCommitsAfterIt() throws Exception {
        for (int round = 0; round < RACES; round++) {
            AddressRecord row = contact();
            Message message = accept(make.outbound(ACME, row).build());
            Intent intent = new Intent(claim(), make.attemptId());
            AtomicBoolean stopStored = new AtomicBoolean();
            AtomicBoolean stoppedUnderGate = new AtomicBoolean();
            SendGate gate = (held, recipient) -> {
                if (recipient.consent().isStopped()) {
                    return stop();
                }
                // Gives the opt-out every chance to overtake while the gate thinks.
                for (int spin = 0; spin < 2_000; spin++) {
                    Thread.onSpinWait();
                }
                stoppedUnderGate.set(stopStored.get());
                return proceed(1);
            };
            Callable<Boolean> send = () ->
                    store().intent(List.of(intent), LEASE, gate).get(0).decision() instanceof IntentDecision.Proceed;
            Callable<Boolean> optOut = () -> {
                session().record(ACME, make.keyword(row.address(), ConsentAction.OPT_OUT_ALL));
                stopStored.set(true);
                return !trace(message.id()).attempts().isEmpty();
            };

            List<Boolean> results = Race.run(List.of(send, optOut));

            boolean sent = results.get(0);
            boolean attemptSeenByOptOut = results.get(1);
            assertThat(stoppedUnderGate)
                    .as("opt-out stored under the gate, round %s", round)
                    .isFalse();
            assertThat(attemptSeenByOptOut)
                    .as("attempt stored before the opt-out, round %s", round)
                    .isEqualTo(sent);
        }
    }

    @Test
    @DisplayName("An inbound STOP and an intent meet on the same row")
    void intent_racingAnInboundStop_neverCommitsAfterIt() throws Exception {
        for (int round = 0; round < RACES; round++) {
            AddressRecord row = contact();
            Message message = accept(make.outbound(ACME, row).build());
            Intent intent = new Intent(claim(), make.attemptId());
            Message text = make.inbound(ACME, row, "STOP").build();
            SendGate gate = (held, recipient) -> recipient.consent().isStopped() ? stop() : proceed(1);

            List<Boolean> results = Race.run(List.of(
                    () -> store().intent(List.of(intent), LEASE, gate).get(0).decision()
                            instanceof IntentDecision.Proceed,
                    () -> {
                        ingest(IngestContract.stopping(make, make.name("stop"), text, null));
                        return !trace(message.id()).attempts().isEmpty();
                    }));

            assertThat(results.get(1))
                    .as("attempt stored before the STOP, round %s", round)
                    .isEqualTo(results.get(0));
        }
    }

    @Test
    @DisplayName("Results are in the order of the elements, each decided for itself")
    void intent_batch_resultsInOrder() {
        List<AttemptId> ids = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            accepted();
        }
        List<Claim> claims = claimAll();
        store().release(List.of(claims.get(1).token()));
        List<Intent> intents = claims.stream()
                .map(claim -> new Intent(claim, make.attemptId()))
                .toList();
        intents.forEach(intent -> ids.add(intent.attempt()));
        SendGate gate = (claim, recipient) -> claim.equals(claims.get(2)) ? stop() : proceed(1);

        List<IntentResult> results = store().intent(intents, LEASE, gate);

        assertThat(results).extracting(r -> r.intent().attempt()).containsExactlyElementsOf(ids);
        assertThat(results.get(0).decision()).isInstanceOf(IntentDecision.Proceed.class);
        assertThat(results.get(1).decision()).isNull();
        assertThat(results.get(2).decision()).isInstanceOf(IntentDecision.Stop.class);
        assertThat(results.get(3).decision()).isInstanceOf(IntentDecision.Proceed.class);
        assertThat(stored(claims.get(0).message().id()).status()).isEqualTo(MessageStatus.SENDING);
        assertThat(stored(claims.get(1).message().id()).status()).isEqualTo(MessageStatus.QUEUED);
        assertThat(stored(claims.get(2).message().id()).status()).isEqualTo(MessageStatus.BLOCKED);
    }

    @Test
    @DisplayName("Two messages to one recipient may proceed in one batch")
    void intent_twoMessagesToOneRecipient_bothProceed() {
        AddressRecord row = contact();
        accept(make.outbound(ACME, row).build());
        accept(make.outbound(ACME, row).build());
        List<Intent> intents = claimAll().stream()
                .map(claim -> new Intent(claim, make.attemptId()))
                .toList();

        List<IntentResult> results = store().intent(intents, LEASE, (claim, recipient) -> proceed(1));

        assertThat(results).hasSize(2).allSatisfy(r -> assertThat(r.committed()).isPresent());
    }

    @Test
    @DisplayName("The text limit and the number of units are fixed at the first intent")
    void intent_laterUnits_keepTheFirstCut() {
        Underway first = sending(2);
        settle(first, acceptedAs("SM1"), new Next.Advance());
        Claim second = claim();
        assertThat(second.progress()).isEqualTo(new Claim.Progress(1, UNIT_LIMIT, 0));
        IntentDecision.Proceed other =
                new IntentDecision.Proceed(make.allowed(Decision.Stage.SEND, "another cut"), make.route(), 70, 5);
        AttemptId attempt = decide(second, other).intent().attempt();
        assertThat(trace(first.message().id()).attempts())
                .extracting(Attempt::unit)
                .containsExactly(0, 1);
        settle(second.token(), attempt, notSent(), new Next.Retry(Duration.ZERO));
        Claim third = claim();
        assertThat(third.progress()).isEqualTo(new Claim.Progress(1, UNIT_LIMIT, 1));
        settle(begin(third, 5), acceptedAs("SM2"), new Next.Advance());

        assertThat(status(first)).isEqualTo(MessageStatus.SENT);
        assertNothingLeftToDo();
    }

    @Test
    @DisplayName("A message that stops between its units keeps what was sent and ends as decided")
    void intent_stopBeforeALaterUnit_endsTheMessage() {
        Underway first = sending(2);
        settle(first, acceptedAs("SM1"), new Next.Advance());

        decide(claim(), new IntentDecision.Stop(make.allowed(Decision.Stage.SEND, "late"), MessageStatus.EXPIRED));

        assertThat(status(first)).isEqualTo(MessageStatus.EXPIRED);
        assertThat(attempt(first).status()).isEqualTo(MessageStatus.SENT);
        ingest(make.receipt("SM1", null, MessageStatus.DELIVERED));
        assertThat(attempt(first).status()).isEqualTo(MessageStatus.DELIVERED);
        assertThat(status(first)).as("part of a message is not the message").isEqualTo(MessageStatus.EXPIRED);
        assertNothingLeftToDo();
    }

    @Test
    @DisplayName("An empty batch asks nobody")
    void intent_nothing_doesNothing() {
        assertThat(store().intent(List.of(), LEASE, (claim, recipient) -> proceed(1)))
                .isEmpty();
    }

    private IntentDecision stop() {
        // Asked inside the store's transaction, so it must not ask the store what time it is.
        Decision no = new Decision(
                Instant.EPOCH, Decision.Stage.SEND, List.of(Verdict.of("consent", Ruling.BLOCK, "opted out")));
        return new IntentDecision.Stop(no, MessageStatus.BLOCKED);
    }
}
