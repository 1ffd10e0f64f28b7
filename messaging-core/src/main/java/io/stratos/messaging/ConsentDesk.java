package io.stratos.messaging;

import io.stratos.messaging.consent.Consent;
import io.stratos.messaging.consent.ConsentAction;
import io.stratos.messaging.consent.ConsentEvent;
import io.stratos.messaging.consent.Evidence;
import io.stratos.messaging.consent.Purpose;
import io.stratos.messaging.consent.ReplyReading;
import io.stratos.messaging.contact.Address;
import io.stratos.messaging.contact.PhoneNumber;
import io.stratos.messaging.internal.consent.Classifier;
import io.stratos.messaging.spi.store.AddressRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who agreed to what: record it, ask for it, show what proves it. Every change is an event that stays.
 *
 * <p>Safe for use by many threads. Keywords a contact texts need nothing from the host: a STOP is in force before the
 * provider's call is answered.
 */
public final class ConsentDesk {

    private final TenantScope scope;

    ConsentDesk(TenantScope scope) {
        this.scope = scope;
    }

    /**
     * Records that somebody agreed to one purpose. Does not lift a STOP, whatever the evidence: the answer then still
     * says {@link Consent#isStopped()}; see {@link #resubscribe}.
     *
     * @param address whose consent
     * @param purpose to what
     * @param evidence what proves it
     * @return where it stands now
     */
    public Consent optIn(Address address, Purpose purpose, Evidence evidence) {
        return record(address, ConsentAction.OPT_IN, purpose, evidence);
    }

    /**
     * Records it for a phone number in international form.
     *
     * @param phoneNumber such as {@code "+1 415 555 2671"}
     * @param purpose to what
     * @param evidence what proves it
     * @return where it stands now
     * @throws io.stratos.messaging.exception.InvalidPhoneNumberException if it is not one
     */
    public Consent optIn(String phoneNumber, Purpose purpose, Evidence evidence) {
        return optIn(PhoneNumber.of(phoneNumber), purpose, evidence);
    }

    /**
     * Records that somebody refused one purpose. In force when this returns.
     *
     * @param address whose consent
     * @param purpose what they refused
     * @param evidence what proves it
     * @return where it stands now
     */
    public Consent optOut(Address address, Purpose purpose, Evidence evidence) {
        return record(address, ConsentAction.OPT_OUT, purpose, evidence);
    }

    /**
     * Records that somebody wants nothing more at all, as a STOP does. In force when this returns: no message whose
     * intent to send was not committed before goes any more, claimed ones included. It does not wait for requests that
     * were on their way, as the answer to a STOP does: a host may call it inside its transaction, or for thousands.
     *
     * @param address whose consent
     * @param evidence what proves it
     * @return where it stands now
     */
    public Consent optOutOfAll(Address address, Evidence evidence) {
        return record(address, ConsentAction.OPT_OUT_ALL, null, evidence);
    }

    /**
     * Lifts a STOP because the contact asked for it in another way than by texting START.
     *
     * @param address whose consent
     * @param evidence what proves it
     * @return where it stands now
     */
    public Consent resubscribe(Address address, Evidence evidence) {
        return record(address, ConsentAction.RESUBSCRIBE, null, evidence);
    }

    /**
     * Where the consent of an address stands at this moment.
     *
     * @param address whose consent
     * @return a snapshot; unknown for an address never heard of
     */
    public Consent of(Address address) {
        return scope.session().consent(scope.tenant(), address);
    }

    /**
     * Everything recorded about an address, oldest first.
     *
     * @param address whose consent
     * @return the events
     */
    public List<ConsentEvent> history(Address address) {
        return scope.session().events(scope.tenant(), address);
    }

    /**
     * Reads what a text asks of the engine, as inbound messages are read, and changes nothing: for a host that receives
     * texts by other ways, or wants to know why one was taken for a STOP.
     *
     * @param text what a contact wrote, of any length; read in time linear in it
     * @return the keyword it amounts to, or how sure it is that the contact refuses further texts, with the reason
     */
    public ReplyReading classify(String text) {
        return Classifier.read(text);
    }

    private Consent record(Address address, ConsentAction action, @Nullable Purpose purpose, Evidence evidence) {
        AddressRecord row = scope.ensure(address);
        return scope.session()
                .record(scope.tenant(), new ConsentEvent(row.readAt(), address, action, purpose, evidence));
    }
}
