package io.stratos.messaging.message;

import io.stratos.messaging.consent.Purpose;
import io.stratos.messaging.contact.Address;
import io.stratos.messaging.contact.Channel;
import io.stratos.messaging.id.ConversationId;
import io.stratos.messaging.id.MessageId;
import io.stratos.messaging.id.TenantId;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One message of a conversation as it stood when it was read, inbound or outbound, on any channel.
 *
 * <p>A snapshot: its status may have moved on since. Stores build it, hosts read it. Immutable and safe for use by many
 * threads.
 */
public final class Message {

    private final Builder parts;

    private Message(Builder parts) {
        this.parts = parts;
    }

    /**
     * Begins a message; every required part is an argument here or checked by {@link Builder#build()}.
     *
     * @param tenant whose message
     * @param id its id
     * @param conversation where it belongs
     * @return an empty builder
     */
    public static Builder builder(TenantId tenant, MessageId id, ConversationId conversation) {
        return new Builder(tenant, id, conversation);
    }

    /** {@return a builder that starts from this message} */
    public Builder toBuilder() {
        return new Builder(parts);
    }

    /** {@return whose message it is} */
    public TenantId tenant() {
        return parts.tenant;
    }

    /** {@return its id} */
    public MessageId id() {
        return parts.id;
    }

    /** {@return the conversation it belongs to} */
    public ConversationId conversation() {
        return parts.conversation;
    }

    /** {@return which way it goes} */
    public Direction direction() {
        return parts.direction;
    }

    /** {@return who caused it} */
    public Origin origin() {
        return parts.origin;
    }

    /** {@return the channel that carries it} */
    public Channel channel() {
        return parts.channel;
    }

    /** {@return the sender; empty for an outbound message whose sender has not been chosen yet} */
    public Optional<Address> from() {
        return Optional.ofNullable(parts.from);
    }

    /** {@return the recipient} */
    public Address to() {
        return parts.recipient();
    }

    /** {@return the contact's address: the recipient of an outbound message, the sender of an inbound one} */
    public Address contactAddress() {
        return parts.direction == Direction.OUTBOUND ? parts.recipient() : Objects.requireNonNull(parts.from);
    }

    /** {@return what it says} */
    public Content content() {
        return parts.content;
    }

    /** {@return what it is for} */
    public Purpose purpose() {
        return parts.purpose;
    }

    /** {@return which queue it waits in: BULK for marketing and what was said to be bulk, else EXPRESS; an answer to a keyword is EXPRESS} */
    public Lane lane() {
        boolean bulk = purpose() == Purpose.MARKETING || handling().isBulk();
        return bulk && origin() == Origin.HOST ? Lane.BULK : Lane.EXPRESS;
    }

    /** {@return how far it has come} */
    public MessageStatus status() {
        return parts.status;
    }

    /** {@return the message it answers, if any} */
    public Optional<MessageId> parent() {
        return Optional.ofNullable(parts.parent);
    }

    /** {@return what it is about, in the host's words, if the host said so} */
    public Optional<String> businessKey() {
        return Optional.ofNullable(parts.businessKey);
    }

    /** {@return how it is treated, where that is not as usual} */
    public Handling handling() {
        return parts.handling;
    }

    /** {@return what the engine may do by itself if nobody can know whether the provider took it} */
    public DoubtPolicy doubtPolicy() {
        return parts.handling.doubtPolicy().orElseGet(() -> DoubtPolicy.of(parts.purpose));
    }

    /** {@return the host's facts by name, unmodifiable} */
    public Map<String, String> metadata() {
        return parts.metadata;
    }

    /** {@return when the engine accepted or received it, by the store's clock} */
    public Instant createdAt() {
        return parts.created();
    }

    /** {@return the earliest instant it may go, if the host named one} */
    public Optional<Instant> scheduledAt() {
        return Optional.ofNullable(parts.scheduledAt);
    }

    /** {@return the first instant at which it is too late, if there is one} */
    public Optional<Instant> expiresAt() {
        return Optional.ofNullable(parts.expiresAt);
    }

    /** {@return when the provider took it, if it did} */
    public Optional<Instant> sentAt() {
        return Optional.ofNullable(parts.sentAt);
    }

    /** {@return when it reached the phone, if that was reported} */
    public Optional<Instant> deliveredAt() {
        return Optional.ofNullable(parts.deliveredAt);
    }

    /** {@return when it was read, if that was reported} */
    public Optional<Instant> readAt() {
        return Optional.ofNullable(parts.readAt);
    }

    /** {@return when it failed for good, if it did} */
    public Optional<Instant> failedAt() {
        return Optional.ofNullable(parts.failedAt);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Message that
                && parts.tenant.equals(that.parts.tenant)
                && parts.id.equals(that.parts.id)
                && parts.status == that.parts.status;
    }

    @Override
    public int hashCode() {
        return parts.id.hashCode();
    }

    /** {@return id, direction and status; addresses masked, no text} */
    @Override
    public String toString() {
        return "Message " + parts.id + " " + parts.direction + " " + parts.channel + " " + parts.from + " -> "
                + parts.to + " " + parts.status;
    }

    /** Collects the parts of a {@link Message}. Not safe for use by several threads. */
    public static final class Builder {

        private final TenantId tenant;
        private final MessageId id;
        private final ConversationId conversation;
        private Direction direction = Direction.OUTBOUND;
        private Origin origin = Origin.HOST;
        private Channel channel = Channel.SMS;
        private @Nullable Address from;
        private @Nullable Address to;
        private Content content = Content.empty();
        private Purpose purpose = Purpose.TRANSACTIONAL;
        private MessageStatus status = MessageStatus.QUEUED;
        private @Nullable MessageId parent;
        private @Nullable String businessKey;
        private Handling handling = Handling.usual();
        private Map<String, String> metadata = Map.of();
        private @Nullable Instant createdAt;
        private @Nullable Instant scheduledAt;
        private @Nullable Instant expiresAt;
        private @Nullable Instant sentAt;
        private @Nullable Instant deliveredAt;
        private @Nullable Instant readAt;
        private @Nullable Instant failedAt;

        private Builder(TenantId tenant, MessageId id, ConversationId conversation) {
            this.tenant = tenant;
            this.id = id;
            this.conversation = conversation;
        }

        private Builder(Builder from) {
            this(from.tenant, from.id, from.conversation);
            kind(from.direction, from.origin, from.channel).from(from.from);
            this.to = from.to;
            content(from.content).purpose(from.purpose).status(from.status).parent(from.parent);
            this.businessKey = from.businessKey;
            this.handling = from.handling;
            this.metadata = from.metadata;
            this.createdAt = from.createdAt;
            schedule(from.scheduledAt, from.expiresAt);
            times(from.sentAt, from.deliveredAt, from.readAt, from.failedAt);
        }

        /**
         * Says what sort of message it is; outbound SMS of the host unless called.
         *
         * @param direction which way
         * @param origin who caused it
         * @param channel what carries it
         * @return this builder
         */
        public Builder kind(Direction direction, Origin origin, Channel channel) {
            this.direction = direction;
            this.origin = origin;
            this.channel = channel;
            return this;
        }

        /**
         * Names the sender.
         *
         * @param sender null while it has not been chosen
         * @return this builder
         */
        public Builder from(@Nullable Address sender) {
            this.from = sender;
            return this;
        }

        /**
         * Names the recipient. Required.
         *
         * @param recipient who gets it
         * @return this builder
         */
        public Builder to(Address recipient) {
            this.to = recipient;
            return this;
        }

        /**
         * Says it.
         *
         * @param value text and media
         * @return this builder
         */
        public Builder content(Content value) {
            this.content = value;
            return this;
        }

        /**
         * Says what for; transactional unless called.
         *
         * @param value what for
         * @return this builder
         */
        public Builder purpose(Purpose value) {
            this.purpose = value;
            return this;
        }

        /**
         * Says how far it has come; queued unless called.
         *
         * @param value how far
         * @return this builder
         */
        public Builder status(MessageStatus value) {
            this.status = value;
            return this;
        }

        /**
         * Names the message answered.
         *
         * @param value null for none
         * @return this builder
         */
        public Builder parent(@Nullable MessageId value) {
            this.parent = value;
            return this;
        }

        /**
         * Says what it is about.
         *
         * @param value the host's name for it; null for none
         * @return this builder
         */
        public Builder businessKey(@Nullable String value) {
            this.businessKey = value;
            return this;
        }

        /**
         * Says how it is treated; as usual unless called.
         *
         * @param value what is not as usual
         * @return this builder
         */
        public Builder handling(Handling value) {
            this.handling = value;
            return this;
        }

        /**
         * Keeps the host's facts.
         *
         * @param facts by name; copied
         * @return this builder
         */
        public Builder metadata(Map<String, String> facts) {
            this.metadata = Collections.unmodifiableMap(new TreeMap<>(facts));
            return this;
        }

        /**
         * Says when the engine accepted or received it. Required.
         *
         * @param at by the store's clock
         * @return this builder
         */
        public Builder createdAt(Instant at) {
            this.createdAt = at;
            return this;
        }

        /**
         * Bounds when it may go.
         *
         * @param earliest null for at once
         * @param deadline the first instant at which it is too late; null for never
         * @return this builder
         */
        public Builder schedule(@Nullable Instant earliest, @Nullable Instant deadline) {
            this.scheduledAt = earliest;
            this.expiresAt = deadline;
            return this;
        }

        /**
         * Says what happened when, each null until it has.
         *
         * @param sent the provider took it
         * @param delivered it reached the phone
         * @param read it was opened
         * @param failed it failed for good
         * @return this builder
         */
        public Builder times(
                @Nullable Instant sent, @Nullable Instant delivered, @Nullable Instant read, @Nullable Instant failed) {
            this.sentAt = sent;
            this.deliveredAt = delivered;
            this.readAt = read;
            this.failedAt = failed;
            return this;
        }

        /**
         * Checks that nothing required is missing.
         *
         * @return the message
         * @throws IllegalStateException if recipient or creation time is missing, or an inbound message has no sender
         */
        public Message build() {
            recipient();
            created();
            if (direction == Direction.INBOUND && from == null) {
                throw new IllegalStateException("inbound message " + id + " has no sender; call from(...)");
            }
            return new Message(new Builder(this));
        }

        private Address recipient() {
            if (to == null) {
                throw new IllegalStateException("message " + id + " has no recipient; call to(...)");
            }
            return to;
        }

        private Instant created() {
            if (createdAt == null) {
                throw new IllegalStateException("message " + id + " has no creation time; call createdAt(...)");
            }
            return createdAt;
        }
    }
}
