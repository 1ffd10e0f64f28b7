package io.stratos.messaging.delivery;

import io.stratos.messaging.message.Message;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Why a message went, waits or was refused, what happens next, and what would have to change for it to pass.
 *
 * <p>The data holds addresses as they are; {@link #toText()} and {@link #toJson()} are made to be read aloud, pasted into
 * a ticket or logged: they mask addresses, also in what a provider wrote, and hold no text of the message. Immutable and
 * safe for use by many threads.
 *
 * @param trace what is stored: every decision, attempt, receipt and intervention
 * @param asOf when it was read, by the store's clock
 * @param next what happens next
 * @param today what every rule of the gate says at {@code asOf}, with remedies; null unless the message is blocked,
 *     expired or waiting for the gate
 * @param listening what is known of what the recipient may have texted to where the message came from, or would, and no webhook brought;
 *     null if that is not settled, or this engine does not have the provider
 */
public record Explanation(
        MessageTrace trace,
        Instant asOf,
        NextStep next,
        @Nullable Decision today,
        @Nullable Listening listening) {

    /** {@return the message as it stands} */
    public Message message() {
        return trace.message();
    }

    /** {@return what the gate said each time it was asked about sending it, oldest first} */
    public List<Decision> decisions() {
        return trace.decisions();
    }

    /** {@return every request that was, or was about to be, written, oldest first} */
    public List<Attempt> attempts() {
        return trace.attempts();
    }

    /** {@return what the provider reported, oldest first} */
    public List<Receipt> receipts() {
        return trace.receipts();
    }

    /** {@return what every rule of the gate says now, if the message is blocked, expired or waits for the gate} */
    public Optional<Decision> askedAgain() {
        return Optional.ofNullable(today);
    }

    /** {@return what is known of replies that no webhook brought, where it is settled which number they would go to} */
    public Optional<Listening> repliesKnown() {
        return Optional.ofNullable(listening);
    }

    /**
     * What would have to change for it to pass now. A message that is over does not come back: hand in a new one.
     *
     * @return one remedy for each verdict in the way; none if none is
     */
    public List<Remedy> remedies() {
        return today == null ? List.of() : today.remedies();
    }

    /**
     * A transcript for people: one line for each fact with the time since the message was handed in, then what would
     * have to change, and what happens next and when.
     *
     * @return lines, each ended
     */
    public String toText() {
        return TraceText.of(this);
    }

    /**
     * The whole as JSON (RFC 8259), indented; instants in ISO 8601, UTC. Members are always there, {@code null} where
     * there is nothing to say; later versions may add some, and raise {@code version} if one changes its meaning.
     *
     * <ul>
     *   <li>{@code version}: 1; {@code asOf}: when it was read
     *   <li>{@code message}: {@code id}, {@code tenant}, {@code conversation}, {@code to} and {@code from} (masked),
     *       {@code direction}, {@code channel}, {@code purpose}, {@code origin}, {@code status}, {@code businessKey},
     *       {@code createdAt}, {@code scheduledAt}, {@code expiresAt}, {@code sentAt}, {@code deliveredAt},
     *       {@code readAt}, {@code failedAt}
     *   <li>{@code events}, oldest first, each with {@code type}, {@code at} and {@code sinceAccept} (ISO 8601 duration):
     *       {@code decision} with {@code stage}, {@code ruling} and {@code verdicts}; {@code attempt} with {@code id},
     *       {@code unit}, {@code provider}, {@code account}, {@code from}, {@code status}, {@code outcome} (or null) and
     *       {@code providerMessageId}; {@code receipt} with {@code status}, {@code code}, {@code detail} and
     *       {@code providerMessageId}; {@code intervention} with {@code action}, {@code attempt} (or null), {@code by} and
     *       {@code reason}; {@code rescheduled} with {@code to}, and null for {@code at}, which is not kept;
     *       {@code cancelled}
     *   <li>a verdict: {@code rule}, {@code ruling}, {@code reason}, {@code allowedFrom}
     *   <li>an outcome: {@code result} ({@code ACCEPTED}, {@code NOT_SENT}, {@code REFUSED}, {@code IN_DOUBT}),
     *       {@code reason}, {@code retryAfter} (ISO 8601 duration), {@code refusal}, {@code code}
     *   <li>{@code dispatch}, or null: {@code state}, {@code due}, {@code unit}, {@code attempts}, {@code looks}
     *   <li>{@code next}: {@code kind}, {@code at}, {@code text}
     *   <li>{@code listening}, or null: {@code provider}, {@code account}, {@code by}, {@code knownUntil}, {@code problem} and
     *       {@code text}
     *   <li>{@code wouldPass}, or null: {@code ruling}, {@code verdicts}, and {@code remedies}, each with {@code rule},
     *       {@code text} and {@code from}
     * </ul>
     *
     * @return the object
     */
    public String toJson() {
        return ExplanationJson.of(this);
    }
}
