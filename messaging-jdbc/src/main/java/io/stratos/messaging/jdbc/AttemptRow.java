package io.stratos.messaging.jdbc;

import io.stratos.messaging.contact.Address;
import io.stratos.messaging.delivery.Attempt;
import io.stratos.messaging.delivery.Decision;
import io.stratos.messaging.delivery.Outcome;
import io.stratos.messaging.id.AttemptId;
import io.stratos.messaging.message.MessageStatus;
import io.stratos.messaging.routing.Route;
import io.stratos.messaging.spi.store.Claim;
import io.stratos.messaging.spi.store.Intent;
import io.stratos.messaging.spi.store.IntentDecision;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A row of {@code msg_attempt}, guarded by the lock of its message, changed here and written back with others. */
final class AttemptRow {

    static final String COLUMNS = "a.tenant_id, a.message_id, a.token, a.attempt_id, a.unit, a.provider, a.account,"
            + " a.sender, a.pool, a.started_at, a.outcome, a.provider_message_id, a.status,"
            + " a.repeated_at";

    private final Key key;
    private final long token;
    private final AttemptId id;
    private final int unit;
    private final Route route;
    private final Instant startedAt;
    private @Nullable Decision decision;
    private @Nullable Outcome outcome;
    private @Nullable String providerMessageId;
    private MessageStatus status = MessageStatus.SENDING;
    private @Nullable Instant repeatedAt;
    private boolean changed;

    private AttemptRow(Key key, long token, AttemptId id, int unit, Route route, Instant startedAt) {
        this.key = key;
        this.token = token;
        this.id = id;
        this.unit = unit;
        this.route = route;
        this.startedAt = startedAt;
    }

    /** An attempt about to be made, and what the gate said to it. */
    static AttemptRow begun(Key key, Intent intent, IntentDecision.Proceed way, Instant now) {
        Claim claim = intent.claim();
        AttemptRow row = new AttemptRow(
                key, claim.token().token(), intent.attempt(), claim.progress().unit(), way.route(), now);
        row.decision = way.decision();
        return row;
    }

    Instant startedAt() {
        return startedAt;
    }

    private @Nullable Instant decidedAt() {
        return decision == null ? null : decision.at();
    }

    static AttemptRow read(ResultSet rs) throws SQLException {
        Route route = new Route(
                rs.getString("provider"),
                rs.getString("account"),
                Address.restore(rs.getString("sender")),
                rs.getString("pool"));
        AttemptRow row = new AttemptRow(
                Key.read(rs),
                rs.getLong("token"),
                new AttemptId(Sql.uuid(rs, "attempt_id")),
                rs.getInt("unit"),
                route,
                Sql.requiredTime(rs, "started_at"));
        row.outcome = Outcomes.read(rs.getString("outcome"));
        row.providerMessageId = rs.getString("provider_message_id");
        row.status = MessageStatus.valueOf(rs.getString("status"));
        row.repeatedAt = Sql.time(rs, "repeated_at");
        return row;
    }

    /** {@return the attempts of these messages; each message's oldest first} */
    static List<AttemptRow> of(Sql sql, Collection<Key> messages) {
        Rows<Key> rows = Key.rows(messages);
        return rows.bind(sql.query("SELECT " + COLUMNS + " FROM msg_attempt a JOIN " + rows.source()
                        + " ON a.tenant_id = v.tenant_id AND a.message_id = v.message_id ORDER BY a.token"))
                .map(rs -> read(rs))
                .list();
    }

    static void insert(Writes writes, Collection<AttemptRow> rows) {
        Rows.of(rows)
                .text("tenant_id", a -> a.key.tenant().value())
                .uuid("message_id", a -> a.key.message().value())
                .number("token", a -> a.token)
                .uuid("attempt_id", a -> a.id.value())
                .integer("unit", a -> a.unit)
                .text("provider", a -> a.route.provider())
                .text("account", a -> a.route.account())
                .text("sender", a -> a.route.from().value())
                .text("pool", a -> a.route.pool())
                .time("started_at", a -> a.startedAt)
                .time("decided_at", a -> a.startedAt.equals(a.decidedAt()) ? null : a.decidedAt())
                .text(
                        "verdicts",
                        a -> a.decision == null ? null : writes.sql().texts().verdicts(a.decision.verdicts()))
                .text("status", a -> a.status.name())
                .insertInto(writes, "msg_attempt");
    }

    static void write(Writes writes, Collection<AttemptRow> rows) {
        Rows.of(rows.stream().filter(a -> a.changed).toList())
                .text("tenant_id", a -> a.key.tenant().value())
                .uuid("message_id", a -> a.key.message().value())
                .number("token", a -> a.token)
                .text("outcome", a -> Outcomes.write(a.outcome))
                .text("provider_message_id", a -> a.providerMessageId)
                .text("status", a -> a.status.name())
                .update(writes, "msg_attempt", "tenant_id", "message_id", "token");
    }

    /** Writes of each only that it was repeated. */
    static void writeRepeated(Writes writes, Collection<AttemptRow> rows) {
        Rows.of(rows.stream().filter(a -> a.changed).toList())
                .text("tenant_id", a -> a.key.tenant().value())
                .uuid("message_id", a -> a.key.message().value())
                .number("token", a -> a.token)
                .time("repeated_at", a -> a.repeatedAt)
                .update(writes, "msg_attempt", "tenant_id", "message_id", "token");
    }

    Attempt toAttempt() {
        return new Attempt(id, unit, route, startedAt, outcome, providerMessageId, status);
    }

    Key key() {
        return key;
    }

    AttemptId id() {
        return id;
    }

    int unit() {
        return unit;
    }

    Route route() {
        return route;
    }

    MessageStatus status() {
        return status;
    }

    @Nullable
    String providerMessageId() {
        return providerMessageId;
    }

    /** Keeps an outcome, unless it says less than the one known, and follows it. */
    void settle(Outcome news) {
        if (outcome == null || !(news instanceof Outcome.InDoubt)) {
            outcome = news;
            changed = true;
        }
        raise(Outcomes.status(news));
    }

    /** Another request with the same id may leave. */
    void repeat(Instant at) {
        repeatedAt = at;
        changed = true;
    }

    boolean isRepeated() {
        return repeatedAt != null;
    }

    void identify(String providersId) {
        if (providerMessageId == null) {
            providerMessageId = providersId;
            changed = true;
        }
    }

    void raise(MessageStatus news) {
        changed |= status.after(news) != status;
        status = status.after(news);
    }
}
