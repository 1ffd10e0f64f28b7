package io.stratos.messaging.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How often a contact's commands about time were answered lately, so that two machines that answer each other stop. Immutable
 * and safe for use by many threads.
 *
 * @param since when the day began in which answers are counted; null if none ever went
 * @param count how many confirmations since then
 * @param explainedAt when they were last told which commands there are; null if they never were
 */
public record CommandAnswers(
        @Nullable Instant since, int count, @Nullable Instant explainedAt) {

    /** As precise as a store keeps it. */
    public CommandAnswers {
        since = since == null ? null : since.truncatedTo(ChronoUnit.SECONDS);
        explainedAt = explainedAt == null ? null : explainedAt.truncatedTo(ChronoUnit.SECONDS);
    }

    private static final CommandAnswers NONE = new CommandAnswers(null, 0, null);
    private static final Duration DAY = Duration.ofDays(1);
    private static final int MOST = 5;

    /** {@return none so far} */
    public static CommandAnswers none() {
        return NONE;
    }

    /**
     * Whether one more confirmation may go: five in a day.
     *
     * @param now when
     * @return whether it may
     */
    public boolean mayConfirm(Instant now) {
        return isOver(since, now) || count < MOST;
    }

    /**
     * Whether the contact may be told which commands there are: once in a day.
     *
     * @param now when
     * @return whether they may
     */
    public boolean mayExplain(Instant now) {
        return isOver(explainedAt, now);
    }

    /**
     * With one more confirmation.
     *
     * @param now when it goes
     * @return a new value
     */
    public CommandAnswers confirmed(Instant now) {
        return isOver(since, now)
                ? new CommandAnswers(now, 1, explainedAt)
                : new CommandAnswers(since, count + 1, explainedAt);
    }

    /**
     * With one more explanation.
     *
     * @param now when it goes
     * @return a new value
     */
    public CommandAnswers explained(Instant now) {
        return new CommandAnswers(since, count, now);
    }

    private static boolean isOver(@Nullable Instant begin, Instant now) {
        return begin == null || !now.isBefore(begin.plus(DAY));
    }

    Optional<String> encoded() {
        return equals(NONE) ? Optional.empty() : Optional.of(second(since) + "," + count + "," + second(explainedAt));
    }

    static CommandAnswers decoded(String encoded) {
        String[] field = encoded.split(",", -1);
        return new CommandAnswers(instant(field[0]), Integer.parseInt(field[1]), instant(field[2]));
    }

    private static String second(@Nullable Instant instant) {
        return instant == null ? "" : Long.toString(instant.getEpochSecond());
    }

    private static @Nullable Instant instant(String second) {
        return second.isEmpty() ? null : Instant.ofEpochSecond(Long.parseLong(second));
    }
}
