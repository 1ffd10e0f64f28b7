package io.stratos.messaging.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packed jar runs on its own: service files and resources of all libraries are in it. */
class ExamplesJarIT {
    @TempDir
    Path temporary;

    @Test
    void javaJar_listsTheExamples() throws IOException, InterruptedException {
        assertThat(java("")).contains("  quickstart ", "  twilio-webhook ");
    }

    @Test
    void javaJar_runsTheQuickstart() throws IOException, InterruptedException {
        assertThat(java("quickstart")).contains("✓✓ delivered", "✗ blocked").doesNotContain("Exception", "\u001b");
        assertThat(temporary).as("nothing is left").isEmptyDirectory();
    }

    @Test
    void javaJar_rehearsesTheTwilioWebhook() throws IOException, InterruptedException {
        assertThat(java("twilio-webhook", "--rehearse")).contains("403 rejected", "✓✓ delivered");
    }

    private String java(String... args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dstdout.encoding=UTF-8",
                "-Djava.io.tmpdir=" + temporary,
                "-jar",
                System.getProperty("examples.jar")));
        Stream.of(args).filter(arg -> !arg.isEmpty()).forEach(command::add);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();

        String output = new String(process.getInputStream().readAllBytes(), UTF_8);

        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
