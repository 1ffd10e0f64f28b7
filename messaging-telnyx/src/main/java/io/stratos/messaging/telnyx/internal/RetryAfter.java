package io.stratos.messaging.telnyx.internal;

import java.time.Duration;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/** How long Telnyx asks to wait: seconds in {@code Retry-After}, or else until its rate limit starts anew. */
final class RetryAfter {

    private static final int MOST_DIGITS = 5;

    private RetryAfter() {}

    static @Nullable Duration of(Headers headers) {
        Duration asked = seconds(headers.get("Retry-After"));
        return asked != null ? asked : seconds(headers.get("x-ratelimit-reset"));
    }

    private static @Nullable Duration seconds(@Nullable String value) {
        boolean number = value != null
                && !value.isEmpty()
                && value.length() <= MOST_DIGITS
                && value.chars().allMatch(c -> c >= '0' && c <= '9');
        return number ? Duration.ofSeconds(Long.parseLong(value)) : null;
    }
}
