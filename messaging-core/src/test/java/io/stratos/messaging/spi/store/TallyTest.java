package io.stratos.messaging.spi.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.stratos.messaging.id.TenantId;
import io.stratos.messaging.limit.Period;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The arithmetic of limits against models that remember everything. */
class TallyTest {

    private static final Instant BEGIN = Instant.parse("2026-03-02T17:00:00Z");
    private static final Draw.Key KEY = new Draw.Key(TenantId.of("acme"), Draw.Scope.TENANT, "");
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

    private static Draw draw(long limit, Period period, long amount, boolean urgent) {
        return new Draw(KEY, limit, period, amount, List.of(), "t1", urgent);
    }

    @Test
    void sliding_neverMoreThanTheLimitInAnyWindow() {
        for (int seed = 0; seed < 400; seed++) {
            Random random = new Random(seed);
            long limit = 1L + random.nextInt(seed % 2 == 0 ? 8 : 300);
            Duration window = Duration.ofNanos(1_000_000L * (1 + random.nextInt(100_000)));
            Period period = new Period.Sliding(window);
            List<Instant> taken = new ArrayList<>();
            Instant now = BEGIN;
            Tally tally = Tally.of(null, period);
            for (int i = 0; i < 600; i++) {
                now = now.plusNanos(random.nextLong(window.toNanos() * 3 / limit + 2) / (1 + random.nextInt(9)));
                Draw draw = draw(limit, period, 1, random.nextBoolean());
                Instant refusal = tally.refusal(draw, now);
                if (refusal == null) {
                    tally = tally.take(draw, now);
                    taken.add(now);
                } else {
                    assertThat(refusal).as("seed %s", seed).isAfter(now);
                    tally = tally.promise(draw, refusal, now);
                }
                String text = tally.text();
                assertThat(text.length()).as("seed %s: %s", seed, text).isLessThanOrEqualTo(1500);
                tally = Tally.of(text, period);
                assertThat(tally.text()).isEqualTo(text);
            }
            for (int first = 0; first + limit < taken.size(); first++) {
                Duration apart = Duration.between(taken.get(first), taken.get(first + (int) limit));
                assertThat(apart)
                        .as("seed %s: %s uses of %s from number %s on", seed, limit + 1, limit, first)
                        .isGreaterThanOrEqualTo(window);
            }
            assertThat(taken.size()).as("seed %s", seed).isGreaterThanOrEqualTo((int) Math.min(limit, 100));
        }
    }

    @Test
    void sliding_upToSixty_urgentIsExactlyTheModel() {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            long limit = 1L + random.nextInt(60);
            Period period = new Period.Sliding(Duration.ofSeconds(100));
            List<Instant> taken = new ArrayList<>();
            Instant now = BEGIN;
            Tally tally = Tally.of(null, period);
            for (int i = 0; i < 400; i++) {
                now = now.plusMillis(random.nextInt(4000));
                Instant opens = now.minusSeconds(100);
                boolean room = taken.stream().filter(at -> at.isAfter(opens)).count() < limit;
                Draw draw = draw(limit, period, 1, true);
                assertThat(tally.refusal(draw, now) == null)
                        .as("seed %s step %s", seed, i)
                        .isEqualTo(room);
                if (room) {
                    tally = tally.take(draw, now);
                    taken.add(now);
                }
            }
        }
    }

    @Test
    void clockSetBack_freesNothing() {
        Period period = new Period.Sliding(Duration.ofHours(1));
        Draw draw = draw(1, period, 1, true);
        Tally tally = Tally.of(null, period).take(draw, BEGIN);
        assertThat(tally.refusal(draw, BEGIN.minus(Duration.ofDays(1)))).isEqualTo(BEGIN.plus(Duration.ofHours(1)));

        Period day = new Period.Day(NEW_YORK);
        Draw daily = draw(1, day, 1, true);
        tally = Tally.of(null, day).take(daily, BEGIN);
        assertThat(tally.refusal(daily, BEGIN.minus(Duration.ofDays(3)))).isAfter(BEGIN);
    }

    @Test
    void calendar_neverMoreThanTheLimitInADay_alsoWhenClocksChange() {
        for (int seed = 0; seed < 100; seed++) {
            Random random = new Random(seed);
            long limit = 5L + random.nextInt(50);
            Period period = seed % 2 == 0 ? new Period.Day(NEW_YORK) : new Period.Month(NEW_YORK);
            TreeMap<Long, Long> used = new TreeMap<>();
            Instant now = BEGIN;
            Tally tally = Tally.of(null, period);
            for (int i = 0; i < 500; i++) {
                now = now.plusSeconds(random.nextInt(seed % 2 == 0 ? 9_000 : 200_000));
                Draw draw = draw(limit, period, 1 + random.nextInt(5), random.nextBoolean());
                Instant refusal = tally.refusal(draw, now);
                if (refusal == null) {
                    tally = tally.take(draw, now);
                    used.merge(period.firstDay(now), draw.amount(), Long::sum);
                } else {
                    assertThat(refusal).as("seed %s", seed).isAfter(now);
                    tally = tally.promise(draw, refusal, now);
                }
                tally = Tally.of(tally.text(), period);
            }
            assertThat(used.values())
                    .as("seed %s", seed)
                    .allSatisfy(sum -> assertThat(sum).isLessThanOrEqualTo(limit));
        }
    }

    /** Everybody waits in one queue ordered by due time, as dispatch rows do, and is looked at a little late. */
    private record Waiting(Instant due, int number, int looks) {}

    private record Run(int looks, int most, Instant end, List<Instant> taken) {}

    private static Run drain(int messages, long limit, Period period, Duration late, Instant begin) {
        PriorityQueue<Waiting> queue =
                new PriorityQueue<>(Comparator.comparing(Waiting::due).thenComparing(Waiting::number));
        for (int i = 0; i < messages; i++) {
            queue.add(new Waiting(begin, i, 0));
        }
        Random random = new Random(7);
        Tally tally = Tally.of(null, period);
        int looks = 0;
        int most = 0;
        Instant now = begin;
        List<Instant> taken = new ArrayList<>();
        while (!queue.isEmpty()) {
            Waiting next = queue.remove();
            if (next.due.isAfter(now)) {
                now = next.due.plusMillis(random.nextInt((int) late.toMillis() + 1));
            }
            looks++;
            Draw draw = draw(limit, period, 1, next.looks > 0);
            Instant refusal = tally.refusal(draw, now);
            if (refusal == null) {
                tally = tally.take(draw, now);
                taken.add(now);
                most = Math.max(most, next.looks);
            } else {
                tally = tally.promise(draw, refusal, now);
                queue.add(new Waiting(refusal, next.number, next.looks + 1));
            }
            tally = Tally.of(tally.text(), period);
        }
        return new Run(looks, most, now, taken);
    }

    @Test
    void manyAtOnce_areEachPutOffAboutOnce_andLeaveAtTheLimit() {
        int messages = 10_000;
        for (long limit : List.of(1L, 3L, 10L, 60L, 61L, 100L, 1_000L)) {
            Duration window = Duration.ofHours(1);
            Run run = drain(messages, limit, new Period.Sliding(window), Duration.ofSeconds(1), BEGIN);
            double perMessage = (double) run.looks / messages;
            double ideal = (double) window.toMillis() * (messages - limit) / limit;
            // The first of them leave at once, the next when those no longer count.
            double rate = ideal / Duration.between(BEGIN.plus(window), run.end).toMillis();
            assertThat(perMessage).as("looks per message at %s an hour", limit).isLessThan(2.2);
            assertThat(rate).as("share of %s an hour", limit).isBetween(0.95, 1.0);
        }
    }

    @Test
    void manyAtOnce_onACalendarLimit_areEachPutOffOnce() {
        Run run = drain(5_000, 400, new Period.Day(NEW_YORK), Duration.ofSeconds(1), BEGIN);
        assertThat(run.most).isEqualTo(1);
        assertThat(Duration.between(BEGIN, run.end)).isLessThan(Duration.ofDays(13));
    }

    @Test
    void promises_thatNobodyComesFor_doNotHoldOthersUpForEver() {
        Period period = new Period.Sliding(Duration.ofHours(1));
        Draw draw = draw(10, period, 1, false);
        Tally tally = Tally.of(null, period);
        for (int i = 0; i < 1000; i++) {
            Instant refusal = tally.refusal(draw, BEGIN);
            tally = refusal == null ? tally.take(draw, BEGIN) : tally.promise(draw, refusal, BEGIN);
        }
        assertThat(tally.refusal(draw, BEGIN.plus(Duration.ofMinutes(70))))
                .as("they may still come")
                .isNotNull();
        assertThat(tally.refusal(draw, BEGIN.plus(Duration.ofMinutes(121))))
                .as("they did not")
                .isNull();
    }

    @Test
    void urgent_doesNotWaitBehindThoseWhomRoomWasPromised() {
        Period period = new Period.Sliding(Duration.ofHours(1));
        Draw patient = draw(10, period, 1, false);
        Tally tally = Tally.of(null, period);
        for (int i = 0; i < 1000; i++) {
            Instant refusal = tally.refusal(patient, BEGIN);
            tally = refusal == null ? tally.take(patient, BEGIN) : tally.promise(patient, refusal, BEGIN);
        }
        assertThat(tally.refusal(draw(10, period, 1, true), BEGIN)).isEqualTo(BEGIN.plus(Duration.ofHours(1)));
        assertThat(tally.refusal(patient, BEGIN)).isAfter(BEGIN.plus(Duration.ofHours(90)));
    }

    @Test
    void otherTerms_voidPromises_butNotUse() {
        Period period = new Period.Sliding(Duration.ofHours(1));
        Draw before = draw(2, period, 1, false);
        Tally tally = Tally.of(null, period).take(before, BEGIN).take(before, BEGIN);
        for (int i = 0; i < 50; i++) {
            tally = tally.promise(before, tally.refusal(before, BEGIN), BEGIN);
        }
        Draw raised = new Draw(KEY, 3, period, 1, List.of(), "t2", false);
        assertThat(tally.refusal(raised, BEGIN)).isNull();
        tally = tally.take(raised, BEGIN);
        assertThat(tally.used(period, BEGIN)).isEqualTo(3);
        assertThat(tally.refusal(raised, BEGIN)).isEqualTo(BEGIN.plus(Duration.ofHours(1)));
    }
}
