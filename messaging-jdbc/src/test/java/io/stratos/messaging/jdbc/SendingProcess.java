package io.stratos.messaging.jdbc;

import io.stratos.messaging.MessagingEngine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.postgresql.ds.PGSimpleDataSource;

/** A host process that does nothing but send, until it is killed. */
final class SendingProcess {

    private static final Path LOG = Path.of("target", "sending-process.log");

    private SendingProcess() {}

    static Process start(String jdbcUrl, int journalPort) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(List.of(
                        java,
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SendingProcess.class.getName(),
                        jdbcUrl,
                        Integer.toString(journalPort)))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(LOG.toFile()))
                .start();
    }

    public static void main(String[] args) throws InterruptedException {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setURL(args[0]);
        MessagingEngine engine = MessagingEngine.builder()
                .store(JdbcMessagingStore.create(source))
                .addProvider(new JournalProvider(Integer.parseInt(args[1])))
                .lease(Duration.ofSeconds(2))
                .requestsAtOnce(8)
                .build()
                .start();
        Thread.currentThread().join();
        engine.close();
    }
}
