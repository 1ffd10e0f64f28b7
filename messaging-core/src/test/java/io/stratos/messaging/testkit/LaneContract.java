package io.stratos.messaging.testkit;

import static io.stratos.messaging.testkit.StoreFixtures.ACCOUNT;
import static io.stratos.messaging.testkit.StoreFixtures.ACME;
import static io.stratos.messaging.testkit.StoreFixtures.OTHER;
import static io.stratos.messaging.testkit.StoreFixtures.PROVIDER;
import static org.assertj.core.api.Assertions.assertThat;

import io.stratos.messaging.consent.Purpose;
import io.stratos.messaging.delivery.Decision;
import io.stratos.messaging.delivery.Outcome;
import io.stratos.messaging.delivery.Ruling;
import io.stratos.messaging.delivery.Verdict;
import io.stratos.messaging.id.MessageId;
import io.stratos.messaging.id.TenantId;
import io.stratos.messaging.message.Handling;
import io.stratos.messaging.message.Lane;
import io.stratos.messaging.message.Message;
import io.stratos.messaging.routing.ProviderAccount;
import io.stratos.messaging.spi.store.AddressRecord;
import io.stratos.messaging.spi.store.Claim;
import io.stratos.messaging.spi.store.IntentDecision;
import io.stratos.messaging.spi.store.NewMessage;
import io.stratos.messaging.spi.store.SendGate;
import io.stratos.messaging.spi.store.Settlement.Next;
import io.stratos.messaging.spi.store.Taking;
import io.stratos.messaging.spi.store.Taking.Share;
import io.stratos.messaging.tenant.TenantProfile;
import io.stratos.messaging.tenant.TenantStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

abstract class LaneContract extends StoreContractBase {

    private static final SendGate HOLD = (claim, recipient) -> new IntentDecision.Hold();
    private static final ProviderAccount HANGING = new ProviderAccount(PROVIDER, ACCOUNT);
    private static final ProviderAccount WELL = new ProviderAccount("telnyx", "T-1");

    @Test
    @DisplayName("Ten thousand messages of a tenant that are due do not delay one of another")
    void take_manyOfOneTenant_doNotDelayOneOfAnother() {
        many(ACME, 10_000, Purpose.TRANSACTIONAL);
        Message one = of(OTHER, Purpose.TRANSACTIONAL);

        List<Claim> taken = claim(10);

        assertThat(taken).hasSize(10);
        assertThat(ids(taken)).contains(one.id());
    }

    @Test
    @DisplayName("Each tenant gets an equal share, and what one leaves goes to the others")
    void take_sharesAreEqual_andNothingIsLeftUnused() {
        many(ACME, 100, Purpose.TRANSACTIONAL);
        many(OTHER, 3, Purpose.TRANSACTIONAL);
        TenantId third = registered("third");
        many(third, 100, Purpose.TRANSACTIONAL);

        List<Claim> taken = claim(30);

        assertThat(taken).hasSize(30);
        assertThat(of(taken, OTHER)).isEqualTo(3);
        assertThat(of(taken, ACME)).isBetween(13L, 14L);
        assertThat(of(taken, third)).isBetween(13L, 14L);
    }

    @Test
    @DisplayName("More tenants than the limit has room for take turns")
    void take_moreTenantsThanTheLimit_takeTurns() {
        Set<TenantId> waiting = new HashSet<>();
        for (int i = 0; i < 25; i++) {
            TenantId tenant = registered("turn" + i);
            many(tenant, 5, Purpose.TRANSACTIONAL);
            waiting.add(tenant);
        }

        for (int i = 0; i < 3; i++) {
            List<Claim> taken = claim(10);
            assertThat(taken).hasSize(10);
            taken.forEach(claim -> waiting.remove(claim.token().tenant()));
        }

        assertThat(waiting).as("tenants whose turn did not come").isEmpty();
    }

    @Test
    @DisplayName("Of one tenant the oldest due go first")
    void take_ofOneTenant_oldestFirst() {
        List<MessageId> sent = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            sent.add(of(ACME, Purpose.TRANSACTIONAL).id());
            of(OTHER, Purpose.TRANSACTIONAL);
            advance(Duration.ofMillis(5));
        }

        List<MessageId> taken = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            claim(4).stream()
                    .filter(claim -> claim.token().tenant().equals(ACME))
                    .forEach(claim -> taken.add(claim.message().id()));
        }

        assertThat(taken).isEqualTo(sent);
    }

    @Test
    @DisplayName("What somebody waits for goes before bulk, however old that is, of whatever tenant")
    void take_expressBeforeBulk() {
        many(ACME, 200, Purpose.MARKETING);
        advance(Duration.ofHours(1));
        Message express = of(ACME, Purpose.TRANSACTIONAL);
        Message others = of(OTHER, Purpose.CONVERSATIONAL);

        List<Claim> taken = claim(5);

        assertThat(ids(taken.subList(0, 2))).containsExactlyInAnyOrder(express.id(), others.id());
        assertThat(taken.subList(2, 5)).allMatch(claim -> claim.message().lane() == Lane.BULK);
    }

    @Test
    @DisplayName("What was said to be bulk is, whatever its purpose")
    void take_saidToBeBulk_goesLast() {
        Message bulk = accept(
                make.outbound(ACME, contact()).handling(Handling.usual().bulk()).build());
        advance(Duration.ofHours(1));
        Message express = of(ACME, Purpose.TRANSACTIONAL);

        assertThat(ids(claimAll())).containsExactly(express.id(), bulk.id());
        assertThat(stored(bulk.id()).lane()).isEqualTo(Lane.BULK);
    }

    @Test
    @DisplayName("Bulk stays under its own limit, and within what express left")
    void take_bulk_staysUnderItsLimit() {
        many(ACME, 50, Purpose.MARKETING);
        many(ACME, 3, Purpose.TRANSACTIONAL);
        Share ten = new Share(10, Set.of());

        assertThat(take(new Taking(LEASE, ten, new Share(4, Set.of())))).hasSize(3 + 4);
        assertThat(take(new Taking(LEASE, ten, new Share(0, Set.of())))).isEmpty();
        assertThat(take(new Taking(LEASE, ten, new Share(40, Set.of())))).hasSize(10);
    }

    @Test
    @DisplayName("A tenant all of whose senders are in avoided accounts is left alone, in that lane")
    void take_avoidedAccounts_areLeftAlone() {
        TenantId mixed = registered("mixed", HANGING, WELL);
        TenantId well = registered("well", WELL);
        TenantId hanging = registered("hanging", HANGING);
        List.of(mixed, well, hanging).forEach(tenant -> {
            of(tenant, Purpose.TRANSACTIONAL);
            of(tenant, Purpose.MARKETING);
        });
        Share avoiding = new Share(100, Set.of(HANGING));
        Share any = new Share(100, Set.of());

        assertThat(tenants(take(new Taking(LEASE, avoiding, avoiding))))
                .containsExactlyInAnyOrder(mixed, well, mixed, well);
        List<Claim> rest = take(new Taking(LEASE, avoiding, any));
        assertThat(tenants(rest)).containsExactly(hanging);
        assertThat(rest.get(0).message().lane()).isEqualTo(Lane.BULK);
        assertThat(tenants(claimAll())).containsExactly(hanging);
    }

    @Test
    @DisplayName("What was not due is taken once it is: scheduled, deferred, to be tried again, moved")
    void take_whatWaited_whenItsTimeHasCome() {
        Instant later = now().plus(Duration.ofHours(1));
        Message scheduled =
                accept(make.outbound(ACME, contact()).schedule(later, null).build());
        Message deferred = accepted();
        decide(claim(), new IntentDecision.Defer(no(later), later));
        Underway retried = sending();
        settle(retried, new Outcome.NotSent("connection refused", null), new Next.Retry(Duration.ofHours(1)));
        Message moved = accepted();
        session().reschedule(ACME, List.of(moved.id()), later);

        assertThat(claimAll()).isEmpty();
        advance(Duration.ofHours(1).plusSeconds(1));

        assertThat(ids(claimAll()))
                .containsExactlyInAnyOrder(
                        scheduled.id(), deferred.id(), retried.message().id(), moved.id());
    }

    @Test
    @DisplayName("A thousand that come due at once are all taken, oldest first, beside what was due before")
    void take_manyComeDueAtOnce() {
        List<NewMessage> batch = new ArrayList<>();
        AddressRecord row = contact();
        Instant base = now();
        for (int i = 0; i < 1_000; i++) {
            batch.add(make.fresh(make.outbound(ACME, row)
                    .schedule(base.plusSeconds(60).plusMillis(i), null)
                    .build()));
        }
        session().accept(batch);
        many(ACME, 10, Purpose.TRANSACTIONAL);
        advance(Duration.ofMinutes(2));

        Set<MessageId> all = new HashSet<>();
        for (int i = 0; i < 200 && all.size() < 1_010; i++) {
            all.addAll(ids(claim(50)));
        }

        assertThat(all).hasSize(1_010);
    }

    @Test
    @DisplayName("What the gate leaves is READY as it was, token and trace too")
    void take_leave_changesNothing() {
        Message message = accepted();

        assertThat(take(MANY, (claim, recipient) -> new IntentDecision.Leave())).isEmpty();

        assertThat(trace(message.id()).decisions()).hasSize(1);
        assertThat(claim().token().token()).isEqualTo(1);
    }

    @Test
    @DisplayName("A claim that the gate leaves is READY again")
    void intent_leave_givesBack() {
        accepted();

        decide(claim(), new IntentDecision.Leave());

        assertThat(claimAll()).hasSize(1);
    }

    @Test
    @DisplayName("Suspended tenants are left, however much of them is due, and go once they are active")
    void take_suspended_isLeft() {
        many(ACME, 50, Purpose.TRANSACTIONAL);
        store().tenants().save(make.profile(ACME).status(TenantStatus.SUSPENDED));
        Message other = of(OTHER, Purpose.TRANSACTIONAL);

        assertThat(ids(claimAll())).containsExactly(other.id());
        store().tenants().save(make.profile(ACME));
        assertThat(claimAll()).hasSize(50);
    }

    private List<Claim> take(Taking what) {
        return store().take(what, make::attemptId, HOLD).stream()
                .map(result -> result.intent().claim())
                .toList();
    }

    private TenantId registered(String name, ProviderAccount... accounts) {
        TenantId tenant = TenantId.of(name);
        TenantProfile profile = TenantProfile.of(name, name);
        for (ProviderAccount account : accounts) {
            profile = profile.sender(make.phone().value(), account.provider(), account.account());
        }
        store().tenants().save(profile);
        return tenant;
    }

    private Message of(TenantId tenant, Purpose purpose) {
        return accept(make.outbound(tenant, contact(tenant)).purpose(purpose).build());
    }

    private void many(TenantId tenant, int count, Purpose purpose) {
        AddressRecord row = contact(tenant);
        List<NewMessage> batch = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            batch.add(make.fresh(make.outbound(tenant, row).purpose(purpose).build()));
        }
        session().accept(batch);
    }

    private static Decision no(Instant until) {
        return new Decision(
                Instant.EPOCH, Decision.Stage.SEND, List.of(Verdict.defer("window", Ruling.DEFER.name(), until)));
    }

    private static List<MessageId> ids(List<Claim> claims) {
        return claims.stream().map(claim -> claim.message().id()).toList();
    }

    private static List<TenantId> tenants(List<Claim> claims) {
        return claims.stream().map(claim -> claim.token().tenant()).collect(Collectors.toList());
    }

    private static long of(List<Claim> claims, TenantId tenant) {
        return claims.stream()
                .filter(claim -> claim.token().tenant().equals(tenant))
                .count();
    }
}
