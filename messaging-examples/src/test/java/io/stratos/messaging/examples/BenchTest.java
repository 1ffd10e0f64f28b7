package io.stratos.messaging.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a benchmark prints, at a size that measures nothing. */
class BenchTest {

    @Test
    void alone_listsTheBenchmarks() {
        Run run = Run.of("bench");

        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("  send ", "  gate ", "bench NAME --help");
    }

    @Test
    void help_explainsOneAndRunsNothing() {
        Run run = Run.of("bench", "send", "--help");

        assertThat(run.code()).isZero();
        assertThat(run.out()).startsWith("bench send").contains("  --quick ", "  --rounds N ", "db-scheduler");
        assertThat(MainTest.widest(run.out())).isLessThanOrEqualTo(Screen.WIDTH);
    }

    @Test
    void help_explainsTheGate() {
        Run run = Run.of("bench", "gate", "--help");

        assertThat(run.out())
                .startsWith("bench gate")
                .contains("  --quick ", "  --contacts N ", "  cached ", "  stop ");
        assertThat(MainTest.widest(run.out())).isLessThanOrEqualTo(Screen.WIDTH);
    }

    @Test
    void whatItDoesNotKnow_isSaidAndNothingRuns() {
        assertThat(Run.of("bench", "receive").code()).isEqualTo(2);
        assertThat(Run.of("bench", "send", "--slow").out()).contains("does not know --slow; see bench send --help");
        assertThat(Run.of("bench", "send", "--rounds", "none").out()).contains("a number from 1, not 'none'");
        assertThat(Run.of("bench", "gate", "--slow").out()).contains("does not know --slow; see bench gate --help");
        assertThat(Run.of("bench", "gate", "--contacts", "7").out()).contains("from 1000 to 100000, not 7");
        assertThat(Run.of("bench", "send", "--rounds").out()).contains("a number from 1, not 'nothing'");
    }

    @Test
    @Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void send_endsWithALineOfJson() throws IOException {
        Run run = Run.of("bench", "send", "--quick", "--rounds", "1", "--messages", "150");

        assertThat(run.code()).as(run.out() + run.log()).isZero();
        assertThat(run.out()).contains("a quick look");
        List<String> lines = run.out().lines().toList();
        JsonNode json = new ObjectMapper().readTree(lines.get(lines.size() - 1));
        assertThat(json.path("bench").asText()).isEqualTo("send");
        assertThat(json.path("machine").path("fsync").asText()).isEqualTo("on");
        assertThat(json.path("machine").path("synchronous_commit").asText()).isEqualTo("on");
        for (String who : List.of("engine", "db_scheduler", "floor")) {
            for (String what : List.of("accept_single", "accept_bulk", "drain")) {
                JsonNode rate = json.path("figures").path(who + "_" + what);
                assertThat(rate.path("median").asDouble()).as(who + what).isPositive();
                assertThat(names(rate)).containsExactly("median", "min", "max", "unit");
            }
        }
        JsonNode figures = json.path("figures");
        assertThat(figures.path("floor_accept_single_rows").path("median").asDouble())
                .isEqualTo(3);
        assertThat(figures.path("floor_drain_rows").path("median").asDouble()).isEqualTo(6);
        assertThat(figures.path("floor_accept_host_round_trips").path("median").asDouble())
                .isEqualTo(1);
        assertThat(names(json.path("ratios"))).contains("drain_vs_db_scheduler", "drain_vs_floor");
        assertThat(json.path("goals")
                        .path("drain_vs_db_scheduler")
                        .path("at_least")
                        .asDouble())
                .isEqualTo(1);
        assertThat(json.path("goals").path("latency_p50").path("met").isBoolean())
                .isTrue();
    }

    @Test
    @Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void gate_endsWithALineOfJson() throws IOException {
        Run run = Run.of("bench", "gate", "--quick", "--rounds", "1", "--contacts", "1000");

        assertThat(run.code()).as(run.out() + run.log()).isZero();
        List<String> lines = run.out().lines().toList();
        JsonNode json = new ObjectMapper().readTree(lines.get(lines.size() - 1));
        assertThat(json.path("bench").asText()).isEqualTo("gate");
        assertThat(json.path("contacts").asInt()).isEqualTo(1_000);
        assertThat(json.path("machine").path("fsync").asText()).isEqualTo("on");
        JsonNode figures = json.path("figures");
        for (String what : List.of("cached", "marketing", "cold_memory", "cold_pg", "replies")) {
            for (String figure : List.of("rate", "time", "cpu", "garbage")) {
                JsonNode measured = figures.path(what + "_" + figure);
                assertThat(measured.path("median").asDouble())
                        .as(what + "_" + figure)
                        .isPositive();
                assertThat(names(measured)).containsExactly("median", "min", "max", "unit");
            }
        }
        assertThat(figures.path("stop_p50").path("median").asDouble()).isPositive();
        assertThat(figures.path("stop_statements").path("median").asDouble()).isGreaterThan(5);
        assertThat(json.path("goals").path("cached_garbage").path("at_most").asInt())
                .isEqualTo(1_024);
        assertThat(json.path("goals").path("stop_p50").path("met").isBoolean()).isTrue();
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
