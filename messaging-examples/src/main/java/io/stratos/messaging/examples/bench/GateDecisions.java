package io.stratos.messaging.examples.bench;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.stratos.messaging.MessagingEngine;
import io.stratos.messaging.consent.Purpose;
import io.stratos.messaging.contact.Address;
import io.stratos.messaging.id.ConversationId;
import io.stratos.messaging.id.MessageId;
import io.stratos.messaging.id.TenantId;
import io.stratos.messaging.jdbc.JdbcMessagingStore;
import io.stratos.messaging.memory.InMemoryMessagingStore;
import io.stratos.messaging.message.Content;
import io.stratos.messaging.message.Message;
import io.stratos.messaging.spi.store.AddressRecord;
import io.stratos.messaging.spi.store.Claim;
import io.stratos.messaging.spi.store.ClaimToken;
import io.stratos.messaging.spi.store.IntentDecision;
import io.stratos.messaging.spi.store.SendGate;
import io.stratos.messaging.spi.store.StoreSession;
import io.stratos.messaging.tenant.TenantProfile;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What a store pays for each message under its locks: the gate's answer, with the permit, the route and the draws on
 * limits. A pass of the engine asks about a thousand, as one does that takes up a thousand.
 */
@State(Scope.Benchmark)
public class GateDecisions {

    static final String IN_HAND = "in hand";
    static final String IN_MEMORY = "in memory";

    /** How many each pass asks about. */
    static final int PASS = 1_000;

    /** A Wednesday at which all of the United States is open. */
    private static final Instant NOON = Instant.parse("2026-11-18T20:00:00Z");

    private static final String TEXT = "Hi Dana, Acme Plumbing here. Your technician will be with you by 10:30.";

    /** What the messages are for. */
    @Param("TRANSACTIONAL")
    public Purpose purpose = Purpose.TRANSACTIONAL;

    /** Where the recipient's row comes from: {@link #IN_HAND}, {@link #IN_MEMORY}, or the URL of a database. */
    @Param(IN_HAND)
    public String rows = IN_HAND;

    /** How many contacts there are. */
    @Param("100000")
    public int contacts;

    private final TenantId tenant = TenantId.of(Contacts.TENANT);
    private final List<Claim> claims = new ArrayList<>();
    private final List<AddressRecord> inHand = new ArrayList<>();
    private @Nullable MessagingEngine engine;
    private @Nullable HikariDataSource database;
    private @Nullable StoreSession session;
    private int next;
    private int allowed;

    /** Makes the engine, the contacts and a message to each. */
    @Setup
    public void open() {
        Clock clock = Clock.fixed(NOON, ZoneOffset.UTC);
        InMemoryMessagingStore store = InMemoryMessagingStore.create(clock);
        MessagingEngine made = MessagingEngine.builder()
                .store(AskingStore.over(store, this::ask))
                .addProvider(new NoopProvider(request -> {}))
                .clock(clock)
                .requestsAtOnce(2 * PASS)
                .build();
        made.tenants()
                .register(TenantProfile.of(Contacts.TENANT, "Acme")
                        .sender(Contacts.SENDER, NoopProvider.NAME, NoopProvider.ACCOUNT));
        engine = made;
        boolean stored = rows.equals(IN_HAND) || rows.equals(IN_MEMORY);
        session = stored ? store.session() : sessionOf(rows);
        for (int i = 0; i < (rows.equals(IN_HAND) ? PASS : contacts); i++) {
            if (stored) {
                Contacts.agree(made.tenant(Contacts.TENANT), i);
            }
            claims.add(claim(Contacts.address(i)));
        }
        if (rows.equals(IN_HAND)) {
            claims.forEach(claim -> inHand.add(read(claim)));
        } else {
            Collections.shuffle(claims, new Random(1));
        }
    }

    private StoreSession sessionOf(String url) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.addDataSourceProperty("socketTimeout", "120");
        config.setMaximumPoolSize(3);
        database = new HikariDataSource(config);
        return JdbcMessagingStore.create(database).session();
    }

    private Claim claim(String to) {
        MessageId id = new MessageId(new UUID(1, claims.size()));
        Message message = Message.builder(tenant, id, new ConversationId(id.value()))
                .to(Address.parse(to))
                .content(Content.text(TEXT))
                .purpose(purpose)
                .createdAt(NOON)
                .build();
        return new Claim(new ClaimToken(tenant, id, 1), message, new Claim.Progress(0, 0, 0), NOON);
    }

    private AddressRecord read(Claim claim) {
        Address to = claim.message().to();
        return Objects.requireNonNull(
                Objects.requireNonNull(session).addresses(tenant, Set.of(to)).get(to), "no such contact");
    }

    /**
     * One pass.
     *
     * @return how many may go
     */
    @Benchmark
    @OperationsPerInvocation(PASS)
    public int pass() {
        allowed = 0;
        Objects.requireNonNull(engine).runDue();
        if (allowed != PASS) {
            throw new IllegalStateException("only " + allowed + " of " + PASS + " may go");
        }
        return allowed;
    }

    private void ask(SendGate gate) {
        for (int i = 0; i < PASS; i++) {
            int at = next++ % claims.size();
            Claim claim = claims.get(at);
            AddressRecord row = inHand.isEmpty() ? read(claim) : inHand.get(at);
            IntentDecision decision = gate.decide(claim, row);
            if (decision instanceof IntentDecision.Hold) {
                // The profile is kept for seconds; then the engine reads it outside the locks and asks again.
                Objects.requireNonNull(engine).tenants().find(Contacts.TENANT);
                decision = gate.decide(claim, row);
            }
            allowed += decision instanceof IntentDecision.Proceed ? 1 : 0;
        }
        next %= claims.size();
    }

    /** Ends the engine and the connection. */
    @TearDown
    public void close() {
        Objects.requireNonNull(engine).close();
        if (database != null) {
            database.close();
        }
    }
}
