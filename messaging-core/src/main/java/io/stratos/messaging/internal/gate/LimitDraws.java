package io.stratos.messaging.internal.gate;

import io.stratos.messaging.consent.Purpose;
import io.stratos.messaging.contact.Channel;
import io.stratos.messaging.id.TenantId;
import io.stratos.messaging.limit.Budget;
import io.stratos.messaging.limit.Money;
import io.stratos.messaging.limit.RateLimit;
import io.stratos.messaging.message.Message;
import io.stratos.messaging.message.Origin;
import io.stratos.messaging.message.Segments;
import io.stratos.messaging.routing.Sender;
import io.stratos.messaging.schedule.LegalRule;
import io.stratos.messaging.spi.store.Claim;
import io.stratos.messaging.spi.store.Draw;
import io.stratos.messaging.tenant.TenantLimits;
import io.stratos.messaging.tenant.TenantProfile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a message draws on which limits. What carriers count, counts requests; what the contact feels and what the tenant
 * pays, counts messages, once, when their sending begins.
 *
 * <p>The one answer to a keyword the contact sent is held up by no cap of the tenant's own making: it is exempt from those
 * of contacts and from the budget.
 */
public final class LimitDraws {

    private final AccountLimits accounts;

    /**
     * Draws on the tenants' limits and on these.
     *
     * @param accounts the limits of providers' accounts
     */
    public LimitDraws(AccountLimits accounts) {
        this.accounts = accounts;
    }

    /**
     * What sending it uses.
     *
     * @param claim what is about to be sent
     * @param profile its tenant
     * @param sender from where
     * @param caps the laws that limit the messages to this contact
     * @param text the text as it goes
     * @return the draws; empty where nothing is limited
     */
    public List<Draw> of(Claim claim, TenantProfile profile, Sender sender, List<LegalRule> caps, String text) {
        RateLimit account = accounts.limit(sender);
        if (profile.limitTerms().isEmpty() && account == null && caps.isEmpty()) {
            return List.of();
        }
        Message message = claim.message();
        boolean begins = claim.progress().unit() == 0 && claim.progress().attempts() == 0;
        boolean answer = message.origin() == Origin.KEYWORD_REPLY;
        boolean urgent = !begins
                || answer
                || claim.progress().waitedFor() != null
                || message.purpose() == Purpose.CONVERSATIONAL;
        List<Draw> draws = new ArrayList<>();
        TenantLimits limits = profile.limits();
        String terms = profile.limitTerms();
        TenantId tenant = profile.id();
        add(draws, Keys.tenant(tenant), limits.tenant().orElse(null), terms, urgent);
        add(draws, Keys.sender(tenant, sender.address()), sender.limit().orElse(null), terms, urgent);
        Optional<String> brand = sender.brand();
        if (brand.isPresent()) {
            RateLimit limit = limits.brands().get(brand.get());
            add(draws, Keys.brand(brand.get()), limit, String.valueOf(limit), urgent);
        }
        add(draws, Keys.account(sender.provider(), sender.account()), account, String.valueOf(account), urgent);
        if (begins && !answer) {
            add(draws, Keys.contact(tenant, message.to()), limits.contact().orElse(null), terms, urgent);
            RateLimit purpose = limits.purposes().get(message.purpose());
            add(draws, Keys.purpose(tenant, message.purpose(), message.to()), purpose, terms, urgent);
            limits.budget()
                    .ifPresent(budget -> addCost(draws, budget, segments(message, text), sender, profile, urgent));
        }
        if (begins) {
            for (LegalRule rule : caps) {
                RateLimit cap = RateLimit.of(rule.dailyCap()).per(Duration.ofHours(24));
                add(draws, Keys.law(tenant, rule.id(), message.to()), cap, cap.toString(), urgent);
            }
        }
        return draws;
    }

    private static void add(List<Draw> draws, Draw.Key key, @Nullable RateLimit limit, String terms, boolean urgent) {
        if (limit != null) {
            draws.add(new Draw(key, limit.count(), limit.period(), 1, List.of(), mark(terms), urgent));
        }
    }

    private static void addCost(
            List<Draw> draws, Budget budget, long segments, Sender sender, TenantProfile profile, boolean urgent) {
        long price = sender.pricePerSegment()
                .map(amount -> Money.micros("a price", amount))
                .orElse(0L);
        if (price > 0) {
            draws.add(new Draw(
                    Keys.budget(profile.id()),
                    Money.micros("a budget", budget.amount()),
                    budget.period(),
                    Math.multiplyExact(price, segments),
                    budget.alerts(),
                    profile.limitTerms(),
                    urgent));
        }
    }

    private static long segments(Message message, String text) {
        return message.channel() == Channel.SMS ? Math.max(1, Segments.of(text).count()) : 1;
    }

    private static String mark(String terms) {
        return terms.indexOf(' ') < 0 ? terms : Integer.toHexString(terms.hashCode());
    }
}
