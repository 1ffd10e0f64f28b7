package io.stratos.messaging.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MainTest {

    private static final List<String> NAMES = List.of("quickstart", "twilio-webhook", "quiet-hours");

    @Test
    void withoutArguments_listsEveryExampleOnALineOfItsOwn() {
        Run run = Run.of();

        assertThat(run.code()).isZero();
        assertThat(run.out().lines().filter(line -> line.startsWith("  ")))
                .hasSize(4)
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("  quickstart       a "),
                        line -> assertThat(line).startsWith("  twilio-webhook   a "),
                        line -> assertThat(line).startsWith("  quiet-hours      one offer, ten places"),
                        line -> assertThat(line).startsWith("  bench            how fast "));
        assertThat(run.out()).contains("java -jar messaging-examples/target/messaging-examples.jar quickstart --help");
    }

    @Test
    void help_isTheList() {
        assertThat(Run.of("--help")).isEqualTo(Run.of());
    }

    @Test
    void nameAndHelp_explainsAndRunsNothing() {
        for (String name : NAMES) {
            Run run = Run.of(name, "--help");

            assertThat(run.code()).isZero();
            assertThat(run.out()).startsWith(name).contains("  --", "NO_COLOR").doesNotContain("──");
            assertThat(widest(run.out())).isLessThanOrEqualTo(Screen.WIDTH);
        }
    }

    @Test
    void unknownName_suggestsTheNearest() {
        Run run = Run.of("twilio-hook");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out()).contains("There is no example 'twilio-hook'. Did you mean twilio-webhook?");
        assertThat(Run.of("quikstart").out()).contains("Did you mean quickstart?");
    }

    @Test
    void unknownOption_isSaidAndNothingRuns() {
        for (String name : NAMES) {
            Run run = Run.of(name, "--fast");

            assertThat(run.code()).isEqualTo(2);
            assertThat(run.out()).contains("--fast", name + " --help").doesNotContain("──");
        }
    }

    @Test
    void distance_countsLetters() {
        assertThat(List.of(
                        Spelling.distance("", "abc"),
                        Spelling.distance("abc", "abc"),
                        Spelling.distance("abx", "abc"),
                        Spelling.distance("quikstrat", "quickstart")))
                .containsExactly(3, 0, 1, 3);
    }

    static int widest(String text) {
        return text.lines().mapToInt(String::length).max().orElse(0);
    }
}
