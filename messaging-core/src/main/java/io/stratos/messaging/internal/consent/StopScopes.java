package io.stratos.messaging.internal.consent;

import io.stratos.messaging.consent.ConsentAction;
import io.stratos.messaging.consent.ConsentEvent;
import io.stratos.messaging.consent.Evidence;
import io.stratos.messaging.consent.Purpose;
import io.stratos.messaging.consent.StopRule;
import io.stratos.messaging.contact.Address;
import io.stratos.messaging.message.Direction;
import io.stratos.messaging.message.Message;
import io.stratos.messaging.message.Origin;
import io.stratos.messaging.spi.store.AddressRecord;
import io.stratos.messaging.spi.store.StoreSession;
import io.stratos.messaging.tenant.TenantProfile;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a STOP changes, by the row of the tenant's policy that is in force. */
public final class StopScopes {

    private static final int LOOK_BACK = 20;

    private StopScopes() {}

    /**
     * The event a STOP texted to us is.
     *
     * @param tenant whose policy
     * @param contact who texted it
     * @param to to which of our addresses
     * @param evidence the text
     * @param session where to look for what it follows, if the scope asks for that
     * @return the event
     */
    public static ConsentEvent stop(
            TenantProfile tenant, AddressRecord contact, Address to, Evidence evidence, StoreSession session) {
        StopRule rule = tenant.consentPolicy().stop(contact.address(), contact.readAt());
        Evidence scoped = evidence(evidence, rule);
        return switch (rule.scope()) {
            case ALL -> event(contact, ConsentAction.OPT_OUT_ALL, null, scoped);
            case SENDER -> event(contact, ConsentAction.OPT_OUT_SENDER, null, scoped.with(Evidence.SENDER, to.value()));
            case PURPOSE -> {
                Optional<Purpose> purpose = lastPurpose(tenant, contact, session);
                yield purpose.isPresent()
                        ? event(contact, ConsentAction.OPT_OUT, purpose.get(), scoped)
                        : event(contact, ConsentAction.OPT_OUT_ALL, null, scoped);
            }
        };
    }

    private static ConsentEvent event(
            AddressRecord contact, ConsentAction action, @Nullable Purpose purpose, Evidence evidence) {
        return new ConsentEvent(contact.readAt(), contact.address(), action, purpose, evidence);
    }

    static Evidence evidence(Evidence evidence, StopRule rule) {
        return evidence.with("scope", rule.scope().name()).with("scope_source", rule.source());
    }

    private static Optional<Purpose> lastPurpose(TenantProfile tenant, AddressRecord contact, StoreSession session) {
        return session.history(tenant.id(), contact.conversation(), null, LOOK_BACK).stream()
                .filter(message -> message.direction() == Direction.OUTBOUND
                        && message.origin() != Origin.KEYWORD_REPLY
                        && message.sentAt().isPresent())
                .map(Message::purpose)
                .findFirst();
    }
}
