package io.stratos.messaging.message;

import io.stratos.messaging.consent.Purpose;
import io.stratos.messaging.contact.Address;
import io.stratos.messaging.id.ConversationId;
import io.stratos.messaging.id.MessageId;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The fields of an {@link OutboundMessage}: written only while a copy is made, read-only once it is handed on. */
final class Draft {

    final @Nullable Address recipient;
    final @Nullable ConversationId conversation;
    Content content = Content.empty();
    Purpose purpose;

    @Nullable
    Address from;

    @Nullable
    String key;

    @Nullable
    String businessKey;

    @Nullable
    Instant sendAt;

    @Nullable
    Instant expiresAt;

    @Nullable
    MessageId parent;

    Handling handling = Handling.usual();

    Map<String, String> metadata = Map.of();

    Draft(@Nullable Address recipient, @Nullable ConversationId conversation, Purpose purpose) {
        this.recipient = recipient;
        this.conversation = conversation;
        this.purpose = purpose;
    }

    Draft with(Consumer<Draft> change) {
        Draft copy = new Draft(recipient, conversation, purpose);
        copy.content = content;
        copy.from = from;
        copy.key = key;
        copy.businessKey = businessKey;
        copy.sendAt = sendAt;
        copy.expiresAt = expiresAt;
        copy.parent = parent;
        copy.handling = handling;
        copy.metadata = metadata;
        change.accept(copy);
        return copy;
    }

    void addMetadata(String name, String value) {
        Map<String, String> more = new TreeMap<>(metadata);
        more.put(name, value);
        metadata = Collections.unmodifiableMap(more);
    }
}
