package io.stratos.messaging.consent;

import io.stratos.messaging.contact.Address;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where the consent of one address stands: a STOP over everything, a hold, and a status for each purpose.
 *
 * <p>Consent is given for an address, and an address has one channel family: a phone number stands for text messages of
 * any sort, a mail address for mail. So consent to be texted is none to be mailed, and the other way round.
 *
 * <p>A snapshot: an opt-out may commit a moment later. Only the gate, which reads under the address's lock, decides
 * whether a message goes. Immutable and safe for use by many threads.
 */
public final class Consent {

    private final Address address;
    private final @Nullable Instant stoppedAt;
    private final @Nullable Instant heldAt;
    private final Map<Purpose, Standing> purposes;

    /** The tenant's own addresses from which the contact wants nothing, and since when. */
    private final Map<String, Instant> senders;

    /** When the first of what is recorded ends; null if nothing does. */
    private final @Nullable Instant firstEnd;

    private Consent(
            Address address,
            @Nullable Instant stoppedAt,
            @Nullable Instant heldAt,
            Map<Purpose, Standing> purposes,
            Map<String, Instant> senders) {
        this.address = address;
        this.stoppedAt = stoppedAt;
        this.heldAt = heldAt;
        this.purposes = Map.copyOf(purposes);
        this.senders = Map.copyOf(senders);
        this.firstEnd = firstEnd(purposes);
    }

    private static @Nullable Instant firstEnd(Map<Purpose, Standing> purposes) {
        Instant first = null;
        for (Standing standing : purposes.values()) {
            Instant end = standing.firstEnd();
            first = first == null || (end != null && end.isBefore(first)) ? end : first;
        }
        return first;
    }

    /**
     * The state as a store read it.
     *
     * @param address whose consent
     * @param stoppedAt when a STOP took effect that was not lifted since; null for none
     * @param heldAt when it was put on hold; null for not at all
     * @param purposes what is recorded for each purpose; absent means unknown
     * @param stoppedSenders from which of the tenant's addresses alone they want nothing, and since when
     * @return the snapshot
     */
    public static Consent of(
            Address address,
            @Nullable Instant stoppedAt,
            @Nullable Instant heldAt,
            Map<Purpose, Standing> purposes,
            Map<String, Instant> stoppedSenders) {
        return new Consent(address, stoppedAt, heldAt, purposes, stoppedSenders);
    }

    /**
     * Nothing known.
     *
     * @param address whose consent
     * @return the empty state
     */
    public static Consent unknown(Address address) {
        return new Consent(address, null, null, Map.of(), Map.of());
    }

    /** {@return whose consent this is} */
    public Address address() {
        return address;
    }

    /** {@return when the STOP took effect that stands now, if one does} */
    public Optional<Instant> stoppedAt() {
        return Optional.ofNullable(stoppedAt);
    }

    /** {@return whether a STOP stands} */
    public boolean isStopped() {
        return stoppedAt != null;
    }

    /** {@return since when what is sent automatically waits for somebody to decide what the contact meant, if it does} */
    public Optional<Instant> heldAt() {
        return Optional.ofNullable(heldAt);
    }

    /** {@return whether what is sent automatically waits for somebody to decide what the contact meant} */
    public boolean isHeld() {
        return heldAt != null;
    }

    /**
     * The effective status: a STOP overrides whatever was agreed for the purpose.
     *
     * @param purpose what the message would be for
     * @return the status; as of the last event, unless this came from {@link #at}
     */
    public ConsentStatus status(Purpose purpose) {
        return stoppedAt != null ? ConsentStatus.OPTED_OUT : standing(purpose).effective();
    }

    /**
     * What is recorded for the purpose itself, whatever a STOP says.
     *
     * @param purpose which purpose
     * @return the recorded status
     */
    public ConsentStatus recorded(Purpose purpose) {
        return standing(purpose).effective();
    }

    /**
     * What is recorded for the purpose itself, and until when.
     *
     * @param purpose which purpose
     * @return the recorded standing
     */
    public Standing standing(Purpose purpose) {
        return purposes.getOrDefault(purpose, Standing.UNKNOWN);
    }

    /** {@return from which of the tenant's addresses alone they want nothing, and since when; unmodifiable} */
    public Map<String, Instant> stoppedSenders() {
        return senders;
    }

    /**
     * What is left of it at an instant: implied consent ends, and so does waiting for a YES. Nothing has to run for that.
     *
     * @param now by the store's clock
     * @return the state without what is over by then
     */
    public Consent at(Instant now) {
        if (firstEnd == null || now.isBefore(firstEnd)) {
            return this;
        }
        Map<Purpose, Standing> left = new EnumMap<>(Purpose.class);
        purposes.forEach((purpose, one) -> left.put(purpose, one.at(now)));
        left.values().removeIf(Standing.UNKNOWN::equals);
        return new Consent(address, stoppedAt, heldAt, left, senders);
    }

    /**
     * The state after an event: the one rule by which a ledger becomes a state, here and in every store.
     *
     * <p>{@link ConsentAction#OPT_IN} does not lift a STOP. {@link ConsentAction#RESUBSCRIBE} does, brings back what
     * was agreed before, and, where nothing ever was, agrees to {@link Purpose#TRANSACTIONAL} and
     * {@link Purpose#CONVERSATIONAL}: a START is no written consent to marketing. A hold changes nothing of what was
     * agreed. A STOP answers every open request with no; a YES, {@link ConsentAction#CONFIRM}, does not lift one.
     *
     * @param event the next event of this address
     * @return the new state
     */
    public Consent after(ConsentEvent event) {
        Purpose purpose = event.purpose();
        Instant at = event.at();
        return switch (event.action()) {
            case OPT_IN ->
                with(required(purpose), standing(required(purpose)).at(at).optedIn(event.evidence()));
            case OPT_OUT -> with(required(purpose), Standing.of(ConsentStatus.OPTED_OUT));
            case OPT_OUT_ALL -> new Consent(address, stoppedAt == null ? at : stoppedAt, null, unasked(), senders);
            case OPT_OUT_SENDER -> withoutSender(event);
            case RESUBSCRIBE -> resubscribed(at);
            // A STOP is more than a hold.
            case HOLD -> heldSince(heldAt == null && stoppedAt == null ? at : heldAt);
            case RELEASE -> heldSince(null);
            case REQUEST ->
                stoppedAt != null
                        ? this
                        : with(
                                required(purpose),
                                standing(required(purpose))
                                        .at(at)
                                        .asked(event.evidence().expiry().orElse(null)));
            case CONFIRM -> confirmed(at);
            case SUPPRESS, LIFT -> this;
        };
    }

    private Consent heldSince(@Nullable Instant since) {
        return Objects.equals(heldAt, since) ? this : new Consent(address, stoppedAt, since, purposes, senders);
    }

    private Consent with(Purpose purpose, Standing standing) {
        Map<Purpose, Standing> next = new EnumMap<>(Purpose.class);
        next.putAll(purposes);
        next.put(purpose, standing);
        next.values().removeIf(Standing.UNKNOWN::equals);
        return new Consent(address, stoppedAt, heldAt, next, senders);
    }

    private Consent withoutSender(ConsentEvent event) {
        Map<String, Instant> next = new HashMap<>(senders);
        next.putIfAbsent(event.evidence().facts().getOrDefault(Evidence.SENDER, ""), event.at());
        return new Consent(address, stoppedAt, heldAt, purposes, next);
    }

    private Consent resubscribed(Instant at) {
        Map<Purpose, Standing> next = new EnumMap<>(Purpose.class);
        next.putAll(purposes);
        boolean agreed =
                purposes.values().stream().anyMatch(standing -> standing.at(at).status() == ConsentStatus.OPTED_IN);
        if (!agreed) {
            next.put(Purpose.TRANSACTIONAL, Standing.of(ConsentStatus.OPTED_IN));
            next.put(Purpose.CONVERSATIONAL, Standing.of(ConsentStatus.OPTED_IN));
        }
        return new Consent(address, null, null, next, Map.of());
    }

    private Consent confirmed(Instant at) {
        Map<Purpose, Standing> next = new EnumMap<>(Purpose.class);
        next.putAll(purposes);
        next.replaceAll((purpose, standing) ->
                standing.at(at).askedUntil() == null ? standing : Standing.of(ConsentStatus.OPTED_IN));
        return new Consent(address, stoppedAt, heldAt, next, senders);
    }

    private Map<Purpose, Standing> unasked() {
        Map<Purpose, Standing> next = new EnumMap<>(Purpose.class);
        purposes.forEach(
                (purpose, standing) -> next.put(purpose, new Standing(standing.status(), standing.until(), null)));
        next.values().removeIf(Standing.UNKNOWN::equals);
        return next;
    }

    private static Purpose required(@Nullable Purpose purpose) {
        if (purpose == null) {
            throw new IllegalArgumentException("an opt-in, opt-out or request of one purpose must name the purpose");
        }
        return purpose;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Consent that
                && address.equals(that.address)
                && Objects.equals(stoppedAt, that.stoppedAt)
                && Objects.equals(heldAt, that.heldAt)
                && purposes.equals(that.purposes)
                && senders.equals(that.senders);
    }

    @Override
    public int hashCode() {
        return 31 * address.hashCode() + purposes.hashCode();
    }

    /** {@return the state with the address masked} */
    @Override
    public String toString() {
        Map<Purpose, String> words = new TreeMap<>();
        purposes.forEach((purpose, standing) -> words.put(
                purpose,
                standing.status()
                        + standing.expiry().map(end -> " until " + end).orElse("")
                        + standing.pendingUntil()
                                .map(end -> " asked until " + end)
                                .orElse("")));
        return address.masked() + (stoppedAt == null ? "" : " stopped") + (heldAt == null ? "" : " held")
                + (senders.isEmpty() ? "" : " not from " + senders.size() + " senders") + " " + words;
    }
}
