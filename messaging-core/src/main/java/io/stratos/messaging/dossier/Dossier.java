package io.stratos.messaging.dossier;

import io.stratos.messaging.consent.LedgerCheck;
import io.stratos.messaging.consent.StopRule;
import io.stratos.messaging.delivery.JsonText;
import io.stratos.messaging.delivery.MessageTrace;
import io.stratos.messaging.id.ContactId;
import java.time.Instant;
import java.util.List;

/**
 * Everything that shows why each message to a contact was allowed, or was not: consent, suppression, what the gate said, what
 * was requested of which provider from which number, what the provider reported.
 *
 * <p>The data, the JSON and the page hold addresses, texts and evidence unmasked: they are for those who may see them.
 *
 * @param business the tenant's name as its customers know it
 * @param contact who it is about
 * @param madeAt when, by the store's clock
 * @param ledger whether the tenant's ledger is what was recorded
 * @param addresses of each of the contact's addresses, what was agreed to by then
 * @param messages every message to and from them, oldest first, with all that happened to it
 * @param rules the rows about the reach of a STOP, those the engine ships and the tenant's own
 */
public record Dossier(
        String business,
        ContactId contact,
        Instant madeAt,
        LedgerCheck ledger,
        List<ConsentProof> addresses,
        List<MessageTrace> messages,
        List<StopRule> rules) {

    /** Copies the lists. */
    public Dossier {
        addresses = List.copyOf(addresses);
        messages = List.copyOf(messages);
        rules = List.copyOf(rules);
    }

    /** {@return all of it as JSON by RFC 8259} */
    public String toJson() {
        return JsonText.of(DossierJson.dossier(this));
    }

    /** {@return all of it as one HTML page that needs nothing else, to be printed or kept} */
    public String toHtml() {
        return DossierPage.of(this);
    }

    /** {@return how much it holds; nothing of what it says} */
    @Override
    public String toString() {
        return "dossier of " + contact + ": " + messages.size() + " messages, " + ledger;
    }
}
