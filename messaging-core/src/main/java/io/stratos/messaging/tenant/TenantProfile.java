package io.stratos.messaging.tenant;

import io.stratos.messaging.consent.Purpose;
import io.stratos.messaging.contact.Address;
import io.stratos.messaging.exception.InvalidTenantException;
import io.stratos.messaging.id.TenantId;
import io.stratos.messaging.message.DoubtPolicy;
import io.stratos.messaging.routing.Sender;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
    private final Map<Purpose, DoubtPolicy> doubtPolicies;

    private TenantProfile(
            TenantId id,
            String businessName,
            String helpContact,
            KeywordTexts keywordTexts,
            List<Sender> senders,
            TenantStatus status,
            Map<Purpose, DoubtPolicy> doubtPolicies) {
        this.id = id;
        this.businessName = businessName;
        this.helpContact = helpContact;
        this.keywordTexts = keywordTexts;
        this.senders = List.copyOf(senders);
        this.status = status;
        this.doubtPolicies = Map.copyOf(doubtPolicies);
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
                Map.of());
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
        return new TenantProfile(id, businessName, helpContact, keywordTexts, more, status, doubtPolicies);
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
        return new TenantProfile(id, businessName, contact, keywordTexts, senders, status, doubtPolicies);
    }

    /**
     * Replaces the answers to STOP, START and HELP.
     *
     * @param texts the three answers
     * @return a new value
     */
    public TenantProfile keywordTexts(KeywordTexts texts) {
        return new TenantProfile(id, businessName, helpContact, texts, senders, status, doubtPolicies);
    }

    /**
     * Replaces the status.
     *
     * @param newStatus whether it sends
     * @return a new value
     */
    public TenantProfile status(TenantStatus newStatus) {
        return new TenantProfile(id, businessName, helpContact, keywordTexts, senders, newStatus, doubtPolicies);
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
        Map<Purpose, DoubtPolicy> more = new EnumMap<>(Purpose.class);
        more.putAll(doubtPolicies);
        more.put(purpose, policy);
        return new TenantProfile(id, businessName, helpContact, keywordTexts, senders, status, more);
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
        return doubtPolicies;
    }

    /**
     * Looks a sender up.
     *
     * @param address its number or name
     * @return the sender, if the tenant has it
     */
    public Optional<Sender> senderAt(Address address) {
        return senders.stream().filter(s -> s.address().equals(address)).findFirst();
    }

    /** {@return id and status} */
    @Override
    public String toString() {
        return "Tenant " + id + " (" + status + ", " + senders.size() + " senders)";
    }
}
