package io.stratos.messaging.testkit;

import static io.stratos.messaging.testkit.StoreFixtures.ACME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.stratos.messaging.consent.ConsentAction;
import io.stratos.messaging.contact.Address;
import io.stratos.messaging.conversation.ConversationChange;
import io.stratos.messaging.exception.IdempotencyConflictException;
import io.stratos.messaging.message.Message;
import io.stratos.messaging.spi.store.AcceptResult;
import io.stratos.messaging.spi.store.AddressRecord;
import io.stratos.messaging.spi.store.NewMessage;
import io.stratos.messaging.spi.store.StoreSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
