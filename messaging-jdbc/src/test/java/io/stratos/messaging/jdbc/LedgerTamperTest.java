package io.stratos.messaging.jdbc;

import static io.stratos.messaging.jdbc.Steps.ACME;
import static org.assertj.core.api.Assertions.assertThat;

import io.stratos.messaging.MessagingEngine;
import io.stratos.messaging.Tenant;
import io.stratos.messaging.consent.ConsentAction;
import io.stratos.messaging.consent.LedgerCheck;
import io.stratos.messaging.consent.Purpose;
import io.stratos.messaging.contact.Address;
import io.stratos.messaging.simulation.SimulatedProvider;
import io.stratos.messaging.simulation.VirtualClock;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What somebody may do to the ledger past the engine, with the database's own tools. */
class LedgerTamperTest {

    private static final int EVENTS = 6;

    /** Each is done to a ledger of six lines, and first shows at a position. */
    enum Tampering {
        NOTHING(0, ""),
        FACTS_CHANGED(3, "facts", "UPDATE msg_consent_event SET facts = '{\"form\":\"forged\"}' WHERE address = '%3'"),
        ACTION_CHANGED(3, "OPT_IN", "UPDATE msg_consent_event SET action = 'OPT_OUT' WHERE address = '%3'"),
        INSTANT_CHANGED(3, "sealed", "UPDATE msg_consent_event SET at = at - INTERVAL '1' DAY WHERE address = '%3'"),
        EVENT_REMOVED(3, "gone", "DELETE FROM msg_consent_event WHERE address = '%3'"),
        LINE_CHANGED(
                3,
                "link",
                "UPDATE msg_ledger_line SET summary = REPLACE(summary, 'OPT_IN', 'OPT_OUT') WHERE position = 3"),
        LINE_AND_EVENT_CHANGED(
                3,
                "link",
                "UPDATE msg_consent_event SET action = 'OPT_OUT' WHERE address = '%3'",
                "UPDATE msg_ledger_line SET summary = REPLACE(summary, 'OPT_IN', 'OPT_OUT') WHERE position = 3"),
        LINE_REMOVED(3, "missing", "DELETE FROM msg_ledger_line WHERE position = 3"),
        LINE_REMOVED_AND_GAP_CLOSED(
                3,
                "link",
                "DELETE FROM msg_ledger_line WHERE position = 3",
                "UPDATE msg_ledger_line SET position = 3 WHERE position = 4",
                "UPDATE msg_ledger_line SET position = 4 WHERE position = 5",
                "UPDATE msg_ledger_line SET position = 5 WHERE position = 6"),
        LAST_LINE_REMOVED(6, "gone", "DELETE FROM msg_ledger_line WHERE position = 6"),
        LAST_LINE_REMOVED_AND_END_MOVED(
                5,
                "another link",
                "DELETE FROM msg_ledger_line WHERE position = 6",
                "DELETE FROM msg_consent_event WHERE address = '%6'",
                "UPDATE msg_ledger SET position = 5"),
        LINES_SWAPPED(
                3,
                "link",
                "UPDATE msg_ledger_line SET position = 99 WHERE position = 3",
                "UPDATE msg_ledger_line SET position = 3 WHERE position = 4",
                "UPDATE msg_ledger_line SET position = 4 WHERE position = 99"),
        EVENTS_SWAPPED(
                3,
                "",
                "UPDATE msg_consent_event SET event_no = 98 WHERE address = '%3'",
                "UPDATE msg_consent_event SET address = '%3', event_no = 1 WHERE address = '%4'",
                "UPDATE msg_consent_event SET address = '%4', event_no = 1 WHERE event_no = 98"),
        EVENT_INSERTED(
                7,
                "past the ledger",
                "INSERT INTO msg_consent_event (tenant_id, address, event_no, at, action, purpose, source, facts)"
                        + " SELECT tenant_id, address, 9, at, action, purpose, source, facts FROM msg_consent_event"
                        + " WHERE address = '%3'"),
        LINE_INSERTED(
                7,
                "link",
                "INSERT INTO msg_ledger_line (tenant_id, position, address, event_no, address_hash, summary, facts_hash, link)"
                        + " SELECT tenant_id, 7, address, 9, address_hash, summary, facts_hash, link FROM msg_ledger_line"
                        + " WHERE position = 3"),
        KEY_CHANGED(1, "whose", "UPDATE msg_ledger SET hash_key = REPLACE(hash_key, 'a', 'b')");

        private final long position;
        private final String words;
        private final String script;

        Tampering(long position, String words, String... statements) {
            this.position = position;
            this.words = words;
            this.script = String.join(";", statements);
        }
    }

    @ParameterizedTest
    @EnumSource
    void tampering_onH2_isSeenWhereItBegins(Tampering tampering) {
        isSeen(tampering, TestH2.inMemory());
    }

    @ParameterizedTest
    @EnumSource
    void tampering_onPostgres_isSeenWhereItBegins(Tampering tampering) {
        isSeen(tampering, TestPostgres.pooledDatabase());
    }

    private static void isSeen(Tampering tampering, DataSource source) {
        TestStore database = TestStore.on(source);
        Steps steps = new Steps(database.store());
        List<Address> addresses = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
            Address address = steps.contact().address();
            addresses.add(address);
            database.store()
                    .session()
                    .record(ACME, steps.make.choice(address, ConsentAction.OPT_IN, Purpose.MARKETING));
            // One at a time, so that positions are known.
            assertThat(database.store().seal(10)).isEqualTo(1);
        }
        for (String statement : tampering.script.split(";", -1)) {
            String text = statement;
            for (int i = EVENTS; i > 0; i--) {
                text = text.replace("%" + i, addresses.get(i - 1).value());
            }
            database.run(text);
        }

        LedgerCheck check = verify(database);

        assertThat(check.firstBreak().map(LedgerCheck.Break::position).orElse(0L))
                .as("%s", check)
                .isEqualTo(tampering.position);
        assertThat(check.toString()).contains(tampering.words).contains("acme");
        addresses.forEach(address -> assertThat(check.toString()).doesNotContain(address.value()));
    }

    private static LedgerCheck verify(TestStore database) {
        VirtualClock clock = VirtualClock.at("2026-03-02T17:00:00Z");
        try (MessagingEngine engine = MessagingEngine.builder()
                .store(database.store())
                .addProvider(SimulatedProvider.create(clock))
                .build()) {
            Tenant acme = engine.tenant(ACME.value());
            return acme.consent().ledger().verify();
        }
    }
}
