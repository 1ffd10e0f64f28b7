package io.stratos.messaging.twilio.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignedUrlTest {

    @ParameterizedTest(name = "of {0}")
    @CsvSource({
        "https://h.example/p?q=1, https://h.example/p?q=1, https://h.example:443/p?q=1",
        "http://h.example/p, http://h.example/p, http://h.example:80/p",
        "HTTPS://h.example/p, HTTPS://h.example/p, HTTPS://h.example:443/p",
        "https://h.example, https://h.example, https://h.example:443",
        "https://h.example?a=b:1, https://h.example?a=b:1, https://h.example:443?a=b:1",
        "https://h.example:8443/p:1/@x, https://h.example/p:1/@x, https://h.example:8443/p:1/@x",
        "https://u:80@h.example/p, https://u:80@h.example/p, https://u:80@h.example:443/p",
        "https://u:80@h.example:81/p, https://u:80@h.example/p, https://u:80@h.example:81/p",
        "https://[::1]/p, https://[::1]/p, https://[::1]:443/p",
        "https://[::1]:81/p, https://[::1]/p, https://[::1]:81/p",
        "https://a_b.example:443/p#rc=1, https://a_b.example/p, https://a_b.example:443/p",
        "ftp://h.example/p, ftp://h.example/p, ftp://h.example/p",
        "/p?q=1, /p?q=1, /p?q=1",
        "'', '', ''",
        "://, ://, ://",
        ":80, :80, :80",
    })
    void port_isRemovedAndAddedAsText(String url, String without, String with) {
        assertThat(SignedUrl.candidates(url)).contains(without, with);
    }

    @Test
    void candidates_areFew() {
        assertThat(SignedUrl.candidates("https://h.example/p?a='%27%40%3A'")).hasSizeBetween(4, 8);
        assertThat(SignedUrl.candidates("https://h.example/p")).hasSize(2);
    }

    @Test
    void path_isNeverRewritten() {
        assertThat(SignedUrl.candidates("https://h.example/a%40b%3Ac'd?x=1"))
                .containsExactlyInAnyOrder(
                        "https://h.example/a%40b%3Ac'd?x=1", "https://h.example:443/a%40b%3Ac'd?x=1");
    }
}
