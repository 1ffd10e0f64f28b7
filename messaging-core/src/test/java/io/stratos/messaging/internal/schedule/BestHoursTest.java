package io.stratos.messaging.internal.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.stratos.messaging.internal.schedule.BestHours.Window;
import io.stratos.messaging.schedule.ReplyHours;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Contacts made up, whose habit is known. */
class BestHoursTest {

    private static final int CONTACTS = 2_000;
    private static final Instant BEGIN = Instant.parse("2026-03-02T00:00:00Z");
    private static final long[] NOBODY = new long[24];

    private final Random random = new Random(20_261_120L);
    private final boolean[] open = new boolean[24];

    /** As the law has it in most states: 8 to 21. */
    BestHoursTest() {
        Arrays.fill(open, 8, 21, true);
    }

    @Test
    void habitOfTwoHours_isFound_inTwentyReplies() {
        int found = 0;
        for (int i = 0; i < CONTACTS; i++) {
            int peak = 9 + random.nextInt(10);
            Optional<Window> window = BestHours.of(replies(20, peak, 0.7), NOBODY, open);
            found += window.filter(w -> w.from() == peak && w.isOwn()).isPresent() ? 1 : 0;
        }
        assertThat(found).isGreaterThan(CONTACTS * 93 / 100);
    }

    @Test
    void twoReplies_sayNothing_norDoThree() {
        for (int i = 0; i < CONTACTS; i++) {
            int peak = 9 + random.nextInt(10);
            assertThat(BestHours.of(replies(2 + i % 2, peak, 1), NOBODY, open)).isEmpty();
        }
    }

    @Test
    void whoAnswersAtAnyHour_isSeldomSaidToHaveAHabit() {
        int found = 0;
        for (int i = 0; i < CONTACTS; i++) {
            found += BestHours.of(replies(30, 8, 0), NOBODY, open).isPresent() ? 1 : 0;
        }
        assertThat(found).isLessThan(CONTACTS * 5 / 100);
    }

    @Test
    void segment_standsInWhereLittleIsKnown_andGivesWayToTheContactsOwnHabit() {
        long[] segment = new long[24];
        Arrays.fill(segment, 8, 21, 40);
        segment[17] = 400;
        segment[18] = 400;

        Window ofSegment = BestHours.of(replies(2, 10, 1), segment, open).orElseThrow();
        assertThat(ofSegment).isEqualTo(new Window(17, false, 800, 800 + 11 * 40));
        assertThat(ofSegment.words())
                .isEqualTo(
                        "contacts like this one answer mostly between 17 and 19 (800 of 1240 replies), and of their own"
                                + " too few are known");
        Window own = BestHours.of(replies(20, 10, 0.9), segment, open).orElseThrow();
        assertThat(own.from()).isEqualTo(10);
        assertThat(own.isOwn()).isTrue();
    }

    @Test
    void smallSegment_saysNothing() {
        long[] segment = new long[24];
        segment[17] = 20;
        assertThat(BestHours.of(ReplyHours.none(), segment, open)).isEmpty();
    }

    @Test
    void hoursThatAreClosed_areNeverChosen() {
        for (int i = 0; i < CONTACTS; i++) {
            Optional<Window> window = BestHours.of(replies(40, random.nextInt(24), 0.8), NOBODY, open);
            assertThat(window.map(w -> open[w.from()] && open[(w.from() + 1) % 24]))
                    .isNotEqualTo(Optional.of(false));
        }
        assertThat(BestHours.of(replies(40, 23, 1), NOBODY, open)).isEmpty();
    }

    @Test
    void words_countWhatTheyClaim() {
        ReplyHours replies = ReplyHours.none();
        for (int day = 0; day < 20; day++) {
            replies = replies.after(BEGIN.plus(Duration.ofDays(day)), day < 14 ? 17 + day % 2 : 9 + day % 6);
        }
        assertThat(BestHours.of(replies, NOBODY, open).orElseThrow().words())
                .isEqualTo("the contact answers mostly between 17 and 19 (14 of 20 replies)");
    }

    @Test
    void conversation_countsOnce_andWhatWasLongAgoFades() {
        ReplyHours chat = ReplyHours.none();
        for (int minute = 0; minute < 170; minute += 10) {
            chat = chat.after(BEGIN.plus(Duration.ofMinutes(minute)), 9);
        }
        assertThat(chat.total()).isEqualTo(1);

        ReplyHours moved = chat;
        for (int day = 1; day < 200; day++) {
            moved = moved.after(BEGIN.plus(Duration.ofDays(day)), day < 100 ? 9 : 18);
        }
        assertThat(moved.total()).isLessThan(60);
        assertThat(moved.in(18)).isGreaterThan(3 * moved.in(9));
        assertThat(ReplyHours.decoded(moved.encoded())).isEqualTo(moved);
    }

    private ReplyHours replies(int count, int peak, double share) {
        ReplyHours replies = ReplyHours.none();
        for (int day = 0; day < count; day++) {
            int hour = random.nextDouble() < share ? peak + random.nextInt(2) : 8 + random.nextInt(13);
            replies = replies.after(BEGIN.plus(Duration.ofDays(day)), hour % 24);
        }
        return replies;
    }
}
