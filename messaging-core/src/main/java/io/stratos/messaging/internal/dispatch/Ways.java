package io.stratos.messaging.internal.dispatch;

import io.stratos.messaging.delivery.Decision;
import io.stratos.messaging.delivery.Verdict;
import io.stratos.messaging.internal.gate.DisclosureRule;
import io.stratos.messaging.internal.gate.Gate;
import io.stratos.messaging.internal.gate.LimitDraws;
import io.stratos.messaging.internal.tenant.Providers;
import io.stratos.messaging.message.Content;
import io.stratos.messaging.message.LongText;
import io.stratos.messaging.routing.Route;
import io.stratos.messaging.routing.Sender;
import io.stratos.messaging.spi.store.Claim;
import io.stratos.messaging.spi.store.IntentDecision;
import io.stratos.messaging.tenant.TenantProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How a message goes that may go: from which sender, in how many requests, with what besides its own text. */
final class Ways {

    private final Providers providers;
    private final LimitDraws draws;

    Ways(Parts parts) {
        this.providers = parts.providers();
        this.draws = parts.limiting().draws();
    }

    /** What a claim of a message is told, about which every rule was asked and none stands in the way. */
    IntentDecision of(Claim claim, TenantProfile tenant, Gate.Answer answer) {
        Sender sender = answer.sender().orElseThrow();
        int stored = claim.progress().unitLimit();
        int limit = stored > 0 ? stored : textLimit(sender);
        Verdict disclosure = claim.progress().unit() == 0 ? answer.disclosure() : null;
        if (disclosure == null) {
            return way(answer, answer.decision(), new Leg(claim, tenant, sender, limit));
        }
        Optional<String> words = DisclosureRule.added(disclosure);
        int room = words.map(DisclosureRule::room).orElse(0);
        if (limit - room < LongText.SMALLEST_LIMIT) {
            return Gate.refusal(with(answer.decision(), DisclosureRule.tooLong(limit)));
        }
        // Cut alike with it and without, so that there is room for it in the first request whenever it turns out to be
        // needed.
        Leg leg = new Leg(claim, tenant, sender, stored > 0 ? stored : limit - room);
        return new IntentDecision.First(
                way(answer, with(answer.decision(), disclosure), leg), way(answer, answer.decision(), leg));
    }

    private record Leg(Claim claim, TenantProfile tenant, Sender sender, int limit) {}

    private IntentDecision way(Gate.Answer answer, Decision decision, Leg leg) {
        Content content = leg.claim.message().content();
        String text = DisclosureRule.added(decision)
                .map(words -> DisclosureRule.with(content, words).text())
                .orElse(content.text());
        IntentDecision.Proceed way = new IntentDecision.Proceed(
                decision,
                Route.of(leg.sender),
                leg.limit,
                Units.of(content, leg.limit).count(),
                draws.of(leg.claim, leg.tenant, leg.sender, answer.caps(), text),
                List.of(),
                answer.latest());
        return answer.late()
                .<IntentDecision>map(late -> new IntentDecision.CatchUp(way, late.due(), answer.flooded()))
                .orElse(way);
    }

    private static Decision with(Decision decision, Verdict one) {
        List<Verdict> verdicts = new ArrayList<>(decision.verdicts());
        verdicts.add(one);
        return new Decision(decision.at(), decision.stage(), verdicts);
    }

    private int textLimit(Sender sender) {
        return providers
                .find(sender.provider())
                .map(provider -> provider.capabilities().textLimit())
                .orElseThrow();
    }
}
