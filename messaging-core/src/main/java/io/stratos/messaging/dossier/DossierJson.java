package io.stratos.messaging.dossier;

import io.stratos.messaging.consent.Consent;
import io.stratos.messaging.consent.ConsentEvent;
import io.stratos.messaging.consent.LedgerCheck;
import io.stratos.messaging.consent.Purpose;
import io.stratos.messaging.consent.Standing;
import io.stratos.messaging.consent.StopRule;
import io.stratos.messaging.consent.Suppression;
import io.stratos.messaging.contact.Address;
import io.stratos.messaging.delivery.Attempt;
import io.stratos.messaging.delivery.Decision;
import io.stratos.messaging.delivery.Intervention;
import io.stratos.messaging.delivery.MessageTrace;
import io.stratos.messaging.delivery.Outcome;
import io.stratos.messaging.delivery.Receipt;
import io.stratos.messaging.delivery.Verdict;
import io.stratos.messaging.message.Media;
import io.stratos.messaging.message.Message;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The documents as maps and lists. */
final class DossierJson {

    private DossierJson() {}

    static Map<String, Object> dossier(Dossier dossier) {
        return object(
                "document", "stratos-dossier-1",
                "business", dossier.business(),
                "contact", dossier.contact(),
                "madeAt", dossier.madeAt(),
                "ledger", ledger(dossier.ledger()),
                "addresses",
                        dossier.addresses().stream().map(DossierJson::proof).toList(),
                "messages",
                        dossier.messages().stream().map(DossierJson::message).toList(),
                "stopRules", dossier.rules().stream().map(DossierJson::rule).toList());
    }

    private static Map<String, Object> ledger(LedgerCheck check) {
        return object(
                "intact", check.isIntact() ? "yes" : "no",
                "lines", check.lines(),
                "head", check.head(),
                "brokenAt", check.firstBreak().map(LedgerCheck.Break::position).orElse(null),
                "broken", check.firstBreak().map(LedgerCheck.Break::what).orElse(null));
    }

    static Map<String, Object> proof(ConsentProof proof) {
        return object(
                "tenant", proof.tenant(),
                "address", proof.address().value(),
                "asOf", proof.asOf(),
                "consent", consent(proof.consent()),
                "suppressions",
                        proof.suppressions().stream()
                                .map(DossierJson::suppression)
                                .toList(),
                "events", proof.events().stream().map(DossierJson::event).toList(),
                "doubts", proof.doubts());
    }

    private static Map<String, Object> consent(Consent consent) {
        Map<String, Object> json = object(
                "stoppedAt", consent.stoppedAt().orElse(null),
                "heldAt", consent.heldAt().orElse(null));
        for (Purpose purpose : Purpose.values()) {
            Standing standing = consent.standing(purpose);
            json.put(
                    purpose.name(),
                    object(
                            "status", consent.status(purpose),
                            "recorded", standing.status(),
                            "until", standing.until(),
                            "askedUntil", standing.askedUntil()));
        }
        json.put("stoppedSenders", new TreeMap<>(consent.stoppedSenders()));
        return json;
    }

    private static Map<String, Object> suppression(Suppression one) {
        return object("reason", one.reason(), "at", one.at(), "until", one.until());
    }

    private static Map<String, Object> event(ProvenEvent proven) {
        ConsentEvent event = proven.event();
        return object(
                "at", event.at(),
                "action", event.action(),
                "purpose", event.purpose(),
                "source", event.evidence().source(),
                "facts", new TreeMap<>(event.evidence().facts()),
                "position", proven.position(),
                "link", proven.link());
    }

    private static Map<String, Object> rule(StopRule rule) {
        return object("region", rule.region(), "from", rule.from(), "scope", rule.scope(), "source", rule.source());
    }

    private static Map<String, Object> message(MessageTrace trace) {
        Message message = trace.message();
        Map<String, Object> json = object(
                "id", message.id(),
                "direction", message.direction(),
                "origin", message.origin(),
                "channel", message.channel(),
                "purpose", message.purpose(),
                "from", message.from().map(Address::value).orElse(null),
                "to", message.to().value(),
                "text", message.content().text(),
                "media", message.content().media().stream().map(Media::toString).toList());
        json.putAll(object(
                "status", message.status(),
                "createdAt", message.createdAt(),
                "scheduledAt", message.scheduledAt().orElse(null),
                "sentAt", message.sentAt().orElse(null),
                "deliveredAt", message.deliveredAt().orElse(null),
                "failedAt", message.failedAt().orElse(null),
                "decisions",
                        trace.decisions().stream().map(DossierJson::decision).toList(),
                "attempts", trace.attempts().stream().map(DossierJson::attempt).toList(),
                "receipts", trace.receipts().stream().map(DossierJson::receipt).toList(),
                "interventions",
                        trace.interventions().stream()
                                .map(DossierJson::intervention)
                                .toList()));
        return json;
    }

    private static Map<String, Object> decision(Decision decision) {
        return object(
                "at", decision.at(),
                "stage", decision.stage(),
                "ruling", decision.ruling(),
                "verdicts",
                        decision.verdicts().stream().map(DossierJson::verdict).toList());
    }

    private static Map<String, Object> verdict(Verdict verdict) {
        return object(
                "rule", verdict.rule(),
                "ruling", verdict.ruling(),
                "reason", verdict.reason(),
                "until", verdict.until());
    }

    private static Map<String, Object> attempt(Attempt attempt) {
        return object(
                "id", attempt.id(),
                "startedAt", attempt.startedAt(),
                "provider", attempt.route().provider(),
                "account", attempt.route().account(),
                "from", attempt.route().from().value(),
                "outcome", attempt.settled().map(DossierJson::words).orElse(null),
                "providerMessageId", attempt.providerMessageId(),
                "status", attempt.status());
    }

    static String words(Outcome outcome) {
        if (outcome instanceof Outcome.Accepted accepted) {
            return "accepted as " + accepted.providerMessageId();
        }
        if (outcome instanceof Outcome.NotSent notSent) {
            return "not sent: " + notSent.reason();
        }
        if (outcome instanceof Outcome.Refused refused) {
            return "refused (" + refused.refusal() + ", code " + refused.code() + "): " + refused.detail();
        }
        return "in doubt: " + ((Outcome.InDoubt) outcome).reason();
    }

    private static Map<String, Object> receipt(Receipt receipt) {
        return object(
                "receivedAt", receipt.receivedAt(),
                "status", receipt.status(),
                "code", receipt.code(),
                "detail", receipt.detail(),
                "providerMessageId", receipt.providerMessageId());
    }

    private static Map<String, Object> intervention(Intervention done) {
        return object("at", done.at(), "action", done.action(), "by", done.by(), "reason", done.reason());
    }

    /** Names and values in turn. */
    private static Map<String, Object> object(@Nullable Object... pairs) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            put(object, String.valueOf(pairs[i]), pairs[i + 1]);
        }
        return object;
    }

    @SuppressWarnings("NullAway") // JSON knows null, and so does the map
    private static void put(Map<String, Object> object, String name, @Nullable Object value) {
        object.put(name, value);
    }
}
