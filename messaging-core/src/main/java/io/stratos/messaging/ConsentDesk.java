package io.stratos.messaging;

import io.stratos.messaging.consent.AddressStanding;
import io.stratos.messaging.consent.Consent;
import io.stratos.messaging.consent.ConsentAction;
import io.stratos.messaging.consent.ConsentEvent;
import io.stratos.messaging.consent.ConsentStatus;
import io.stratos.messaging.consent.ConsentSummary;
import io.stratos.messaging.consent.Evidence;
import io.stratos.messaging.consent.ImportReport;
import io.stratos.messaging.consent.Purpose;
import io.stratos.messaging.consent.ReplyReading;
import io.stratos.messaging.consent.Review;
import io.stratos.messaging.consent.Suppression;
import io.stratos.messaging.consent.SuppressionReason;
import io.stratos.messaging.consent.Suppressions;
import io.stratos.messaging.contact.Address;
import io.stratos.messaging.contact.PhoneNumber;
import io.stratos.messaging.dossier.ConsentProof;
import io.stratos.messaging.dossier.Dossier;
import io.stratos.messaging.internal.accept.ConsentRequests;
import io.stratos.messaging.internal.consent.Classifier;
import io.stratos.messaging.spi.store.AddressRecord;
import io.stratos.messaging.spi.store.ConsentCount;
import io.stratos.messaging.tenant.TenantProfile;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who agreed to what: record it, ask for it, show what proves it. Every change is an event that stays.
 *
 * <p>Consent is given for an address, and with it for its channel: text messages of any sort for a phone number, mail for a
 * mail address.
 *
 * <p>Safe for use by many threads. Keywords a contact texts need nothing from the host: a STOP is in force before the
 * provider's call is answered.
 */
public final class ConsentDesk {

    private static final int LARGEST_PAGE = 1_000;

    private final TenantScope scope;

    ConsentDesk(TenantScope scope) {
        this.scope = scope;
    }

    /**
     * Records that somebody agreed to one purpose. Does not lift a STOP, whatever the evidence: the answer then still
     * says {@link Consent#isStopped()}; see {@link #resubscribe}.
     *
     * @param address whose consent
     * @param purpose to what
     * @param evidence what proves it
     * @return where it stands now
     */
    public Consent optIn(Address address, Purpose purpose, Evidence evidence) {
        return record(address, ConsentAction.OPT_IN, purpose, evidence);
    }

    /**
     * Records it for a phone number in international form.
     *
     * @param phoneNumber such as {@code "+1 415 555 2671"}
     * @param purpose to what
     * @param evidence what proves it
     * @return where it stands now
     * @throws io.stratos.messaging.exception.InvalidPhoneNumberException if it is not one
     */
    public Consent optIn(String phoneNumber, Purpose purpose, Evidence evidence) {
        return optIn(PhoneNumber.of(phoneNumber), purpose, evidence);
    }

    /**
     * Records that somebody refused one purpose. In force when this returns.
     *
     * @param address whose consent
     * @param purpose what they refused
     * @param evidence what proves it
     * @return where it stands now
     */
    public Consent optOut(Address address, Purpose purpose, Evidence evidence) {
        return record(address, ConsentAction.OPT_OUT, purpose, evidence);
    }

    /**
     * Records that somebody wants nothing more at all, as a STOP does. In force when this returns: no message whose
     * intent to send was not committed before goes any more, claimed ones included. It does not wait for requests that
     * were on their way, as the answer to a STOP does: a host may call it inside its transaction, or for thousands.
     *
     * @param address whose consent
     * @param evidence what proves it
     * @return where it stands now
     */
    public Consent optOutOfAll(Address address, Evidence evidence) {
        return record(address, ConsentAction.OPT_OUT_ALL, null, evidence);
    }

    /**
     * Lifts a STOP because the contact asked for it in another way than by texting START.
     *
     * @param address whose consent
     * @param evidence what proves it
     * @return where it stands now
     */
    public Consent resubscribe(Address address, Evidence evidence) {
        return record(address, ConsentAction.RESUBSCRIBE, null, evidence);
    }

    /**
     * Puts an address on hold, because the contact may have wanted to revoke: until {@link #release}, an opt-out of
     * everything or a START, what is sent automatically waits, whatever its purpose; replies in the conversation go.
     *
     * @param address whose consent
     * @param evidence what was said, and who thought so
     * @return where it stands now
     */
    public Consent hold(Address address, Evidence evidence) {
        return record(address, ConsentAction.HOLD, null, evidence);
    }

    /**
     * Ends a hold: the contact did not mean to revoke. What waited for it goes, or is late, as it says itself.
     *
     * @param address whose consent
     * @param evidence who decided so, and why
     * @return where it stands now
     */
    public Consent release(Address address, Evidence evidence) {
        return record(address, ConsentAction.RELEASE, null, evidence);
    }

    /**
     * Asks a contact to confirm that they want messages of a purpose (double opt-in): the purpose is
     * {@link io.stratos.messaging.consent.ConsentStatus#PENDING} until they answer YES, or the time for it is over. They get one request and,
     * if they do not answer, one reminder, in the tenant's words: see
     * {@link io.stratos.messaging.tenant.TenantProfile#consentPolicy}. Asking again while an answer is awaited sends nothing
     * more; asking somebody who opted in for good, or whose STOP stands, is recorded and sends nothing.
     *
     * @param address whom
     * @param purpose to what
     * @param evidence why they may be asked: what they filled in, and where; {@link Evidence#until} says until when they
     *     may answer, else the tenant's policy does
     * @return where it stands now
     */
    public Consent request(Address address, Purpose purpose, Evidence evidence) {
        TenantProfile profile = scope.consenting().profiles().apply(scope.tenant());
        AddressRecord row = scope.ensure(address);
        Evidence asked = evidence.with("request", ConsentRequests.wording(profile, purpose));
        if (asked.expiry().isEmpty()) {
            asked = asked.until(row.readAt().plus(profile.consentPolicy().requestLife()));
        }
        Consent after = record(address, ConsentAction.REQUEST, purpose, asked);
        Optional<Instant> until = after.at(row.readAt()).standing(purpose).pendingUntil();
        if (until.isPresent() && !after.isStopped()) {
            scope.consenting().requests().send(scope.session(), profile, scope.ensure(address), purpose, until.get());
            scope.accepted().run();
        }
        return after;
    }

    /**
     * Where the consent of an address stands at this moment. What was implied and is over by now is not in it.
     *
     * @param address whose consent
     * @return a snapshot; unknown for an address never heard of
     */
    public Consent of(Address address) {
        AddressRecord row =
                scope.session().addresses(scope.tenant(), Set.of(address)).get(address);
        return row == null
                ? scope.session().consent(scope.tenant(), address)
                : row.consent().at(row.readAt());
    }

    /**
     * Has nothing more sent to an address, whatever its owner agreed to, for a reason that is no opt-out. It is the address
     * that is suppressed: a contact's other number is not, and the old one stays so when they come back to it.
     *
     * @param address which
     * @param reason why
     * @param evidence who says so; {@link Evidence#until} says until when, else what is usual for the reason
     * @return every reason that holds now
     */
    public List<Suppression> suppress(Address address, SuppressionReason reason, Evidence evidence) {
        Evidence named = evidence.with(Suppressions.REASON, reason.name());
        if (named.expiry().isEmpty() && reason.usualLife().isPresent()) {
            named = named.until(
                    scope.ensure(address).readAt().plus(reason.usualLife().get()));
        }
        record(address, ConsentAction.SUPPRESS, null, named);
        return suppressions(address);
    }

    /**
     * Ends a suppression. Consent is as it was.
     *
     * @param address which
     * @param reason what is so no more
     * @param evidence who says so
     * @return every reason that still holds
     */
    public List<Suppression> lift(Address address, SuppressionReason reason, Evidence evidence) {
        record(address, ConsentAction.LIFT, null, evidence.with(Suppressions.REASON, reason.name()));
        return suppressions(address);
    }

    /**
     * Why nothing is sent to an address at this moment, apart from consent.
     *
     * @param address which
     * @return the reasons that hold now
     */
    public List<Suppression> suppressions(Address address) {
        AddressRecord row =
                scope.session().addresses(scope.tenant(), Set.of(address)).get(address);
        return row == null ? List.of() : row.notes().suppressions().at(row.readAt());
    }

    /** {@return everything recorded, chained: verify it, export it} */
    public Ledger ledger() {
        return new Ledger(scope);
    }

    /**
     * Everything recorded about an address, oldest first.
     *
     * @param address whose consent
     * @return the events
     */
    public List<ConsentEvent> history(Address address) {
        return scope.session().events(scope.tenant(), address);
    }

    /**
     * What proves where the consent of an address stood at an instant.
     *
     * @param address whose consent
     * @param asOf when
     * @return every event up to then, with its place in the ledger, and what they come to
     */
    public ConsentProof proof(Address address, Instant asOf) {
        return new Proving(scope).proof(address, asOf);
    }

    /**
     * Everything that proves why each message to a contact was allowed, or was not. Reads all of their messages, and all of the
     * tenant's ledger.
     *
     * @param address any of the contact's addresses
     * @return the dossier
     */
    public Dossier dossier(Address address) {
        return new Proving(scope).dossier(address);
    }

    /**
     * Takes consent over from comma-separated values with the columns address, purpose and status, and, as evidence, wording,
     * consented_at, form, ip, user_agent, because, until and any other. A yes to marketing without the wording that was shown and
     * the day is no written consent: with because and until it is implied and ends, else it is refused. An opt-out is always
     * taken; an opt-in never undoes one.
     *
     * <p>Each row is recorded by itself: after a failure the rows before it are, and the same file may be taken again.
     *
     * @param csv the file's text
     * @param file its name, kept as evidence with the number of the row
     * @return what became of each row
     * @throws io.stratos.messaging.exception.InvalidEvidenceException if a column is missing; then nothing was recorded
     */
    public ImportReport importCsv(String csv, String file) {
        return new ConsentImport(scope, file).run(csv);
    }

    /** {@return how many addresses stand how at this moment; reads all of them} */
    public ConsentSummary summary() {
        Instant now = scope.consenting().now().get();
        Map<Purpose, Map<ConsentStatus, Long>> purposes = new EnumMap<>(Purpose.class);
        Map<SuppressionReason, Long> suppressed = new EnumMap<>(SuppressionReason.class);
        long addresses = 0;
        long stopped = 0;
        long held = 0;
        for (ConsentCount count : scope.session().consentCounts(scope.tenant())) {
            Consent consent = count.consent().at(now);
            long these = count.addresses();
            addresses += these;
            stopped += consent.isStopped() ? these : 0;
            held += consent.isHeld() ? these : 0;
            for (Purpose purpose : Purpose.values()) {
                purposes.computeIfAbsent(purpose, p -> new EnumMap<>(ConsentStatus.class))
                        .merge(consent.status(purpose), these, Long::sum);
            }
            count.notes().suppressions().at(now).forEach(one -> suppressed.merge(one.reason(), these, Long::sum));
        }
        return new ConsentSummary(addresses, purposes, stopped, held, suppressed);
    }

    /**
     * Lists the addresses and how they stand, page by page.
     *
     * @param after the last of the page before; null for the first page
     * @param limit 1 to 1,000
     * @return the next ones, in an order of the store's; empty after the last
     */
    public List<AddressStanding> list(@Nullable Address after, int limit) {
        checkPage(limit);
        return scope.session().addressesAfter(scope.tenant(), after, limit).stream()
                .map(row -> new AddressStanding(
                        row.address(),
                        row.consent().at(row.readAt()),
                        row.notes().suppressions().at(row.readAt())))
                .toList();
    }

    /**
     * Lists the contacts who may have revoked, so that what is sent to them automatically waits: whoever waits longest
     * first. {@link #release} or an opt-out decides, and takes a contact off this list.
     *
     * @param limit 1 to 1,000
     * @return the first of them, each with the text that caused it
     */
    public List<Review> toReview(int limit) {
        checkPage(limit);
        return new Reviewing(scope).list(limit);
    }

    /**
     * Reads what a text asks of the engine, as the tenant's inbound messages are read, and changes nothing: for a host that receives
     * texts by other ways, or wants to know why one was taken for a STOP.
     *
     * @param text what a contact wrote, of any length; read in time linear in it
     * @return the keyword it amounts to, or how sure it is that the contact refuses further texts, with the reason
     */
    public ReplyReading classify(String text) {
        return Classifier.read(
                text,
                scope.consenting()
                        .profiles()
                        .apply(scope.tenant())
                        .consentPolicy()
                        .replies());
    }

    private static void checkPage(int limit) {
        if (limit < 1 || limit > LARGEST_PAGE) {
            throw new IllegalArgumentException("limit was " + limit + "; use 1 to " + LARGEST_PAGE);
        }
    }

    private Consent record(Address address, ConsentAction action, @Nullable Purpose purpose, Evidence evidence) {
        AddressRecord row = scope.ensure(address);
        return scope.session()
                .record(scope.tenant(), new ConsentEvent(row.readAt(), address, action, purpose, evidence));
    }
}
