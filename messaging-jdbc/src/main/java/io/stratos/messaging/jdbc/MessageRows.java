package io.stratos.messaging.jdbc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.stratos.messaging.consent.Purpose;
import io.stratos.messaging.contact.Address;
import io.stratos.messaging.contact.Channel;
import io.stratos.messaging.id.ConversationId;
import io.stratos.messaging.id.MessageId;
import io.stratos.messaging.id.TenantId;
import io.stratos.messaging.message.Content;
import io.stratos.messaging.message.Direction;
import io.stratos.messaging.message.Handling;
import io.stratos.messaging.message.Media;
import io.stratos.messaging.message.Message;
import io.stratos.messaging.message.MessageStatus;
import io.stratos.messaging.message.Origin;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Messages as rows of {@code msg_message}. */
final class MessageRows {

    private static final String FIXED =
            "m.tenant_id, m.message_id, m.conversation_id, m.direction, m.origin, m.channel,"
                    + " m.recipient, m.body, m.subject, m.html, m.media, m.purpose, m.parent_id, m.business_key, m.handling, m.metadata,"
                    + " m.created_at, m.scheduled_at, m.expires_at, m.sent_at, m.delivered_at, m.read_at, m.failed_at";

    /** What {@link #read} needs, of the alias {@code m}, of a message that is not SENDING. */
    static final String RESTING = FIXED + ", m.sender, m.status";

    /** What {@link #read} needs, of the alias {@code m}, and {@code d} joined as in {@link #SOURCE}. */
    static final String COLUMNS = FIXED + ", CASE WHEN m.status = 'QUEUED' AND d.unit_limit > 0 THEN 'SENDING'"
            + " ELSE m.status END AS status, CASE WHEN d.state = 'SENDING' THEN (SELECT t.sender FROM msg_attempt t"
            + " WHERE t.tenant_id = m.tenant_id AND t.message_id = m.message_id AND t.token = d.token)"
            + " ELSE m.sender END AS sender";

    /** To be joined to the alias {@code m}: where the message stands while it is on its way. */
    static final String DISPATCH =
            " LEFT JOIN msg_dispatch d ON d.tenant_id = m.tenant_id AND d.message_id = m.message_id";

    static final String SOURCE = "msg_message m" + DISPATCH;

    private MessageRows() {}

    static Message read(ResultSet rs) throws SQLException {
        UUID parent = Sql.uuidOrNull(rs, "parent_id");
        return Message.builder(
                        TenantId.of(rs.getString("tenant_id")),
                        new MessageId(Sql.uuid(rs, "message_id")),
                        new ConversationId(Sql.uuid(rs, "conversation_id")))
                .kind(
                        Direction.valueOf(rs.getString("direction")),
                        Origin.valueOf(rs.getString("origin")),
                        Channel.valueOf(rs.getString("channel")))
                .from(address(rs.getString("sender")))
                .to(Address.restore(rs.getString("recipient")))
                .content(content(rs))
                .purpose(Purpose.valueOf(rs.getString("purpose")))
                .status(MessageStatus.valueOf(rs.getString("status")))
                .parent(parent == null ? null : new MessageId(parent))
                .businessKey(rs.getString("business_key"))
                .handling(Handling.decoded(rs.getString("handling")))
                .metadata(Json.map(rs.getString("metadata")))
                .createdAt(Sql.requiredTime(rs, "created_at"))
                .schedule(Sql.time(rs, "scheduled_at"), Sql.time(rs, "expires_at"))
                .times(
                        Sql.time(rs, "sent_at"),
                        Sql.time(rs, "delivered_at"),
                        Sql.time(rs, "read_at"),
                        Sql.time(rs, "failed_at"))
                .build();
    }

    static void insert(Writes writes, Collection<Message> messages) {
        Rows.of(messages)
                .text("tenant_id", m -> m.tenant().value())
                .uuid("message_id", m -> m.id().value())
                .uuid("conversation_id", m -> m.conversation().value())
                .text("direction", m -> m.direction().name())
                .text("origin", m -> m.origin().name())
                .text("channel", m -> m.channel().name())
                .text("sender", m -> m.from().map(Address::value).orElse(null))
                .text("recipient", m -> m.to().value())
                .text("body", m -> m.content().text())
                .text("subject", m -> m.content().subject())
                .text("html", m -> m.content().html())
                .text("media", m -> media(m.content().media()))
                .text("purpose", m -> m.purpose().name())
                .text("status", m -> m.status().name())
                .uuid("parent_id", m -> m.parent().map(MessageId::value).orElse(null))
                .text("business_key", m -> m.businessKey().orElse(null))
                .text("handling", m -> m.handling().encoded().orElse(null))
                .text("metadata", m -> m.metadata().isEmpty() ? null : Json.map(m.metadata()))
                .time("created_at", Message::createdAt)
                .time("scheduled_at", m -> m.scheduledAt().orElse(null))
                .time("expires_at", m -> m.expiresAt().orElse(null))
                .time("sent_at", m -> m.sentAt().orElse(null))
                .time("delivered_at", m -> m.deliveredAt().orElse(null))
                .time("read_at", m -> m.readAt().orElse(null))
                .time("failed_at", m -> m.failedAt().orElse(null))
                .constant("unit_count", "0")
                .insertInto(writes, "msg_message");
    }

    static @Nullable Address address(@Nullable String value) {
        return value == null ? null : Address.restore(value);
    }

    private static Content content(ResultSet rs) throws SQLException {
        Content content = Content.text(rs.getString("body"))
                .withSubject(rs.getString("subject"))
                .withHtml(rs.getString("html"));
        String media = rs.getString("media");
        if (media != null) {
            for (JsonNode node : Json.parse(media)) {
                JsonNode bytes = node.get("bytes");
                content = content.withMedia(new Media(
                        URI.create(Json.text(node, "url")),
                        Json.text(node, "type"),
                        bytes == null || bytes.isNull() ? null : (Long) bytes.asLong()));
            }
        }
        return content;
    }

    private static @Nullable String media(List<Media> media) {
        if (media.isEmpty()) {
            return null;
        }
        return Json.array(media, item -> {
                    ObjectNode node =
                            Json.object().put("url", item.url().toString()).put("type", item.contentType());
                    return item.bytes() == null ? node : node.put("bytes", item.bytes());
                })
                .toString();
    }
}
