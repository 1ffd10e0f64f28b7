package io.stratos.messaging.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.stratos.messaging.spi.store.Intent;
import io.stratos.messaging.spi.store.IntentResult;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The hot statements touch few rows in a database of which PostgreSQL knows nothing, or only that it was empty once. */
class FreshPlanTest {

    private static final int ROWS = 3_000;
    private static final int LIMIT = 100;
    private static final Pattern TOUCHED =
            Pattern.compile("on msg_\\w+ \\w+ +\\(cost.*\\(actual rows=([0-9.]+) loops=(\\d+)\\)");
    private static final Pattern REMOVED = Pattern.compile("Rows Removed by (?:Join )?Filter: (\\d+)");

    enum Known {
        NOTHING,
        EMPTY,
        ONE_ROW
    }

    @ParameterizedTest
    @EnumSource
    void takeAndSettle_touchAFewRowsForEachTheyReturn(Known known) {
        TestStore database = TestStore.on(TestPostgres.pooledDatabase());
        SpiedSource spied = new SpiedSource(database.source());
        JdbcMessagingStore store = JdbcMessagingStore.create(spied.source());
        List.of("msg_dispatch", "msg_message", "msg_address", "msg_attempt")
                .forEach(table -> database.run("ALTER TABLE " + table + " SET (autovacuum_enabled = off)"));
        if (known == Known.EMPTY) {
            database.run("ANALYZE");
        }
        Steps steps = new Steps(store);
        if (known == Known.ONE_ROW) {
            store.session().accept(steps.messages(1));
            database.run("ANALYZE");
        }
        for (int i = 0; i < ROWS / LIMIT; i++) {
            store.session().accept(steps.messages(LIMIT));
        }
        spied.analyze("FOR SHARE OF a SKIP LOCKED");
        spied.clear();

        List<IntentResult> taken = steps.take(LIMIT, steps.proceeding());

        assertThat(taken).hasSize(LIMIT);
        assertFewTouched(spied, 10);
        List<Intent> intents = taken.stream().map(IntentResult::intent).toList();
        spied.analyze("named AS (INSERT");
        spied.clear();
        store.settle(steps.accepted(intents));
        assertFewTouched(spied, 10);
    }

    private static void assertFewTouched(SpiedSource spied, int each) {
        Map<String, String> plans = spied.plans();
        String plan = plans.values().stream()
                .filter(text -> text.contains("actual rows"))
                .findFirst()
                .orElseThrow();
        double touched = sum(TOUCHED.matcher(plan)) + sum(REMOVED.matcher(plan));
        assertThat(touched).as(plan).isBetween((double) LIMIT, (double) each * LIMIT);
    }

    private static double sum(Matcher matcher) {
        double sum = 0;
        while (matcher.find()) {
            double times = matcher.groupCount() > 1 ? Double.parseDouble(matcher.group(2)) : 1;
            sum += Double.parseDouble(matcher.group(1)) * times;
        }
        return sum;
    }
}
