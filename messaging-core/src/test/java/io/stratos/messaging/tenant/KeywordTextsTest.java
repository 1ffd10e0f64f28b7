package io.stratos.messaging.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import io.stratos.messaging.message.Segments;
import io.stratos.messaging.message.TextEncoding;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KeywordTextsTest {

    private static final KeywordTexts BUILT_IN = KeywordTexts.english();

    @ParameterizedTest
    @EnumSource(KeywordAnswer.class)
    void builtIn_isOneSegmentInEachLanguage_andNamesTheBusiness(KeywordAnswer answer) {
        for (String language : List.of("en", "es", "fr")) {
            String text = BUILT_IN.text(answer, language);
            assertThat(text).startsWith("{business}");
            Segments segments = Segments.of(text.replace("{business}", "Acme Plumbing")
                    .replace("{help}", "555-0100")
                    .replace("{purpose}", "marketing"));
            assertThat(segments.encoding()).as(text).isEqualTo(TextEncoding.GSM_7);
            assertThat(segments.count()).as(text).isEqualTo(1);
        }
    }

    @Test
    void builtIn_otherLanguages_areAnsweredInEnglish() {
        assertThat(BUILT_IN.text(KeywordAnswer.STOP, "de")).isEqualTo(BUILT_IN.stop());
        assertThat(BUILT_IN.text(KeywordAnswer.STOP, "")).isEqualTo(BUILT_IN.stop());
    }

    @Test
    void own_isGivenBeforeWhatIsBuiltIn_inEveryLanguageWithoutAnother() {
        KeywordTexts own = new KeywordTexts("Bye", "Hi", "Help").with(KeywordAnswer.STOP, "es", "Adiós");

        assertThat(own.text(KeywordAnswer.STOP, "es")).isEqualTo("Adiós");
        assertThat(own.text(KeywordAnswer.STOP, "fr")).isEqualTo("Bye");
        assertThat(own.text(KeywordAnswer.STOP_SENDER, "fr"))
                .as("Bye says too much")
                .contains("ce numéro");
        assertThat(own.with(KeywordAnswer.THANKS, "en", "Ta").text(KeywordAnswer.THANKS, "fr"))
                .isEqualTo("Ta");
    }
}
