package io.stratos.messaging;

import io.stratos.messaging.contact.Address;
import io.stratos.messaging.contact.Contact;
import io.stratos.messaging.conversation.Conversation;
import io.stratos.messaging.conversation.ConversationChange;
import io.stratos.messaging.delivery.Acceptance;
import io.stratos.messaging.exception.UnknownConversationException;
import io.stratos.messaging.id.ConversationId;
import io.stratos.messaging.id.MessageId;
import io.stratos.messaging.message.Message;
import io.stratos.messaging.message.OutboundMessage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A tenant's conversations: one for each contact, over all channels and numbers. Safe for use by many threads.
 *
 * <p>Pages are kept stable by ids: what arrives while somebody reads shifts nothing.
 */
public final class Conversations {

    private static final int LARGEST_PAGE = 500;

    private final TenantScope scope;

    Conversations(TenantScope scope) {
        this.scope = scope;
    }

    /**
     * The conversation with whoever has an address; made if there is none. One without messages is not listed.
     *
     * @param address a phone number or email address
     * @return its id
     */
    public ConversationId with(Address address) {
        return scope.ensure(address).conversation();
    }

    /**
     * Looks a conversation up.
     *
     * @param id its id
     * @return the conversation as it stands; empty if this tenant has none of this id
     */
    public Optional<Conversation> find(ConversationId id) {
        return scope.session().conversation(scope.tenant(), id);
    }

    /**
     * The first page of the inbox: the conversation with the newest message first.
     *
     * @param limit how many, 1 to 500
     * @return a page
     */
    public List<Conversation> newest(int limit) {
        return scope.session().conversations(scope.tenant(), null, checked(limit));
    }

    /** {@return the conversation in which something was said last, if anything ever was} */
    public Optional<Conversation> latest() {
        return newest(1).stream().findFirst();
    }

    /**
     * The page after a conversation.
     *
     * @param last the last conversation of the page before
     * @param limit how many, 1 to 500
     * @return a page; empty at the end
     */
    public List<Conversation> after(Conversation last, int limit) {
        MessageId newest = last.last()
                .map(Message::id)
                .orElseThrow(() -> new IllegalArgumentException(
                        "conversation " + last.id() + " has no message, so it stands on no page"));
        return scope.session().conversations(scope.tenant(), newest, checked(limit));
    }

    /**
     * What was said last, in the order it was said.
     *
     * @param id which conversation
     * @param limit how many messages, 1 to 500
     * @return the newest messages, oldest of them first
     * @throws UnknownConversationException if this tenant has none of this id
     */
    public List<Message> history(ConversationId id, int limit) {
        return said(id, null, limit);
    }

    /**
     * What was said before a message, in the order it was said.
     *
     * @param id which conversation
     * @param before the oldest message of the page read before
     * @param limit how many messages, 1 to 500
     * @return the messages right before it, oldest first; empty at the beginning
     * @throws UnknownConversationException if this tenant has none of this id
     */
    public List<Message> historyBefore(ConversationId id, MessageId before, int limit) {
        return said(id, before, limit);
    }

    /**
     * Answers the contact, at the address they last wrote from, from the number they last wrote to.
     *
     * @param id which conversation
     * @param text what to say
     * @return as {@link Messages#send(OutboundMessage)} does, with the same exceptions
     */
    public Acceptance reply(ConversationId id, String text) {
        return scope.accept(List.of(OutboundMessage.reply(id).text(text))).get(0);
    }

    /**
     * Changes whom it is assigned to, its tags, links, priority or place in the inbox. Two changes at once both take
     * effect.
     *
     * @param id which conversation
     * @param change what to change
     * @return the conversation afterwards
     * @throws UnknownConversationException if this tenant has none of this id
     */
    public Conversation change(ConversationId id, ConversationChange change) {
        return scope.session().change(scope.tenant(), id, change).orElseThrow(() -> unknown(id));
    }

    /**
     * Marks everything said up to now as read.
     *
     * @param id which conversation
     * @throws UnknownConversationException if this tenant has none of this id
     */
    public void markRead(ConversationId id) {
        Conversation conversation = find(id).orElseThrow(() -> unknown(id));
        conversation.last().ifPresent(last -> scope.session().markRead(scope.tenant(), id, last.id()));
    }

    /**
     * The contact of a conversation.
     *
     * @param id which conversation
     * @return who it is with
     * @throws UnknownConversationException if this tenant has none of this id
     */
    public Contact contact(ConversationId id) {
        Conversation conversation = find(id).orElseThrow(() -> unknown(id));
        return scope.session().contact(scope.tenant(), conversation.contact()).orElseThrow(() -> unknown(id));
    }

    private List<Message> said(ConversationId id, @Nullable MessageId before, int limit) {
        List<Message> newestFirst = scope.session().history(scope.tenant(), id, before, checked(limit));
        if (newestFirst.isEmpty() && find(id).isEmpty()) {
            throw unknown(id);
        }
        List<Message> oldestFirst = new ArrayList<>(newestFirst);
        Collections.reverse(oldestFirst);
        return oldestFirst;
    }

    private UnknownConversationException unknown(ConversationId id) {
        return new UnknownConversationException(scope.tenant().value(), id.toString());
    }

    private static int checked(int limit) {
        if (limit < 1 || limit > LARGEST_PAGE) {
            throw new IllegalArgumentException("limit was " + limit + "; use 1 to " + LARGEST_PAGE);
        }
        return limit;
    }
}
