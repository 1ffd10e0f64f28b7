package io.stratos.messaging.jdbc;

import io.stratos.messaging.contact.Address;
import io.stratos.messaging.contact.Channel;
import io.stratos.messaging.contact.Contact;
import io.stratos.messaging.conversation.Conversation;
import io.stratos.messaging.id.ContactId;
import io.stratos.messaging.id.ConversationId;
import io.stratos.messaging.id.MessageId;
import io.stratos.messaging.id.TenantId;
import io.stratos.messaging.message.Message;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads of messages, conversations and contacts. Where they sort, they name the whole index: H2 does not see by
 * itself that columns with one value change nothing.
 */
final class Conversations {

    private static final UUID ABOVE_ALL = new UUID(-1, -1);

    private Conversations() {}

    static Optional<Message> message(Sql sql, Key key) {
        return sql.query("SELECT " + MessageRows.COLUMNS + " FROM " + MessageRows.SOURCE
                        + " WHERE m.tenant_id = :tenant AND m.message_id = :message")
                .bind("tenant", key.tenant().value())
                .bind("message", key.message().value())
                .map(rs -> MessageRows.read(rs))
                .findOne();
    }

    static List<Message> history(
            Sql sql, TenantId tenant, ConversationId conversation, @Nullable MessageId before, int limit) {
        return sql.query("SELECT " + MessageRows.COLUMNS + " FROM " + MessageRows.SOURCE
                        + " WHERE m.tenant_id = :tenant AND m.conversation_id = :conversation"
                        + " AND m.message_id < :before "
                        + " ORDER BY m.conversation_id DESC, m.message_id DESC"
                        + " FETCH FIRST :limit ROWS ONLY")
                .bind("tenant", tenant.value())
                .bind("conversation", conversation.value())
                .bind("before", before == null ? ABOVE_ALL : before.value())
                .bind("limit", limit)
                .map(rs -> MessageRows.read(rs))
                .list();
    }

    static Optional<Conversation> one(Sql sql, TenantId tenant, ConversationId id) {
        ConversationRows.Row row = ConversationRows.of(sql, tenant, List.of(id)).get(id);
        if (row == null) {
            return Optional.empty();
        }
        List<Message> newest = history(sql, tenant, id, null, 1);
        Counts counts = counts(sql, tenant, List.of(id)).getOrDefault(id, new Counts());
        return Optional.of(conversation(tenant, row, newest.isEmpty() ? null : newest.get(0), counts));
    }

    static List<Conversation> page(Sql sql, TenantId tenant, @Nullable MessageId before, int limit) {
        Map<ConversationId, Message> newest = new LinkedHashMap<>();
        newest(sql, tenant, before, limit).forEach(message -> newest.put(message.conversation(), message));
        if (newest.isEmpty()) {
            return List.of();
        }
        Map<ConversationId, ConversationRows.Row> rows = ConversationRows.of(sql, tenant, newest.keySet());
        Map<ConversationId, Counts> counts = counts(sql, tenant, newest.keySet());
        List<Conversation> page = new ArrayList<>();
        newest.forEach((id, message) -> {
            ConversationRows.Row row = rows.get(id);
            if (row != null) {
                page.add(conversation(tenant, row, message, counts.getOrDefault(id, new Counts())));
            }
        });
        return page;
    }

    /** The tenant's messages from the newest down, those left out that a newer one of their conversation hides. */
    private static List<Message> newest(Sql sql, TenantId tenant, @Nullable MessageId before, int limit) {
        return sql.query("SELECT " + MessageRows.COLUMNS + " FROM " + MessageRows.SOURCE
                        + " WHERE m.tenant_id = :tenant AND m.message_id < :before"
                        + " AND NOT EXISTS (SELECT 1 FROM msg_message n WHERE n.tenant_id = m.tenant_id"
                        + " AND n.conversation_id = m.conversation_id AND n.message_id > m.message_id)"
                        + " ORDER BY m.tenant_id DESC, m.message_id DESC FETCH FIRST :limit ROWS ONLY")
                .bind("tenant", tenant.value())
                .bind("before", before == null ? ABOVE_ALL : before.value())
                .bind("limit", limit)
                .map(rs -> MessageRows.read(rs))
                .list();
    }

    private static Conversation conversation(
            TenantId tenant, ConversationRows.Row row, @Nullable Message newest, Counts counts) {
        return new Conversation(tenant, row.id(), row.contact(), row.profile(), counts.channels, newest, counts.unread);
    }

    private static Map<ConversationId, Counts> counts(Sql sql, TenantId tenant, Collection<ConversationId> ids) {
        Map<ConversationId, Counts> counts = new HashMap<>();
        Rows<ConversationId> rows = Rows.of(ids).uuid("conversation_id", ConversationId::value);
        rows.bind(sql.query("SELECT m.conversation_id, m.channel, SUM(CASE WHEN m.direction = 'INBOUND'"
                        + " AND (c.read_through IS NULL OR m.message_id > c.read_through) THEN 1 ELSE 0 END) AS unread"
                        + " FROM " + rows.source()
                        + " JOIN msg_conversation c ON c.conversation_id = v.conversation_id"
                        + " JOIN msg_message m ON m.tenant_id = c.tenant_id"
                        + " AND m.conversation_id = c.conversation_id"
                        + " WHERE c.tenant_id = :tenant GROUP BY m.conversation_id, m.channel"))
                .bind("tenant", tenant.value())
                .map(rs -> {
                    Counts one = counts.computeIfAbsent(
                            new ConversationId(Sql.uuid(rs, "conversation_id")), id -> new Counts());
                    one.channels.add(Channel.valueOf(rs.getString("channel")));
                    one.unread += rs.getLong("unread");
                    return one;
                })
                .list();
        return counts;
    }

    static void markRead(Sql sql, TenantId tenant, ConversationId id, MessageId through) {
        sql.update("UPDATE msg_conversation SET read_through = :through WHERE tenant_id = :tenant"
                        + " AND conversation_id = :id AND (read_through IS NULL OR read_through < :through)")
                .bind("through", through.value())
                .bind("tenant", tenant.value())
                .bind("id", id.value())
                .execute();
    }

    static Optional<Contact> contact(Sql sql, TenantId tenant, ContactId id) {
        List<Address> addresses = new ArrayList<>();
        List<Contact> bare = sql.query("SELECT c.name, c.created_at, a.address FROM msg_contact c"
                        + " LEFT JOIN msg_address a ON a.tenant_id = c.tenant_id AND a.contact_id = c.contact_id"
                        + " WHERE c.tenant_id = :tenant AND c.contact_id = :contact ORDER BY a.created_at, a.address")
                .bind("tenant", tenant.value())
                .bind("contact", id.value())
                .map(rs -> {
                    String address = rs.getString("address");
                    if (address != null) {
                        addresses.add(Address.restore(address));
                    }
                    Instant created = Sql.requiredTime(rs, "created_at");
                    return new Contact(id, rs.getString("name"), List.of(), created);
                })
                .list();
        return bare.stream()
                .findFirst()
                .map(contact -> new Contact(id, contact.name(), addresses, contact.createdAt()));
    }

    private static final class Counts {
        private final Set<Channel> channels = EnumSet.noneOf(Channel.class);
        private long unread;
    }
}
