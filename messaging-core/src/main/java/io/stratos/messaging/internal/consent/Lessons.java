package io.stratos.messaging.internal.consent;

import io.stratos.messaging.consent.Consent;
import io.stratos.messaging.consent.ConsentAction;
import io.stratos.messaging.consent.ConsentEvent;
import io.stratos.messaging.consent.Evidence;
import io.stratos.messaging.consent.StopRule;
import io.stratos.messaging.consent.StopScope;
import io.stratos.messaging.consent.SuppressionReason;
import io.stratos.messaging.consent.Suppressions;
import io.stratos.messaging.contact.Address;
import io.stratos.messaging.id.TenantId;
import io.stratos.messaging.internal.tenant.Directory;
import io.stratos.messaging.message.Message;
import io.stratos.messaging.spi.store.AddressRecord;
import io.stratos.messaging.spi.store.MessagingStore;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Keeps what providers know about an address: it opted out there, or cannot be reached at all. */
public final class Lessons {

    private final MessagingStore store;
    private final Directory tenants;

    /**
     * Keeps them.
     *
     * @param store where
     * @param tenants know how far an opt-out reaches
     */
    public Lessons(MessagingStore store, Directory tenants) {
        this.store = store;
        this.tenants = tenants;
    }

    /**
     * Records what a provider said, even if it is known: it is evidence.
     *
     * @param message about whose recipient
     * @param from from which of our addresses it was sent; null if that is not known
     * @param reason what was said
     * @param evidence which provider said it, and how
     */
    public void learn(Message message, @Nullable Address from, SuppressionReason reason, Evidence evidence) {
        record(message, event(message, from, reason, evidence));
    }

    /**
     * Records it unless it is known; a receipt may come many times.
     *
     * @param message about whose recipient
     * @param reason what was said
     * @param evidence which provider said it, and how
     */
    public void learnOnce(Message message, SuppressionReason reason, Evidence evidence) {
        ConsentEvent event = event(message, message.from().orElse(null), reason, evidence);
        AddressRecord row = store.session()
                .addresses(message.tenant(), Set.of(message.to()))
                .get(message.to());
        if (row == null || !isKnown(row, event, reason)) {
            record(message, event);
        }
    }

    /**
     * Records that an address is on a provider's list of those who opted out, unless it is known.
     *
     * @param tenant whose contact
     * @param row the address
     * @param from which of our addresses it opted out of
     * @param evidence which provider said it, and when it happened
     * @return whether it was not known
     */
    public boolean optedOut(TenantId tenant, AddressRecord row, Address from, Evidence evidence) {
        ConsentEvent event = optOut(tenant, row.address(), from, store.now(), evidence);
        boolean isNew = !isKnown(row, event, SuppressionReason.PROVIDER_OPT_OUT);
        if (isNew) {
            store.session().record(tenant, event);
        }
        return isNew;
    }

    private static boolean isKnown(AddressRecord row, ConsentEvent event, SuppressionReason reason) {
        Consent consent = row.consent();
        return event.action() == ConsentAction.SUPPRESS
                ? row.notes().suppressions().at(row.readAt()).stream().anyMatch(one -> one.reason() == reason)
                : consent.after(event).equals(consent);
    }

    private ConsentEvent event(Message message, @Nullable Address from, SuppressionReason reason, Evidence said) {
        Instant now = store.now();
        Evidence evidence = said.with("message", message.id().toString());
        if (reason != SuppressionReason.PROVIDER_OPT_OUT) {
            Evidence suppressed = evidence.with(Suppressions.REASON, reason.name());
            Evidence ending = reason.usualLife()
                    .map(life -> suppressed.until(now.plus(life)))
                    .orElse(suppressed);
            return new ConsentEvent(now, message.to(), ConsentAction.SUPPRESS, null, ending);
        }
        return optOut(message.tenant(), message.to(), from, now, evidence);
    }

    /** The provider blocks one sender: whatever narrower scope was agreed, that is what is known. */
    private ConsentEvent optOut(TenantId tenant, Address to, @Nullable Address from, Instant now, Evidence evidence) {
        StopRule rule = tenants.require(tenant).consentPolicy().stop(to, now);
        Evidence scoped = StopScopes.evidence(evidence, rule);
        return rule.scope() == StopScope.ALL || from == null
                ? new ConsentEvent(now, to, ConsentAction.OPT_OUT_ALL, null, scoped)
                : new ConsentEvent(
                        now, to, ConsentAction.OPT_OUT_SENDER, null, scoped.with(Evidence.SENDER, from.value()));
    }

    private void record(Message message, ConsentEvent event) {
        store.session().record(message.tenant(), event);
    }
}
