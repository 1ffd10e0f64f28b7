package io.stratos.messaging.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The check itself finds what it is there to find. */
class MessageSpecTest {

    private static final String PATH = "/2010-04-01/Accounts/" + Requests.ACCOUNT + "/Messages.json";

    private static Arguments row(String method, String path, Map<String, List<String>> fields, String expected) {
        return Arguments.of(method, path, fields, expected);
    }

    static Stream<Arguments> wrongRequests() {
        List<String> to = List.of(Requests.TO);
        return Stream.of(
                row("POST", PATH, Map.of("To", to, "IdempotencyKey", List.of("x")), "unknown parameter IdempotencyKey"),
                row("POST", PATH, Map.of("Body", List.of("x")), "required parameter To is missing"),
                row("POST", PATH, Map.of("To", List.of("a", "b")), "To is no array"),
                row(
                        "POST",
                        PATH,
                        Map.of("To", to, "MessagingServiceSid", List.of("MG" + "x".repeat(32))),
                        "does not match"),
                row("POST", PATH, Map.of("To", to, "ValidityPeriod", List.of("1.5")), "no integer"),
                row("POST", PATH, Map.of("To", to, "ScheduleType", List.of("later")), "is none of"),
                row("POST", PATH, Map.of("To", to, "SmartEncoded", List.of("yes")), "no boolean"),
                row("POST", PATH, Map.of("To", to, "StatusCallback", List.of("/x")), "no absolute URI"),
                row("POST", PATH.replace("AC", "XX"), Map.of("To", to), "does not match"),
                row("POST", PATH + "x", Map.of("To", to), "no operation"),
                row("PUT", PATH, Map.of("To", to), "no operation"),
                row("GET", PATH, Map.of("Recipient", to), "unknown parameter Recipient"),
                row("GET", PATH, Map.of("PageSize", List.of("1001")), "no integer in range"));
    }

    @ParameterizedTest(name = "{3}")
    @MethodSource("wrongRequests")
    void wrongRequest_isFound(String method, String path, Map<String, List<String>> fields, String expected) {
        assertThat(MessageSpec.orSkip().violations(method, path, fields))
                .hasSize(1)
                .first()
                .asString()
                .contains(expected);
    }
}
