package io.stratos.messaging.conversation;

import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * What a host changes about a conversation: whom it is assigned to, its tags, links, priority and place in the inbox.
 *
 * <p>A description that says nothing about the messages. Applied to the state that is stored at that moment, so that
 * two changes at once both take effect. Immutable and safe for use by many threads.
 */
public final class ConversationChange {

    private final UnaryOperator<ConversationProfile> step;

    private ConversationChange(UnaryOperator<ConversationProfile> step) {
        this.step = step;
    }

    /** {@return a change that changes nothing yet} */
    public static ConversationChange none() {
        return new ConversationChange(profile -> profile);
    }

    /**
     * Assigns it.
     *
     * @param agent the host's id of the agent
     * @return this change and that
     */
    public ConversationChange assign(String agent) {
        return then(p -> p.withAssignee(agent));
    }

    /** {@return this change, and nobody is assigned any more} */
    public ConversationChange unassign() {
        return then(p -> p.withAssignee(null));
    }

    /**
     * Adds a tag.
     *
     * @param tag the tag
     * @return this change and that
     */
    public ConversationChange tag(String tag) {
        return then(p -> p.withTags(plus(p.tags(), tag)));
    }

    /**
     * Takes a tag away.
     *
     * @param tag the tag
     * @return this change and that
     */
    public ConversationChange untag(String tag) {
        return then(p -> p.withTags(minus(p.tags(), tag)));
    }

    /**
     * Lets an agent take part.
     *
     * @param agent the host's id of the agent
     * @return this change and that
     */
    public ConversationChange participant(String agent) {
        return then(p -> p.withParticipants(plus(p.participants(), agent)));
    }

    /**
     * Links it to something of the host's.
     *
     * @param reference what to link to
     * @return this change and that
     */
    public ConversationChange link(Reference reference) {
        return then(p -> p.withReference(reference));
    }

    /**
     * Says how soon it wants an answer.
     *
     * @param priority how soon
     * @return this change and that
     */
    public ConversationChange priority(Priority priority) {
        return then(p -> p.withPriority(priority));
    }

    /**
     * Takes it out of the inbox until an instant.
     *
     * @param until when it comes back
     * @return this change and that
     */
    public ConversationChange snooze(Instant until) {
        return then(p -> p.withStatus(ConversationStatus.SNOOZED, until));
    }

    /** {@return this change, and it is put away} */
    public ConversationChange archive() {
        return then(p -> p.withStatus(ConversationStatus.ARCHIVED, null));
    }

    /** {@return this change, and it is back in the inbox} */
    public ConversationChange reopen() {
        return then(p -> p.withStatus(ConversationStatus.ACTIVE, null));
    }

    /**
     * The profile after this change.
     *
     * @param before the profile as it stands
     * @return the profile as it shall stand
     */
    public ConversationProfile applyTo(ConversationProfile before) {
        return step.apply(before);
    }

    private ConversationChange then(UnaryOperator<ConversationProfile> next) {
        return new ConversationChange(profile -> next.apply(step.apply(profile)));
    }

    private static Set<String> plus(Set<String> set, String value) {
        Set<String> more = new TreeSet<>(set);
        more.add(value);
        return more;
    }

    private static Set<String> minus(Set<String> set, String value) {
        Set<String> fewer = new TreeSet<>(set);
        fewer.remove(value);
        return fewer;
    }
}
