package io.stratos.messaging.sim;

import io.stratos.messaging.consent.Consent;
import io.stratos.messaging.consent.ConsentAction;
import io.stratos.messaging.consent.ConsentEvent;
import io.stratos.messaging.consent.ConsentSource;
import io.stratos.messaging.consent.LedgerCheck;
import io.stratos.messaging.consent.Purpose;
import io.stratos.messaging.consent.SuppressionReason;
import io.stratos.messaging.consent.Suppressions;
import io.stratos.messaging.contact.Address;
import io.stratos.messaging.delivery.Outcome;
import io.stratos.messaging.delivery.Refusal;
import io.stratos.messaging.id.TenantId;
import io.stratos.messaging.internal.consent.LedgerAudit;
import io.stratos.messaging.message.Message;
import io.stratos.messaging.spi.store.AddressRecord;
import io.stratos.messaging.spi.store.StoreSession;
import java.util.Set;

/** The state of consent is what the ledger says, and the ledger says what happened. */
final class Inv11 implements Invariant {

    private static final String NAME = "INV-11";

    private int steps;

    @Override
    public void afterStep(World world) {
        if (++steps % 8 == 0) {
            for (TenantId tenant : World.TENANTS) {
                LedgerCheck check = new LedgerAudit(tenant, world.seen.session()).verify();
                if (!check.isIntact()) {
                    throw world.failure(NAME, check.toString());
                }
            }
        }
        StoreSession session = world.seen.session();
        for (TenantId tenant : World.TENANTS) {
            for (String number : World.CUSTOMERS) {
                Address customer = World.customer(number);
                Consent replayed = Consent.unknown(customer);
                Suppressions suppressed = Suppressions.none();
                for (ConsentEvent event : session.events(tenant, customer)) {
                    replayed = replayed.after(event);
                    suppressed = suppressed.after(event);
                    if (event.action() == ConsentAction.OPT_IN
                            && event.purpose() != Purpose.CONVERSATIONAL
                            && event.evidence().source() == ConsentSource.KEYWORD) {
                        throw world.failure(NAME, "a text agreed to what nobody asked about: " + event);
                    }
                    if (event.action() == ConsentAction.RESUBSCRIBE
                            && event.evidence().source() != ConsentSource.KEYWORD) {
                        throw world.failure(NAME, "a STOP was lifted that nobody lifted, at " + tenant);
                    }
                }
                AddressRecord row = session.addresses(tenant, Set.of(customer)).get(customer);
                if (row != null && !row.notes().suppressions().equals(suppressed)) {
                    throw world.failure(NAME, "the ledger says " + suppressed + ", the row " + row.notes());
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
        if (answer.outcome() instanceof Outcome.Refused refused && isForGood(refused)) {
            Message message = answer.intent().message();
            boolean recorded = world.truth.session().events(message.tenant(), message.to()).stream()
                    .anyMatch(event -> message.id()
                            .toString()
                            .equals(event.evidence().facts().get("message")));
            if (!recorded) {
                throw world.failure(NAME, "the provider refused for good, and the ledger does not have it", message);
            }
        }
    }

    private static boolean isForGood(Outcome.Refused refused) {
        return refused.refusal() == Refusal.OPT_OUT
                || (refused.refusal() == Refusal.RECIPIENT
                        && refused.code().equals(SuppressionReason.INVALID_NUMBER.name()));
    }

    @Override
    public void atEnd(World world) {
        afterStep(world);
        StoreSession session = world.seen.session();
        world.seen.seal(Integer.MAX_VALUE);
        for (TenantId tenant : World.TENANTS) {
            LedgerCheck check = new LedgerAudit(tenant, session).verify();
            long events = session.addressesAfter(tenant, null, Integer.MAX_VALUE).stream()
                    .mapToLong(row -> session.events(tenant, row.address()).size())
                    .sum();
            if (!check.isIntact() || check.lines() != events) {
                throw world.failure(NAME, events + " events, and " + check);
            }
        }
    }
}
