package io.stratos.messaging.jdbc;

import com.fasterxml.jackson.databind.JsonNode;
import io.stratos.messaging.conversation.ConversationProfile;
import io.stratos.messaging.conversation.ConversationStatus;
import io.stratos.messaging.conversation.Priority;
import io.stratos.messaging.conversation.Reference;
import io.stratos.messaging.id.ContactId;
import io.stratos.messaging.id.ConversationId;
import io.stratos.messaging.id.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Conversations as rows of {@code msg_conversation}. */
final class ConversationRows {

    private static final String COLUMNS = "c.conversation_id, c.contact_id, c.status, c.snoozed_until, c.priority,"
            + " c.assignee, c.tags, c.participants, c.links";

    private ConversationRows() {}

    /** A conversation without its messages. */
    record Row(ConversationId id, ContactId contact, ConversationProfile profile) {}

    static void insert(Sql sql, TenantId tenant, ConversationId id, ContactId contact, ConversationProfile profile) {
        profile(Rows.of(List.of(profile)), tenant, id)
                .uuid("contact_id", p -> contact.value())
                .insertNew(sql, "msg_conversation", "tenant_id", "conversation_id");
    }

    static void update(Sql sql, TenantId tenant, ConversationId id, ConversationProfile profile) {
        profile(Rows.of(List.of(profile)), tenant, id).update(sql, "msg_conversation", "tenant_id", "conversation_id");
    }

    private static Rows<ConversationProfile> profile(
            Rows<ConversationProfile> rows, TenantId tenant, ConversationId id) {
        return rows.text("tenant_id", p -> tenant.value())
                .uuid("conversation_id", p -> id.value())
                .text("status", p -> p.status().name())
                .time("snoozed_until", ConversationProfile::snoozedUntil)
                .text("priority", p -> p.priority().name())
                .text("assignee", ConversationProfile::assignee)
                .text("tags", p -> Json.strings(p.tags()))
                .text("participants", p -> Json.strings(p.participants()))
                .text(
                        "links",
                        p -> Json.array(p.references(), ConversationRows::node).toString());
    }

    /** Brings a snoozed or archived conversation back; one that is active is not touched. */
    static void reopen(Writes writes, TenantId tenant, ConversationId id) {
        writes.add(
                "UPDATE msg_conversation SET status = 'ACTIVE', snoozed_until = NULL"
                        + " WHERE tenant_id = :reopened_of AND conversation_id = :reopened AND status <> 'ACTIVE'",
                update -> update.bind("reopened_of", tenant.value()).bind("reopened", id.value()));
    }

    static Optional<Row> lock(Sql sql, TenantId tenant, ConversationId id) {
        return sql.query("SELECT " + COLUMNS + " FROM msg_conversation c"
                        + " WHERE c.tenant_id = :tenant AND c.conversation_id = :id"
                        + sql.dialect().forUpdate("c"))
                .bind("tenant", tenant.value())
                .bind("id", id.value())
                .map(rs -> read(rs))
                .findOne();
    }

    static Map<ConversationId, Row> of(Sql sql, TenantId tenant, Collection<ConversationId> ids) {
        Map<ConversationId, Row> found = new LinkedHashMap<>();
        Rows<ConversationId> rows = Rows.of(ids).uuid("conversation_id", ConversationId::value);
        rows.bind(sql.query("SELECT " + COLUMNS + " FROM msg_conversation c JOIN " + rows.source()
                        + " ON c.conversation_id = v.conversation_id WHERE c.tenant_id = :tenant"))
                .bind("tenant", tenant.value())
                .map(rs -> read(rs))
                .forEach(row -> found.put(row.id, row));
        return found;
    }

    private static Row read(ResultSet rs) throws SQLException {
        return new Row(
                new ConversationId(Sql.uuid(rs, "conversation_id")),
                new ContactId(Sql.uuid(rs, "contact_id")),
                new ConversationProfile(
                        ConversationStatus.valueOf(rs.getString("status")),
                        Sql.time(rs, "snoozed_until"),
                        Priority.valueOf(rs.getString("priority")),
                        rs.getString("assignee"),
                        new LinkedHashSet<>(Json.strings(rs.getString("tags"))),
                        new LinkedHashSet<>(Json.strings(rs.getString("participants"))),
                        new LinkedHashSet<>(
                                Json.list(Json.parse(rs.getString("links")), ConversationRows::reference))));
    }

    private static JsonNode node(Reference reference) {
        return Json.object().put("type", reference.type()).put("id", reference.id());
    }

    private static Reference reference(JsonNode node) {
        return new Reference(Json.text(node, "type"), Json.text(node, "id"));
    }
}
