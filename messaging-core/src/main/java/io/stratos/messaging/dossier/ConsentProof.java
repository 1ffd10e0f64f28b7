package io.stratos.messaging.dossier;

import io.stratos.messaging.consent.Consent;
import io.stratos.messaging.consent.Suppression;
import io.stratos.messaging.contact.Address;
import io.stratos.messaging.delivery.JsonText;
import io.stratos.messaging.id.TenantId;
import java.time.Instant;
import java.util.List;

/**
 * What somebody had agreed to at an instant, and every event that says so.
 *
 * <p>It shows what was recorded, when and by whom; that what was recorded is true, the host has to show. The data, the JSON and
 * the page hold the address and the evidence unmasked: they are for those who may see them.
 *
 * @param tenant to whom they agreed
 * @param address who
 * @param asOf at what instant
 * @param consent where it stood then
 * @param suppressions why nothing was to be sent then, apart from consent
 * @param events every event up to then, oldest first
 * @param doubts what does not fit together between the events and the ledger; empty if all of it does
 */
public record ConsentProof(
        TenantId tenant,
        Address address,
        Instant asOf,
        Consent consent,
        List<Suppression> suppressions,
        List<ProvenEvent> events,
        List<String> doubts) {

    /** Copies the lists. */
    public ConsentProof {
        suppressions = List.copyOf(suppressions);
        events = List.copyOf(events);
        doubts = List.copyOf(doubts);
    }

    /** {@return all of it as JSON by RFC 8259} */
    public String toJson() {
        return JsonText.of(DossierJson.proof(this));
    }

    /** {@return all of it as one HTML page that needs nothing else} */
    public String toHtml() {
        return DossierPage.of(this);
    }

    /** {@return where it stood, with the address masked} */
    @Override
    public String toString() {
        return "at " + asOf + ": " + consent + ", " + events.size() + " events";
    }
}
