package io.stratos.messaging.sim;

import io.stratos.messaging.consent.Consent;
import io.stratos.messaging.consent.ConsentAction;
import io.stratos.messaging.consent.ConsentEvent;
import io.stratos.messaging.consent.ConsentSource;
import io.stratos.messaging.contact.Address;
import io.stratos.messaging.delivery.Outcome;
import io.stratos.messaging.delivery.Refusal;
import io.stratos.messaging.id.TenantId;
import io.stratos.messaging.message.Message;
import io.stratos.messaging.spi.store.StoreSession;

/** The state of consent is what the ledger says, and the ledger says what happened. */
final class Inv11 implements Invariant {

    private static final String NAME = "INV-11";

    @Override
    public void afterStep(World world) {
        StoreSession session = world.seen.session();
        for (TenantId tenant : World.TENANTS) {
            for (String number : World.CUSTOMERS) {
                Address customer = World.customer(number);
                Consent replayed = Consent.unknown(customer);
                for (ConsentEvent event : session.events(tenant, customer)) {
                    replayed = replayed.after(event);
                    if (event.action() == ConsentAction.RESUBSCRIBE
                            && event.evidence().source() != ConsentSource.KEYWORD) {
                        throw world.failure(NAME, "a STOP was lifted that nobody lifted, at " + tenant);
                    }
                }
                if (!replayed.equals(session.consent(tenant, customer))) {
                    throw world.failure(
                            NAME, "the ledger says " + replayed + ", the state " + session.consent(tenant, customer));
                }
            }
        }
    }

    /** A provider that refuses because of an opt-out knows something the ledger must know. */
    @Override
    public void answered(World world, Journal.Answered answer) {
        if (answer.outcome() instanceof Outcome.Refused refused && refused.refusal() == Refusal.OPT_OUT) {
            Message message = answer.intent().message();
            boolean recorded = world.truth.session().events(message.tenant(), message.to()).stream()
                    .anyMatch(event -> message.id()
                            .toString()
                            .equals(event.evidence().facts().get("message")));
            if (!recorded) {
                throw world.failure(NAME, "the provider refused for an opt-out the ledger does not have", message);
            }
        }
    }

    @Override
    public void atEnd(World world) {
        afterStep(world);
    }
}
