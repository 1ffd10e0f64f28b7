package io.stratos.messaging.spi.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReplyTest {

    @Test
    void retryAfter_inSeconds_isReadAndBounded() {
        assertThat(after("3")).contains(Duration.ofSeconds(3));
        assertThat(after(" 0 ")).contains(Duration.ZERO);
        assertThat(after("9".repeat(30))).contains(Duration.ofDays(1));
    }

    @Test
    void retryAfter_asADate_countsFromTheAnswersOwn() {
        Map<String, List<String>> headers = Map.of(
                "date", List.of("Fri, 20 Nov 2026 10:00:00 GMT"),
                "Retry-After", List.of("Fri, 20 Nov 2026 10:00:30 GMT"));
        assertThat(new Reply.Answer(503, headers, null).retryAfter()).contains(Duration.ofSeconds(30));
        assertThat(after("Fri, 20 Nov 2026 10:00:30 GMT"))
                .as("without a date to count from")
                .isEmpty();
    }

    @Test
    void retryAfter_missingOrNonsense_isNone() {
        assertThat(new Reply.Answer(429, Map.of(), null).retryAfter()).isEmpty();
        assertThat(after("soon")).isEmpty();
        assertThat(after("-5")).isEmpty();
        assertThat(after("")).isEmpty();
    }

    @Test
    void header_isFoundInAnyCase() {
        Reply.Answer answer = new Reply.Answer(200, Map.of("Twilio-Request-Id", List.of("RQ1", "RQ2")), null);
        assertThat(answer.header("twilio-request-id")).contains("RQ1");
        assertThat(answer.header("other")).isEmpty();
    }

    private static Optional<Duration> after(String value) {
        return new Reply.Answer(429, Map.of("Retry-After", List.of(value)), null).retryAfter();
    }
}
