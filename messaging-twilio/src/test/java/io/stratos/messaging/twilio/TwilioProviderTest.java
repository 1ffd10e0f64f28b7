package io.stratos.messaging.twilio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stratos.messaging.contact.Channel;
import io.stratos.messaging.spi.provider.ProviderCapabilities;
import io.stratos.messaging.spi.provider.ProviderCapabilities.Feature;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TwilioProviderTest {

    private static final String KEY = "SK" + "0123456789abcdef".repeat(2);

    private static TwilioAccount account() {
        return TwilioAccount.of(Requests.ACCOUNT, Requests.TOKEN, "older-token").apiKey(KEY, "key-secret");
    }

    @Test
    void capabilities_areTwilios() {
        try (TwilioProvider provider = TwilioProvider.create(Requests.ACCOUNT, Requests.TOKEN)) {
            ProviderCapabilities can = provider.capabilities();
            assertThat(provider.name()).isEqualTo("twilio");
            assertThat(can.channels()).containsExactlyInAnyOrder(Channel.SMS, Channel.MMS);
            assertThat(can.textLimit()).isEqualTo(1600);
            assertThat(can.mediaLimit()).isEqualTo(10);
            assertThat(can.mediaBytes()).isEqualTo(5 * 1024 * 1024);
            assertThat(can.longestValidity()).isEqualTo(Duration.ofHours(10));
            assertThat(can.features())
                    .containsExactlyInAnyOrder(Feature.ANSWERS_KEYWORDS, Feature.LOOK_UP, Feature.INBOUND_LOG);
        }
    }

    @Test
    void nothingPrinted_holdsASecret() {
        try (TwilioProvider provider =
                TwilioProvider.builder().account(account()).build()) {
            assertThat(provider.toString() + account() + account().credentials())
                    .contains(Requests.ACCOUNT)
                    .doesNotContain(Requests.TOKEN)
                    .doesNotContain("older-token")
                    .doesNotContain("key-secret");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "AC",
                "AC0123456789abcdef0123456789abcde",
                "AC0123456789abcdef0123456789abcdef0",
                "ac0123456789abcdef0123456789abcdef",
                "SK0123456789abcdef0123456789abcdef",
                "AC0123456789abcdef0123456789abcdeg",
                " AC0123456789abcdef0123456789abcde",
                "AC0123456789abcdef0123456789abcde\n",
                "AC０123456789abcdef0123456789abcde"
            })
    void whatIsNoAccountSid_isRefusedAndQuoted(String sid) {
        assertThatThrownBy(() -> TwilioAccount.of(sid, Requests.TOKEN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + sid + "'");
        assertThatThrownBy(() -> account().apiKey(sid.replace("SK", "AC"), "x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("API key SID");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "sec ret", "secret\n", " secret", "sécret"})
    void unusableSecret_isRefusedAndNotQuoted(String secret) {
        assertThatThrownBy(() -> TwilioAccount.of(Requests.ACCOUNT, secret))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(secret.length() + " characters")
                .hasMessageNotContainingAny("sec", "séc", "ret");
        assertThatThrownBy(() -> TwilioAccount.of(Requests.ACCOUNT, "x", secret))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> account().apiKey(KEY, secret))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("API key secret of " + secret.length());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "api.twilio.com",
                "ftp://api.twilio.com",
                "https://",
                "https://api.twilio.com/v1",
                "https://api.twilio.com/?x=1",
                "https://api.twilio.com/#x"
            })
    void unusableBaseUrl_isRefusedAndQuoted(String url) {
        assertThatThrownBy(() -> TwilioProvider.builder().baseUrl(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + url + "'");
    }

    @Test
    void baseUrlWithAPassword_isRefusedAndNotQuoted() {
        assertThatThrownBy(() -> TwilioProvider.builder().baseUrl("https://AC1:secret@api.twilio.com"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("secret");
    }

    @Test
    void builder_failsOnTheWrongLine() {
        TwilioProvider.Builder builder = TwilioProvider.builder();
        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no account");

        builder.account(account()).errorClass(21612, TwilioErrorClass.ROUTE).errorClass(21612, TwilioErrorClass.ROUTE);
        assertThatThrownBy(() -> builder.account(account()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + Requests.ACCOUNT + "'");
        assertThatThrownBy(() -> builder.errorClass(0, TwilioErrorClass.OPT_OUT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("error code 0");
        assertThatThrownBy(() -> builder.errorClass(21612, TwilioErrorClass.OPT_OUT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("21612", "ROUTE", "OPT_OUT");
        builder.accounts(sid -> Optional.empty());
        assertThatThrownBy(() -> builder.accounts(sid -> Optional.empty())).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void signature_isTheOneOfTwiliosDocumentation() {
        // The example of Twilio's page on webhook security.
        assertThat(TwilioSignature.sign(
                        "12345",
                        "https://mycompany.com/myapp.php?foo=1&bar=2",
                        Map.of(
                                "CallSid", "CA1234567890ABCDE",
                                "Caller", "+14158675309",
                                "Digits", "1234",
                                "From", "+14158675309",
                                "To", "+18005551212")))
                .isEqualTo("RSOYDt4T1cUTdK1PDd93/VVr8B8=");
        assertThatThrownBy(() -> TwilioSignature.sign("", "https://h.example", Map.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
