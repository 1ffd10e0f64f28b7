package io.stratos.messaging.schedule;

import java.time.Instant;

/** What a contact asked for with a command such as {@code LATER 3PM} or {@code MORNING}. A wish, not yet recorded anywhere. */
public sealed interface TimeWish {

    /**
     * Nothing before an instant: {@code LATER TOMORROW 9}.
     *
     * @param instant the first instant at which the clock of the zone it was read in shows the time they said
     */
    record NotBefore(Instant instant) implements TimeWish {}

    /**
     * From now on at a part of the day: {@code EVENING}.
     *
     * @param part which part
     */
    record PartOfDay(Part part) implements TimeWish {}

    /** From now on at any time: {@code ANYTIME}. */
    record Anytime() implements TimeWish {}

    /**
     * Looks like a command and cannot be read as one; whoever wrote it should be told, once, what can.
     *
     * @param language in which it is written, such as {@code "en"}
     * @param problem what is wrong and what would be right, for people of the host
     */
    record NotUnderstood(String language, String problem) implements TimeWish {}

    /** A part of the day, by the contact's clock. */
    enum Part {
        /** From 8 to 12. */
        MORNING,
        /** From 12 to 17. */
        AFTERNOON,
        /** From 17 to 21. */
        EVENING
    }
}
