package io.stratos.messaging.testkit;

import static io.stratos.messaging.testkit.StoreFixtures.ACME;
import static io.stratos.messaging.testkit.StoreFixtures.OTHER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stratos.messaging.delivery.Cancellation;
import io.stratos.messaging.delivery.Rescheduling;
import io.stratos.messaging.exception.ScheduleConflictException;
import io.stratos.messaging.id.MessageId;
import io.stratos.messaging.id.TenantId;
import io.stratos.messaging.message.Message;
import io.stratos.messaging.message.MessageStatus;
import io.stratos.messaging.spi.store.AddressRecord;
import io.stratos.messaging.spi.store.Claim;
import io.stratos.messaging.spi.store.Intent;
import io.stratos.messaging.spi.store.IntentDecision;
import io.stratos.messaging.spi.store.Settlement.Next;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

abstract class RecallContract extends StoreContractBase {

    private static final int ROUNDS = 25;
    private static final int THREADS_A_SIDE = 4;
    private static final int MESSAGES = 6;

    @Test
    @DisplayName("A message taken back in time ends as cancelled and is never due")
    void cancel_ready_endsTheMessage() {
        Message message = accepted();
        Instant before = now();

        assertThat(cancel(message.id())).isEqualTo(Cancellation.CANCELLED);

        Message after = stored(message.id());
        assertThat(after.status()).isEqualTo(MessageStatus.CANCELLED);
        assertThat(after.failedAt().orElseThrow()).isBetween(before, store().now());
        assertThat(after.sentAt()).isEmpty();
        assertNothingLeftToDo();
    }

    @Test
    @DisplayName("Taking back wins over a claim: its intent is lost, the gate is not asked")
    void cancel_claimed_winsOverTheClaim() {
        Message message = accepted();
        Claim claim = claim();
        AtomicInteger asked = new AtomicInteger();

        assertThat(cancel(message.id())).isEqualTo(Cancellation.CANCELLED);

        assertThat(store().intent(List.of(new Intent(claim, make.attemptId())), LEASE, (held, recipient) -> {
                            asked.incrementAndGet();
                            return proceed(1);
                        })
                        .get(0)
                        .committed())
                .isEmpty();
        store().release(List.of(claim.token()));
        assertThat(asked).hasValue(0);
        assertThat(trace(message.id()).attempts()).isEmpty();
        assertThat(stored(message.id()).status()).isEqualTo(MessageStatus.CANCELLED);
        assertNothingLeftToDo();
    }

    @Test
    @DisplayName("It is too late once a request is on its way, in doubt or taken, and nothing changes then")
    void cancel_onItsWayOrSent_isTooLate() {
        Underway underway = sending();
        assertTooLate(underway.message().id(), MessageStatus.SENDING);
        doubted(underway);
        assertTooLate(underway.message().id(), MessageStatus.IN_DOUBT);
        settle(underway, acceptedAs("SM1"), new Next.Advance());
        assertTooLate(underway.message().id(), MessageStatus.SENT);
        ingest(make.receipt("SM1", underway.attempt(), MessageStatus.DELIVERED));
        assertTooLate(underway.message().id(), MessageStatus.DELIVERED);
        assertNothingLeftToDo();
    }

    @Test
    @DisplayName("Of a text in several units it is too late once the first was taken: the others still go")
    void cancel_afterTheFirstUnit_isTooLate() {
        Underway first = sending(2);
        settle(first, acceptedAs("SM1"), new Next.Advance());
        assertTooLate(first.message().id(), MessageStatus.SENDING);
        Claim second = claim();

        assertTooLate(first.message().id(), MessageStatus.SENDING);
        settle(begin(second, 2), acceptedAs("SM2"), new Next.Advance());

        assertThat(status(first)).isEqualTo(MessageStatus.SENT);
    }

    @Test
    @DisplayName("Of a text in several units whose first failed while others wait, it is too late, not over")
    void cancel_laterUnitLeftOfAFailedMessage_isTooLate() {
        Underway first = sending(2);
        settle(first, acceptedAs("SM1"), new Next.Advance());
        ingest(make.receipt("SM1", first.attempt(), MessageStatus.UNDELIVERED));

        assertTooLate(first.message().id(), MessageStatus.UNDELIVERED);
    }

    @Test
    @DisplayName("Between two tries, the first of which provably came to nothing, it is not too late")
    void cancel_betweenTwoTries_isInTime() {
        Underway first = sending();
        settle(first, notSent(), new Next.Retry(Duration.ofMinutes(5)));

        assertThat(cancel(first.message().id())).isEqualTo(Cancellation.CANCELLED);

        assertThat(status(first)).isEqualTo(MessageStatus.CANCELLED);
        assertNothingLeftToDo();
    }

    @Test
    @DisplayName("What is over stays as it is: cancelled, blocked, failed, or inbound")
    void cancel_whatIsOver_changesNothing() {
        AddressRecord row = contact();
        Message twice = accept(make.outbound(ACME, row).build());
        cancel(twice.id());
        Message blocked =
                accept(make.outbound(ACME, row).status(MessageStatus.BLOCKED).build());
        Underway failed = sending();
        settle(failed, refused(), new Next.End(MessageStatus.FAILED));
        Message inbound = make.inbound(ACME, row, "hello").build();
        ingest(make.delivery("d1", inbound));

        for (MessageId id : List.of(twice.id(), blocked.id(), failed.message().id(), inbound.id())) {
            Message before = stored(id);
            assertThat(cancel(id)).isEqualTo(Cancellation.ALREADY_OVER);
            assertThat(reschedule(id, now().plusSeconds(60))).isEqualTo(Rescheduling.ALREADY_OVER);
            RoundTripContract.assertSame(before, stored(id));
        }
        assertNothingLeftToDo();
    }

    @Test
    @DisplayName("Several at once: each has its result, ordered by id, and one unknown is missing")
    void cancel_several_answersForEach() {
        Underway sending = sending();
        Message ready = accepted();
        MessageId unknown = make.messageId();

        assertThat(session()
                        .cancel(
                                ACME,
                                List.of(unknown, ready.id(), sending.message().id())))
                .containsExactly(
                        Map.entry(sending.message().id(), Cancellation.TOO_LATE),
                        Map.entry(ready.id(), Cancellation.CANCELLED));
        assertThat(session().cancel(ACME, List.of())).isEmpty();
    }

    @Test
    @DisplayName("Another tenant neither finds, cancels nor moves ours (INV-7)")
    void changes_ofAnotherTenant_changeNothing() {
        Message ours = accept(about("visit-1", ACME).build());
        Message theirs = accept(about("visit-1", OTHER).build());

        assertThat(session().about(OTHER, "visit-1")).containsExactly(theirs.id());
        assertThat(session().cancel(OTHER, List.of(ours.id()))).isEmpty();
        assertThat(session().reschedule(OTHER, List.of(ours.id()), now().plusSeconds(60)))
                .isEmpty();
        assertThat(session().cancel(OTHER, session().about(OTHER, "visit-1"))).containsOnlyKeys(theirs.id());

        assertThat(stored(ours.id()).status()).isEqualTo(MessageStatus.QUEUED);
        assertThat(claimAll()).extracting(c -> c.message().id()).containsExactly(ours.id());
    }

    @Test
    @DisplayName("A business key finds all messages about it, oldest first, sent or not, and no others")
    void about_findsAllOfThatKey() {
        Message sent = accept(about("visit-1", ACME).build());
        settle(begin(claim(), 1), acceptedAs("SM1"), new Next.Advance());
        Message queued = accept(about("visit-1", ACME).build());
        accept(about("visit-10", ACME).build());
        accept(about("Visit-1", ACME).build());
        accepted();

        assertThat(session().about(ACME, "visit-1")).containsExactly(sent.id(), queued.id());
        assertThat(session().about(ACME, "visit-2")).isEmpty();
        assertThat(stored(queued.id()).businessKey()).contains("visit-1");
    }

    @Test
    @DisplayName("A message moved to later is due then and not before; whoever had claimed it lost it")
    void reschedule_later_isDueThen() {
        Message message = accepted();
        Claim claim = claim();
        Instant at = now().plus(Duration.ofHours(8));

        assertThat(reschedule(message.id(), at)).isEqualTo(Rescheduling.RESCHEDULED);

        assertThat(decide(claim, proceed(1)).committed()).isEmpty();
        store().release(List.of(claim.token()));
        assertThat(stored(message.id()).scheduledAt()).contains(at);
        assertThat(stored(message.id()).status()).isEqualTo(MessageStatus.QUEUED);
        advance(Duration.ofMinutes(479));
        store().recover(MANY, LEASE);
        assertThat(claimAll()).isEmpty();
        advance(Duration.ofMinutes(2));
        Claim again = claim();
        assertThat(again.message().scheduledAt()).contains(at);
        assertThat(again.token().token()).isGreaterThan(claim.token().token() + 1);
        assertThat(begin(again, 1).message().id()).isEqualTo(message.id());
    }

    @Test
    @DisplayName("A message moved to earlier is due then; a time in the past means now")
    void reschedule_intoThePast_isDueNow() {
        Message message = accept(make.outbound(ACME, contact())
                .schedule(now().plus(Duration.ofDays(1)), now().plus(Duration.ofDays(2)))
                .build());
        assertThat(claimAll()).isEmpty();
        Instant before = now();

        assertThat(reschedule(message.id(), before.minus(Duration.ofDays(1)))).isEqualTo(Rescheduling.RESCHEDULED);

        assertThat(stored(message.id()).scheduledAt().orElseThrow()).isBetween(before, store().now());
        assertThat(stored(message.id()).expiresAt()).isEqualTo(message.expiresAt());
        assertThat(claim().message().id()).isEqualTo(message.id());
    }

    @Test
    @DisplayName("A time at which one of them has expired is refused, and none is moved")
    void reschedule_beyondExpiry_isRefused() {
        AddressRecord row = contact();
        Instant end = now().plus(Duration.ofHours(2));
        Message free = accept(make.outbound(ACME, row).build());
        Message bound = accept(make.outbound(ACME, row).schedule(null, end).build());
        List<MessageId> both = List.of(free.id(), bound.id());

        assertThatThrownBy(() -> session().reschedule(ACME, both, end))
                .isInstanceOf(ScheduleConflictException.class)
                .hasMessageContaining(bound.id().toString())
                .hasMessageContaining(end.toString());

        assertThat(stored(free.id()).scheduledAt()).isEmpty();
        assertThat(claimAll()).hasSize(2);
        assertThat(session().reschedule(ACME, both, end.minusSeconds(1)))
                .containsEntry(bound.id(), Rescheduling.RESCHEDULED)
                .hasSize(2);
    }

    @Test
    @DisplayName("A message moved between two tries keeps the count of its tries")
    void reschedule_betweenTwoTries_keepsTheCount() {
        Underway first = sending();
        settle(first, notSent(), new Next.Retry(Duration.ofMinutes(5)));

        assertThat(reschedule(first.message().id(), now())).isEqualTo(Rescheduling.RESCHEDULED);

        assertThat(claim().progress()).isEqualTo(new Claim.Progress(0, UNIT_LIMIT, 1));
    }

    @Test
    @DisplayName("What is claimed or waits is cancelled or sent, never both and never neither")
    void cancel_racingClaimsAndIntents_isCancelledOrSent() throws Exception {
        long cancelled = 0;
        for (int round = 0; round < ROUNDS; round++) {
            List<MessageId> ids = acceptSome();
            int seed = round;
            cancelled += race(ids, thread -> {
                List<MessageId> won = new ArrayList<>();
                for (MessageId id : shuffled(ids, seed * THREADS_A_SIDE + thread)) {
                    if (cancel(id) == Cancellation.CANCELLED) {
                        won.add(id);
                    }
                }
                return won;
            });
            ids.forEach(id -> assertThat(stored(id).status()).isIn(MessageStatus.CANCELLED, MessageStatus.SENDING));
        }
        assertThat(cancelled).as("cancelled of " + ROUNDS * MESSAGES).isBetween(1L, ROUNDS * MESSAGES - 1L);
    }

    @Test
    @DisplayName("Moving all at once, racing claims and intents: each is moved or sent, never both")
    void reschedule_racingClaimsAndIntents_isMovedOrSent() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            List<MessageId> ids = acceptSome();
            Instant later = now().plus(Duration.ofDays(365));
            race(
                    ids,
                    thread -> thread > 0
                            ? List.of()
                            : session().reschedule(ACME, ids, later).entrySet().stream()
                                    .filter(e -> e.getValue() == Rescheduling.RESCHEDULED)
                                    .map(e -> e.getKey())
                                    .toList());
        }
    }

    /** Returns how many were changed; each message must have been changed once or have one attempt. */
    private long race(List<MessageId> ids, Changes changes) throws Exception {
        List<Callable<List<MessageId>>> tasks = new ArrayList<>();
        for (int i = 0; i < THREADS_A_SIDE; i++) {
            int thread = i;
            tasks.add(() -> changes.byThread(thread));
            tasks.add(this::sendAll);
        }
        List<List<MessageId>> done = Race.run(tasks);
        List<MessageId> changed = new ArrayList<>();
        List<MessageId> sent = new ArrayList<>(sendAll());
        for (int i = 0; i < done.size(); i++) {
            (i % 2 == 0 ? changed : sent).addAll(done.get(i));
        }
        List<MessageId> all = new ArrayList<>(changed);
        all.addAll(sent);
        assertThat(all).containsExactlyInAnyOrderElementsOf(ids);
        ids.forEach(id -> assertThat(trace(id).attempts()).hasSize(sent.contains(id) ? 1 : 0));
        return changed.size();
    }

    /** Claims one after the other until nothing is due, and begins to send each. */
    private List<MessageId> sendAll() {
        List<MessageId> begun = new ArrayList<>();
        for (List<Claim> one = claim(1); !one.isEmpty(); one = claim(1)) {
            Claim claim = one.get(0);
            store().intent(List.of(new Intent(claim, make.attemptId())), LEASE, (held, recipient) -> proceed(1))
                    .get(0)
                    .committed()
                    .filter(decision -> decision instanceof IntentDecision.Proceed)
                    .ifPresent(proceeding -> begun.add(claim.message().id()));
        }
        return begun;
    }

    private List<MessageId> acceptSome() {
        List<MessageId> ids = new ArrayList<>();
        for (int i = 0; i < MESSAGES; i++) {
            ids.add(accepted().id());
        }
        return ids;
    }

    private static List<MessageId> shuffled(List<MessageId> ids, int seed) {
        List<MessageId> order = new ArrayList<>(ids);
        Collections.shuffle(order, new Random(seed));
        return order;
    }

    private void assertTooLate(MessageId id, MessageStatus status) {
        Message before = stored(id);
        assertThat(before.status()).isEqualTo(status);
        assertThat(cancel(id)).isEqualTo(Cancellation.TOO_LATE);
        assertThat(reschedule(id, now().plusSeconds(60))).isEqualTo(Rescheduling.TOO_LATE);
        RoundTripContract.assertSame(before, stored(id));
    }

    private Message.Builder about(String key, TenantId tenant) {
        return make.outbound(tenant, contact(tenant)).businessKey(key);
    }

    private Cancellation cancel(MessageId id) {
        return session().cancel(ACME, List.of(id)).get(id);
    }

    private Rescheduling reschedule(MessageId id, Instant at) {
        return session().reschedule(ACME, Set.of(id), at).get(id);
    }

    /** What one of the threads changes, and returns. */
    @FunctionalInterface
    private interface Changes {
        List<MessageId> byThread(int thread);
    }
}
