package io.stratos.messaging.jdbc;

import io.stratos.messaging.MessagingEngine;
import io.stratos.messaging.Tenant;
import io.stratos.messaging.consent.Evidence;
import io.stratos.messaging.consent.Purpose;
import io.stratos.messaging.contact.PhoneNumber;
import io.stratos.messaging.message.OutboundMessage;
import io.stratos.messaging.tenant.TenantProfile;
import java.util.Locale;
import java.util.Random;
import org.h2.jdbcx.JdbcConnectionPool;

/**
 * A host process with an H2 file of its own that accepts, sends and obeys STOP as fast as it can, until it is killed. It
 * prints what was acknowledged: {@code A}, the id and the text of a message; {@code S} and a number that is stopped; a dot ends
 * what is whole.
 */
final class H2Process {

    private static final int THREADS = 4;
    private static final int STOPS_ONE_IN = 20;

    private H2Process() {}

    static JdbcConnectionPool pool(String url) {
        JdbcConnectionPool pool = JdbcConnectionPool.create(TestH2.source(url));
        pool.setMaxConnections(40);
        return pool;
    }

    static MessagingEngine engine(JdbcConnectionPool pool, int journalPort) {
        MessagingEngine engine = MessagingEngine.builder()
                .store(JdbcMessagingStore.create(pool))
                .addProvider(new JournalProvider(journalPort))
                .lease(ChaosNode.LEASE)
                .requestsAtOnce(8)
                .build();
        engine.tenants()
                .register(TenantProfile.of(ChaosNode.TENANT, "Acme")
                        .sender(ChaosNode.OURS, JournalProvider.NAME, JournalProvider.ACCOUNT));
        return engine;
    }

    /** Arguments: the URL, the journal's port, and which process it is, so that no two use the same numbers. */
    public static void main(String[] args) throws InterruptedException {
        ChildProcess.endWithParent();
        MessagingEngine engine =
                engine(pool(args[0]), Integer.parseInt(args[1])).start();
        int process = Integer.parseInt(args[2]);
        for (int i = 0; i < THREADS; i++) {
            int number = process * THREADS + i;
            new Thread(() -> run(engine.tenant(ChaosNode.TENANT), number)).start();
        }
        Thread.currentThread().join();
        engine.close();
    }

    private static void run(Tenant tenant, int thread) {
        Random random = new Random(thread);
        for (int i = 0; ; i++) {
            String customer = String.format(Locale.ROOT, "+1%03d55501%02d", 200 + thread, i % 100);
            if (i < 100) {
                tenant.consent().optIn(customer, Purpose.TRANSACTIONAL, Evidence.form("booking"));
            }
            String text = thread + "-" + i;
            var accepted = tenant.messages().send(OutboundMessage.to(customer).text(text));
            System.out.println("A " + accepted.messageId() + " " + text + " .");
            if (random.nextInt(STOPS_ONE_IN) == 0) {
                tenant.consent().optOutOfAll(PhoneNumber.of(customer), Evidence.form("by telephone"));
                System.out.println("S " + customer + " .");
            }
        }
    }
}
