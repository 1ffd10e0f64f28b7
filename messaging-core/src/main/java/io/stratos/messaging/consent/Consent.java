package io.stratos.messaging.consent;

import io.stratos.messaging.contact.Address;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where the consent of one address stands: a STOP over everything, and a status for each purpose.
 *
 * <p>A snapshot: an opt-out may commit a moment later. Only the gate, which reads under the address's lock, decides
 * whether a message goes. Immutable and safe for use by many threads.
 */
public final class Consent {

    private final Address address;
    private final @Nullable Instant stoppedAt;
    private final @Nullable Instant heldAt;
    private final Map<Purpose, ConsentStatus> purposes;

    private Consent(
            Address address,
            @Nullable Instant stoppedAt,
            @Nullable Instant heldAt,
            Map<Purpose, ConsentStatus> purposes) {
        this.address = address;
        this.stoppedAt = stoppedAt;
        this.heldAt = heldAt;
        this.purposes = Map.copyOf(purposes);
    }

    /**
     * The state as a store read it.
     *
     * @param address whose consent
     * @param stoppedAt when a STOP took effect that was not lifted since; null for none
     * @param purposes what is recorded for each purpose; absent means unknown
     * @return the snapshot
     */
    public static Consent of(Address address, @Nullable Instant stoppedAt, Map<Purpose, ConsentStatus> purposes) {
        return new Consent(address, stoppedAt, null, purposes);
    }

    /**
     * The same state under a hold.
     *
     * @param since when it was put on hold; null for not at all
     * @return the snapshot
     */
    public Consent heldSince(@Nullable Instant since) {
        return Objects.equals(heldAt, since) ? this : new Consent(address, stoppedAt, since, purposes);
    }

    /**
     * Nothing known.
     *
     * @param address whose consent
     * @return the empty state
     */
    public static Consent unknown(Address address) {
        return new Consent(address, null, null, Map.of());
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
     * @return the status
     */
    public ConsentStatus status(Purpose purpose) {
        return stoppedAt != null ? ConsentStatus.OPTED_OUT : recorded(purpose);
    }

    /**
     * What is recorded for the purpose itself, whatever a STOP says.
     *
     * @param purpose which purpose
     * @return the recorded status
     */
    public ConsentStatus recorded(Purpose purpose) {
        return purposes.getOrDefault(purpose, ConsentStatus.UNKNOWN);
    }

    /**
     * The state after an event: the one rule by which a ledger becomes a state, here and in every store.
     *
     * <p>{@link ConsentAction#OPT_IN} does not lift a STOP. {@link ConsentAction#RESUBSCRIBE} does, brings back what
     * was agreed before, and, where nothing ever was, agrees to {@link Purpose#TRANSACTIONAL} and
     * {@link Purpose#CONVERSATIONAL}: a START is no written consent to marketing. A hold changes nothing of what was agreed.
     *
     * @param event the next event of this address
     * @return the new state
     */
    public Consent after(ConsentEvent event) {
        Map<Purpose, ConsentStatus> next = new EnumMap<>(Purpose.class);
        next.putAll(purposes);
        Purpose purpose = event.purpose();
        switch (event.action()) {
            case OPT_IN -> next.put(required(purpose), ConsentStatus.OPTED_IN);
            case OPT_OUT -> next.put(required(purpose), ConsentStatus.OPTED_OUT);
            case OPT_OUT_ALL -> {
                return new Consent(address, stoppedAt == null ? event.at() : stoppedAt, null, next);
            }
            case RESUBSCRIBE -> {
                if (!next.containsValue(ConsentStatus.OPTED_IN)) {
                    next.put(Purpose.TRANSACTIONAL, ConsentStatus.OPTED_IN);
                    next.put(Purpose.CONVERSATIONAL, ConsentStatus.OPTED_IN);
                }
                return new Consent(address, null, null, next);
            }
            // A STOP is more than a hold.
            case HOLD -> {
                return heldSince(heldAt == null && stoppedAt == null ? event.at() : heldAt);
            }
            case RELEASE -> {
                return heldSince(null);
            }
        }
        return new Consent(address, stoppedAt, heldAt, next);
    }

    private static Purpose required(@Nullable Purpose purpose) {
        if (purpose == null) {
            throw new IllegalArgumentException("an opt-in or opt-out of one purpose must name the purpose");
        }
        return purpose;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Consent that
                && address.equals(that.address)
                && Objects.equals(stoppedAt, that.stoppedAt)
                && Objects.equals(heldAt, that.heldAt)
                && purposes.equals(that.purposes);
    }

    @Override
    public int hashCode() {
        return 31 * address.hashCode() + purposes.hashCode();
    }

    /** {@return the state with the address masked} */
    @Override
    public String toString() {
        return address.masked() + (stoppedAt == null ? "" : " stopped") + (heldAt == null ? "" : " held") + " "
                + new TreeMap<>(purposes);
    }
}
