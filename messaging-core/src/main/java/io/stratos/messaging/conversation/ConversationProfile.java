package io.stratos.messaging.conversation;

import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The part of a conversation that hosts change and stores keep; a conversation begins with {@link #initial()}.
 *
 * @param status its place in the inbox
 * @param snoozedUntil when a snoozed one comes back; null otherwise
 * @param priority how soon it wants an answer
 * @param assignee the host's id of the agent; null for none
 * @param tags its tags, sorted
 * @param participants the host's ids of the agents who take part, sorted
 * @param references its links to what the host knows, sorted by type and id
 */
public record ConversationProfile(
        ConversationStatus status,
        @Nullable Instant snoozedUntil,
        Priority priority,
        @Nullable String assignee,
        Set<String> tags,
        Set<String> participants,
        Set<Reference> references) {

    /** Copies the sets. */
    public ConversationProfile {
        tags = Collections.unmodifiableSet(new TreeSet<>(tags));
        participants = Collections.unmodifiableSet(new TreeSet<>(participants));
        references = sorted(references);
    }

    /** {@return what a conversation begins with: active, medium, unassigned, no tags or links} */
    public static ConversationProfile initial() {
        return new ConversationProfile(
                ConversationStatus.ACTIVE, null, Priority.MEDIUM, null, Set.of(), Set.of(), Set.of());
    }

    /** {@return the profile after an inbound message: back in the inbox} */
    public ConversationProfile reopened() {
        return withStatus(ConversationStatus.ACTIVE, null);
    }

    private static Set<Reference> sorted(Set<Reference> references) {
        Set<Reference> result =
                new TreeSet<>(Comparator.comparing(Reference::type).thenComparing(Reference::id));
        result.addAll(references);
        return Collections.unmodifiableSet(result);
    }

    ConversationProfile withStatus(ConversationStatus next, @Nullable Instant until) {
        return new ConversationProfile(next, until, priority, assignee, tags, participants, references);
    }

    ConversationProfile withPriority(Priority next) {
        return new ConversationProfile(status, snoozedUntil, next, assignee, tags, participants, references);
    }

    ConversationProfile withAssignee(@Nullable String next) {
        return new ConversationProfile(status, snoozedUntil, priority, next, tags, participants, references);
    }

    ConversationProfile withTags(Set<String> next) {
        return new ConversationProfile(status, snoozedUntil, priority, assignee, next, participants, references);
    }

    ConversationProfile withParticipants(Set<String> next) {
        return new ConversationProfile(status, snoozedUntil, priority, assignee, tags, next, references);
    }

    ConversationProfile withReference(Reference added) {
        Set<Reference> more = new HashSet<>(references);
        more.add(added);
        return new ConversationProfile(status, snoozedUntil, priority, assignee, tags, participants, more);
    }

    /** {@return the assignee, if there is one} */
    public Optional<String> assigned() {
        return Optional.ofNullable(assignee);
    }
}
