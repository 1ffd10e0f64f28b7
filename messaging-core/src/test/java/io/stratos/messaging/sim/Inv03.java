package io.stratos.messaging.sim;

import io.stratos.messaging.consent.Consent;
import io.stratos.messaging.consent.ConsentEvent;
import io.stratos.messaging.consent.ConsentSource;
import io.stratos.messaging.consent.ConsentStatus;
import io.stratos.messaging.consent.Keyword;
import io.stratos.messaging.contact.Address;
import io.stratos.messaging.id.AttemptId;
import io.stratos.messaging.id.TenantId;
import io.stratos.messaging.message.Message;
import io.stratos.messaging.message.Origin;
import io.stratos.messaging.spi.provider.ProviderEvent.InboundMessage;
import io.stratos.messaging.spi.provider.SendRequest;
import java.time.Duration;
import java.time.Instant;

/** Nothing follows a STOP but one confirmation, and no request follows its intent by more than two seconds. */
final class Inv03 implements Invariant {

    private static final String NAME = "INV-3";
    private static final Duration FRESH = Duration.ofSeconds(2);
    private static final Duration CONFIRMATION = Duration.ofMinutes(5);

    @Override
    public void intended(World world, AttemptId attempt, Journal.Intended intent) {
        Message message = intent.message();
        Consent consent = intent.consent();
        boolean reply = message.origin() == Origin.KEYWORD_REPLY;
        if (!reply && consent.status(message.purpose()) != ConsentStatus.OPTED_IN) {
            throw world.failure(
                    NAME, "an intent committed while consent was " + consent.status(message.purpose()), message);
        }
    }

    @Override
    public void permitted(World world, Journal.Intended again) {
        ConsentStatus status = again.consent().status(again.message().purpose());
        if (again.message().origin() != Origin.KEYWORD_REPLY && status != ConsentStatus.OPTED_IN) {
            throw world.failure(NAME, "a repetition was permitted while consent was " + status, again.message());
        }
    }

    @Override
    public void written(World world, SendRequest request, Journal.Intended intent) {
        if (intent == null) {
            return;
        }
        Instant allowed = world.journal.permits.getOrDefault(request.attempt(), intent.at());
        Duration age = Duration.between(allowed, world.now());
        if (age.compareTo(FRESH) > 0) {
            throw world.failure(NAME, "a request was written " + age + " after its intent", intent.message());
        }
        Message message = intent.message();
        if (message.origin() == Origin.KEYWORD_REPLY
                && world.now().isAfter(message.createdAt().plus(CONFIRMATION).plus(FRESH))) {
            throw world.failure(NAME, "an answer to a keyword was written after five minutes", message);
        }
    }

    /** In force before the provider is answered. */
    @Override
    public void called(World world, Journal.Call call) {
        if (call.event() instanceof InboundMessage inbound
                && Invariants.keyword(inbound.content().text()) == Keyword.STOP) {
            Journal.Texted texted = world.journal.texted.get(call.name());
            boolean recorded = world.truth.session().events(texted.tenant(), texted.customer()).stream()
                    .anyMatch(event -> inbound.providerMessageId()
                            .equals(event.evidence().facts().get("provider_message")));
            if (!recorded) {
                throw world.failure(NAME, "a STOP was answered 200 and is not in force: " + call.name());
            }
        }
    }

    @Override
    public void atEnd(World world) {
        for (TenantId tenant : World.TENANTS) {
            for (String number : World.CUSTOMERS) {
                Address customer = World.customer(number);
                long confirmations = Invariants.messages(world.truth.session(), tenant).stream()
                        .filter(message -> message.origin() == Origin.KEYWORD_REPLY
                                && message.to().equals(customer)
                                && message.content().text().contains("unsubscribed"))
                        .count();
                long stops = stops(world, tenant, customer);
                if (confirmations > stops) {
                    throw world.failure(NAME, confirmations + " confirmations of " + stops + " STOPs");
                }
            }
        }
    }

    private static long stops(World world, TenantId tenant, Address customer) {
        Consent consent = Consent.unknown(customer);
        long stops = 0;
        for (ConsentEvent event : world.truth.session().events(tenant, customer)) {
            boolean before = consent.isStopped();
            consent = consent.after(event);
            boolean texted = event.evidence().source() == ConsentSource.KEYWORD;
            stops += texted && !before && consent.isStopped() ? 1 : 0;
        }
        return stops;
    }
}
