package io.stratos.messaging.internal.gate;

import io.stratos.messaging.message.Message;
import io.stratos.messaging.message.Misfire;
import io.stratos.messaging.spi.store.Claim;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * That the engine takes a message up late, and how late.
 *
 * @param due when it was last due
 * @param by how much later than that it is now
 */
public record Lateness(Instant due, Duration by) {

    /**
     * Late is only what has a time, and what was handed in before it. A text of which a part left is no longer late:
     * half a text is worse than a late one.
     */
    static Optional<Lateness> of(Claim claim, Instant now) {
        Message message = claim.message();
        if (message.scheduledAt().isEmpty() || claim.progress().unit() > 0) {
            return Optional.empty();
        }
        Instant due = claim.due().isBefore(message.createdAt()) ? message.createdAt() : claim.due();
        Duration by = Duration.between(due, now);
        return by.compareTo(Misfire.GRACE) > 0 ? Optional.of(new Lateness(due, by)) : Optional.empty();
    }

    /** {@return how late, for people} */
    String text() {
        return "it was due at " + due.truncatedTo(ChronoUnit.SECONDS) + " and comes " + words(by) + " late";
    }

    /** {@return a duration in its two largest units} */
    static String words(Duration duration) {
        long minutes = duration.toMinutes();
        if (minutes < 60) {
            return minutes + " min";
        }
        if (duration.toHours() < 48) {
            return duration.toHours() + " h" + (minutes % 60 == 0 ? "" : " " + minutes % 60 + " min");
        }
        return duration.toDays() + " days" + (duration.toHoursPart() == 0 ? "" : " " + duration.toHoursPart() + " h");
    }
}
