package io.stratos.messaging.testkit;

import static io.stratos.messaging.testkit.StoreFixtures.ACME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.stratos.messaging.consent.ConsentAction;
import io.stratos.messaging.consent.ConsentStatus;
import io.stratos.messaging.consent.Purpose;
import io.stratos.messaging.contact.Address;
import io.stratos.messaging.conversation.ConversationChange;
import io.stratos.messaging.delivery.Cancellation;
import io.stratos.messaging.delivery.Rescheduling;
import io.stratos.messaging.exception.IdempotencyConflictException;
import io.stratos.messaging.exception.ScheduleConflictException;
import io.stratos.messaging.id.MessageId;
import io.stratos.messaging.message.Message;
import io.stratos.messaging.message.MessageStatus;
import io.stratos.messaging.spi.store.AcceptResult;
import io.stratos.messaging.spi.store.AddressRecord;
import io.stratos.messaging.spi.store.Claim;
import io.stratos.messaging.spi.store.Intent;
import io.stratos.messaging.spi.store.IntentResult;
import io.stratos.messaging.spi.store.NewMessage;
import io.stratos.messaging.spi.store.SendGate;
import io.stratos.messaging.spi.store.Settlement.Next;
import io.stratos.messaging.spi.store.StoreSession;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

abstract class HostTransactionContract extends StoreContractBase {

    private final List<Open> begun = new ArrayList<>();

    /** Knows whether it has ended, so that a test that fails half-way leaves no transaction open. */
    private static final class Open implements HostTransaction {

        private final HostTransaction inner;
        private boolean ended;

        Open(HostTransaction inner) {
            this.inner = inner;
        }

        @Override
        public StoreSession session() {
            return inner.session();
        }

        @Override
        public void commit() {
            ended = true;
            inner.commit();
        }

        @Override
        public void rollback() {
            ended = true;
            inner.rollback();
        }
    }

    @AfterEach
    void rollBackWhatIsOpen() {
        begun.stream().filter(open -> !open.ended).forEach(Open::rollback);
    }

    @Test
    @DisplayName("What was accepted in a transaction is sent once it commits, and not before")
    void accept_committed_isDueAfterTheCommit() {
        HostTransaction host = begin();
        AddressRecord row = contact();
        Message message = acceptIn(host, row);

        assertThat(host.session().message(ACME, message.id())).isPresent();
        assertThat(host.session().history(ACME, row.conversation(), null, MANY)).hasSize(1);
        assertThat(session().message(ACME, message.id())).isEmpty();
        assertThat(claimAll()).isEmpty();
        host.commit();

        assertThat(session().message(ACME, message.id())).isPresent();
        assertThat(claim().message().id()).isEqualTo(message.id());
    }

    @Test
    @DisplayName("Nothing of a transaction that is rolled back is stored or sent (INV-8)")
    void accept_rolledBack_leavesNothing() {
        HostTransaction host = begin();
        AddressRecord row = contact();
        NewMessage handedIn = keyed(row, "visit-1", "f");
        host.session().accept(List.of(handedIn));
        host.rollback();

        assertThat(session().message(ACME, handedIn.message().id())).isEmpty();
        assertThat(session().history(ACME, row.conversation(), null, MANY)).isEmpty();
        assertThat(session()
                        .accept(List.of(keyed(row, "visit-1", "other")))
                        .get(0)
                        .duplicate())
                .as("the key is free")
                .isFalse();
        assertThat(claimAll()).hasSize(1);
    }

    @Test
    @DisplayName("A key taken earlier in the same transaction is known in it")
    void accept_sameKeyInOneTransaction_isADuplicate() {
        HostTransaction host = begin();
        AddressRecord row = contact();
        NewMessage first = keyed(row, "visit-1", "f");
        host.session().accept(List.of(first));

        AcceptResult second =
                host.session().accept(List.of(keyed(row, "visit-1", "f"))).get(0);
        host.commit();

        assertThat(second.duplicate()).isTrue();
        assertThat(second.message().id()).isEqualTo(first.message().id());
        assertThat(claimAll()).hasSize(1);
    }

    @Test
    @DisplayName("A conflict inside a transaction leaves it usable")
    void accept_conflictInATransaction_leavesItUsable() {
        AddressRecord row = contact();
        session().accept(List.of(keyed(row, "visit-1", "f")));
        HostTransaction host = begin();
        Message before = acceptIn(host, row);

        assertThatThrownBy(() -> host.session().accept(List.of(keyed(row, "visit-1", "other"))))
                .isInstanceOf(IdempotencyConflictException.class);
        Message after = acceptIn(host, row);
        host.commit();

        assertThat(session().message(ACME, before.id())).isPresent();
        assertThat(session().message(ACME, after.id())).isPresent();
        assertThat(claimAll()).hasSize(3);
    }

    @Test
    @DisplayName("A row ensured in a transaction stands on its own: others use it at once, and it outlives a rollback")
    void ensureAddress_inATransaction_isCommittedBesideIt() throws Exception {
        HostTransaction host = begin();
        Address phone = make.phone();
        AddressRecord row = host.session().ensureAddress(ACME, phone, make.contactId(), make.conversationId());
        acceptIn(host, row);

        List<Boolean> stopped = Race.run(List.of(() -> {
            AddressRecord seen = session().ensureAddress(ACME, phone, make.contactId(), make.conversationId());
            assertThat(seen.contact()).isEqualTo(row.contact());
            Message stop = make.inbound(ACME, seen, "STOP").build();
            ingest(IngestContract.stopping(make, "d1", stop, null));
            return session().consent(ACME, phone).isStopped();
        }));
        host.rollback();

        assertThat(stopped).containsExactly(true);
        assertThat(again(row).contact()).isEqualTo(row.contact());
        assertThat(again(row).consent().isStopped()).isTrue();
    }

    @Test
    @DisplayName(
            "A transaction that accepted makes nobody wait: neither an opt-out nor another send to the same contact")
    void accept_openTransaction_makesNobodyWait() throws Exception {
        AddressRecord row = contact();
        HostTransaction host = begin();
        acceptIn(host, row);

        List<Boolean> done = Race.run(List.of(() -> {
            accept(make.outbound(ACME, row).build());
            begin(claim(), 1);
            session().record(ACME, make.keyword(row.address(), ConsentAction.OPT_OUT_ALL));
            ingest(make.delivery("d1", make.inbound(ACME, row, "hello").build()));
            return true;
        }));
        host.commit();

        assertThat(done).containsExactly(true);
        assertThat(session().history(ACME, row.conversation(), null, MANY)).hasSize(3);
    }

    @Test
    @DisplayName("Consent and conversation changed in a transaction follow it")
    void changes_rolledBack_leaveNothing() {
        AddressRecord row = contact();
        HostTransaction host = begin();
        host.session().record(ACME, make.keyword(row.address(), ConsentAction.OPT_OUT_ALL));
        host.session()
                .change(ACME, row.conversation(), ConversationChange.none().tag("x"));
        assertThat(host.session().consent(ACME, row.address()).isStopped()).isTrue();
        host.rollback();

        assertThat(session().consent(ACME, row.address()).isStopped()).isFalse();
        assertThat(session().events(ACME, row.address())).isEmpty();
        assertThat(session()
                        .conversation(ACME, row.conversation())
                        .orElseThrow()
                        .profile()
                        .tags())
                .isEmpty();
    }

    @Test
    @DisplayName("Two transactions beside each other see only their own")
    void accept_twoTransactions_seeOnlyTheirOwn() {
        HostTransaction first = begin();
        HostTransaction second = begin();
        Message ours = acceptIn(first, contact());
        Message theirs = acceptIn(second, contact());

        assertThat(first.session().message(ACME, theirs.id())).isEmpty();
        assertThat(second.session().message(ACME, ours.id())).isEmpty();
        first.rollback();
        second.commit();

        assertThat(claimAll()).extracting(c -> c.message().id()).containsExactly(theirs.id());
    }

    @Test
    @DisplayName("What was cancelled or moved in a transaction that is rolled back is sent as before")
    void recall_rolledBack_isUndone() {
        Message cancelled = accepted();
        Message moved = accepted();
        HostTransaction host = begin();
        assertThat(host.session().cancel(ACME, List.of(cancelled.id())))
                .containsEntry(cancelled.id(), Cancellation.CANCELLED);
        assertThat(host.session().reschedule(ACME, List.of(moved.id()), now().plusSeconds(3600)))
                .containsEntry(moved.id(), Rescheduling.RESCHEDULED);
        assertThat(host.session().message(ACME, cancelled.id()).orElseThrow().status())
                .isEqualTo(MessageStatus.CANCELLED);
        assertThat(stored(cancelled.id()).status()).isEqualTo(MessageStatus.QUEUED);
        assertThat(claimAll()).as("claims while the host has not decided").isEmpty();
        host.rollback();

        assertThat(stored(cancelled.id()).failedAt()).isEmpty();
        assertThat(stored(moved.id()).scheduledAt()).isEmpty();
        assertThat(claimAll()).extracting(c -> c.message().id()).containsExactly(cancelled.id(), moved.id());
    }

    @Test
    @DisplayName("What was cancelled or moved in a transaction is so once it commits")
    void recall_committed_holds() {
        Message cancelled = accepted();
        Message moved = accepted();
        HostTransaction host = begin();
        host.session().cancel(ACME, List.of(cancelled.id()));
        host.session().reschedule(ACME, List.of(moved.id()), now().plusSeconds(3600));
        Message ours = acceptIn(host, contact());
        assertThat(host.session().cancel(ACME, List.of(ours.id())))
                .as("what the same transaction accepted")
                .containsEntry(ours.id(), Cancellation.CANCELLED);
        host.commit();

        assertThat(claimAll()).isEmpty();
        assertThat(stored(cancelled.id()).status()).isEqualTo(MessageStatus.CANCELLED);
        assertThat(stored(ours.id()).status()).isEqualTo(MessageStatus.CANCELLED);
        advance(Duration.ofSeconds(3601));
        assertThat(claimAll()).extracting(c -> c.message().id()).containsExactly(moved.id());
    }

    @Test
    @DisplayName("A transaction that cancelled makes no worker wait: its claim is lost, the others of the batch go")
    void cancel_openTransaction_makesNoWorkerWait() throws Exception {
        Underway other = sending();
        Message wanted = accepted();
        accepted();
        List<Claim> claims = claimAll();
        HostTransaction host = begin();
        host.session().cancel(ACME, List.of(wanted.id()));

        List<Boolean> done = Race.run(List.of(() -> {
            List<Intent> intents = claims.stream()
                    .map(claim -> new Intent(claim, make.attemptId()))
                    .toList();
            List<IntentResult> results = store().intent(intents, LEASE, (claim, recipient) -> proceed(1));
            assertThat(results.get(0).committed())
                    .as("the claim of the cancelled")
                    .isEmpty();
            assertThat(results.get(1).committed()).as("the other claim").isPresent();
            store().release(claims.stream().map(Claim::token).toList());
            settle(other, acceptedAs("SM1"), new Next.Advance());
            accepted();
            assertThat(claimAll()).hasSize(1);
            advance(PAST_LEASE);
            store().recover(MANY, LEASE);
            return true;
        }));
        host.rollback();

        assertThat(done).containsExactly(true);
        store().recover(MANY, LEASE);
        assertThat(claimAll())
                .as("after the rollback, once the lease has ended")
                .extracting(c -> c.message().id())
                .contains(wanted.id());
    }

    @Test
    @DisplayName("A transaction that holds the oldest due does not keep others from being claimed, few at a time")
    void cancel_ofTheOldestInAnOpenTransaction_leavesTheOthersToClaim() {
        List<MessageId> oldest =
                List.of(accepted().id(), accepted().id(), accepted().id());
        List<MessageId> others = List.of(accepted().id(), accepted().id());
        HostTransaction host = begin();
        host.session().cancel(ACME, oldest);

        assertThat(claim(1)).extracting(c -> c.message().id()).containsExactly(others.get(0));
        assertThat(claim(2)).extracting(c -> c.message().id()).containsExactly(others.get(1));
        host.commit();
        assertThat(claimAll()).isEmpty();
    }

    @Test
    @DisplayName("A transaction that holds an opt-in, however long, keeps only that contact's messages from going")
    void record_inAnOpenTransaction_leavesTheOthersToTake() {
        AddressRecord slow = contact();
        List<MessageId> theirs = List.of(
                accept(make.outbound(ACME, slow).build()).id(),
                accept(make.outbound(ACME, slow).build()).id());
        List<MessageId> others = List.of(accepted().id(), accepted().id());
        HostTransaction host = begin();
        host.session().record(ACME, make.choice(slow.address(), ConsentAction.OPT_IN, Purpose.MARKETING));
        SendGate gate = (claim, recipient) -> proceed(1);

        assertThat(take(1, gate)).extracting(HostTransactionContract::message).containsExactly(others.get(0));
        assertThat(take(2, gate)).extracting(HostTransactionContract::message).containsExactly(others.get(1));
        assertThat(take(2, gate)).isEmpty();
        host.commit();

        List<IntentResult> results = take(MANY, (claim, recipient) -> {
            assertThat(recipient.consent().recorded(Purpose.MARKETING)).isEqualTo(ConsentStatus.OPTED_IN);
            return proceed(1);
        });
        assertThat(results).extracting(HostTransactionContract::message).containsExactlyElementsOf(theirs);
    }

    private static MessageId message(IntentResult result) {
        return result.intent().claim().message().id();
    }

    @Test
    @DisplayName("A transaction that came too late locks nothing: the answer to the request is settled meanwhile")
    void cancel_tooLateInAnOpenTransaction_makesNobodyWait() throws Exception {
        Underway underway = sending();
        HostTransaction host = begin();
        assertThat(host.session().cancel(ACME, List.of(underway.message().id())))
                .containsValue(Cancellation.TOO_LATE);

        Race.run(List.of(() -> settle(underway, acceptedAs("SM1"), new Next.Advance())));
        host.commit();

        assertThat(status(underway)).isEqualTo(MessageStatus.SENT);
    }

    @Test
    @DisplayName("A transaction that waited for an intent, and came too late, keeps no lock of it")
    void cancel_overtakenByAnIntent_makesNobodyWait() throws Exception {
        for (int round = 0; round < 10; round++) {
            Message message = accepted();
            Intent intent = new Intent(claim(), make.attemptId());
            HostTransaction host = begin();
            CountDownLatch cancelling = new CountDownLatch(1);
            Callable<Object> sends = () -> store().intent(List.of(intent), LEASE, (claim, recipient) -> {
                await(cancelling);
                return proceed(1);
            });
            Callable<Object> cancels = () -> {
                cancelling.countDown();
                return host.session().cancel(ACME, List.of(message.id())).get(message.id());
            };
            boolean sent = ((List<?>) Race.run(List.of(sends, cancels)).get(0))
                    .stream()
                            .allMatch(result ->
                                    ((IntentResult) result).committed().isPresent());

            assertThat(stored(message.id()).status()).isEqualTo(sent ? MessageStatus.SENDING : MessageStatus.QUEUED);
            if (sent) {
                String provider = make.name("SM");
                Race.run(List.of(() ->
                        settle(intent.claim().token(), intent.attempt(), acceptedAs(provider), new Next.Advance())));
            }
            host.commit();
            assertThat(stored(message.id()).status()).isEqualTo(sent ? MessageStatus.SENT : MessageStatus.CANCELLED);
        }
    }

    @Test
    @DisplayName("A move that is refused leaves the transaction usable and changes nothing")
    void reschedule_refusedInATransaction_leavesItUsable() {
        AddressRecord row = contact();
        Instant end = now().plusSeconds(600);
        Message bound = accept(make.outbound(ACME, row).schedule(null, end).build());
        HostTransaction host = begin();

        assertThatThrownBy(() -> host.session().reschedule(ACME, List.of(bound.id()), end))
                .isInstanceOf(ScheduleConflictException.class);
        Message after = acceptIn(host, row);
        host.commit();

        assertThat(claimAll()).extracting(c -> c.message().id()).containsExactly(bound.id(), after.id());
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private HostTransaction begin() {
        Optional<HostTransaction> transaction = contract().hostTransaction();
        assumeTrue(transaction.isPresent(), "this store joins no transaction of the host's");
        Open open = new Open(transaction.orElseThrow());
        begun.add(open);
        return open;
    }

    private Message acceptIn(HostTransaction host, AddressRecord row) {
        Message message = make.outbound(ACME, row).build();
        return host.session().accept(List.of(make.fresh(message))).get(0).message();
    }
}
