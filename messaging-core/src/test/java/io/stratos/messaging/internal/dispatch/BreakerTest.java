package io.stratos.messaging.internal.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.stratos.messaging.delivery.AccountHealth.State;
import io.stratos.messaging.delivery.Outcome;
import io.stratos.messaging.delivery.Refusal;
import io.stratos.messaging.internal.dispatch.Breaker.Wait;
import io.stratos.messaging.internal.machine.Machine;
import io.stratos.messaging.simulation.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BreakerTest {

    private static final Outcome WELL = new Outcome.Accepted("SM1");
    private static final Outcome DOUBT = new Outcome.InDoubt("no answer within the deadline");
    private static final Outcome UNREACHABLE = new Outcome.NotSent("connection refused", null);
    private static final Outcome WRONG_TOKEN = new Outcome.Refused(Refusal.ACCOUNT, "20003", "to +14155552671");
    private static final Duration LOST = Duration.ofMinutes(1);
    private static final Instant BEGIN = Instant.parse("2026-03-02T17:00:00Z");

    private final VirtualClock clock = VirtualClock.at(BEGIN);
    private long nanos = -5_000_000_000L;
    private final Breaker breaker = new Breaker(new Machine(clock, () -> nanos, new Random(7)), LOST);

    @Test
    void closed_letsAllThroughAtOnce() {
        for (int i = 0; i < 100; i++) {
            assertThat(breaker.standing()).isEmpty();
            assertThat(breaker.begin()).isFalse();
        }
    }

    @Test
    void fiveFailuresInARow_open_andSayWhy() {
        fail(4);
        assertThat(breaker.standing()).isEmpty();
        fail(1);
        Wait wait = breaker.standing().orElseThrow();
        assertThat(wait.state()).isEqualTo(State.OPEN);
        assertThat(wait.why())
                .isEqualTo("5 of the last 5 requests came to nothing, lastly: no answer within the deadline");
        assertThat(wait.left()).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(5));
    }

    @Test
    void lessThanHalf_doesNotOpen() {
        for (int i = 0; i < 40; i++) {
            answer(WELL);
            answer(i % 3 == 0 ? UNREACHABLE : WELL);
        }
        assertThat(breaker.standing()).isEmpty();
    }

    @Test
    void failuresLongAgo_areForgotten() {
        fail(4);
        clock.advance(Duration.ofMinutes(3));
        fail(4);
        assertThat(breaker.standing()).isEmpty();
        fail(1);
        assertThat(breaker.standing()).isPresent();
    }

    @Test
    void onlyTheLastTwentyCount() {
        for (int i = 0; i < 100; i++) {
            answer(WELL);
        }
        fail(9);
        assertThat(breaker.standing()).isEmpty();
        fail(1);
        assertThat(breaker.standing().orElseThrow().why()).startsWith("10 of the last 20 requests");
    }

    @Test
    void closedAgain_forgetsWhatItOpenedFor() {
        openAndClose();
        fail(4);
        assertThat(breaker.standing()).isEmpty();
        fail(1);
        assertThat(breaker.standing()).isPresent();
    }

    @ParameterizedTest
    @EnumSource(value = Refusal.class, mode = EnumSource.Mode.EXCLUDE, names = "ACCOUNT")
    void refusalsOfOtherThings_areTheAccountAtWork(Refusal refusal) {
        for (int i = 0; i < 100; i++) {
            answer(new Outcome.Refused(refusal, "1", "no"));
        }
        assertThat(breaker.standing()).isEmpty();
    }

    @Test
    void refusedAccount_opensAtOnce_forAboutAMinute_withoutTheProvidersWords() {
        for (int i = 0; i < 50; i++) {
            answer(WELL);
        }
        answer(WRONG_TOKEN);
        Wait wait = breaker.standing().orElseThrow();
        assertThat(wait.why()).isEqualTo("the provider refuses the account, code 20003");
        assertThat(wait.left()).isBetween(Duration.ofSeconds(48), Duration.ofSeconds(60));
    }

    @Test
    void halfOpen_letsOneOutAtATime() {
        fail(5);
        clock.advance(Duration.ofSeconds(5));
        assertThat(breaker.standing()).isEmpty();
        assertThat(breaker.begin()).isTrue();
        assertThat(breaker.standing()).get().extracting(Wait::state).isEqualTo(State.HALF_OPEN);
        breaker.ended(true, WELL);
        assertThat(breaker.standing()).isEmpty();
        assertThat(breaker.begin()).isTrue();
        assertThat(breaker.standing()).isPresent();
        breaker.ended(true, WELL);
        assertThat(breaker.isClosed()).isTrue();
        assertThat(breaker.begin()).isFalse();
    }

    @Test
    void probeThatIsNeverWritten_orNeverComesBack_letsAnotherOut() {
        fail(5);
        clock.advance(Duration.ofSeconds(5));
        breaker.given(breaker.begin());
        assertThat(breaker.standing()).isEmpty();
        assertThat(breaker.begin()).isTrue();
        clock.advance(LOST.minusSeconds(1));
        assertThat(breaker.standing()).isPresent();
        clock.advance(Duration.ofSeconds(1));
        assertThat(breaker.standing()).isEmpty();
    }

    @Test
    void failingProbes_makeItWaitLonger_upToFiveMinutes_andNeverForEver() {
        fail(5);
        List<Long> waits = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            Duration left = breaker.standing().orElseThrow().left();
            waits.add(left.toSeconds());
            clock.advance(left);
            assertThat(breaker.standing()).isEmpty();
            breaker.ended(breaker.begin(), DOUBT);
        }
        for (int i = 0; i < waits.size(); i++) {
            long longest = Math.min(300, 5L << i);
            assertThat(waits.get(i)).as("wait %d", i).isBetween(longest * 4 / 5 - 1, longest);
        }
    }

    @Test
    void openAgainSoon_goesOnGrowing_openAgainMuchLater_beginsAnew() {
        openAndClose();
        fail(5);
        assertThat(breaker.standing().orElseThrow().left()).isGreaterThan(Duration.ofSeconds(7));
        clock.advance(Duration.ofSeconds(10));
        breaker.ended(breaker.begin(), WELL);
        breaker.ended(breaker.begin(), WELL);
        clock.advance(Duration.ofMinutes(5));
        fail(5);
        assertThat(breaker.standing().orElseThrow().left()).isLessThanOrEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void stragglers_ofBeforeItOpened_neitherCloseNorProlongIt() {
        fail(5);
        Duration left = breaker.standing().orElseThrow().left();
        for (int i = 0; i < 20; i++) {
            breaker.ended(false, i % 2 == 0 ? WELL : WRONG_TOKEN);
        }
        assertThat(breaker.standing().orElseThrow().left()).isEqualTo(left);
        clock.advance(left);
        breaker.begin();
        breaker.ended(false, WELL);
        breaker.ended(false, WELL);
        assertThat(breaker.isClosed()).isFalse();
    }

    @Test
    void retryAfter_restsTheAccountUntilThen_andIsNoFailure() {
        for (int i = 0; i < 30; i++) {
            answer(new Outcome.NotSent("too many requests", Duration.ofSeconds(20)));
        }
        Wait wait = breaker.standing().orElseThrow();
        assertThat(wait.state()).isEqualTo(State.RESTING);
        assertThat(wait.left()).isEqualTo(Duration.ofSeconds(20));
        clock.advance(Duration.ofSeconds(19));
        assertThat(breaker.standing()).isPresent();
        clock.advance(Duration.ofSeconds(1));
        assertThat(breaker.standing()).isEmpty();
        assertThat(breaker.isClosed()).isTrue();
    }

    @Test
    void shorterRetryAfter_doesNotShortenALongerOne_andADayIsAnHour() {
        answer(new Outcome.NotSent("too many requests", Duration.ofSeconds(20)));
        answer(new Outcome.NotSent("too many requests", Duration.ofSeconds(2)));
        assertThat(breaker.standing().orElseThrow().left()).isEqualTo(Duration.ofSeconds(20));
        answer(new Outcome.NotSent("too many requests", Duration.ofDays(1)));
        assertThat(breaker.standing().orElseThrow().left()).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void afterSinceIsTheInstantOfTheLastChange() {
        clock.advance(Duration.ofMinutes(10));
        fail(5);
        assertThat(breaker.since()).isEqualTo(BEGIN.plusSeconds(600));
    }

    @Test
    void clockThatIsSetBack_doesNotKeepItOpen_norDoesAMachineThatStandsStill() {
        fail(5);
        clock.advance(Duration.ofHours(-1));
        nanos += Duration.ofSeconds(5).toNanos();
        assertThat(breaker.standing()).isEmpty();
        breaker.ended(breaker.begin(), DOUBT);
        clock.advance(Duration.ofSeconds(10));
        assertThat(breaker.standing()).isEmpty();
    }

    private void openAndClose() {
        fail(5);
        clock.advance(Duration.ofSeconds(5));
        breaker.ended(breaker.begin(), WELL);
        breaker.ended(breaker.begin(), WELL);
        assertThat(breaker.isClosed()).isTrue();
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            answer(DOUBT);
        }
    }

    private void answer(Outcome outcome) {
        breaker.ended(false, outcome);
    }
}
