package io.stratos.messaging.tenant;

import io.stratos.messaging.consent.ConsentPolicy;
import io.stratos.messaging.consent.Purpose;
import io.stratos.messaging.contact.Address;
import io.stratos.messaging.exception.InvalidTenantException;
import io.stratos.messaging.id.TenantId;
import io.stratos.messaging.limit.Budget;
import io.stratos.messaging.limit.RateLimit;
import io.stratos.messaging.message.DoubtPolicy;
import io.stratos.messaging.message.Misfire;
import io.stratos.messaging.routing.Sender;
import io.stratos.messaging.schedule.TimeRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How one tenant is configured: its name, its senders, its texts.
 *
 * <p>Holds no secret: providers keep their own. Each method returns a new value. Immutable and safe for use by many
 * threads.
 */
public final class TenantProfile {

    private final TenantId id;
    private final String businessName;
    private final String helpContact;
    private final KeywordTexts keywordTexts;
    private final List<Sender> senders;
    private final TenantStatus status;
    private final TenantRules rules;
    private final String limitTerms;

    private TenantProfile(
            TenantId id,
            String businessName,
            String helpContact,
            KeywordTexts keywordTexts,
            List<Sender> senders,
            TenantStatus status,
            TenantRules rules) {
        this.id = id;
        this.businessName = businessName;
        this.helpContact = helpContact;
        this.keywordTexts = keywordTexts;
        this.senders = List.copyOf(senders);
        this.status = status;
        this.rules = rules;
        this.limitTerms = terms(rules.limits(), this.senders);
    }

    /**
     * A tenant without senders; it can receive nothing and send nothing yet.
     *
     * @param id the host's name for the tenant
     * @param businessName the name its customers know
     * @return the profile
     * @throws io.stratos.messaging.exception.InvalidIdException if the id has another shape
     * @throws InvalidTenantException if the business name is blank
     */
    public static TenantProfile of(String id, String businessName) {
        if (businessName.isBlank()) {
            throw new InvalidTenantException(
                    "tenant '" + id + "' has a blank business name; use the name its customers know");
        }
        return new TenantProfile(
                TenantId.of(id),
                businessName,
                businessName,
                KeywordTexts.english(),
                List.of(),
                TenantStatus.ACTIVE,
                TenantRules.NONE);
    }

    private static String terms(TenantLimits limits, List<Sender> senders) {
        String own = senders.stream()
                .filter(sender -> sender.limit().isPresent()
                        || sender.brand().isPresent()
                        || sender.pricePerSegment().isPresent())
                .map(sender -> sender.address().value() + sender.limit() + sender.brand() + sender.pricePerSegment())
                .collect(Collectors.joining());
        return limits == TenantLimits.NONE && own.isEmpty() ? "" : Integer.toHexString((limits + own).hashCode());
    }

    /**
     * Adds a sender after those it has; the first that can carry a message is used where nothing else decides.
     *
     * @param sender the sender
     * @return a new value
     * @throws InvalidTenantException if this profile has the address already
     */
    public TenantProfile sender(Sender sender) {
        if (senderAt(sender.address()).isPresent()) {
            throw new InvalidTenantException("tenant '" + id + "' has sender "
                    + sender.address().value() + " already; an address belongs to one sender");
        }
        List<Sender> more = new ArrayList<>(senders);
        more.add(sender);
        return new TenantProfile(id, businessName, helpContact, keywordTexts, more, status, rules);
    }

    /**
     * Takes a sender away.
     *
     * @param address its number or name
     * @return a new value; the same if it has none of that address
     */
    public TenantProfile without(Address address) {
        List<Sender> fewer = senders.stream()
                .filter(sender -> !sender.address().equals(address))
                .toList();
        return fewer.size() == senders.size()
                ? this
                : new TenantProfile(id, businessName, helpContact, keywordTexts, fewer, status, rules);
    }

    /**
     * Adds a number with the defaults of {@link Sender#of}.
     *
     * @param address such as {@code "+14155550100"}
     * @param provider the provider's name
     * @param account the provider's id of the account
     * @return a new value
     */
    public TenantProfile sender(String address, String provider, String account) {
        return sender(Sender.of(address, provider, account));
    }

    /**
     * Replaces what HELP points to; the business name unless called.
     *
     * @param contact a phone number, mail address or page
     * @return a new value
     */
    public TenantProfile helpContact(String contact) {
        return new TenantProfile(id, businessName, contact, keywordTexts, senders, status, rules);
    }

    /**
     * Replaces the answers to STOP, START and HELP.
     *
     * @param texts the three answers
     * @return a new value
     */
    public TenantProfile keywordTexts(KeywordTexts texts) {
        return new TenantProfile(id, businessName, helpContact, texts, senders, status, rules);
    }

    /**
     * Replaces the status.
     *
     * @param newStatus whether it sends
     * @return a new value
     */
    public TenantProfile status(TenantStatus newStatus) {
        return new TenantProfile(id, businessName, helpContact, keywordTexts, senders, newStatus, rules);
    }

    /**
     * Says what the engine may do by itself with messages of one purpose that are in doubt; unless called,
     * {@link DoubtPolicy#of}. A message accepted earlier keeps what held then.
     *
     * @param purpose what the messages are for
     * @param policy what may be done
     * @return a new value
     */
    public TenantProfile whenInDoubt(Purpose purpose, DoubtPolicy policy) {
        return with(rules.whenInDoubt(purpose, policy));
    }

    /**
     * Says what becomes of scheduled messages of one purpose that are taken up late and say nothing themselves; unless
     * called, {@link Misfire#ofDefaults}. Holds for messages accepted earlier too.
     *
     * @param purpose what the messages are for
     * @param policy what becomes of them
     * @return a new value
     */
    public TenantProfile whenLate(Purpose purpose, Misfire policy) {
        return with(rules.whenLate(purpose, policy));
    }

    /**
     * Replaces what it agreed about consent; {@link ConsentPolicy#ofDefaults} unless called.
     *
     * @param policy how far a STOP reaches, how contacts are asked
     * @return a new value
     */
    public TenantProfile consentPolicy(ConsentPolicy policy) {
        return with(rules.consent(policy));
    }

    /**
     * Limits the requests of the whole tenant, whatever the number and the contact. What is over a limit waits.
     *
     * @param limit such as {@code RateLimit.of(100).per(Duration.ofHours(1))}
     * @return a new value
     */
    public TenantProfile limit(RateLimit limit) {
        return with(rules.limits().tenant(limit));
    }

    /**
     * Limits the messages to each contact. A message counts once, when its sending begins, however many requests it takes.
     *
     * @param limit how many messages
     * @return a new value
     */
    public TenantProfile limitPerContact(RateLimit limit) {
        return with(rules.limits().contact(limit));
    }

    /**
     * Limits the messages of one purpose to each contact, such as marketing to three a week. Counted as in
     * {@link #limitPerContact(RateLimit)}.
     *
     * @param purpose of which purpose
     * @param limit how many messages
     * @return a new value
     */
    public TenantProfile limitPerContact(Purpose purpose, RateLimit limit) {
        return with(rules.limits().purpose(purpose, limit));
    }

    /**
     * Limits the requests of a brand: all numbers with {@link Sender#brand} of this name, at all providers together.
     * Carriers count by the company, so tenants that name the same brand share what it may send.
     *
     * @param name the host's name for it, 1 to 64 characters
     * @param limit such as {@code RateLimit.of(2000).perDay(ZoneId.of("America/Los_Angeles"))}
     * @return a new value
     * @throws io.stratos.messaging.exception.InvalidLimitException if the name is blank or too long
     */
    public TenantProfile brand(String name, RateLimit limit) {
        return with(rules.limits().brand(Sender.checkedBrand(name), limit));
    }

    /**
     * Caps what the tenant spends, by {@link Sender#pricePerSegment}. What would exceed it waits.
     *
     * @param budget such as {@code Budget.of("500.00").perMonth(zone)}
     * @return a new value
     */
    public TenantProfile budget(Budget budget) {
        return with(rules.limits().budget(budget));
    }

    /**
     * Takes away the limits of tenant, contacts and purposes, the brands and the budget; those of senders stay.
     *
     * @return a new value
     */
    public TenantProfile withoutLimits() {
        return with(TenantLimits.NONE);
    }

    /**
     * Says when messages may go: how the law is read, and when the tenant wants its messages to go. Holds for messages
     * accepted earlier too.
     *
     * @param times the rules, in place of those before
     * @return a new value
     */
    public TenantProfile times(TimeRules times) {
        return with(rules.times(times));
    }

    /**
     * Has the first text to each contact say who writes, how to stop and get help, and what it may cost; nothing unless
     * called. A contact who was shown one is not shown another.
     *
     * @param disclosure such as {@link Disclosure#english()}
     * @return a new value
     */
    public TenantProfile disclosure(Disclosure disclosure) {
        return with(rules.disclosure(disclosure));
    }

    private TenantProfile with(TenantLimits newLimits) {
        return with(rules.limits(newLimits));
    }

    private TenantProfile with(TenantRules newRules) {
        return new TenantProfile(id, businessName, helpContact, keywordTexts, senders, status, newRules);
    }

    /** {@return the host's name for the tenant} */
    public TenantId id() {
        return id;
    }

    /** {@return the name its customers know} */
    public String businessName() {
        return businessName;
    }

    /** {@return what HELP points to} */
    public String helpContact() {
        return helpContact;
    }

    /** {@return the answers to STOP, START and HELP, placeholders not yet filled} */
    public KeywordTexts keywordTexts() {
        return keywordTexts;
    }

    /** {@return its senders in order, unmodifiable} */
    public List<Sender> senders() {
        return senders;
    }

    /** {@return whether it sends} */
    public TenantStatus status() {
        return status;
    }

    /** {@return what may be done with messages in doubt, for the purposes where the profile says so; unmodifiable} */
    public Map<Purpose, DoubtPolicy> doubtPolicies() {
        return rules.doubtPolicies();
    }

    /** {@return what becomes of messages taken up late, for the purposes where the profile says so; unmodifiable} */
    public Map<Purpose, Misfire> misfires() {
        return rules.misfires();
    }

    /** {@return how far a STOP reaches, how contacts are asked} */
    public ConsentPolicy consentPolicy() {
        return rules.consent();
    }

    /** {@return when messages may go} */
    public TimeRules times() {
        return rules.times();
    }

    /** {@return what the first text to each contact says besides its own words, if anything} */
    public Optional<Disclosure> disclosure() {
        return Optional.ofNullable(rules.disclosure());
    }

    /** {@return how much it may send and spend} */
    public TenantLimits limits() {
        return rules.limits();
    }

    /** {@return a few characters that change with any limit of the tenant or of its senders; empty without any} */
    public String limitTerms() {
        return limitTerms;
    }

    /**
     * Looks a sender up.
     *
     * @param address its number or name
     * @return the sender, if the tenant has it
     */
    public Optional<Sender> senderAt(Address address) {
        for (Sender sender : senders) {
            if (sender.address().equals(address)) {
                return Optional.of(sender);
            }
        }
        return Optional.empty();
    }

    /** {@return id and status} */
    @Override
    public String toString() {
        return "Tenant " + id + " (" + status + ", " + senders.size() + " senders)";
    }
}
