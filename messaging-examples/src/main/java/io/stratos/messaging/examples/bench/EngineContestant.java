package io.stratos.messaging.examples.bench;

import io.stratos.messaging.MessagingEngine;
import io.stratos.messaging.Tenant;
import io.stratos.messaging.consent.Evidence;
import io.stratos.messaging.consent.Purpose;
import io.stratos.messaging.jdbc.JdbcMessagingStore;
import io.stratos.messaging.message.OutboundMessage;
import io.stratos.messaging.spi.provider.SendRequest;
import io.stratos.messaging.tenant.TenantProfile;
import java.sql.Connection;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The engine with the full gate, and a provider that does nothing. */
final class EngineContestant implements Contestant {

    static final String TENANT = "acme";
    static final String SENDER = "+14155550100";

    /** More than one pass of the dispatcher takes, so that one batch is claimed while another is settled. */
    static final int REQUESTS_AT_ONCE = 400;

    private static final String CLEAR = "TRUNCATE msg_message, msg_dispatch, msg_attempt, msg_decision,"
            + " msg_provider_message, msg_receipt, msg_idempotency";

    private final Server server;
    private final CountedSource connections;
    private final JdbcMessagingStore store;
    private final int recipients;
    private final AtomicInteger made = new AtomicInteger();
    private final MessagingEngine accepting;
    private final Tenant tenant;

    EngineContestant(Server server, int recipients) {
        this.server = server;
        this.recipients = recipients;
        this.connections = new CountedSource(server.pool(name(), 24));
        this.store = JdbcMessagingStore.create(connections.source());
        this.accepting = engine(request -> {});
        accepting
                .tenants()
                .register(TenantProfile.of(TENANT, "Acme").sender(SENDER, NoopProvider.NAME, NoopProvider.ACCOUNT));
        this.tenant = accepting.tenant(TENANT);
        Crowd.run(
                8,
                recipients,
                i -> tenant.consent().optIn(recipient(i), Purpose.TRANSACTIONAL, Evidence.form("booking")));
    }

    static String recipient(int number) {
        return String.format(Locale.ROOT, "+1415556%04d", number);
    }

    static String text(int number) {
        return number + " Hi Dana, Acme Plumbing here. Your technician is on the way and will be with you by 10:30.";
    }

    /** {@return an engine on the same store that was not started} */
    MessagingEngine engine(Consumer<SendRequest> sent) {
        return MessagingEngine.builder()
                .store(store)
                .addProvider(new NoopProvider(sent))
                .requestsAtOnce(REQUESTS_AT_ONCE)
                .build();
    }

    OutboundMessage message(int number) {
        return OutboundMessage.to(recipient(Math.floorMod(number, recipients)))
                .text(text(number))
                .purpose(Purpose.TRANSACTIONAL);
    }

    @Override
    public String name() {
        return "engine";
    }

    @Override
    public CountedSource connections() {
        return connections;
    }

    @Override
    public void clear() {
        server.run(CLEAR);
    }

    @Override
    public void accept(int messages) {
        if (messages == 1) {
            tenant.messages().send(message(made.getAndIncrement()));
            return;
        }
        List<OutboundMessage> batch = Stream.generate(() -> message(made.getAndIncrement()))
                .limit(messages)
                .toList();
        tenant.messages().send(batch);
    }

    void acceptIn(Connection transaction) {
        accepting
                .joining(store.transaction(transaction))
                .tenant(TENANT)
                .messages()
                .send(message(made.getAndIncrement()));
    }

    @Override
    public long drain(int messages) {
        LongAdder sent = new LongAdder();
        try (MessagingEngine sending = engine(request -> sent.increment())) {
            long begun = System.nanoTime();
            sending.start();
            Await.until("the engine has sent all", () -> sent.sum() >= messages);
            Await.until(
                    "the engine has settled all",
                    () -> server.number("SELECT count(*) FROM (SELECT 1 FROM msg_dispatch LIMIT 1) AS d") == 0);
            long took = System.nanoTime() - begun;
            if (sent.sum() != messages) {
                throw new IllegalStateException(messages + " messages, but " + sent.sum() + " requests");
            }
            return took;
        }
    }
}
