package io.stratos.messaging.spi.store;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What came of reading a provider's record. */
public sealed interface PollProgress {

    /**
     * A page was read and another follows: the row stays ours.
     *
     * @param until until when the round reads
     * @param cursor where the next page is, at most 1,000 characters
     * @param lease how long the row is ours from now on
     */
    record Page(Instant until, String cursor, Duration lease) implements PollProgress {}

    /**
     * The round is over. What is known never becomes less by it.
     *
     * @param knownUntil everything until then was read; null for a round that found nothing to read
     * @param next how long until the row is due again
     */
    record Done(@Nullable Instant knownUntil, Duration next) implements PollProgress {}

    /**
     * It could not be read: the round begins anew when the row is due again.
     *
     * @param problem why, at most 200 characters; shown to people
     * @param next how long until then
     */
    record Failed(String problem, Duration next) implements PollProgress {}
}
