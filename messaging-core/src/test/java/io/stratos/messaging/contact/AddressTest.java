package io.stratos.messaging.contact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stratos.messaging.exception.InvalidAddressException;
import io.stratos.messaging.exception.InvalidEmailAddressException;
import io.stratos.messaging.exception.InvalidPhoneNumberException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {

    @Test
    void parse_eachKind_isToldByItsMark() {
        assertThat(Address.parse("\n +1 415 555 2671")).isEqualTo(PhoneNumber.of("+14155552671"));
        assertThat(Address.parse("\uFF0B14155552671")).isEqualTo(PhoneNumber.of("+14155552671"));
        assertThat(Address.parse("+1@example.com")).isEqualTo(EmailAddress.of("+1@example.com"));
        assertThat(Address.parse("72727")).isEqualTo(SenderId.of("72727"));
        assertThat(Address.parse("A+B Shop")).isEqualTo(SenderId.of("A+B Shop"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"+14155552671", "Jane@example.com", "72727", "A+B Shop", "-+-X", "a"})
    void parse_valueOfAnAddress_givesAnEqualAddress(String value) {
        Address address = Address.parse(value);

        assertThat(address.value()).isEqualTo(value);
        assertThat(Address.parse(address.value())).isEqualTo(address).hasSameHashCodeAs(address);
    }

    @Test
    void parse_malformedAddress_isRefusedByTheKindItsMarkNames() {
        assertThatThrownBy(() -> Address.parse("+1")).isInstanceOf(InvalidPhoneNumberException.class);
        assertThatThrownBy(() -> Address.parse("a@")).isInstanceOf(InvalidEmailAddressException.class);
        assertThatThrownBy(() -> Address.parse("")).isInstanceOf(InvalidAddressException.class);
        assertThatThrownBy(() -> Address.parse(null)).isInstanceOf(InvalidAddressException.class);
        assertThatThrownBy(() -> Address.parse("4155552671"))
                .isInstanceOf(InvalidAddressException.class)
                .hasMessageContaining("with + and its country code");
    }
}
