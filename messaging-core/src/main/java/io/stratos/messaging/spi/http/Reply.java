package io.stratos.messaging.spi.http;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What came of one HTTP request, by what is certain. */
public sealed interface Reply {

    /**
     * A status line and headers came.
     *
     * @param status HTTP status code
     * @param headers the headers, names compared without case
     * @param body the body as UTF-8; null if it did not come whole, or was larger than asked for
     */
    record Answer(
            int status,
            Map<String, List<String>> headers,
            @Nullable String body) implements Reply {

        private static final Duration LONGEST = Duration.ofDays(1);
        private static final int MOST_DIGITS = 9;

        /** Copies the headers. */
        public Answer {
            Map<String, List<String>> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            copy.putAll(headers);
            headers = copy;
        }

        /**
         * The first value of a header.
         *
         * @param name its name in any case
         * @return the value, if the header came
         */
        public Optional<String> header(String name) {
            return headers.getOrDefault(name, List.of()).stream().findFirst();
        }

        /** {@return how long {@code Retry-After} asks to wait, at most a day; a date counts from the answer's own} */
        public Optional<Duration> retryAfter() {
            return header("Retry-After").map(String::strip).flatMap(this::wait);
        }

        private Optional<Duration> wait(String asked) {
            if (!asked.isEmpty() && asked.chars().allMatch(c -> c >= '0' && c <= '9')) {
                return Optional.of(
                        asked.length() > MOST_DIGITS ? LONGEST : bounded(Duration.ofSeconds(Long.parseLong(asked))));
            }
            Optional<Instant> from = header("Date").flatMap(Answer::date);
            return date(asked).flatMap(until -> from.map(start -> bounded(Duration.between(start, until))));
        }

        private static Optional<Instant> date(String text) {
            try {
                return Optional.of(ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                        .toInstant());
            } catch (DateTimeParseException none) {
                return Optional.empty();
            }
        }

        private static Duration bounded(Duration wait) {
            if (wait.isNegative()) {
                return Duration.ZERO;
            }
            return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
        }
    }

    /**
     * No byte of the request left: a {@link io.stratos.messaging.delivery.Outcome.NotSent}.
     *
     * @param reason why, for people
     */
    record Unwritten(String reason) implements Reply {}

    /**
     * The request left, or may have, and no answer came: {@link io.stratos.messaging.delivery.Outcome.InDoubt}.
     *
     * @param reason what was seen, for people
     */
    record Unanswered(String reason) implements Reply {}
}
