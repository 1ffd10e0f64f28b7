package io.stratos.messaging.testkit;

import static io.stratos.messaging.testkit.StoreFixtures.ACME;
import static io.stratos.messaging.testkit.StoreFixtures.OTHER;
import static org.assertj.core.api.Assertions.assertThat;

import io.stratos.messaging.consent.Consent;
import io.stratos.messaging.consent.ConsentAction;
import io.stratos.messaging.consent.ConsentEvent;
import io.stratos.messaging.consent.ConsentSource;
import io.stratos.messaging.consent.Evidence;
import io.stratos.messaging.consent.LedgerCheck;
import io.stratos.messaging.consent.Purpose;
import io.stratos.messaging.consent.Suppression;
import io.stratos.messaging.consent.SuppressionReason;
import io.stratos.messaging.consent.Suppressions;
import io.stratos.messaging.contact.Address;
import io.stratos.messaging.id.TenantId;
import io.stratos.messaging.internal.consent.LedgerAudit;
import io.stratos.messaging.spi.store.AddressRecord;
import io.stratos.messaging.spi.store.ConsentCount;
import io.stratos.messaging.spi.store.LedgerHead;
import io.stratos.messaging.spi.store.SealedEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

abstract class LedgerContract extends StoreContractBase {

    @Test
    @DisplayName("Every event becomes a line, those of an address in their order, and the chain verifies")
    void seal_makesEveryEventALine() {
        AddressRecord one = contact();
        AddressRecord two = contact();
        record(one.address(), ConsentAction.OPT_IN);
        record(two.address(), ConsentAction.OPT_IN);
        advance(Duration.ofSeconds(1));
        record(one.address(), ConsentAction.OPT_OUT);

        assertThat(sealAll()).isEqualTo(3);

        assertThat(session().ledger(ACME, 0, MANY))
                .extracting(each -> each.line().position())
                .containsExactly(1L, 2L, 3L);
        assertThat(session().ledger(ACME, one.address()))
                .extracting(SealedEvent::event)
                .containsExactlyElementsOf(session().events(ACME, one.address()));
        assertThat(session().ledger(ACME, 2, MANY)).hasSize(1);
        assertThat(verify(ACME)).isEqualTo(new LedgerCheck(ACME, 3, head(ACME).link(), null));
        assertThat(sealAll()).isZero();
    }

    @Test
    @DisplayName("Lines hold neither address nor facts, and the key tells nobody")
    void lines_holdNothingPersonal() {
        AddressRecord row = contact();
        session()
                .record(
                        ACME,
                        new ConsentEvent(
                                Instant.EPOCH,
                                row.address(),
                                ConsentAction.OPT_IN,
                                Purpose.MARKETING,
                                Evidence.form("booking").with("ip", "192.0.2.7")));
        sealAll();

        String line = session().ledger(ACME, 0, 1).get(0).line().toString();
        assertThat(line).doesNotContain(row.address().value().substring(3)).doesNotContain("192.0.2.7", "booking");
        assertThat(head(ACME).toString()).doesNotContain(head(ACME).key());
    }

    @Test
    @DisplayName("Tenants have chains and keys of their own")
    void seal_ofTwoTenants_areTwoChains() {
        AddressRecord ours = contact();
        AddressRecord theirs = session().ensureAddress(OTHER, ours.address(), make.contactId(), make.conversationId());
        record(ours.address(), ConsentAction.OPT_IN);
        session().record(OTHER, make.choice(theirs.address(), ConsentAction.OPT_IN, Purpose.MARKETING));
        sealAll();

        assertThat(session().ledger(OTHER, 0, MANY)).hasSize(1);
        assertThat(head(ACME).key()).isNotEqualTo(head(OTHER).key());
        assertThat(session().ledger(ACME, 0, 1).get(0).line().addressHash())
                .isNotEqualTo(session().ledger(OTHER, 0, 1).get(0).line().addressHash());
        assertThat(verify(OTHER).isIntact()).isTrue();
    }

    @Test
    @DisplayName("Events recorded and sealed from many threads at once make one chain without a gap")
    void seal_from8Threads_whileOthersRecord_isOneChain() throws Exception {
        List<AddressRecord> rows = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            rows.add(contact());
        }
        List<Callable<Integer>> tasks = new ArrayList<>();
        for (AddressRecord row : rows) {
            tasks.add(() -> {
                for (int i = 0; i < 6; i++) {
                    record(row.address(), i % 2 == 0 ? ConsentAction.OPT_IN : ConsentAction.OPT_OUT);
                    store().seal(3);
                }
                return 0;
            });
        }

        Race.run(tasks);
        sealAll();

        assertThat(verify(ACME)).isEqualTo(new LedgerCheck(ACME, 48, head(ACME).link(), null));
        for (AddressRecord row : rows) {
            assertThat(session().ledger(ACME, row.address())).hasSize(6);
            assertThat(session().consent(ACME, row.address())).isEqualTo(replayed(row));
        }
    }

    @Test
    @DisplayName("Suppressions are events too, replayed they give the state, and change nothing of consent")
    void record_suppressions_replayToTheState() {
        AddressRecord row = contact();
        Consent before = session().consent(ACME, row.address());
        Instant end = now().plus(Duration.ofDays(3));
        session().record(ACME, suppression(row.address(), SuppressionReason.INVALID_NUMBER, end, true));
        session().record(ACME, suppression(row.address(), SuppressionReason.COMPLAINT, null, true));
        session().record(ACME, suppression(row.address(), SuppressionReason.LANDLINE, null, true));
        session().record(ACME, suppression(row.address(), SuppressionReason.LANDLINE, null, false));

        Suppressions now = again(row).notes().suppressions();
        assertThat(now.all())
                .extracting(Suppression::reason)
                .containsExactly(SuppressionReason.INVALID_NUMBER, SuppressionReason.COMPLAINT);
        assertThat(now.all().get(0).until()).isEqualTo(end);
        Suppressions replayed = Suppressions.none();
        for (ConsentEvent event : session().events(ACME, row.address())) {
            replayed = replayed.after(event);
        }
        assertThat(now).isEqualTo(replayed);
        assertThat(session().consent(ACME, row.address())).isEqualTo(before);
        assertThat(contact().notes().suppressions()).isEqualTo(Suppressions.none());
    }

    @Test
    @DisplayName("Addresses are listed page by page, each once, and counted by how they stand")
    void addressesAfter_andCounts_coverEachAddressOnce() {
        List<Address> all = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            all.add(contact().address());
        }
        session().ensureAddress(OTHER, make.phone(), make.contactId(), make.conversationId());
        record(all.get(0), ConsentAction.OPT_IN);
        record(all.get(1), ConsentAction.OPT_IN);
        session().record(ACME, make.keyword(all.get(2), ConsentAction.OPT_OUT_ALL));

        List<Address> listed = new ArrayList<>();
        List<AddressRecord> page = session().addressesAfter(ACME, null, 3);
        while (!page.isEmpty()) {
            page.forEach(row -> listed.add(row.address()));
            page = session().addressesAfter(ACME, listed.get(listed.size() - 1), 3);
        }

        assertThat(listed).containsExactlyInAnyOrderElementsOf(all);
        List<ConsentCount> counts = session().consentCounts(ACME);
        assertThat(counts.stream().mapToLong(ConsentCount::addresses).sum()).isEqualTo(7);
        assertThat(counts.stream()
                        .filter(count -> count.consent().isStopped())
                        .mapToLong(ConsentCount::addresses)
                        .sum())
                .isEqualTo(1);
    }

    private void record(Address address, ConsentAction action) {
        session().record(ACME, make.choice(address, action, Purpose.MARKETING));
    }

    private static ConsentEvent suppression(
            Address address, SuppressionReason reason, @Nullable Instant until, boolean begins) {
        Evidence evidence = Evidence.from(ConsentSource.AGENT).with(Suppressions.REASON, reason.name());
        return new ConsentEvent(
                Instant.EPOCH,
                address,
                begins ? ConsentAction.SUPPRESS : ConsentAction.LIFT,
                null,
                until == null ? evidence : evidence.until(until));
    }

    private int sealAll() {
        int all = 0;
        int found;
        do {
            found = store().seal(2);
            all += found;
        } while (found > 0);
        return all;
    }

    private LedgerHead head(TenantId tenant) {
        return session().ledgerHead(tenant).orElseThrow();
    }

    private LedgerCheck verify(TenantId tenant) {
        return new LedgerAudit(tenant, session()).verify();
    }

    private Consent replayed(AddressRecord row) {
        Consent state = Consent.unknown(row.address());
        for (ConsentEvent event : session().events(ACME, row.address())) {
            state = state.after(event);
        }
        return state;
    }
}
