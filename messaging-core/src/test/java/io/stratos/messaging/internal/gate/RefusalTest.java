package io.stratos.messaging.internal.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.stratos.messaging.delivery.Decision;
import io.stratos.messaging.delivery.Verdict;
import io.stratos.messaging.spi.store.IntentDecision;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RefusalTest {

    private static final Instant NOW = Instant.parse("2026-03-02T17:00:00Z");

    @ParameterizedTest
    @ValueSource(longs = {0, -1, -3_600_000})
    void deferral_toNowOrBefore_waitsAMoment(long millis) {
        assertThat(until(NOW.plusMillis(millis))).isEqualTo(NOW.plusSeconds(1));
    }

    @Test
    void deferral_toLater_waitsUntilThen() {
        assertThat(until(NOW.plus(Duration.ofMillis(1)))).isEqualTo(NOW.plusMillis(1));
    }

    private static Instant until(Instant named) {
        Decision decision =
                new Decision(NOW, Decision.Stage.SEND, List.of(Verdict.defer("window", "quiet hours", named)));
        assertThat(Gate.refusal(decision)).isInstanceOf(IntentDecision.Defer.class);
        return ((IntentDecision.Defer) Gate.refusal(decision)).until();
    }
}
