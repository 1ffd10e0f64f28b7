package io.stratos.messaging.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ScreenTest {

    @Test
    void wrap_breaksBetweenWordsAndWordsThatAreTooLong() {
        assertThat(Screen.wrap("one two three", 7)).containsExactly("one two", "three");
        assertThat(Screen.wrap("a https://x.example/long", 8)).containsExactly("a", "https://", "x.exampl", "e/long");
        assertThat(Screen.wrap("", 8)).containsExactly("");
    }

    @Test
    void wrapped_linesBeginUnderTheFirst() {
        String words = "word ".repeat(20).strip();

        assertThat(printed(false, true, screen -> screen.wrapped("  head  ", words))
                        .lines())
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("  head  word").hasSizeLessThanOrEqualTo(80),
                        line -> assertThat(line).startsWith("        word"));
    }

    @Test
    void withoutColour_printsNoEscape() {
        assertThat(printed(false, true, screen -> screen.text(screen.red("no"))))
                .isEqualToIgnoringNewLines("no");
        assertThat(printed(true, true, screen -> screen.text(screen.red("no"))))
                .isEqualToIgnoringNewLines("\u001b[31mno\u001b[0m");
    }

    @Test
    void asciiOnly_replacesWhatIsDrawn() {
        assertThat(printed(false, false, screen -> screen.text("── “it’s” … ✓✓ ●")))
                .isEqualToIgnoringNewLines("-- \"it's\" ... ** *");
    }

    private static String printed(boolean colour, boolean drawn, Consumer<Screen> work) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        work.accept(new Screen(new PrintStream(bytes, true, UTF_8), colour, drawn));
        return bytes.toString(UTF_8);
    }
}
