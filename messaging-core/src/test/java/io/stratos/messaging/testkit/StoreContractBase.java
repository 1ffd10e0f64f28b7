package io.stratos.messaging.testkit;

import static io.stratos.messaging.testkit.StoreFixtures.ACME;
import static io.stratos.messaging.testkit.StoreFixtures.OTHER;
import static org.assertj.core.api.Assertions.assertThat;

import io.stratos.messaging.delivery.Attempt;
import io.stratos.messaging.delivery.Decision;
import io.stratos.messaging.delivery.MessageTrace;
import io.stratos.messaging.delivery.Outcome;
import io.stratos.messaging.delivery.Refusal;
import io.stratos.messaging.id.AttemptId;
import io.stratos.messaging.id.MessageId;
import io.stratos.messaging.id.TenantId;
import io.stratos.messaging.message.Message;
import io.stratos.messaging.message.MessageStatus;
import io.stratos.messaging.spi.store.AddressRecord;
import io.stratos.messaging.spi.store.Claim;
import io.stratos.messaging.spi.store.ClaimToken;
import io.stratos.messaging.spi.store.Ingest;
import io.stratos.messaging.spi.store.IngestResult;
import io.stratos.messaging.spi.store.Intent;
import io.stratos.messaging.spi.store.IntentDecision;
import io.stratos.messaging.spi.store.IntentResult;
import io.stratos.messaging.spi.store.MessagingStore;
import io.stratos.messaging.spi.store.NewMessage;
import io.stratos.messaging.spi.store.Recovered;
import io.stratos.messaging.spi.store.SendGate;
import io.stratos.messaging.spi.store.SettleResult;
import io.stratos.messaging.spi.store.Settlement;
import io.stratos.messaging.spi.store.Settlement.Next;
import io.stratos.messaging.spi.store.StoreSession;
import io.stratos.messaging.spi.store.Taking;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;

/** The steps of a message's life, for the parts of the store contract. */
abstract class StoreContractBase {

    static final Duration LEASE = Duration.ofSeconds(30);
    static final Duration PAST_LEASE = Duration.ofSeconds(31);
    static final int MANY = 1000;
    static final int UNIT_LIMIT = 1600;

    final StoreFixtures make = new StoreFixtures();

    /** A request on its way: the message as it was claimed, the proof, the attempt. */
    record Underway(Message message, ClaimToken token, AttemptId attempt) {}

    abstract MessagingStoreContract contract();

    @BeforeEach
    void registerTenants() {
        store().tenants().save(make.profile(ACME));
        store().tenants().save(make.profile(OTHER));
    }

    final MessagingStore store() {
        return contract().store();
    }

    final StoreSession session() {
        return store().session();
    }

    final void advance(Duration by) {
        contract().advance(by);
    }

    final Instant now() {
        return store().now().truncatedTo(ChronoUnit.MICROS);
    }

    final AddressRecord contact() {
        return contact(ACME);
    }

    final AddressRecord contact(TenantId tenant) {
        return session().ensureAddress(tenant, make.phone(), make.contactId(), make.conversationId());
    }

    final AddressRecord again(AddressRecord row) {
        return session().ensureAddress(ACME, row.address(), make.contactId(), make.conversationId());
    }

    final Message accept(Message message) {
        return session().accept(List.of(make.fresh(message))).get(0).message();
    }

    final Message accepted() {
        return accept(make.outbound(ACME, contact()).build());
    }

    final List<Claim> claimAll() {
        return claim(MANY);
    }

    /** Takes up what is due and holds it; the results carry ids for attempts, which tests make themselves. */
    final List<Claim> claim(int limit) {
        return take(limit, (claim, recipient) -> new IntentDecision.Hold()).stream()
                .map(result -> result.intent().claim())
                .toList();
    }

    final List<IntentResult> take(int limit, SendGate gate) {
        return store().take(Taking.of(limit, LEASE), make::attemptId, gate);
    }

    final Claim claim() {
        List<Claim> claims = claim(1);
        assertThat(claims).as("claims of what is due").hasSize(1);
        return claims.get(0);
    }

    final IntentDecision.Proceed proceed(int units) {
        return new IntentDecision.Proceed(
                make.allowed(Decision.Stage.SEND, "proceed"), make.route(), UNIT_LIMIT, units);
    }

    final IntentResult decide(Claim claim, IntentDecision decision) {
        Intent intent = new Intent(claim, make.attemptId());
        return store().intent(List.of(intent), LEASE, (held, recipient) -> decision)
                .get(0);
    }

    final Underway begin(Claim claim, int units) {
        IntentResult result = decide(claim, proceed(units));
        assertThat(result.committed()).as("the intent's decision").isPresent();
        return new Underway(claim.message(), claim.token(), result.intent().attempt());
    }

    final Underway sending() {
        return sending(1);
    }

    /** Accepts a message and takes the first of its units to SENDING; nothing else may be due. */
    final Underway sending(int units) {
        accepted();
        return begin(claim(), units);
    }

    /** A message whose only attempt the provider accepted as {@code providerId}. */
    final Underway sent(String providerId) {
        Underway underway = sending();
        assertThat(settle(underway, new Outcome.Accepted(providerId), new Next.Advance()))
                .isEqualTo(SettleResult.APPLIED);
        return underway;
    }

    /** Lets the lease of a request end and takes the doubt; no other doubt may be due. */
    final Recovered.Doubt doubted(Underway underway) {
        advance(PAST_LEASE);
        Recovered recovered = store().recover(MANY, LEASE);
        assertThat(recovered.due()).as("doubts due").hasSize(1);
        assertThat(recovered.due().get(0).attempt().id()).isEqualTo(underway.attempt());
        return recovered.due().get(0);
    }

    final SettleResult settle(Underway underway, Outcome outcome, Next next) {
        return settle(underway.token(), underway.attempt(), outcome, next);
    }

    final SettleResult settle(ClaimToken token, AttemptId attempt, Outcome outcome, Next next) {
        return store().settle(List.of(new Settlement(token, attempt, outcome, next)))
                .get(0);
    }

    final IngestResult ingest(Ingest event) {
        return store().ingest(List.of(event)).get(0);
    }

    final Message stored(MessageId id) {
        return session().message(ACME, id).orElseThrow();
    }

    final MessageStatus status(Underway underway) {
        return stored(underway.message().id()).status();
    }

    final MessageTrace trace(MessageId id) {
        return session().trace(ACME, id).orElseThrow();
    }

    final Attempt attempt(Underway underway) {
        return trace(underway.message().id()).attempts().stream()
                .filter(attempt -> attempt.id().equals(underway.attempt()))
                .findFirst()
                .orElseThrow();
    }

    final NewMessage keyed(AddressRecord to, String key, String fingerprint) {
        return make.keyed(make.outbound(ACME, to).build(), key, fingerprint);
    }

    /** Nothing is left to claim, to recover or to look into, now or in a year. */
    final void assertNothingLeftToDo() {
        assertThat(claimAll()).as("claims now").isEmpty();
        advance(Duration.ofDays(366));
        Recovered recovered = store().recover(MANY, LEASE);
        assertThat(recovered.released()).as("claims released a year later").isZero();
        assertThat(recovered.doubted()).as("requests in doubt a year later").isZero();
        assertThat(recovered.due()).as("doubts due a year later").isEmpty();
        assertThat(claimAll()).as("claims a year later").isEmpty();
    }

    static Outcome.Accepted acceptedAs(String providerId) {
        return new Outcome.Accepted(providerId);
    }

    static Outcome.InDoubt inDoubt() {
        return new Outcome.InDoubt("connection reset after the request");
    }

    static Outcome.NotSent notSent() {
        return new Outcome.NotSent("connection refused", null);
    }

    static Outcome.Refused refused() {
        return new Outcome.Refused(Refusal.RECIPIENT, "21614", "not a mobile number");
    }
}
