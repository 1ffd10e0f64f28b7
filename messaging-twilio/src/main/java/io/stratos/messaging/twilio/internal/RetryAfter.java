package io.stratos.messaging.twilio.internal;

import java.time.Duration;
import java.util.Date;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/** The header {@code Retry-After}: seconds, or a date. */
final class RetryAfter {

    private static final Duration LONGEST = Duration.ofDays(1);
    private static final int MOST_DIGITS = 9;

    private RetryAfter() {}

    /** How long to wait, at most a day; null if the answer does not say. A date counts from the answer's own date. */
    static @Nullable Duration of(Headers headers) {
        String value = headers.get("Retry-After");
        if (value == null || value.isBlank()) {
            return null;
        }
        String trimmed = value.strip();
        if (trimmed.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return trimmed.length() > MOST_DIGITS ? LONGEST : bounded(Duration.ofSeconds(Long.parseLong(trimmed)));
        }
        Date until = headers.getDate("Retry-After");
        Date from = headers.getDate("Date");
        return until == null || from == null ? null : bounded(Duration.between(from.toInstant(), until.toInstant()));
    }

    private static Duration bounded(Duration wait) {
        if (wait.isNegative()) {
            return Duration.ZERO;
        }
        return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    }
}
