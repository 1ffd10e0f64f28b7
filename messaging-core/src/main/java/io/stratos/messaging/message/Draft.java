package io.stratos.messaging.message;

import io.stratos.messaging.consent.Purpose;
import io.stratos.messaging.contact.Address;
import io.stratos.messaging.id.ConversationId;
import io.stratos.messaging.id.MessageId;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The fields of an {@link OutboundMessage}, copied on each change. */
record Draft(
        @Nullable Address recipient,
        @Nullable ConversationId conversation,
        Content content,
        @Nullable Address from,
        Purpose purpose,
        @Nullable String key,
        @Nullable Instant sendAt,
        @Nullable Instant expiresAt,
        @Nullable MessageId parent,
        Map<String, String> metadata) {

    static Draft to(@Nullable Address recipient, @Nullable ConversationId conversation, Purpose purpose) {
        return new Draft(recipient, conversation, Content.empty(), null, purpose, null, null, null, null, Map.of());
    }

    Draft withContent(Content value) {
        return new Draft(
                recipient, conversation, value, from, purpose, key, sendAt, expiresAt, parent, metadata);
    }

    Draft withFrom(Address value) {
        return new Draft(
                recipient, conversation, content, value, purpose, key, sendAt, expiresAt, parent, metadata);
    }

    Draft withPurpose(Purpose value) {
        return new Draft(recipient, conversation, content, from, value, key, sendAt, expiresAt, parent, metadata);
    }

    Draft withKey(String value) {
        return new Draft(
                recipient, conversation, content, from, purpose, value, sendAt, expiresAt, parent, metadata);
    }

    Draft withTimes(@Nullable Instant earliest, @Nullable Instant deadline) {
        return new Draft(
                recipient, conversation, content, from, purpose, key, earliest, deadline, parent, metadata);
    }

    Draft withParent(MessageId value) {
        return new Draft(
                recipient, conversation, content, from, purpose, key, sendAt, expiresAt, value, metadata);
    }

    Draft withMetadata(String name, String value) {
        Map<String, String> more = new TreeMap<>(metadata);
        more.put(name, value);
        return new Draft(
                recipient, conversation, content, from, purpose, key, sendAt, expiresAt, parent, Map.copyOf(more));
    }
}
