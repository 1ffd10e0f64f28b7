package io.stratos.messaging.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.stratos.messaging.id.TenantId;
import io.stratos.messaging.routing.ProviderAccount;
import io.stratos.messaging.spi.store.IntentResult;
import io.stratos.messaging.spi.store.Taking;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Taking up touches as many rows as it returns, however many wait: beside one tenant with very many, a thousand with a few, and
 * as many that are not due. {@code -Dlanes.rows=1000000} tries more.
 */
class LanePlanTest {

    private static final int ROWS = Integer.getInteger("lanes.rows", 50_000);
    private static final int PIECE = 50_000;
    private static final int LIMIT = 100;
    private static final Pattern TOUCHED =
            Pattern.compile("on msg_dispatch \\w+ +\\(cost.*\\(actual rows=([0-9.]+) loops=(\\d+)\\)");

    private static SpiedSource spied;
    private static JdbcMessagingStore store;
    private static Steps steps;

    @BeforeAll
    static void fill() {
        TestStore database = TestStore.on(TestPostgres.pooledDatabase());
        spied = new SpiedSource(database.source());
        store = JdbcMessagingStore.create(spied.source());
        steps = new Steps(store);
        rows(database, "'hog'", "READY", ROWS, 0);
        rows(database, "'hog'", "READY", ROWS / 10, 1);
        rows(database, "'small' || n % 1000", "READY", 3_000, 0);
        rows(database, "'later' || n % 1000", "WAITING", ROWS, 0);
        database.run("INSERT INTO msg_tenant SELECT DISTINCT tenant_id, 'ACTIVE', '{}', now() FROM msg_dispatch");
        database.run("INSERT INTO msg_sender SELECT 'p', CASE WHEN tenant_id = 'hog' THEN 'hanging' ELSE 'well' END,"
                + " tenant_id, tenant_id FROM msg_tenant");
        database.run("ANALYZE");
        spied.analyze("FOR SHARE OF a SKIP LOCKED");
    }

    /** In pieces, as the connections have a time limit. */
    private static void rows(TestStore database, String tenant, String state, int count, int lane) {
        for (int from = 1; from <= count; from += PIECE) {
            piece(database, tenant, state, from + ", " + Math.min(count, from + PIECE - 1), lane);
        }
    }

    private static void piece(TestStore database, String tenant, String state, String range, int lane) {
        String id = "('0190000" + lane + "-" + (state.equals("READY") ? "0000" : "1111") + "-7000-8000-"
                + (tenant.equals("'hog'") ? "1" : "2") + "' || lpad(to_hex(n), 11, '0'))::uuid";
        String series = " FROM generate_series(" + range + ") n";
        String address = "'+1212' || (5550000 + n % 5000)";
        database.run("INSERT INTO msg_message (tenant_id, message_id, conversation_id, direction, origin, channel,"
                + " recipient, body, purpose, status, created_at, unit_count) SELECT " + tenant + ", " + id + ", " + id
                + ", 'OUTBOUND', 'HOST', 'SMS', " + address + ", 'hello', 'TRANSACTIONAL', 'QUEUED', now(), 1"
                + series);
        database.run("INSERT INTO msg_address (tenant_id, address, contact_id, conversation_id, consents,"
                + " consent_events, created_at) SELECT DISTINCT ON (1, 2) " + tenant + ", " + address + ", " + id + ", "
                + id + ", 'TRANSACTIONAL=OPTED_IN', 0, now()" + series
                + " ON CONFLICT DO NOTHING");
        String due = state.equals("READY") ? "now() - interval '1 hour'" : "now() + interval '1 hour'";
        database.run("INSERT INTO msg_dispatch SELECT " + tenant + ", " + id + ", '" + state + "', " + due
                + " + n * interval '1 millisecond', 0, NULL, 0, 0, 0, 0, 0, " + lane + series);
    }

    @BeforeEach
    void forget() {
        spied.clear();
    }

    @Test
    void take_touchesAFewRowsForEachItReturns_andEveryTenantGetsItsTurn() {
        List<IntentResult> taken = steps.take(LIMIT, steps.proceeding());

        assertThat(tenants(taken)).hasSize(LIMIT);
        assertFewTouched(spied);
    }

    @Test
    void take_ofTheHogAlone_touchesAFewRowsForEachItReturns() {
        TenantId hog = TenantId.of("hog");
        Taking.Share share = new Taking.Share(LIMIT, Set.of(new ProviderAccount("p", "well")));

        List<IntentResult> taken = take(new Taking(Steps.LEASE, share, share));

        assertThat(taken).hasSize(LIMIT);
        assertThat(tenants(taken)).containsExactly(hog);
        assertFewTouched(spied);
    }

    @Test
    void take_besideAHangingAccount_neverTakesTheHogs() {
        Taking.Share share = new Taking.Share(LIMIT, Set.of(new ProviderAccount("p", "hanging")));

        List<IntentResult> taken = take(new Taking(Steps.LEASE, share, share));

        assertThat(tenants(taken)).hasSize(LIMIT).doesNotContain(TenantId.of("hog"));
        assertFewTouched(spied);
    }

    /** A new installation: nobody has counted the rows, or somebody has while there were none. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void take_withoutStatistics_touchesAFewRowsForEachItReturns(boolean countedWhileEmpty) {
        TestStore database = TestStore.on(TestPostgres.pooledDatabase());
        SpiedSource watched = new SpiedSource(database.source());
        JdbcMessagingStore fresh = JdbcMessagingStore.create(watched.source());
        for (String table : List.of("msg_dispatch", "msg_message", "msg_address", "msg_tenant")) {
            database.run("ALTER TABLE " + table + " SET (autovacuum_enabled = off)");
        }
        if (countedWhileEmpty) {
            database.run("ANALYZE");
        }
        rows(database, "'hog'", "READY", 5_000, 0);
        database.run("INSERT INTO msg_tenant SELECT DISTINCT tenant_id, 'ACTIVE', '{}', now() FROM msg_dispatch");
        watched.analyze("FOR SHARE OF a SKIP LOCKED");
        watched.clear();

        Steps own = new Steps(fresh);
        assertThat(own.take(LIMIT, own.proceeding())).hasSize(LIMIT);

        assertFewTouched(watched);
    }

    private static List<IntentResult> take(Taking what) {
        return store.take(what, steps.make::attemptId, (claim, recipient) -> steps.proceeding());
    }

    private static Set<TenantId> tenants(List<IntentResult> taken) {
        return taken.stream()
                .map(result -> result.intent().claim().token().tenant())
                .collect(Collectors.toSet());
    }

    /** Two thousand tenants may be stepped over to find those that have an account left; none of their rows are. */
    private static void assertFewTouched(SpiedSource source) {
        Map<String, String> plans = source.plans();
        String plan = plans.entrySet().stream()
                .filter(entry -> entry.getKey().contains("FOR SHARE OF a SKIP LOCKED"))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow();
        double touched = 0;
        Matcher matcher = TOUCHED.matcher(plan);
        while (matcher.find()) {
            touched += Double.parseDouble(matcher.group(1)) * Long.parseLong(matcher.group(2));
        }
        assertThat(touched).as(plan).isBetween((double) LIMIT, 2_500.0);
        assertThat(plan).contains("msg_dispatch_ready").doesNotContain("Seq Scan on msg_dispatch");
    }
}
