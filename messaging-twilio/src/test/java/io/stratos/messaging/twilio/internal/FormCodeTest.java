package io.stratos.messaging.twilio.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormCodeTest {

    private static final long SEED = 20_261_120L;

    private static Fields decode(String form) throws MalformedCallException {
        return FormCode.decode(form.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void everySortOfField_isRead() throws MalformedCallException {
        assertThat(decode("a=1&b=&c&=x&&a=2&d=x%3Dy=z&e=1+2%2B3&f=%E4%BD%A0&%41=B&")
                        .all())
                .containsExactly(
                        Map.entry("", List.of("x")),
                        Map.entry("A", List.of("B")),
                        Map.entry("a", List.of("1", "2")),
                        Map.entry("b", List.of("")),
                        Map.entry("c", List.of("")),
                        Map.entry("d", List.of("x=y=z")),
                        Map.entry("e", List.of("1 2+3")),
                        Map.entry("f", List.of("你")));
        assertThat(decode("").all()).isEmpty();
        assertThat(FormCode.decode("raw=Grüße".getBytes(StandardCharsets.UTF_8)).one("raw"))
                .isEqualTo("Grüße");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a=%",
                "a=%4",
                "a=%4&b=1",
                "a=%zz",
                "a=%4g",
                "a=%-1",
                "a=%+1",
                "%=a",
                "a=%FF",
                "a=%C3",
                "a=%C0%80",
                "a=%ED%A0%80",
                "a=\u00FF",
                "a=%E4%BD&b=%A0"
            })
    void whatIsNoForm_isMalformed(String form) {
        assertThatThrownBy(() -> decode(form)).isInstanceOf(MalformedCallException.class);
    }

    @Test
    void tooManyFields_areMalformed() throws MalformedCallException {
        assertThat(decode("a=1&".repeat(500)).all()).hasSize(1);
        assertThatThrownBy(() -> decode("a=1&".repeat(501)))
                .isInstanceOf(MalformedCallException.class)
                .hasMessageContaining("500");
    }

    @Test
    void whateverIsWritten_isReadBack() throws MalformedCallException {
        Random random = new Random(SEED);
        for (int round = 0; round < 500; round++) {
            List<Map.Entry<String, String>> fields = new ArrayList<>();
            Fields expected = new Fields();
            for (int i = random.nextInt(5); i >= 0; i--) {
                StringBuilder value = new StringBuilder();
                for (int n = random.nextInt(20); n > 0; n--) {
                    int c = random.nextInt(random.nextBoolean() ? 0x80 : Character.MAX_CODE_POINT + 1);
                    value.appendCodePoint(c >= 0xD800 && c < 0xE000 ? '?' : c);
                }
                fields.add(Map.entry("k" + i, value.toString()));
                expected.add("k" + i, value.toString());
            }
            assertThat(FormCode.decode(FormCode.encode(fields)).all())
                    .as("seed %d, round %d", SEED, round)
                    .isEqualTo(expected.all());
        }
    }
}
