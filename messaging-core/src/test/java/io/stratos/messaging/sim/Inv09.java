package io.stratos.messaging.sim;

import io.stratos.messaging.consent.ConsentAction;
import io.stratos.messaging.consent.ConsentEvent;
import io.stratos.messaging.delivery.Attempt;
import io.stratos.messaging.delivery.Outcome;
import io.stratos.messaging.id.AttemptId;
import io.stratos.messaging.message.MessageStatus;
import io.stratos.messaging.spi.provider.ProviderEvent.InboundMessage;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** Duplicates and reorderings of webhooks change nothing: an attempt ends as far as it was reported, and no further. */
final class Inv09 implements Invariant {

    private static final String NAME = "INV-9";

    @Override
    public void called(World world, Journal.Call call) {
        if (call.event() instanceof InboundMessage inbound) {
            Journal.Texted texted = world.journal.texted.get(call.name());
            Set<ConsentAction> recorded = EnumSet.noneOf(ConsentAction.class);
            for (ConsentEvent event : world.truth.session().events(texted.tenant(), texted.customer())) {
                Map<String, String> facts = event.evidence().facts();
                boolean same = call.provider().equals(facts.get("provider"))
                        && inbound.providerMessageId().equals(facts.get("provider_message"));
                if (same && !recorded.add(event.action())) {
                    throw world.failure(NAME, "one text, " + event.action() + " twice in the ledger: " + call.name());
                }
            }
        }
    }

    @Override
    public void atEnd(World world) {
        world.journal.intents.forEach(
                (id, intent) -> world.attempt(intent, id).ifPresent(attempt -> check(world, id, intent, attempt)));
    }

    private static void check(World world, AttemptId id, Journal.Intended intent, Attempt attempt) {
        String name = world.journal.kept.get(id);
        String known = attempt.providerMessageId();
        if (known != null && !(attempt.route().provider() + "/" + known).equals(name)) {
            throw world.failure(NAME, "attempt " + id + " carries the id of another, " + known, intent.message());
        }
        if (known != null) {
            for (MessageStatus told : world.journal.told.getOrDefault(name, EnumSet.noneOf(MessageStatus.class))) {
                if (attempt.status().after(told) != attempt.status()) {
                    throw world.failure(
                            NAME,
                            "attempt " + id + " was reported " + told + " and is " + attempt.status(),
                            intent.message());
                }
            }
        }
        if (!possible(world, id, name).contains(attempt.status())) {
            throw world.failure(NAME, "nobody reported " + attempt.status() + " of attempt " + id, intent.message());
        }
    }

    private static Set<MessageStatus> possible(World world, AttemptId id, String name) {
        EnumSet<MessageStatus> possible = EnumSet.of(MessageStatus.SENDING, MessageStatus.IN_DOUBT);
        if (name != null) {
            possible.add(MessageStatus.SENT);
            possible.addAll(world.journal.toldPerhaps.getOrDefault(name, EnumSet.noneOf(MessageStatus.class)));
        }
        if (world.journal.answers.get(id) instanceof Outcome.Refused) {
            possible.add(MessageStatus.FAILED);
        }
        return possible;
    }
}
