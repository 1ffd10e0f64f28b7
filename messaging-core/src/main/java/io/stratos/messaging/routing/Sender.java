package io.stratos.messaging.routing;

import io.stratos.messaging.contact.Address;
import io.stratos.messaging.contact.Channel;
import io.stratos.messaging.contact.EmailAddress;
import io.stratos.messaging.contact.PhoneNumber;
import io.stratos.messaging.contact.SenderId;
import io.stratos.messaging.exception.InvalidLimitException;
import io.stratos.messaging.exception.InvalidTenantException;
import io.stratos.messaging.limit.Money;
import io.stratos.messaging.limit.RateLimit;
import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A number or name a tenant sends from, and the provider account it lives in.
 *
 * <p>Belongs to one tenant: an inbound message finds its tenant by (provider, account, this address). Registering it
 * does not buy or configure it at the provider. Immutable and safe for use by many threads.
 */
public final class Sender {

    private static final int LONGEST_BRAND = 64;

    private final Address address;
    private final String provider;
    private final String account;
    private final Set<Channel> channels;
    private final KeywordReplies keywordReplies;
    private final @Nullable String pool;
    private final Terms terms;

    /** What it is called in every decision of the gate; made when first asked for. */
    private @Nullable String shown;

    /** What sending from it is bound to. */
    private record Terms(
            @Nullable RateLimit limit,
            @Nullable String brand,
            @Nullable BigDecimal price) {

        static final Terms NONE = new Terms(null, null, null);
    }

    private Sender(
            Address address,
            String provider,
            String account,
            Set<Channel> channels,
            KeywordReplies keywordReplies,
            @Nullable String pool,
            Terms terms) {
        this.address = address;
        this.provider = provider;
        this.account = account;
        this.channels = Set.copyOf(channels);
        this.keywordReplies = keywordReplies;
        this.pool = pool;
        this.terms = terms;
    }

    /**
     * A sender of a provider's account. A number carries SMS and MMS unless {@link #channels} says otherwise.
     *
     * @param address such as {@code "+14155550100"}, a short code or a name
     * @param provider the provider's name, such as {@code "twilio"}
     * @param account the provider's id of the account, such as an account SID
     * @return the sender
     * @throws io.stratos.messaging.exception.InvalidAddressException if the address is none
     * @throws InvalidTenantException if provider or account is blank
     */
    public static Sender of(String address, String provider, String account) {
        if (provider.isBlank() || account.isBlank()) {
            throw new InvalidTenantException("sender '" + address + "' names provider '" + provider + "' and account '"
                    + account + "'; neither may be blank");
        }
        Address parsed = Address.parse(address);
        return new Sender(
                parsed, provider, account, defaultChannels(parsed), KeywordReplies.PROVIDER_DEFAULT, null, Terms.NONE);
    }

    private static Set<Channel> defaultChannels(Address address) {
        if (address instanceof EmailAddress) {
            return EnumSet.of(Channel.EMAIL);
        }
        boolean name = address instanceof SenderId id && !id.isShortCode();
        return name ? EnumSet.of(Channel.SMS) : EnumSet.of(Channel.SMS, Channel.MMS);
    }

    /**
     * Says what it can carry.
     *
     * @param first one channel
     * @param more others
     * @return a new value
     */
    public Sender channels(Channel first, Channel... more) {
        return new Sender(address, provider, account, EnumSet.of(first, more), keywordReplies, pool, terms);
    }

    /**
     * Says who answers STOP, START and HELP.
     *
     * @param who the provider or the engine
     * @return a new value
     */
    public Sender keywordReplies(KeywordReplies who) {
        return new Sender(address, provider, account, channels, who, pool, terms);
    }

    /**
     * Sends through the provider's pool or service this sender is part of, such as a Twilio messaging service SID.
     *
     * @param poolId the provider's id of it
     * @return a new value
     */
    public Sender pool(String poolId) {
        return new Sender(address, provider, account, channels, keywordReplies, poolId, terms);
    }

    /**
     * Limits the requests from it, such as one a second. What is over the limit waits.
     *
     * @param limit how many
     * @return a new value
     */
    public Sender limit(RateLimit limit) {
        return with(new Terms(limit, terms.brand, terms.price));
    }

    /**
     * Says which of the tenant's brands it is registered for, whose limit then counts for it too.
     *
     * @param name as in the tenant's profile, 1 to 64 characters
     * @return a new value
     * @throws io.stratos.messaging.exception.InvalidLimitException if the name is blank or too long
     */
    public Sender brand(String name) {
        return with(new Terms(terms.limit, checkedBrand(name), terms.price));
    }

    /**
     * Says what a segment costs, for the tenant's budget. A message with media, or by mail, counts as one.
     *
     * @param price such as {@code "0.0079"}, in the budget's unit of currency; at most six decimals
     * @return a new value
     * @throws io.stratos.messaging.exception.InvalidLimitException if it is no such number, or negative
     */
    public Sender pricePerSegment(String price) {
        BigDecimal amount = Money.parse("a price", price);
        Money.micros("a price", amount);
        return with(new Terms(terms.limit, terms.brand, amount));
    }

    private Sender with(Terms newTerms) {
        return new Sender(address, provider, account, channels, keywordReplies, pool, newTerms);
    }

    /**
     * Checks the name of a brand.
     *
     * @param name the name
     * @return it
     * @throws io.stratos.messaging.exception.InvalidLimitException if it is blank or over 64 characters
     */
    public static String checkedBrand(String name) {
        if (name.isBlank() || name.length() > LONGEST_BRAND) {
            throw new InvalidLimitException("a brand named '" + name + "'; use 1 to " + LONGEST_BRAND + " characters");
        }
        return name;
    }

    /** {@return the number or name} */
    public Address address() {
        return address;
    }

    /** {@return the provider's name} */
    public String provider() {
        return provider;
    }

    /** {@return the provider's id of the account} */
    public String account() {
        return account;
    }

    /** {@return what it can carry} */
    public Set<Channel> channels() {
        return channels;
    }

    /** {@return who answers STOP, START and HELP} */
    public KeywordReplies keywordReplies() {
        return keywordReplies;
    }

    /** {@return the provider's id of the pool it is part of, if it is} */
    public Optional<String> pool() {
        return Optional.ofNullable(pool);
    }

    /** {@return the limit of requests from it, if there is one} */
    public Optional<RateLimit> limit() {
        return Optional.ofNullable(terms.limit);
    }

    /** {@return the tenant's brand it is registered for, if there is one} */
    public Optional<String> brand() {
        return Optional.ofNullable(terms.brand);
    }

    /** {@return what a segment costs, if that is known} */
    public Optional<BigDecimal> pricePerSegment() {
        return Optional.ofNullable(terms.price);
    }

    /** {@return what sort of sender it is, read off the address} */
    public SenderKind kind() {
        if (address instanceof PhoneNumber number) {
            return number.isTollFree() ? SenderKind.TOLL_FREE : SenderKind.LOCAL;
        }
        if (address instanceof SenderId id) {
            return id.isShortCode() ? SenderKind.SHORT_CODE : SenderKind.ALPHANUMERIC;
        }
        return SenderKind.EMAIL;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Sender that
                && address.equals(that.address)
                && provider.equals(that.provider)
                && account.equals(that.account)
                && channels.equals(that.channels)
                && keywordReplies == that.keywordReplies
                && Objects.equals(pool, that.pool)
                && terms.equals(that.terms);
    }

    @Override
    public int hashCode() {
        return Objects.hash(address, provider, account);
    }

    /** {@return the address masked, and the provider} */
    @Override
    public String toString() {
        String known = shown;
        if (known == null) {
            known = address.masked() + " at " + provider;
            shown = known;
        }
        return known;
    }
}
