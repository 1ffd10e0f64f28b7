package io.stratos.messaging.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {

    private final RetryPolicy policy =
            new RetryPolicy(5, Duration.ofSeconds(2), Duration.ofSeconds(20), Duration.ofHours(1));

    @Test
    void waits_growUpToTheLongest() {
        Random random = new Random(5);
        for (int made = 1; made < 5; made++) {
            Duration bound = Duration.ofSeconds(Math.min(20, 2L << (made - 1)));
            for (int i = 0; i < 200; i++) {
                assertThat(policy.waitAfter(made, Duration.ZERO, null, random).orElseThrow())
                        .isBetween(Duration.ZERO, bound);
            }
        }
    }

    @Test
    void attempts_areBounded() {
        assertThat(policy.waitAfter(5, Duration.ZERO, null, new Random(1))).isEmpty();
        assertThat(policy.spent(5)).isEqualTo("it was attempt 5 of 5");
        assertThat(policy.allowsAnother(4, Duration.ZERO)).isTrue();
        assertThat(policy.allowsAnother(5, Duration.ZERO)).isFalse();
    }

    @Test
    void age_isBounded_andAWaitThatWouldEndBeyondIsNotBegun() {
        assertThat(policy.waitAfter(2, Duration.ofMinutes(59), null, new Random(1)))
                .isPresent();
        assertThat(policy.waitAfter(2, Duration.ofMinutes(59), Duration.ofMinutes(2), new Random(1)))
                .isEmpty();
        assertThat(policy.waitAfter(2, Duration.ofMinutes(61), null, new Random(1)))
                .isEmpty();
        assertThat(policy.allowsAnother(2, Duration.ofMinutes(60))).isTrue();
        assertThat(policy.allowsAnother(2, Duration.ofMinutes(61))).isFalse();
        assertThat(policy.spent(2)).contains("PT1H after the first");
    }

    @Test
    void patience_isADayUnlessSaid_andMoreThanNothing() {
        assertThat(RetryPolicy.ofDefaults().patience()).isEqualTo(Duration.ofHours(24));
        assertThatThrownBy(() -> new RetryPolicy(1, Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("PT0S");
    }
}
