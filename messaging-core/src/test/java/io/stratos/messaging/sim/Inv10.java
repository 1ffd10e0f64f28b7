package io.stratos.messaging.sim;

import io.stratos.messaging.consent.Purpose;
import io.stratos.messaging.id.AttemptId;
import io.stratos.messaging.id.MessageId;
import io.stratos.messaging.id.TenantId;
import io.stratos.messaging.limit.BudgetAlert;
import io.stratos.messaging.limit.RateLimit;
import io.stratos.messaging.message.Message;
import io.stratos.messaging.message.Origin;
import io.stratos.messaging.spi.store.Draw;
import io.stratos.messaging.spi.store.Tally;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** No limit is exceeded in any window, tallies equal a recount, and each percentage of a budget is told at most once. */
final class Inv10 implements Invariant {

    private static final String NAME = "INV-10";
    private static final RateLimit FLORIDA = RateLimit.of(3).per(Duration.ofHours(24));

    private final Map<TenantId, List<Instant>> requests = new HashMap<>();
    private final Map<String, List<Instant>> messages = new HashMap<>();
    private final Map<String, List<Instant>> byLaw = new HashMap<>();
    private final Set<MessageId> counted = new HashSet<>();
    private final Set<Message> begun = new HashSet<>();
    private final Set<String> told = new HashSet<>();

    @Override
    public void intended(World world, AttemptId attempt, Journal.Intended intent) {
        requireLaw(world, intent);
        if (!world.isLimited()) {
            return;
        }
        Message message = intent.message();
        List<Instant> all = requests.computeIfAbsent(message.tenant(), tenant -> new ArrayList<>());
        all.add(intent.at());
        check(world, all, World.TENANT_LIMIT, message);
        boolean first = begun.stream().noneMatch(other -> other.id().equals(message.id()));
        if (first && message.origin() != Origin.KEYWORD_REPLY) {
            begun.add(message);
            List<Instant> toContact = messages.computeIfAbsent(
                    message.tenant() + " " + message.to().value(), contact -> new ArrayList<>());
            toContact.add(intent.at());
            check(world, toContact, World.CONTACT_LIMIT, message);
        }
    }

    /** Florida's law lets three go in a day, whoever sends more. */
    private void requireLaw(World world, Journal.Intended intent) {
        Message message = intent.message();
        boolean there = PlainHours.of(message.to().value(), intent.known().times())
                .regions()
                .contains("US-FL");
        if (there
                && message.purpose() == Purpose.MARKETING
                && message.origin() != Origin.KEYWORD_REPLY
                && counted.add(message.id())) {
            List<Instant> all =
                    byLaw.computeIfAbsent(message.tenant() + " " + message.to().value(), key -> new ArrayList<>());
            all.add(intent.at());
            check(world, all, FLORIDA, message);
        }
    }

    private static void check(World world, List<Instant> all, RateLimit limit, Message message) {
        long used = within(world, all, limit);
        if (used > limit.count()) {
            throw world.failure(NAME, used + " within a limit of " + limit.words(), message);
        }
    }

    private static long within(World world, List<Instant> all, RateLimit limit) {
        Instant opens = world.now().minus(World.length(limit));
        return all.stream().filter(at -> at.isAfter(opens)).count();
    }

    @Override
    public void told(World world, BudgetAlert alert) {
        String which = alert.tenant() + " " + alert.percent() + " % of " + alert.budget() + " since " + alert.since();
        if (!told.add(which)) {
            throw world.failure(NAME, "told twice: " + which);
        }
    }

    @Override
    public void afterStep(World world) {
        if (!world.isLimited()) {
            return;
        }
        requests.forEach((tenant, all) -> {
            Draw.Key key = new Draw.Key(tenant, Draw.Scope.TENANT, "");
            String text = world.truth.session().tallies(List.of(key)).get(key);
            long tally = Tally.of(text, World.TENANT_LIMIT.period()).used(World.TENANT_LIMIT.period(), world.now());
            long recount = within(world, all, World.TENANT_LIMIT);
            if (tally != recount) {
                throw world.failure(NAME, tenant + " has a tally of " + tally + " and sent " + recount);
            }
        });
    }
}
