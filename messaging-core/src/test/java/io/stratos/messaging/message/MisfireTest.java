package io.stratos.messaging.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stratos.messaging.consent.Purpose;
import io.stratos.messaging.exception.InvalidMessageException;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MisfireTest {

    static Stream<Misfire> policies() {
        return Stream.of(
                Misfire.skip(),
                Misfire.coalesce(),
                Misfire.catchUpIfFresh(Duration.ofHours(4)),
                Misfire.catchUpIfFresh(Duration.ofMillis(900_001)),
                Misfire.catchUpIfFresh(Misfire.LONGEST_AGE),
                Misfire.stillTrue("still-booked"));
    }

    @ParameterizedTest
    @MethodSource("policies")
    void policy_isReadBackFromItsCode(Misfire policy) {
        assertThat(Misfire.ofCode(policy.code())).isEqualTo(policy);
        assertThat(policy.code()).hasSizeLessThan(50).doesNotContain(";", "=", " ");
    }

    @ParameterizedTest
    @MethodSource("policies")
    void handling_keepsEverythingTogether(Misfire policy) {
        Handling handling = Handling.usual().whenLate(policy).onlyIf("paid").inOrder();

        Handling read = Handling.decoded(handling.encoded().orElseThrow());

        assertThat(read).isEqualTo(handling);
        assertThat(read.misfire()).contains(policy);
        assertThat(read.condition()).contains("paid");
        assertThat(read.isInOrder()).isTrue();
        assertThat(handling.encoded().orElseThrow()).hasSizeLessThan(200);
    }

    @Test
    void usualHandling_saysNothing() {
        assertThat(Handling.usual().misfire()).isEmpty();
        assertThat(Handling.usual().condition()).isEmpty();
        assertThat(Handling.usual().isInOrder()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Booked", "a b", "a;b", "a=b", "ä", "12345678901234567890123456789012345678901"})
    void malformedCondition_isRefusedWhereItIsSaid(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> Misfire.stillTrue(name));
        assertThatThrownBy(() -> OutboundMessage.to("+14155552671").onlyIf(name))
                .isInstanceOf(InvalidMessageException.class)
                .hasMessageContaining("40 lower-case letters");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "-PT1H", "PT15M", "P1000DT1S"})
    void ageThatIsNone_isRefused(String age) {
        assertThatIllegalArgumentException().isThrownBy(() -> Misfire.catchUpIfFresh(Duration.parse(age)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sometimes", "fresh:4 hours", "fresh:", "fresh:PT1S", "true:", "true:Über"})
    void policyOfALaterRelease_skips(String code) {
        assertThat(Misfire.ofCode(code)).isEqualTo(Misfire.skip());
    }

    @Test
    void builtInPolicy_isFourHoursForMarketingAndADayForTheRest() {
        assertThat(Misfire.ofDefaults(Purpose.MARKETING)).isEqualTo(Misfire.catchUpIfFresh(Duration.ofHours(4)));
        assertThat(Misfire.ofDefaults(Purpose.TRANSACTIONAL)).isEqualTo(Misfire.catchUpIfFresh(Duration.ofDays(1)));
        assertThat(Misfire.ofDefaults(Purpose.CONVERSATIONAL)).isEqualTo(Misfire.catchUpIfFresh(Duration.ofDays(1)));
    }
}
