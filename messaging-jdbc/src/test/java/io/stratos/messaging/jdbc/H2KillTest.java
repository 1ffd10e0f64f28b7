package io.stratos.messaging.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.stratos.messaging.MessagingEngine;
import io.stratos.messaging.Tenant;
import io.stratos.messaging.contact.PhoneNumber;
import io.stratos.messaging.id.MessageId;
import io.stratos.messaging.jdbc.JournalServer.Arrival;
import io.stratos.messaging.message.MessageStatus;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An H2 file whose process is killed under load: what was acknowledged is there. */
class H2KillTest {

    private static final Duration DRAIN = Duration.ofMinutes(2);
    private static final int MOST_MILLIS = 2500;

    @TempDir
    Path directory;

    private final Map<String, String> textsById = new HashMap<>();
    private final Set<String> stopped = new HashSet<>();

    @Test
    @Timeout(180)
    void h2File_killedUnderLoad_losesNothingAcknowledged() throws Exception {
        run(1);
    }

    @Test
    @Tag("chaos")
    @Timeout(1800)
    void h2File_killedAgainAndAgain_losesNothingAcknowledged() throws Exception {
        run(ChaosTest.FULL ? 50 : 6);
    }

    private void run(int kills) throws Exception {
        String url = "jdbc:h2:file:" + directory.resolve("h2").toAbsolutePath() + TestH2.DURABLE + TestH2.REUSED_SOON;
        Random random = new Random(ChaosTest.SEED);
        try (JournalServer journal = new JournalServer()) {
            for (int kill = 1; kill <= kills; kill++) {
                killOne(url, journal, kill, 200 + random.nextInt(MOST_MILLIS));
                look(url, journal);
                if (kill % 5 == 0 || kill == kills) {
                    System.out.printf(
                            Locale.ROOT,
                            "H2 file: %d/%d kills, %d messages and %d STOPs acknowledged, all there%n",
                            kill,
                            kills,
                            textsById.size(),
                            stopped.size());
                }
            }
            drain(url, journal);
        }
    }

    private void killOne(String url, JournalServer journal, int number, int millis)
            throws IOException, InterruptedException {
        Process process = ChildProcess.java(
                H2Process.class, "h2", url, Integer.toString(journal.port()), Integer.toString(number));
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String line = out.readLine();
            assertThat(line).as("the process acknowledges something").isNotNull();
            Thread killing = new Thread(() -> {
                LockSupport.parkNanos(Duration.ofMillis(millis).toNanos());
                process.destroyForcibly();
            });
            killing.start();
            while (line != null) {
                note(line);
                line = out.readLine();
            }
        } catch (IOException killed) {
            // What was read counts.
        }
        // Only then are its locks on the file gone.
        process.waitFor();
    }

    private void note(String line) {
        String[] fields = line.split(" ");
        if (fields[0].equals("A") && fields.length == 4) {
            textsById.put(fields[1], fields[2]);
        } else if (fields[0].equals("S") && fields.length == 3) {
            stopped.add(fields[1]);
        }
    }

    /** What earlier processes acknowledged too: a file may lose more than what was written last. */
    private void look(String url, JournalServer journal) {
        JdbcConnectionPool pool = H2Process.pool(url);
        try (MessagingEngine engine = H2Process.engine(pool, journal.port())) {
            Tenant tenant = engine.tenant(ChaosNode.TENANT);
            Set<String> sent = new HashSet<>(journal.texts());
            for (String id : textsById.keySet()) {
                MessageStatus status = tenant.messages()
                        .find(MessageId.of(id))
                        .orElseThrow(() -> new AssertionError(id + " was acknowledged and is lost"))
                        .status();
                if (status == MessageStatus.SENT) {
                    assertThat(sent).contains(textsById.get(id));
                }
            }
            for (String number : stopped) {
                assertThat(tenant.consent().of(PhoneNumber.of(number)).isStopped())
                        .as("STOP of %s was acknowledged", number)
                        .isTrue();
            }
        } finally {
            pool.dispose();
        }
    }

    private void drain(String url, JournalServer journal) {
        JdbcConnectionPool pool = H2Process.pool(url);
        try (MessagingEngine engine = H2Process.engine(pool, journal.port()).start()) {
            Tenant tenant = engine.tenant(ChaosNode.TENANT);
            long start = System.nanoTime();
            Set<String> open = new HashSet<>(textsById.keySet());
            while (!open.isEmpty()) {
                open.removeIf(id -> tenant.messages()
                                .find(MessageId.of(id))
                                .orElseThrow()
                                .status()
                                .isTerminal()
                        || status(tenant, id) == MessageStatus.SENT);
                assertThat(System.nanoTime() - start)
                        .as(
                                "%d messages are not done, such as %s",
                                open.size(), open.stream().limit(3).toList())
                        .isLessThan(DRAIN.toNanos());
                LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
            }
            Map<String, Integer> taken = new HashMap<>();
            journal.arrivals().stream().filter(Arrival::taken).forEach(one -> taken.merge(one.text(), 1, Integer::sum));
            assertThat(taken)
                    .as("nothing is sent twice")
                    .allSatisfy((text, times) -> assertThat(times).isEqualTo(1));
            textsById.forEach((id, text) -> assertThat(taken.containsKey(text))
                    .as("%s is %s", id, status(tenant, id))
                    .isEqualTo(status(tenant, id) == MessageStatus.SENT));
        } finally {
            pool.dispose();
        }
    }

    private static MessageStatus status(Tenant tenant, String id) {
        return tenant.messages().find(MessageId.of(id)).orElseThrow().status();
    }
}
