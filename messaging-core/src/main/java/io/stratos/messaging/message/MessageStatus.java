package io.stratos.messaging.message;

import java.util.Collection;

/**
 * How far a message has come. The values form a chain: a status only ever moves up it, whatever order news arrives in.
 *
 * <p>{@link #SENT} means that the provider took the message, not that a phone has it. {@link #IN_DOUBT} means that the
 * provider may have it and nobody can know yet; the engine then asks, and does not send again by itself.
 */
public enum MessageStatus {
    /** Accepted by the engine; no request was written for it yet. */
    QUEUED(0, false),
    /** A request is being written, or was refused in a way that allows another try. */
    SENDING(1, false),
    /** A request was written and its fate is unknown. */
    IN_DOUBT(2, false),
    /** The gate refused it. Nothing was written. */
    BLOCKED(3, true),
    /** The host took it back in time. */
    CANCELLED(3, true),
    /** Its time ran out before it could go. */
    EXPIRED(3, true),
    /** The provider has it. */
    SENT(4, false),
    /** The provider refused it, or could not hand it on. */
    FAILED(5, true),
    /** The carrier reports that the phone did not get it. */
    UNDELIVERED(6, true),
    /** The carrier reports that the phone has it. */
    DELIVERED(7, true),
    /** The contact opened it, where the channel tells. */
    READ(8, true),
    /** Inbound: it is here. */
    RECEIVED(9, true);

    private final int rank;
    private final boolean terminal;

    MessageStatus(int rank, boolean terminal) {
        this.rank = rank;
        this.terminal = terminal;
    }

    /** {@return whether nothing more has to happen; a receipt may still move it up} */
    public boolean isTerminal() {
        return terminal;
    }

    /** {@return whether the message did not and will not reach the contact, as far as is known} */
    public boolean isFailure() {
        return switch (this) {
            case BLOCKED, CANCELLED, EXPIRED, FAILED, UNDELIVERED -> true;
            default -> false;
        };
    }

    /**
     * Where the status stands after a piece of news: the higher of both; between equals the first stands.
     *
     * @param news the status that was reported
     * @return this one or the news
     */
    public MessageStatus after(MessageStatus news) {
        return news.rank > rank ? news : this;
    }

    /**
     * The status of a message that left in several requests: a failure of any is a failure of the whole, the highest one
     * where several failed; else a doubt about any is a doubt about the whole; else the whole is as far as the least of
     * them.
     *
     * @param units the status of every dispatch unit, those not yet sent as {@link #SENDING}
     * @return the status of the message
     * @throws IllegalArgumentException if there is no unit
     */
    public static MessageStatus ofUnits(Collection<MessageStatus> units) {
        if (units.isEmpty()) {
            throw new IllegalArgumentException("a message has at least one dispatch unit");
        }
        MessageStatus least = READ;
        MessageStatus failure = QUEUED;
        for (MessageStatus unit : units) {
            least = unit.rank < least.rank ? unit : least;
            failure = unit.isFailure() ? failure.after(unit) : failure;
        }
        if (failure != QUEUED) {
            return failure;
        }
        return units.contains(IN_DOUBT) ? least.after(IN_DOUBT) : least;
    }
}
