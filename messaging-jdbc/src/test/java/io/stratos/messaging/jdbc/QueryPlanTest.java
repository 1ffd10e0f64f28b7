package io.stratos.messaging.jdbc;

import static io.stratos.messaging.jdbc.Steps.ACME;
import static org.assertj.core.api.Assertions.assertThat;

import io.stratos.messaging.consent.ConsentAction;
import io.stratos.messaging.id.ConversationId;
import io.stratos.messaging.id.MessageId;
import io.stratos.messaging.message.Message;
import io.stratos.messaging.message.MessageStatus;
import io.stratos.messaging.spi.store.AddressRecord;
import io.stratos.messaging.spi.store.Ingest;
import io.stratos.messaging.spi.store.Intent;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every statement the store runs finds its rows by an index: it is run, and explained, beside 20,000 others. */
class QueryPlanTest {

    private static final int MESSAGES = 20_000;
    private static SpiedSource spied;
    private static JdbcMessagingStore store;
    private static Steps steps;

    @BeforeAll
    static void fill() {
        TestStore database = TestStore.on(TestPostgres.pooledDatabase());
        spied = new SpiedSource(database.source());
        store = JdbcMessagingStore.create(spied.source());
        steps = new Steps(store);
        fill(database);
        spied.explain();
    }

    @BeforeEach
    void forget() {
        spied.clear();
    }

    @AfterEach
    void noStatementReadAWholeTable() {
        Map<String, String> plans = spied.plans();
        assertThat(plans).isNotEmpty();
        plans.forEach((statement, plan) ->
                assertThat(plan).as(statement).doesNotContainPattern("Seq Scan on msg_(?!tenant)"));
    }

    @Test
    void accept() {
        AddressRecord row = steps.contact();
        for (int time = 0; time < 2; time++) {
            store.session()
                    .accept(List.of(
                            steps.make.keyed(steps.make.outbound(ACME, row).build(), "key 1", "f")));
        }
        store.session().accept(steps.messages(100));
    }

    @Test
    void claimIntentSettleAndReceipts() {
        assertThat(steps.take(50, steps.proceeding())).hasSize(50);
        List<Intent> intents = steps.intents(steps.claim(50));
        assertThat(intents).hasSize(50);
        steps.proceed(intents);
        store.settle(steps.accepted(intents));
        store.ingest(List.of(
                steps.make.receipt("SM77", null, MessageStatus.DELIVERED),
                steps.make.receipt("SM unknown", null, MessageStatus.DELIVERED),
                steps.make.receipt("SM known", intents.get(0).attempt(), MessageStatus.READ)));
        assertThat(plan("FOR SHARE OF a SKIP LOCKED"))
                .contains("Index Scan using msg_dispatch_ready")
                .doesNotContain("Sort");
        assertThat(plan("a.attempt_id = v.attempt_id")).contains("msg_attempt_by_id");
        assertThat(plan("SELECT p.provider")).contains("msg_provider_message_pkey");
    }

    @Test
    void cancelAndReschedule() {
        AddressRecord row = steps.contact();
        MessageId about = store.session()
                .accept(List.of(steps.make.fresh(
                        steps.make.outbound(ACME, row).businessKey("visit-1").build())))
                .get(0)
                .message()
                .id();
        List<MessageId> ids = store.session().about(ACME, "visit-1");
        assertThat(ids).containsExactly(about);
        store.session().reschedule(ACME, ids, store.now());
        store.session().cancel(ACME, ids);
        assertThat(plan("m.business_key = ")).contains("msg_message_business_key");
        assertThat(plan("AS recallable")).contains("msg_dispatch_pkey");
    }

    @Test
    void recover() {
        store.recover(100, Steps.LEASE);
        assertThat(plan("d.state = 'IN_DOUBT'")).contains("msg_dispatch_leased");
    }

    @Test
    void inbound() {
        AddressRecord row = steps.contact();
        Message stop = steps.make.inbound(ACME, row, "STOP").build();
        for (int time = 0; time < 2; time++) {
            store.ingest(List.of(new Ingest.Inbound(
                    "simulated",
                    "dedup 1",
                    stop,
                    List.of(steps.make.keyword(row.address(), ConsentAction.OPT_OUT_ALL)),
                    null)));
        }
        assertThat(plan("SELECT message_id FROM msg_inbound_dedup")).contains("msg_inbound_dedup_pkey");
    }

    @Test
    void reads() {
        ConversationId conversation = new ConversationId(new UUID(0x0190_0000_0000_7000L, 7));
        List<Message> page = store.session().history(ACME, conversation, null, 20);
        assertThat(page).hasSize(20);
        MessageId id = page.get(0).id();
        store.session().message(ACME, id);
        store.session().trace(ACME, id);
        store.session().conversation(ACME, conversation);
        assertThat(store.session().conversations(ACME, null, 50)).isNotEmpty();
        AddressRecord row = steps.contact();
        store.session().consent(ACME, row.address());
        store.session().events(ACME, row.address());
        store.session().contact(ACME, row.contact());
        store.session().markRead(ACME, conversation, id);
        store.session().underway(ACME, row.address());
        assertThat(plan("m.conversation_id DESC")).contains("msg_message_history");
    }

    private static String plan(String ofStatementWith) {
        return spied.plans().entrySet().stream()
                .filter(entry -> entry.getKey().contains(ofStatementWith))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow();
    }

    private static void fill(TestStore database) {
        String ids = "('01900000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid";
        String thread = "('01900000-0000-7000-0000-' || lpad(to_hex(n % 200), 12, '0'))::uuid";
        String series = " FROM generate_series(1, " + MESSAGES + ") n";
        database.run("INSERT INTO msg_message (tenant_id, message_id, conversation_id, direction, origin, channel,"
                + " recipient, body, purpose, status, created_at, unit_count) SELECT 'acme', " + ids + ", " + thread
                + ", 'OUTBOUND', 'HOST', 'SMS', '+1212' || (5000000 + n), 'hello', 'TRANSACTIONAL', 'QUEUED', now(), 1"
                + series);
        database.run("INSERT INTO msg_conversation SELECT 'acme', " + thread + ", " + thread
                + ", 'ACTIVE', NULL, 'MEDIUM', NULL, '[]', '[]', '[]', NULL FROM generate_series(0, 199) n");
        database.run("INSERT INTO msg_conversation SELECT 'other', " + ids + ", " + ids
                + ", 'ACTIVE', NULL, 'MEDIUM', NULL, '[]', '[]', '[]', NULL" + series);
        database.run("INSERT INTO msg_contact SELECT 'acme', " + ids + ", NULL, now()" + series);
        database.run("INSERT INTO msg_address (tenant_id, address, contact_id, conversation_id, consents,"
                + " consent_events, created_at) SELECT 'acme', '+1212' || (5000000 + n), " + ids + ", " + thread
                + ", 'MARKETING=OPTED_IN', 0, now()" + series);
        database.run("INSERT INTO msg_consent_event SELECT 'acme', '+1212' || (5000000 + n), 1, now(), 'OPT_IN',"
                + " 'MARKETING', 'EXPLICIT', '{}'" + series);
        database.run(
                "INSERT INTO msg_dispatch (tenant_id, message_id, state, due_at, token, unit, unit_limit, unit_count, attempts,"
                        + " checks, lane) SELECT 'acme', " + ids + ", CASE WHEN n % 10 = 0 THEN 'SENDING'"
                        + " WHEN n < 10000 THEN 'READY' ELSE 'WAITING' END, now() + (n - 10000) * interval '1 minute', 0, 0, 0, 0,"
                        + " 0, 0, 0" + series);
        database.run("INSERT INTO msg_attempt SELECT 'acme', " + ids + ", 0, " + ids
                + ", 0, 'simulated', 'AC-1', '+14155550100', NULL, now(), NULL, '[]', NULL, 'SM' || n, 'SENDING'"
                + series);
        database.run("INSERT INTO msg_provider_message SELECT 'simulated', 'AC-1', 'SM' || n, 'acme', " + ids + ", "
                + ids + series);
        database.run("INSERT INTO msg_receipt SELECT 'simulated', 'AC-1', 'SM' || n, 'SENT', '', 'acme', " + ids
                + ", NULL, now(), 0" + series);
        database.run("INSERT INTO msg_decision SELECT 'acme', " + ids + ", 0, now(), 'ACCEPT', '[]'" + series);
        database.run("INSERT INTO msg_intervention SELECT 'acme', " + ids + ", 1, now(), 'RESEND', NULL, 'ann', 'x'"
                + series);
        database.run("INSERT INTO msg_idempotency SELECT 'acme', 'k' || n, " + ids + ", 'f'" + series);
        database.run("INSERT INTO msg_inbound_dedup SELECT 'acme', 'simulated', 'd' || n, " + ids + series);
        database.run("ANALYZE");
    }
}
