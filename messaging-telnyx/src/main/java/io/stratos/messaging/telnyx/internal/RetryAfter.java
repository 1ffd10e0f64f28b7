package io.stratos.messaging.telnyx.internal;

import io.stratos.messaging.spi.http.Reply;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How long Telnyx asks to wait: {@code Retry-After}, or else until its rate limit starts anew. */
final class RetryAfter {

    private static final int MOST_DIGITS = 5;

    private RetryAfter() {}

    static @Nullable Duration of(Reply.Answer answer) {
        return answer.retryAfter()
                .or(() -> answer.header("x-ratelimit-reset").flatMap(RetryAfter::seconds))
                .orElse(null);
    }

    private static Optional<Duration> seconds(String value) {
        boolean number = !value.isEmpty()
                && value.length() <= MOST_DIGITS
                && value.chars().allMatch(c -> c >= '0' && c <= '9');
        return number ? Optional.of(Duration.ofSeconds(Long.parseLong(value))) : Optional.empty();
    }
}
