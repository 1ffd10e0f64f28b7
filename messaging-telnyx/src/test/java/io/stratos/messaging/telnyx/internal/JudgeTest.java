package io.stratos.messaging.telnyx.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.stratos.messaging.consent.SuppressionReason;
import io.stratos.messaging.contact.Channel;
import io.stratos.messaging.contact.PhoneNumber;
import io.stratos.messaging.delivery.Outcome;
import io.stratos.messaging.delivery.Refusal;
import io.stratos.messaging.id.AttemptId;
import io.stratos.messaging.message.Content;
import io.stratos.messaging.routing.Route;
import io.stratos.messaging.spi.http.Reply;
import io.stratos.messaging.spi.provider.SendRequest;
import io.stratos.messaging.telnyx.TelnyxErrorClass;
import io.stratos.messaging.testkit.SharedFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JudgeTest {

    private static final SendRequest REQUEST = new SendRequest(
            new AttemptId(new UUID(0x0199_0000_0000_7000L, Long.MIN_VALUE)),
            new Route("telnyx", "telnyx", PhoneNumber.of("+14155550100"), null),
            PhoneNumber.of("+14155550123"),
            Channel.SMS,
            Content.text("hello"),
            null,
            new SendRequest.Bounds(Duration.ofSeconds(9), Duration.ofSeconds(9), null));

    private final Judge judge = new Judge(ErrorClasses.with(Map.of()));

    @Test
    void table_equalsTheReference() throws IOException {
        Optional<Path> file = SharedFiles.find("vectors/telnyx_error_classes.json");
        assumeTrue(file.isPresent(), "no shared/vectors/telnyx_error_classes.json beside this checkout");
        Map<String, String> expected = new TreeMap<>();
        for (JsonNode code : new JsonMapper().readTree(file.get().toFile()).path("codes")) {
            expected.put(code.path("code").asText(), code.path("klass").asText());
        }
        Map<String, String> actual = new TreeMap<>();
        ErrorClasses.with(Map.of()).all().forEach((code, known) -> actual.put(code, known.name()));

        assertThat(actual).isEqualTo(expected).hasSizeGreaterThanOrEqualTo(73);
    }

    @Test
    void codes_decideRefusals() {
        assertRefused(400, "40300", Refusal.OPT_OUT);
        assertRefused(400, "40310", Refusal.RECIPIENT);
        assertRefused(400, "40305", Refusal.SENDER);
        assertRefused(400, "40329", Refusal.SENDER);
        assertRefused(422, "40322", Refusal.CONTENT);
        assertRefused(400, "40333", Refusal.ACCOUNT);
        assertRefused(403, "20012", Refusal.ACCOUNT);
        assertRefused(422, "10004", Refusal.REQUEST);
    }

    @Test
    void unknownCodes_areJudgedByStatus() {
        assertRefused(400, "99999", Refusal.REQUEST);
        assertRefused(401, "99999", Refusal.ACCOUNT);
        assertThat(answer(404, ""))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo("http-404"));
    }

    @Test
    void everyServerErrorTimeoutAndRedirect_isInDoubt_whateverItsCode() {
        for (int status : new int[] {100, 301, 302, 307, 308, 408, 425, 500, 502, 503, 504, 599}) {
            assertThat(answer(status, error("40300"))).as("HTTP %d", status).isInstanceOf(Outcome.InDoubt.class);
        }
        assertThat(answer(400, error("10007"))).isInstanceOf(Outcome.InDoubt.class);
    }

    @Test
    void whatWasNotProcessed_isNotSent() {
        assertThat(answer(429, "")).isEqualTo(new Outcome.NotSent("HTTP 429", null));
        assertThat(answer(400, error("40318"))).isInstanceOf(Outcome.NotSent.class);
        assertThat(answer(400, error("10011"))).isInstanceOf(Outcome.NotSent.class);
    }

    @Test
    void success_needsAnId() {
        assertThat(answer(200, "{\"data\":{\"id\":\"abc\"}}")).isEqualTo(new Outcome.Accepted("abc"));
        for (String body :
                new String[] {"", "{}", "[]", "{\"data\":{\"id\":\" \"}}", "{\"data\":{\"id\":7}}", "{\"data\":"}) {
            assertThat(answer(200, body)).as(body).isInstanceOf(Outcome.InDoubt.class);
        }
        assertThat(judge.outcome(new Reply.Answer(200, Map.of(), null), REQUEST))
                .isInstanceOf(Outcome.InDoubt.class);
    }

    @Test
    void retryAfter_goesBeforeTheRateLimit_andNonsenseIsNone() {
        assertThat(asked(Map.of("Retry-After", List.of("3"), "x-ratelimit-reset", List.of("7"))))
                .isEqualTo(Duration.ofSeconds(3));
        assertThat(asked(Map.of("Retry-After", List.of("soon"), "x-ratelimit-reset", List.of("7"))))
                .isEqualTo(Duration.ofSeconds(7));
        assertThat(asked(Map.of("x-ratelimit-reset", List.of("9".repeat(30))))).isNull();
        assertThat(asked(Map.of("Retry-After", List.of("-5")))).isNull();
    }

    @Test
    void overruledCodes_goBeforeTheTable() {
        Judge overruled = new Judge(ErrorClasses.with(Map.of("40300", TelnyxErrorClass.RECIPIENT_INVALID)));
        Reply answer = new Reply.Answer(400, Map.of(), error("40300"));

        assertThat(overruled.outcome(answer, REQUEST))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.refusal()).isEqualTo(Refusal.RECIPIENT));
    }

    private static @Nullable Duration asked(Map<String, List<String>> headers) {
        return RetryAfter.of(new Reply.Answer(429, headers, null));
    }

    private void assertRefused(int status, String code, Refusal expected) {
        assertThat(answer(status, error(code)))
                .as("HTTP %d, code %s", status, code)
                .isInstanceOfSatisfying(Outcome.Refused.class, refused -> {
                    assertThat(refused.refusal()).isEqualTo(expected);
                    assertThat(refused.code()).isEqualTo(code);
                });
    }

    private Outcome answer(int status, String body) {
        return judge.outcome(new Reply.Answer(status, Map.of(), body), REQUEST);
    }

    private static String error(String code) {
        return "{\"errors\":[{\"code\":\"" + code + "\",\"title\":\"Title\"}]}";
    }

    @Test
    void codes_thatSayItOfTheNumberForGood_andNoOthers_suppressIt() {
        ErrorClasses classes = ErrorClasses.with(Map.of());
        assertThat(classes.suppression("40001")).contains(SuppressionReason.LANDLINE);
        assertThat(classes.suppression("40310")).contains(SuppressionReason.INVALID_NUMBER);
        assertThat(classes.suppression("40300")).contains(SuppressionReason.PROVIDER_OPT_OUT);
        assertThat(classes.suppression("40309")).isEmpty();
        assertThat(classes.suppression("40008")).isEmpty();
        assertThat(classes.suppression("40020")).isEmpty();
        assertThat(classes.suppression("http-400")).isEmpty();
    }
}
