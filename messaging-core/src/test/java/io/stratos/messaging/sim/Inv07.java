package io.stratos.messaging.sim;

import io.stratos.messaging.consent.ConsentEvent;
import io.stratos.messaging.contact.Address;
import io.stratos.messaging.id.TenantId;
import io.stratos.messaging.message.Direction;
import io.stratos.messaging.message.Message;
import io.stratos.messaging.message.Origin;
import io.stratos.messaging.spi.provider.SendRequest;

/** No row of one tenant is seen from another, and nobody's words leave from another's number. */
final class Inv07 implements Invariant {

    private static final String NAME = "INV-7";

    @Override
    public void written(World world, SendRequest request, Journal.Intended intent) {
        if (intent != null) {
            requireOwn(world, intent.message().tenant(), request.route().from(), intent.message());
        }
    }

    @Override
    public void atEnd(World world) {
        for (TenantId tenant : World.TENANTS) {
            for (Message message : Invariants.messages(world.seen.session(), tenant)) {
                boolean inbound = message.direction() == Direction.INBOUND;
                boolean ours = inbound || message.origin() != Origin.HOST || saidBy(tenant, message);
                if (!message.tenant().equals(tenant) || !ours) {
                    throw world.failure(NAME, tenant + " sees a message of another", message);
                }
                if (inbound) {
                    requireOwn(world, tenant, message.to(), message);
                }
            }
            for (Journal.Handed handed : world.journal.accepted.values()) {
                boolean found =
                        world.seen.session().message(tenant, handed.id()).isPresent();
                if (found && !handed.tenant().equals(tenant)) {
                    throw world.failure(NAME, tenant + " finds message " + handed.id() + " of " + handed.tenant());
                }
            }
            requireOwnLedger(world, tenant);
        }
    }

    private static void requireOwnLedger(World world, TenantId tenant) {
        for (String number : World.CUSTOMERS) {
            Address customer = World.customer(number);
            for (ConsentEvent event : world.truth.session().events(tenant, customer)) {
                var facts = event.evidence().facts();
                Journal.Texted texted =
                        world.journal.texted.get(facts.get("provider") + "/" + facts.get("provider_message"));
                if (texted != null
                        && !(texted.tenant().equals(tenant) && texted.customer().equals(customer))) {
                    throw world.failure(
                            NAME, "what was texted to " + texted.tenant() + " is in the ledger of " + tenant);
                }
            }
        }
    }

    private static void requireOwn(World world, TenantId tenant, Address number, Message message) {
        boolean own = number.value().equals(Actions.number(tenant, 0))
                || number.value().equals(Actions.number(tenant, 1));
        if (!own) {
            throw world.failure(NAME, "a number of another tenant's", message);
        }
    }

    private static boolean saidBy(TenantId tenant, Message message) {
        return message.content().text().startsWith(tenant + " says ");
    }
}
