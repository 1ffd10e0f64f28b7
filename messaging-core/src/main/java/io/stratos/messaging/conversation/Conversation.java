package io.stratos.messaging.conversation;

import io.stratos.messaging.contact.Channel;
import io.stratos.messaging.id.ContactId;
import io.stratos.messaging.id.ConversationId;
import io.stratos.messaging.id.TenantId;
import io.stratos.messaging.message.Message;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Everything said with one contact, as it stood when it was read: all channels, all of the tenant's numbers.
 *
 * <p>A snapshot. There is one conversation for each contact of a tenant; one without a message is not listed. Counts
 * are counted when read, so they are right at that moment.
 *
 * @param tenant whose conversation
 * @param id its id
 * @param contact with whom
 * @param profile status, assignee, tags, links: what hosts change
 * @param channels the channels used so far
 * @param lastMessage the newest message; null before the first
 * @param unread how many inbound messages came after the last one marked read
 */
public record Conversation(
        TenantId tenant,
        ConversationId id,
        ContactId contact,
        ConversationProfile profile,
        Set<Channel> channels,
        @Nullable Message lastMessage,
        long unread) {

    /** Copies the set. */
    public Conversation {
        channels = Set.copyOf(channels);
    }

    /** {@return the newest message, if there is one} */
    public Optional<Message> last() {
        return Optional.ofNullable(lastMessage);
    }

    /** {@return when something was last said, if anything was} */
    public Optional<Instant> lastActivity() {
        return last().map(Message::createdAt);
    }

    @Override
    public String toString() {
        return "Conversation " + id + " of " + tenant + ", " + unread + " unread";
    }
}
