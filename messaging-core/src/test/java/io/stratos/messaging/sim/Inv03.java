package io.stratos.messaging.sim;

import io.stratos.messaging.consent.Consent;
import io.stratos.messaging.consent.ConsentAction;
import io.stratos.messaging.consent.ConsentEvent;
import io.stratos.messaging.consent.ConsentSource;
import io.stratos.messaging.consent.Evidence;
import io.stratos.messaging.consent.Keyword;
import io.stratos.messaging.consent.StopScope;
import io.stratos.messaging.contact.Address;
import io.stratos.messaging.id.TenantId;
import io.stratos.messaging.message.Message;
import io.stratos.messaging.message.Origin;
import io.stratos.messaging.spi.provider.ProviderEvent.InboundMessage;
import io.stratos.messaging.spi.provider.SendRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Nothing follows a STOP but one confirmation, and no request follows its intent by more than two seconds. */
final class Inv03 implements Invariant {

    private static final String NAME = "INV-3";
    private static final Duration FRESH = Duration.ofSeconds(2);
    private static final Duration CONFIRMATION = Duration.ofMinutes(5);
    private static final Instant REVOKE_ALL = Instant.parse("2027-01-31T05:00:00Z");
    private static final Set<ConsentAction> OPT_OUTS =
            Set.of(ConsentAction.OPT_OUT_ALL, ConsentAction.OPT_OUT, ConsentAction.OPT_OUT_SENDER);

    @Override
    public void written(World world, SendRequest request, Journal.Intended intent) {
        if (intent == null) {
            return;
        }
        Instant allowed =
                world.journal.permits.getOrDefault(request.attempt(), intent).at();
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
            Optional<ConsentEvent> recorded = of(world, texted, call)
                    .filter(event -> OPT_OUTS.contains(event.action()))
                    .findFirst();
            if (recorded.isEmpty()) {
                throw world.failure(NAME, "a STOP was answered 200 and is not in force: " + call.name());
            }
            requireReach(world, texted, recorded.get());
        } else if (call.event() instanceof InboundMessage) {
            requireHeard(world, world.journal.texted.get(call.name()), call);
        }
    }

    private static Stream<ConsentEvent> of(World world, Journal.Texted texted, Journal.Call call) {
        return world.truth.session().events(texted.tenant(), texted.customer()).stream()
                .filter(event -> {
                    Map<String, String> facts = event.evidence().facts();
                    return call.provider().equals(facts.get("provider"))
                            && call.event().providerMessageId().equals(facts.get("provider_message"));
                });
    }

    /** As far as the tenant says, and at least as far as the law does by then. */
    private static void requireReach(World world, Journal.Texted texted, ConsentEvent event) {
        StopScope own = world.scopes.get(texted.tenant());
        boolean all = own == StopScope.ALL || !event.at().isBefore(REVOKE_ALL);
        boolean right = event.action() == ConsentAction.OPT_OUT_ALL
                || (!all && own == StopScope.PURPOSE && event.action() == ConsentAction.OPT_OUT)
                || (!all
                        && own == StopScope.SENDER
                        && texted.to().value().equals(event.evidence().facts().get(Evidence.SENDER)));
        if (!right || (!all && own == StopScope.SENDER && event.action() == ConsentAction.OPT_OUT_ALL)) {
            throw world.failure(NAME, "a STOP by " + own + " at " + event.at() + " became " + event);
        }
    }

    /** Who may have wanted to stop is on hold, and who was asked and said yes is not asked any more. */
    private static void requireHeard(World world, Journal.Texted texted, Journal.Call call) {
        String text = texted.text();
        List<ConsentEvent> events = world.truth.session().events(texted.tenant(), texted.customer());
        if (Mail.HINTS.contains(text)
                && of(world, texted, call).noneMatch(event -> event.action() == ConsentAction.HOLD)
                && throughout(events, texted.at(), said -> !said.isStoppedOrHeld())) {
            throw world.failure("hold", "a text that may be a STOP was answered 200 and holds nothing: " + text);
        }
        if (text.toUpperCase(Locale.ROOT).startsWith("YES")
                && of(world, texted, call).noneMatch(event -> event.action() == ConsentAction.CONFIRM)
                && throughout(events, texted.at(), said -> said.isAsked(world.now()))) {
            throw world.failure(NAME, "a YES that was asked for was answered 200 and is not in the ledger");
        }
    }

    /** Whether something was so ever since. */
    private static boolean throughout(List<ConsentEvent> events, Instant since, Predicate<PlainConsent> so) {
        for (int i = 0; i <= events.size(); i++) {
            boolean counts = i == events.size() || !events.get(i).at().isBefore(since);
            if (counts && !so.test(PlainConsent.of(events.subList(0, i)))) {
                return false;
            }
        }
        return true;
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
            Consent before = consent;
            consent = consent.after(event);
            boolean texted = event.evidence().source() == ConsentSource.KEYWORD;
            stops += texted && OPT_OUTS.contains(event.action()) && !before.equals(consent) ? 1 : 0;
        }
        return stops;
    }
}
