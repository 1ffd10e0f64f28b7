package io.stratos.messaging.jdbc;

import io.stratos.messaging.id.TenantId;
import io.stratos.messaging.message.Message;
import io.stratos.messaging.spi.store.ClaimToken;
import io.stratos.messaging.spi.store.IntentDecision;
import io.stratos.messaging.spi.store.IntentDecision.CatchUp;
import io.stratos.messaging.spi.store.IntentResult;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** When the last late message of each conversation went, as locked rows of {@code msg_catch_up}. */
final class CatchUps {

    private final Map<Conversation, Instant> last = new HashMap<>();
    private final Map<ClaimToken, Instant> late = new HashMap<>();
    private final Set<Conversation> going = new HashSet<>();

    private record Conversation(TenantId tenant, UUID id) {

        static final Comparator<Conversation> ORDER =
                Comparator.comparing(Conversation::tenant).thenComparing(Conversation::id);

        static Conversation of(Message message) {
            return new Conversation(message.tenant(), message.conversation().value());
        }

        static Rows<Conversation> rows(Collection<Conversation> all) {
            return Rows.of(all).text("tenant_id", c -> c.tenant.value()).uuid("conversation_id", Conversation::id);
        }
    }

    private CatchUps() {}

    /**
     * Locks one row for each conversation with a late message, in one order, and makes those that are missing: no row, no
     * lock. Without late messages no statement is run.
     */
    static CatchUps lock(Sql sql, List<IntentResult> asked) {
        CatchUps locked = new CatchUps();
        Set<Conversation> wanted = new TreeSet<>(Conversation.ORDER);
        asked.stream()
                .filter(result -> result.decision() instanceof CatchUp)
                .forEach(result ->
                        wanted.add(Conversation.of(result.intent().claim().message())));
        if (wanted.isEmpty()) {
            return locked;
        }
        Conversation.rows(wanted)
                .time("at", c -> Instant.EPOCH)
                .insertNew(sql, "msg_catch_up", "tenant_id", "conversation_id");
        Rows<Conversation> rows = Conversation.rows(wanted);
        rows.bind(sql.query("SELECT c.tenant_id, c.conversation_id, c.at FROM msg_catch_up c JOIN " + rows.source()
                        + " ON c.tenant_id = v.tenant_id AND c.conversation_id = v.conversation_id"
                        + " ORDER BY c.tenant_id, c.conversation_id"
                        + sql.dialect().forUpdate("c")))
                .map(rs -> Map.entry(
                        new Conversation(TenantId.of(rs.getString("tenant_id")), Sql.uuid(rs, "conversation_id")),
                        Sql.requiredTime(rs, "at")))
                .list()
                .forEach(entry -> locked.last.put(entry.getKey(), entry.getValue()));
        return locked;
    }

    /** Which of the two it is for a late message: no other of the conversation went since it was due, or one did. */
    IntentResult turn(IntentResult result, @Nullable Instant now) {
        if (!(result.decision() instanceof CatchUp catchUp) || now == null) {
            return result;
        }
        ClaimToken token = result.intent().claim().token();
        Conversation conversation = Conversation.of(result.intent().claim().message());
        boolean first = last.getOrDefault(conversation, Instant.EPOCH).isBefore(catchUp.due());
        if (first) {
            last.put(conversation, now);
            going.add(conversation);
            late.put(token, catchUp.due());
        }
        return new IntentResult(result.intent(), first ? catchUp.way() : catchUp.otherwise());
    }

    /** What has no room under a limit does not go now, and stays late. */
    IntentResult owing(IntentResult result) {
        Instant due = late.get(result.intent().claim().token());
        if (due == null || !(result.decision() instanceof IntentDecision.Defer defer)) {
            return result;
        }
        going.remove(Conversation.of(result.intent().claim().message()));
        return new IntentResult(result.intent(), defer.owing(due));
    }

    void write(Writes writes) {
        Conversation.rows(going).time("at", last::get).update(writes, "msg_catch_up", "tenant_id", "conversation_id");
    }
}
