package io.stratos.messaging;

import io.stratos.messaging.consent.Purpose;
import io.stratos.messaging.contact.Address;
import io.stratos.messaging.internal.gate.Keys;
import io.stratos.messaging.limit.BudgetStanding;
import io.stratos.messaging.limit.LimitStanding;
import io.stratos.messaging.limit.Money;
import io.stratos.messaging.limit.RateLimit;
import io.stratos.messaging.routing.Sender;
import io.stratos.messaging.spi.store.Draw;
import io.stratos.messaging.spi.store.Tally;
import io.stratos.messaging.spi.store.TallyReads;
import io.stratos.messaging.tenant.TenantLimits;
import io.stratos.messaging.tenant.TenantProfile;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Where the limits of a tenant stand. What is read may have changed by the time it is looked at. Safe for use by many
 * threads, unless it came from {@link MessagingEngine#joining}.
 */
public final class Limits {

    private final TenantProfile profile;
    private final TallyReads reads;
    private final Supplier<Instant> now;

    Limits(TenantProfile profile, TallyReads reads, Supplier<Instant> now) {
        this.profile = profile;
        this.reads = reads;
        this.now = now;
    }

    /** {@return the limits of the tenant, its numbers and its brands, in this order; only those it has} */
    public List<LimitStanding> all() {
        Map<Draw.Key, Named> wanted = new LinkedHashMap<>();
        TenantLimits limits = profile.limits();
        limits.tenant().ifPresent(limit -> wanted.put(Keys.tenant(profile.id()), new Named("the tenant", limit)));
        for (Sender sender : profile.senders()) {
            sender.limit()
                    .ifPresent(limit -> wanted.put(
                            Keys.sender(profile.id(), sender.address()),
                            new Named("the number " + sender.address().masked(), limit)));
        }
        new TreeMap<>(limits.brands())
                .forEach((name, limit) -> wanted.put(Keys.brand(name), new Named("the brand " + name, limit)));
        return standings(wanted);
    }

    /**
     * The limits of messages to one contact.
     *
     * @param contact their address, such as {@code "+14155552671"}
     * @return the limit of all messages and those of single purposes, in this order; only those the tenant has
     * @throws io.stratos.messaging.exception.InvalidAddressException if it is no address
     */
    public List<LimitStanding> of(String contact) {
        Address address = Address.parse(contact);
        Map<Draw.Key, Named> wanted = new LinkedHashMap<>();
        profile.limits()
                .contact()
                .ifPresent(limit ->
                        wanted.put(Keys.contact(profile.id(), address), new Named("messages to the contact", limit)));
        new TreeMap<>(profile.limits().purposes())
                .forEach((purpose, limit) ->
                        wanted.put(Keys.purpose(profile.id(), purpose, address), new Named(words(purpose), limit)));
        return standings(wanted);
    }

    /** {@return what was spent, if the tenant has a budget} */
    public Optional<BudgetStanding> budget() {
        return profile.limits().budget().map(budget -> {
            Draw.Key key = Keys.budget(profile.id());
            Instant at = now.get();
            Tally tally = Tally.of(reads.tallies(List.of(key)).get(key), budget.period());
            long day = budget.period().firstDay(at);
            return new BudgetStanding(
                    Money.of(tally.used(budget.period(), at)),
                    budget,
                    budget.period().begins(day),
                    budget.period().begins(budget.period().nextDay(day)));
        });
    }

    static List<LimitStanding> standings(Map<Draw.Key, Named> wanted, TallyReads reads, Supplier<Instant> now) {
        if (wanted.isEmpty()) {
            return List.of();
        }
        Instant at = now.get();
        Map<Draw.Key, String> texts = reads.tallies(wanted.keySet());
        List<LimitStanding> standings = new ArrayList<>();
        wanted.forEach((key, named) -> {
            RateLimit limit = named.limit;
            Tally tally = Tally.of(texts.get(key), limit.period());
            standings.add(new LimitStanding(
                    named.of, tally.used(limit.period(), at), limit, tally.free(1, limit.count(), limit.period(), at)));
        });
        return standings;
    }

    private List<LimitStanding> standings(Map<Draw.Key, Named> wanted) {
        return standings(wanted, reads, now);
    }

    private static String words(Purpose purpose) {
        return purpose.name().toLowerCase(Locale.ROOT) + " messages to the contact";
    }

    /** A limit and what it limits. */
    record Named(String of, RateLimit limit) {}
}
