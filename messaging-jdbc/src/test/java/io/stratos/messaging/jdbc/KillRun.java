package io.stratos.messaging.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.stratos.messaging.MessagingEngine;
import io.stratos.messaging.Tenant;
import io.stratos.messaging.consent.Evidence;
import io.stratos.messaging.consent.Purpose;
import io.stratos.messaging.id.MessageId;
import io.stratos.messaging.message.MessageStatus;
import io.stratos.messaging.message.OutboundMessage;
import io.stratos.messaging.tenant.TenantProfile;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Processes that send from one PostgreSQL and are killed with {@code kill -9} while they do: nothing is lost, nothing
 * is sent twice, and what nobody can know is said to be in doubt.
 */
final class KillRun {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Random random;
    private final int kills;
    private final int messagesPerKill;

    KillRun(long seed, int kills, int messagesPerKill) {
        this.random = new Random(seed);
        this.kills = kills;
        this.messagesPerKill = messagesPerKill;
    }

    /** {@return how many messages ended in each status right after the last kill, before anything was looked up} */
    Map<MessageStatus, Integer> run() throws IOException, InterruptedException {
        PGSimpleDataSource source = TestPostgres.database();
        ShiftedClock clock = new ShiftedClock();
        List<MessageId> ids = new ArrayList<>();
        try (JournalServer journal = new JournalServer();
                MessagingEngine engine = MessagingEngine.builder()
                        .store(JdbcMessagingStore.shifted(source, clock))
                        .addProvider(new JournalProvider(journal.port()))
                        .lease(Duration.ofSeconds(2))
                        .requestsAtOnce(8)
                        .build()) {
            engine.tenants()
                    .register(TenantProfile.of("acme", "Acme")
                            .sender("+14155550100", JournalProvider.NAME, JournalProvider.ACCOUNT));
            Tenant acme = engine.tenant("acme");
            for (int kill = 0; kill < kills; kill++) {
                accept(acme, ids);
                killOne(source, journal);
            }
            Map<MessageStatus, Integer> afterTheKills = count(acme, ids);
            for (int i = 0; i < 6; i++) {
                clock.advance(Duration.ofSeconds(70));
                engine.runDue();
            }
            check(acme, ids, journal);
            return afterTheKills;
        }
    }

    private void accept(Tenant acme, List<MessageId> ids) {
        for (int i = 0; i < messagesPerKill; i++) {
            String customer = "+1415555" + (2000 + random.nextInt(5000));
            acme.consent().optIn(customer, Purpose.TRANSACTIONAL, Evidence.form("booking"));
            ids.add(acme.messages()
                    .send(OutboundMessage.to(customer).text("message " + ids.size()))
                    .messageId());
        }
    }

    private void killOne(PGSimpleDataSource source, JournalServer journal) throws IOException, InterruptedException {
        int before = journal.texts().size();
        Process process = SendingProcess.start(url(source), journal.port());
        try {
            assertThat(journal.await(before + 1 + random.nextInt(messagesPerKill / 2), PATIENCE))
                    .as("the process sends")
                    .isTrue();
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    /** The source's own URL leaves the user out. */
    private static String url(PGSimpleDataSource source) {
        String url = source.getUrl();
        return url + (url.contains("?") ? "&" : "?") + "user=" + source.getUser();
    }

    private static Map<MessageStatus, Integer> count(Tenant acme, List<MessageId> ids) {
        Map<MessageStatus, Integer> counts = new TreeMap<>();
        ids.forEach(id -> counts.merge(acme.messages().find(id).orElseThrow().status(), 1, Integer::sum));
        return counts;
    }

    private static void check(Tenant acme, List<MessageId> ids, JournalServer journal) {
        assertThat(count(acme, ids)).as("INV-1, INV-13").containsOnlyKeys(MessageStatus.SENT);
        List<String> texts = journal.texts();
        assertThat(texts).as("INV-2: nothing is sent twice").doesNotHaveDuplicates();
        assertThat(new HashSet<>(texts)).as("nothing is lost").hasSize(ids.size());
    }
}
