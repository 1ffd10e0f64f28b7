package io.stratos.messaging.spi.store;

import io.stratos.messaging.contact.Contact;
import io.stratos.messaging.conversation.Conversation;
import io.stratos.messaging.conversation.ConversationChange;
import io.stratos.messaging.id.ContactId;
import io.stratos.messaging.id.ConversationId;
import io.stratos.messaging.id.MessageId;
import io.stratos.messaging.id.TenantId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads and changes of conversations and contacts. Called on the host's thread. */
public interface ConversationRoom {

    /**
     * One conversation, its newest message and its unread count read at that moment.
     *
     * @param tenant whose
     * @param id which
     * @return the conversation, unless this tenant has none of this id
     */
    Optional<Conversation> conversation(TenantId tenant, ConversationId id);

    /**
     * Conversations that have a message, the one with the newest message first; ties cannot be, as the order is that of
     * the newest messages' ids.
     *
     * @param tenant whose
     * @param before only those whose newest message has a smaller id; null for the first page
     * @param limit the most to return
     * @return a page
     */
    List<Conversation> conversations(TenantId tenant, @Nullable MessageId before, int limit);

    /**
     * Applies a change to the profile that is stored at that moment; concurrent changes of one conversation both take
     * effect.
     *
     * @param tenant whose
     * @param id which
     * @param change what to change
     * @return the conversation afterwards, unless this tenant has none of this id
     */
    Optional<Conversation> change(TenantId tenant, ConversationId id, ConversationChange change);

    /**
     * Marks inbound messages up to and including one as read; never moves back.
     *
     * @param tenant whose
     * @param id which conversation
     * @param through the last message read
     */
    void markRead(TenantId tenant, ConversationId id, MessageId through);

    /**
     * One contact with all of their addresses.
     *
     * @param tenant whose
     * @param id which
     * @return the contact, unless this tenant has none of this id
     */
    Optional<Contact> contact(TenantId tenant, ContactId id);
}
