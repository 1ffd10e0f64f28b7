package io.stratos.messaging.testkit;

import static io.stratos.messaging.testkit.StoreFixtures.ACME;
import static org.assertj.core.api.Assertions.assertThat;

import io.stratos.messaging.id.MessageId;
import io.stratos.messaging.message.Message;
import io.stratos.messaging.message.MessageStatus;
import io.stratos.messaging.spi.store.Claim;
import io.stratos.messaging.spi.store.ClaimToken;
import io.stratos.messaging.spi.store.NewMessage;
import io.stratos.messaging.spi.store.Recovered;
import io.stratos.messaging.tenant.TenantStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

abstract class ClaimContract extends StoreContractBase {

    @Test
    @DisplayName("A claim carries the message as it stands and a dispatch at its beginning")
    void claim_newMessage_carriesItAndNoProgress() {
        Message message = accepted();

        Claim claim = claim();

        assertThat(claim.message().id()).isEqualTo(message.id());
        assertThat(claim.message().content()).isEqualTo(message.content());
        assertThat(claim.message().status()).isEqualTo(MessageStatus.QUEUED);
        assertThat(claim.token().tenant()).isEqualTo(ACME);
        assertThat(claim.token().message()).isEqualTo(message.id());
        assertThat(claim.progress()).isEqualTo(new Claim.Progress(0, 0, 0));
    }

    @Test
    @DisplayName("The oldest due are taken first, whatever the order of accepting, and no more than the limit")
    void claim_limited_takesTheOldestDueFirst() {
        Message third = accept(scheduledIn(Duration.ofMinutes(3)));
        Message first = accept(scheduledIn(Duration.ofMinutes(1)));
        Message second = accept(scheduledIn(Duration.ofMinutes(2)));
        advance(Duration.ofMinutes(4));

        assertThat(ids(claim(2))).containsExactly(first.id(), second.id());
        assertThat(ids(claim(2))).containsExactly(third.id());
    }

    @Test
    @DisplayName("A claimed message is not claimed again, not even after its lease, until it is recovered")
    void claim_claimedRow_isNotTouched() {
        accepted();
        claim();

        assertThat(claimAll()).isEmpty();
        advance(PAST_LEASE);
        assertThat(claimAll()).isEmpty();
    }

    @Test
    @DisplayName("Each claim of a message carries a higher token")
    void claim_again_raisesTheToken() {
        accepted();
        ClaimToken first = claim().token();
        store().release(List.of(first));
        ClaimToken second = claim().token();

        assertThat(second.token()).isEqualTo(first.token() + 1);
    }

    @Test
    @DisplayName("Eight threads claim every message once and none twice")
    void claim_from8Threads_takesEachRowOnce() throws Exception {
        session()
                .accept(Stream.generate(
                                () -> make.fresh(make.outbound(ACME, contact()).build()))
                        .limit(200)
                        .toList());

        List<List<Claim>> taken = Race.run(8, () -> {
            List<Claim> mine = new ArrayList<>();
            // A claim may come back empty while others hold the rows it looked at.
            for (int empty = 0; empty < 20; ) {
                List<Claim> batch = claim(7);
                empty = batch.isEmpty() ? empty + 1 : 0;
                mine.addAll(batch);
            }
            return mine;
        });

        List<MessageId> all =
                taken.stream().flatMap(List::stream).map(c -> c.message().id()).toList();
        assertThat(all).doesNotHaveDuplicates().hasSize(200);
    }

    @Test
    @DisplayName("Messages of a suspended tenant wait until it is active again")
    void claim_suspendedTenant_waits() {
        Message message = accepted();
        store().tenants().save(make.profile(ACME).status(TenantStatus.SUSPENDED));

        assertThat(claimAll()).isEmpty();

        store().tenants().save(make.profile(ACME));
        assertThat(ids(claimAll())).containsExactly(message.id());
    }

    @Test
    @DisplayName("A message of a suspended tenant does not keep those of others from being claimed")
    void claim_suspendedTenantFirstInLine_doesNotBlockOthers() {
        for (int i = 0; i < 5; i++) {
            accepted();
        }
        store().tenants().save(make.profile(ACME).status(TenantStatus.SUSPENDED));
        Message theirs = accept(
                make.outbound(StoreFixtures.OTHER, contact(StoreFixtures.OTHER)).build());

        assertThat(ids(claim(1))).containsExactly(theirs.id());
    }

    @Test
    @DisplayName("A released claim is due at once and its token is worthless")
    void release_heldClaim_isDueAtOnce() {
        Message message = accepted();
        Claim lost = claim();

        store().release(List.of(lost.token()));
        Claim again = claim();

        assertThat(again.message().id()).isEqualTo(message.id());
        assertThat(decide(lost, proceed(1)).committed()).isEmpty();
    }

    @Test
    @DisplayName("Releasing a token that is no longer held changes nothing")
    void release_lostToken_isIgnored() {
        accepted();
        ClaimToken lost = claim().token();
        store().release(List.of(lost));
        Claim held = claim();

        store().release(List.of(lost));

        assertThat(claimAll()).isEmpty();
        assertThat(decide(held, proceed(1)).committed()).isPresent();
    }

    @Test
    @DisplayName("A request on its way is not released")
    void release_tokenOfASending_isIgnored() {
        Underway underway = sending();

        store().release(List.of(underway.token()));

        assertThat(claimAll()).isEmpty();
        assertThat(status(underway)).isEqualTo(MessageStatus.SENDING);
    }

    @Test
    @DisplayName("A claim is recovered only after its lease, and then due again under a higher token")
    void recover_expiredClaim_isReadyAgain() {
        Message message = accepted();
        Claim lost = claim();

        advance(LEASE.minusSeconds(5));
        assertThat(store().recover(MANY, LEASE).released()).isZero();
        advance(Duration.ofSeconds(6));
        Recovered recovered = store().recover(MANY, LEASE);
        Claim again = claim();

        assertThat(recovered.released()).isEqualTo(1);
        assertThat(recovered.doubted()).isZero();
        assertThat(recovered.due()).isEmpty();
        assertThat(again.message().id()).isEqualTo(message.id());
        assertThat(again.token().token()).isGreaterThan(lost.token().token());
        assertThat(decide(lost, proceed(1)).committed()).isEmpty();
    }

    @Test
    @DisplayName("No more rows are recovered at once than the limit says")
    void recover_limited_turnsNoMore() {
        for (int i = 0; i < 5; i++) {
            accepted();
        }
        claimAll();
        advance(PAST_LEASE);

        assertThat(store().recover(2, LEASE).released()).isEqualTo(2);
        assertThat(claimAll()).hasSize(2);
        assertThat(store().recover(MANY, LEASE).released()).isEqualTo(3);
    }

    @Test
    @DisplayName("A request whose lease expired comes into doubt and is handed out under a higher token")
    void recover_expiredSending_isInDoubt() {
        Underway underway = sending();

        advance(LEASE.minusSeconds(5));
        assertThat(store().recover(MANY, LEASE).doubted()).isZero();
        advance(Duration.ofSeconds(6));
        Recovered recovered = store().recover(MANY, LEASE);

        assertThat(recovered.released()).isZero();
        assertThat(recovered.doubted()).isEqualTo(1);
        Recovered.Doubt doubt = recovered.due().get(0);
        assertThat(doubt.token().token()).isEqualTo(underway.token().token() + 1);
        assertThat(doubt.message().id()).isEqualTo(underway.message().id());
        assertThat(doubt.attempt().id()).isEqualTo(underway.attempt());
        assertThat(doubt.attempt().status()).isEqualTo(MessageStatus.IN_DOUBT);
        assertThat(doubt.unitLimit()).isEqualTo(UNIT_LIMIT);
        assertThat(doubt.checks()).isZero();
        assertThat(status(underway)).isEqualTo(MessageStatus.IN_DOUBT);
        assertThat(attempt(underway).status()).isEqualTo(MessageStatus.IN_DOUBT);
        assertThat(claimAll()).isEmpty();
    }

    @Test
    @DisplayName("A message of several units is in doubt as soon as one unit is")
    void recover_expiredSendingOfAFirstUnit_putsTheMessageInDoubt() {
        Underway underway = sending(3);

        doubted(underway);

        assertThat(status(underway)).isEqualTo(MessageStatus.IN_DOUBT);
    }

    @Test
    @DisplayName("A doubt that was taken is not handed out again before its lease ends, and is afterwards")
    void recover_takenDoubt_isLeased() {
        Recovered.Doubt first = doubted(sending());

        assertThat(store().recover(MANY, LEASE).due()).isEmpty();
        advance(PAST_LEASE);
        Recovered later = store().recover(MANY, LEASE);

        assertThat(later.doubted()).isZero();
        assertThat(later.due()).hasSize(1);
        assertThat(later.due().get(0).token().token()).isEqualTo(first.token().token() + 1);
    }

    @Test
    @DisplayName("Eight threads take each doubt once")
    void recover_from8Threads_takesEachDoubtOnce() throws Exception {
        List<NewMessage> messages = Stream.generate(
                        () -> make.fresh(make.outbound(ACME, contact()).build()))
                .limit(40)
                .toList();
        session().accept(messages);
        claimAll().forEach(claim -> begin(claim, 1));
        advance(PAST_LEASE);

        List<Recovered> taken = Race.run(8, () -> store().recover(MANY, LEASE));

        assertThat(taken.stream().mapToInt(Recovered::doubted).sum()).isEqualTo(40);
        assertThat(taken.stream()
                        .flatMap(r -> r.due().stream())
                        .map(d -> d.message().id()))
                .doesNotHaveDuplicates();
    }

    private Message scheduledIn(Duration wait) {
        return make.outbound(ACME, contact()).schedule(now().plus(wait), null).build();
    }

    private static List<MessageId> ids(List<Claim> claims) {
        return claims.stream().map(c -> c.message().id()).toList();
    }
}
