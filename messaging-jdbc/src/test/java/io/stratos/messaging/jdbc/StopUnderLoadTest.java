package io.stratos.messaging.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.stratos.messaging.MessagingEngine;
import io.stratos.messaging.Tenant;
import io.stratos.messaging.consent.Evidence;
import io.stratos.messaging.consent.Purpose;
import io.stratos.messaging.contact.PhoneNumber;
import io.stratos.messaging.delivery.Outcome;
import io.stratos.messaging.id.AttemptId;
import io.stratos.messaging.message.OutboundMessage;
import io.stratos.messaging.simulation.SimulatedProvider;
import io.stratos.messaging.spi.provider.SendRequest;
import io.stratos.messaging.tenant.TenantProfile;
import io.stratos.messaging.testkit.ForwardingProvider;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * Opt-outs, texted and recorded by the host, race three nodes that drain on PostgreSQL (INV-3): no intent commits after the
 * opt-out, and no request is written more than two seconds after its intent.
 */
class StopUnderLoadTest {

    private static final int OPT_OUTS = 2_000;
    private static final int AT_ONCE = 50;
    private static final int MESSAGES = 2;
    private static final int NODES = 3;
    private static final int STOPPERS = 5;
    private static final List<String> AREAS = List.of(
            "201", "202", "203", "205", "206", "207", "208", "209", "210", "212", "213", "214", "215", "216", "217",
            "218", "219", "224", "225", "228");
    private static final String OURS = "+14155550100";

    private static final String PAIRS = " FROM msg_attempt a JOIN msg_message m ON m.tenant_id = a.tenant_id"
            + " AND m.message_id = a.message_id JOIN msg_address d ON d.tenant_id = m.tenant_id"
            + " AND d.address = m.recipient WHERE m.origin = 'HOST'";

    private final TestStore database = TestStore.on(TestPostgres.pooledDatabase());
    private final Map<AttemptId, Instant> written = new ConcurrentHashMap<>();
    private final Map<String, Instant> stoppedBy = new ConcurrentHashMap<>();

    @Test
    void twoThousandOptOuts_againstThreeNodes_noIntentFollowsTheCommit() throws Exception {
        Clock clock = storesClock();
        SimulatedProvider far = SimulatedProvider.builder(clock).build();
        List<MessagingEngine> nodes = new ArrayList<>();
        for (int i = 0; i < NODES; i++) {
            nodes.add(node(far));
        }
        nodes.get(0).tenants().register(TenantProfile.of("acme", "Acme").sender(OURS, far.name(), far.account()));
        ExecutorService threads = Executors.newFixedThreadPool(NODES + STOPPERS);
        try {
            for (int round = 0; round < OPT_OUTS / AT_ONCE; round++) {
                race(nodes, far, threads, contacts(round), new Random(round));
            }
        } finally {
            threads.shutdownNow();
            nodes.forEach(MessagingEngine::close);
        }
        report();
    }

    private void race(
            List<MessagingEngine> nodes,
            SimulatedProvider far,
            ExecutorService threads,
            List<PhoneNumber> contacts,
            Random random)
            throws Exception {
        Tenant acme = nodes.get(0).tenant("acme");
        List<OutboundMessage> batch = new ArrayList<>();
        for (PhoneNumber contact : contacts) {
            acme.consent().optIn(contact, Purpose.TRANSACTIONAL, Evidence.form("booking"));
        }
        for (int i = 0; i < MESSAGES; i++) {
            contacts.forEach(contact ->
                    batch.add(OutboundMessage.to(contact).text("hurry").from(OURS)));
        }
        acme.messages().send(batch);
        List<PhoneNumber> order = new ArrayList<>(contacts);
        Collections.shuffle(order, random);
        CyclicBarrier start = new CyclicBarrier(NODES + STOPPERS);
        List<Future<?>> racing = new ArrayList<>();
        for (MessagingEngine node : nodes) {
            racing.add(threads.submit(begun(start, () -> drain(node))));
        }
        for (int i = 0; i < STOPPERS; i++) {
            List<PhoneNumber> share = order.subList(i * AT_ONCE / STOPPERS, (i + 1) * AT_ONCE / STOPPERS);
            MessagingEngine node = nodes.get(i % NODES);
            racing.add(threads.submit(begun(start, () -> share.forEach(contact -> stop(node, far, contact)))));
        }
        for (Future<?> one : racing) {
            one.get(2, TimeUnit.MINUTES);
        }
        // What an opt-out's lock kept from being taken up is stopped now.
        drain(nodes.get(0));
    }

    private static void drain(MessagingEngine node) {
        while (node.runDue().claimed() > 0) {
            // goes on while something is due
        }
    }

    private static Callable<Void> begun(CyclicBarrier start, Runnable what) {
        return () -> {
            start.await(1, TimeUnit.MINUTES);
            what.run();
            return null;
        };
    }

    /** Every second one by a text, the others by the host; returns once it is committed. */
    private void stop(MessagingEngine node, SimulatedProvider far, PhoneNumber contact) {
        if (contact.value().hashCode() % 2 == 0) {
            int status = node.webhooks()
                    .handle(far.name(), far.inbound(contact.value(), OURS, "STOP"))
                    .status();
            assertThat(status).isEqualTo(200);
        } else {
            node.tenant("acme").consent().optOutOfAll(contact, Evidence.agent("ann"));
        }
        stoppedBy.put(contact.value(), database.store().now());
    }

    private void report() {
        int[] counts = new int[3];
        database.query(
                "SELECT count(*) FILTER (WHERE a.started_at <= d.stopped_at),"
                        + " count(*) FILTER (WHERE a.started_at > d.stopped_at),"
                        + " count(DISTINCT d.address) FILTER (WHERE a.started_at <= d.stopped_at)" + PAIRS,
                rs -> {
                    for (int i = 0; i < counts.length; i++) {
                        counts[i] = rs.getInt(i + 1);
                    }
                });
        List<Long> lateness = new ArrayList<>();
        List<Long> afterTheAnswer = new ArrayList<>();
        database.query("SELECT a.attempt_id, a.started_at, m.recipient" + PAIRS, rs -> {
            Instant at = written.get(new AttemptId(rs.getObject(1, UUID.class)));
            Instant intended = rs.getTimestamp(2).toInstant();
            if (at != null) {
                lateness.add(Duration.between(intended, at).toMillis());
                afterTheAnswer.add(
                        Duration.between(stoppedBy.get(rs.getString(3)), at).toMillis());
            }
        });
        long longest = lateness.stream().mapToLong(Long::longValue).max().orElseThrow();
        long late = afterTheAnswer.stream().filter(millis -> millis > 0).count();
        System.out.printf(
                Locale.ROOT,
                "race on PostgreSQL: %d opt-outs against %d messages on %d nodes: %d intents committed before the opt-out (of %d"
                        + " contacts), %d after; %d requests, at most %d ms after the intent, %d of them after the opt-out had"
                        + " returned%n",
                stoppedBy.size(),
                stoppedBy.size() * MESSAGES,
                NODES,
                counts[0],
                counts[2],
                counts[1],
                lateness.size(),
                longest,
                late);
        assertThat(stoppedBy).hasSize(OPT_OUTS);
        assertThat(counts[1]).as("intents after the opt-out").isZero();
        assertThat(counts[0]).as("intents that came first").isBetween(1, OPT_OUTS * MESSAGES - 1);
        assertThat(longest).as("ms from intent to request").isLessThanOrEqualTo(2_000);
        assertThat(lateness).as("requests").hasSizeGreaterThan(OPT_OUTS / 20);
    }

    private MessagingEngine node(SimulatedProvider far) {
        return MessagingEngine.builder()
                .store(database.store())
                .addProvider(new ForwardingProvider(far) {
                    @Override
                    public Outcome send(SendRequest request) {
                        written.put(request.attempt(), database.store().now());
                        return super.send(request);
                    }
                })
                .executor(Runnable::run, 4)
                .build();
    }

    private static List<PhoneNumber> contacts(int round) {
        List<PhoneNumber> contacts = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            int number = round * AT_ONCE + i;
            contacts.add(
                    PhoneNumber.of(String.format(Locale.ROOT, "+1%s55501%02d", AREAS.get(number / 100), number % 100)));
        }
        return contacts;
    }

    private Clock storesClock() {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                throw new UnsupportedOperationException("one zone");
            }

            @Override
            public Instant instant() {
                return database.store().now();
            }
        };
    }
}
