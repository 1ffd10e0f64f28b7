package io.stratos.messaging.exception;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MessagingExceptionTest {

    @Test
    void code_ofEachException_isStableAndKebabCase() {
        assertThat(List.of(
                        new InvalidPhoneNumberException("x", "why").code(),
                        new InvalidEmailAddressException("x", "why").code(),
                        new InvalidAddressException("x", "why").code()))
                .containsExactly("invalid-phone-number", "invalid-email-address", "invalid-address")
                .allMatch(code -> code.matches("[a-z]+(-[a-z]+)*"));
    }

    @Test
    void message_ofAnyException_quotesTheInputAndGivesTheReason() {
        assertThat(new InvalidPhoneNumberException("12\n", "it is too short"))
                .hasMessage("\"12\\n\" is not a phone number: it is too short");
        assertThat(new InvalidEmailAddressException(null, "an @ is needed"))
                .hasMessage("null is not an email address: an @ is needed");
        assertThat(new InvalidAddressException("", "it is empty")).hasMessage("\"\" is not an address: it is empty");
    }

    @Test
    void message_ofAnUnknownRegion_quotesTheRegionToo() {
        assertThat(InvalidPhoneNumberException.unknownRegion("555", "USA\u202E"))
                .hasMessageContainingAll("\"555\"", "\"USA\\u202E\"", "two-letter");
    }

    @Test
    void cause_givenToAnException_isKept() {
        Throwable cause = new IllegalArgumentException("below");

        assertThat(new InvalidEmailAddressException("x", "why", cause)).hasCause(cause);
        assertThat(new InvalidPhoneNumberException("x", "why", cause)).hasCause(cause);
        assertThat(new InvalidAddressException("x", "why", cause)).hasCause(cause);
    }
}
