package io.stratos.messaging.memory;

import io.stratos.messaging.contact.Channel;
import io.stratos.messaging.conversation.Conversation;
import io.stratos.messaging.conversation.ConversationProfile;
import io.stratos.messaging.conversation.ConversationStatus;
import io.stratos.messaging.id.ContactId;
import io.stratos.messaging.id.ConversationId;
import io.stratos.messaging.id.MessageId;
import io.stratos.messaging.id.TenantId;
import io.stratos.messaging.message.Direction;
import io.stratos.messaging.message.Message;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One conversation and its messages, by id. */
final class ConversationRow {

    final TenantId tenant;
    final NavigableMap<MessageId, MessageRow> messages = new TreeMap<>();

    private final ConversationId id;
    private final ContactId contact;
    ConversationProfile profile = ConversationProfile.initial();
    private @Nullable MessageId readThrough;

    ConversationRow(TenantId tenant, ConversationId id, ContactId contact) {
        this.tenant = tenant;
        this.id = id;
        this.contact = contact;
    }

    Conversation read() {
        Set<Channel> channels = EnumSet.noneOf(Channel.class);
        messages.values().forEach(row -> channels.add(row.message().channel()));
        Map.Entry<MessageId, MessageRow> newest = messages.lastEntry();
        Message last = newest == null ? null : newest.getValue().message();
        return new Conversation(tenant, id, contact, profile, channels, last, unread());
    }

    /** Newest first, smaller than {@code before}. */
    List<Message> history(@Nullable MessageId before, int limit) {
        NavigableMap<MessageId, MessageRow> older = before == null ? messages : messages.headMap(before, false);
        return older.descendingMap().values().stream()
                .limit(limit)
                .map(MessageRow::message)
                .toList();
    }

    void markRead(MessageId through) {
        if (readThrough == null || through.compareTo(readThrough) > 0) {
            readThrough = through;
        }
    }

    void reopen() {
        if (profile.status() != ConversationStatus.ACTIVE) {
            profile = profile.reopened();
        }
    }

    private long unread() {
        NavigableMap<MessageId, MessageRow> newer =
                readThrough == null ? messages : messages.tailMap(readThrough, false);
        return newer.values().stream()
                .filter(row -> row.message().direction() == Direction.INBOUND)
                .count();
    }
}
