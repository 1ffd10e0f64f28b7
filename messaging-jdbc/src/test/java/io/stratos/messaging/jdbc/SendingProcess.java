package io.stratos.messaging.jdbc;

import io.stratos.messaging.MessagingEngine;
import java.io.IOException;
import java.time.Duration;
import org.postgresql.ds.PGSimpleDataSource;

/** A host process that does nothing but send, until it is killed. */
final class SendingProcess {

    private SendingProcess() {}

    static Process start(String jdbcUrl, int journalPort) throws IOException {
        return ChildProcess.java(SendingProcess.class, "sending-process", jdbcUrl, Integer.toString(journalPort));
    }

    public static void main(String[] args) throws InterruptedException {
        ChildProcess.endWithParent();
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
