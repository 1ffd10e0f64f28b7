package io.stratos.messaging.internal.environment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SkewTest {

    private static final Instant STORE = Instant.parse("2026-03-02T17:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "0, FINE", "5000, FINE", "-5000, FINE", "5001, NOTICED", "-5001, NOTICED",
        "60000, NOTICED", "-60000, NOTICED", "60001, TOO_FAR", "-60001, TOO_FAR", "-31536000000, TOO_FAR"
    })
    void level_withoutARoundTrip_isByTheDifference(long aheadMillis, Skew.Level level) {
        Instant engine = STORE.plusMillis(aheadMillis);

        Skew skew = Skew.measured(engine, engine, STORE);

        assertThat(skew.level()).isEqualTo(level);
        assertThat(skew.ahead()).isEqualTo(Duration.ofMillis(aheadMillis));
    }

    @Test
    void slowAnswer_betweenWhoseEndsTheStoresTimeLies_isNoSkew() {
        Skew early = Skew.measured(STORE, STORE.plusSeconds(20), STORE);
        Skew late = Skew.measured(STORE.minusSeconds(20), STORE, STORE);

        assertThat(early.level()).isEqualTo(Skew.Level.FINE);
        assertThat(late.level()).isEqualTo(Skew.Level.FINE);
        assertThat(early.ahead()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void slowAnswer_countsOnlyWhatTheRoundTripCannotExplain() {
        Skew skew = Skew.measured(STORE.plusSeconds(64), STORE.plusSeconds(74), STORE);

        assertThat(skew.ahead()).isEqualTo(Duration.ofSeconds(69));
        assertThat(skew.certain()).isEqualTo(Duration.ofSeconds(64));
        assertThat(skew.level()).isEqualTo(Skew.Level.TOO_FAR);
    }
}
