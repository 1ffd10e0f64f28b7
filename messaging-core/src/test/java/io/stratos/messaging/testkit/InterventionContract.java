package io.stratos.messaging.testkit;

import static io.stratos.messaging.testkit.StoreFixtures.ACME;
import static io.stratos.messaging.testkit.StoreFixtures.OTHER;
import static org.assertj.core.api.Assertions.assertThat;

import io.stratos.messaging.consent.ConsentAction;
import io.stratos.messaging.consent.Purpose;
import io.stratos.messaging.delivery.Cancellation;
import io.stratos.messaging.delivery.Decision;
import io.stratos.messaging.delivery.Doubt;
import io.stratos.messaging.delivery.Intervention;
import io.stratos.messaging.delivery.Replaying;
import io.stratos.messaging.delivery.Rescheduling;
import io.stratos.messaging.delivery.Resolution;
import io.stratos.messaging.delivery.Resolving;
import io.stratos.messaging.id.AttemptId;
import io.stratos.messaging.id.MessageId;
import io.stratos.messaging.message.DoubtPolicy;
import io.stratos.messaging.message.Handling;
import io.stratos.messaging.message.Message;
import io.stratos.messaging.message.MessageStatus;
import io.stratos.messaging.spi.store.Claim;
import io.stratos.messaging.spi.store.IntentDecision;
import io.stratos.messaging.spi.store.Interventions.Order;
import io.stratos.messaging.spi.store.Recovered;
import io.stratos.messaging.spi.store.SettleResult;
import io.stratos.messaging.spi.store.Settlement.Next;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

abstract class InterventionContract extends StoreContractBase {

    private static final Duration REST = Duration.ofMinutes(1);

    @Test
    @DisplayName("Doubts are listed oldest first, page by page, each with its attempt and its next look")
    void doubts_arePagedOldestFirst() {
        List<MessageId> ids = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            ids.add(parked().message().id());
        }
        Underway looked = sending();
        settle(looked, inDoubt(), new Next.Reconcile(Duration.ofMinutes(5)));
        sent("SM1");
        accepted();

        List<Doubt> first = session().doubts(ACME, null, 3);
        List<Doubt> second = session().doubts(ACME, ids.get(2), 3);

        assertThat(first).extracting(doubt -> doubt.message().id()).containsExactlyElementsOf(ids.subList(0, 3));
        assertThat(second)
                .extracting(doubt -> doubt.message().id())
                .containsExactly(ids.get(3), ids.get(4), looked.message().id());
        assertThat(first).allMatch(Doubt::waitsForHost);
        assertThat(second.get(2).nextLookAt())
                .hasValueSatisfying(at -> assertThat(at).isAfter(now().plusSeconds(240)));
        assertThat(second.get(2).attempt().id()).isEqualTo(looked.attempt());
        assertThat(second.get(2).attempt().outcome()).isEqualTo(inDoubt());
        assertThat(session().doubt(ACME, looked.message().id())).contains(second.get(2));
        assertThat(session().doubts(ACME, looked.message().id(), 3)).isEmpty();
    }

    @Test
    @DisplayName(
            "A resend that was ordered is due once the first request cannot be on its way any more, with all its tries")
    void resolve_resend_isReadyAfterTheRest() {
        Underway parked = parked();
        Instant begun = attempt(parked).startedAt();

        assertThat(order(parked, Resolution.RESEND)).isEqualTo(Resolving.RESOLVED);

        assertThat(claimAll()).as("before the rest").isEmpty();
        advance(Duration.between(now(), begun.plus(REST)).plusSeconds(1));
        Claim again = claim();
        assertThat(again.progress()).isEqualTo(new Claim.Progress(0, UNIT_LIMIT, 0));
        Underway second = begin(again, 1);
        assertThat(status(second)).isEqualTo(MessageStatus.IN_DOUBT);
        settle(second, acceptedAs("SM2"), new Next.Advance());
        assertThat(status(second)).isEqualTo(MessageStatus.SENT);
        assertThat(trace(parked.message().id()).interventions()).singleElement().satisfies(done -> {
            assertThat(done.action()).isEqualTo(Intervention.Action.RESEND);
            assertThat(done.attempt()).isEqualTo(parked.attempt());
            assertThat(done.by()).isEqualTo("ann");
            assertThat(done.reason()).isEqualTo("the customer called");
        });
        assertNothingLeftToDo();
    }

    @Test
    @DisplayName("A hold that ends does not shorten the rest before a resend")
    void resolve_resend_restsThoughAHoldEnds() {
        Underway parked = parked();
        order(parked, Resolution.RESEND);

        session().record(ACME, make.keyword(parked.message().to(), ConsentAction.HOLD));
        session().record(ACME, make.keyword(parked.message().to(), ConsentAction.RELEASE));

        assertThat(claimAll()).as("before the rest").isEmpty();
        advance(REST.plusSeconds(1));
        assertThat(claimAll()).hasSize(1);
    }

    @Test
    @DisplayName("Nothing is sent again while a doubt is looked into or its request is on its way; it may be given up")
    void resolve_notParked_isNotResent() {
        Underway underway = sending();
        assertThat(order(underway, Resolution.RESEND)).isEqualTo(Resolving.NOT_IN_DOUBT);
        Recovered.Doubt looking = doubted(underway);
        assertThat(order(underway, Resolution.RESEND)).isEqualTo(Resolving.STILL_LOOKING);
        settle(looking.token(), underway.attempt(), inDoubt(), new Next.Reconcile(Duration.ofHours(1)));
        assertThat(order(underway, Resolution.RESEND)).isEqualTo(Resolving.STILL_LOOKING);
        assertThat(claimAll()).isEmpty();
        assertThat(trace(underway.message().id()).interventions()).isEmpty();

        assertThat(order(underway, Resolution.GIVE_UP)).isEqualTo(Resolving.RESOLVED);

        assertThat(status(underway)).isEqualTo(MessageStatus.FAILED);
        assertNothingLeftToDo();
    }

    @Test
    @DisplayName("NEVER_RESEND refuses a resend and nothing else")
    void resolve_neverResend_isNotResent() {
        accept(make.outbound(ACME, contact()).purpose(Purpose.MARKETING).build());
        Underway parked = begin(claim(), 1);
        settle(parked, inDoubt(), new Next.Park());

        assertThat(order(parked, Resolution.RESEND)).isEqualTo(Resolving.NEVER_RESENT);

        assertThat(claimAll()).isEmpty();
        assertThat(session().doubt(ACME, parked.message().id())).isPresent();
        assertThat(order(parked, Resolution.DELIVERED)).isEqualTo(Resolving.RESOLVED);
        assertThat(status(parked)).isEqualTo(MessageStatus.DELIVERED);
    }

    @ParameterizedTest
    @EnumSource(Resolution.class)
    @DisplayName("A doubt is decided once, whoever asks again; and another doubt about the same message is not meant")
    void resolve_again_changesNothing(Resolution again) {
        Underway parked = parked();
        assertThat(order(parked, Resolution.RESEND)).isEqualTo(Resolving.RESOLVED);

        assertThat(order(parked, again)).isEqualTo(Resolving.NOT_IN_DOUBT);
        advance(PAST_LEASE.plus(REST));
        Underway second = begin(claim(), 1);
        settle(second, inDoubt(), new Next.Park());
        assertThat(order(parked, again)).as("the doubt before").isEqualTo(Resolving.NOT_IN_DOUBT);

        assertThat(status(second)).isEqualTo(MessageStatus.IN_DOUBT);
        assertThat(trace(parked.message().id()).interventions()).hasSize(1);
        assertNothingLeftToDo();
    }

    @Test
    @DisplayName("Of eight who order a resend at once, one does")
    void resolve_from8Threads_isDoneOnce() throws Exception {
        Underway parked = parked();

        List<Resolving> results = Race.run(8, () -> order(parked, Resolution.RESEND));

        assertThat(results).filteredOn(Resolving.RESOLVED::equals).hasSize(1);
        assertThat(trace(parked.message().id()).interventions()).hasSize(1);
        advance(REST.plus(PAST_LEASE));
        assertThat(claimAll()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = Resolution.class,
            names = {"SENT", "DELIVERED"})
    @DisplayName("What the host knows to be there counts so, and the next unit follows")
    void resolve_arrived_goesOn(Resolution resolution) {
        Underway first = sending(2);
        settle(first, inDoubt(), new Next.Park());

        assertThat(order(first, resolution)).isEqualTo(Resolving.RESOLVED);

        assertThat(attempt(first).status().name()).isEqualTo(resolution.name());
        Claim next = claim();
        assertThat(next.progress()).isEqualTo(new Claim.Progress(1, UNIT_LIMIT, 0));
        Underway second = begin(next, 2);
        settle(second, acceptedAs("SM2"), new Next.Advance());
        assertThat(status(first)).isEqualTo(MessageStatus.SENT);
        assertNothingLeftToDo();
    }

    @Test
    @DisplayName("A look that was under way when the host decided has lost the doubt; what it found is kept")
    void resolve_whileLooking_fencesTheLook() {
        Underway underway = sending();
        Recovered.Doubt looking = doubted(underway);
        assertThat(order(underway, Resolution.GIVE_UP)).isEqualTo(Resolving.RESOLVED);

        SettleResult result = settle(looking.token(), underway.attempt(), notSent(), new Next.Retry(Duration.ZERO));

        assertThat(result).isEqualTo(SettleResult.RECORDED);
        assertThat(status(underway)).isEqualTo(MessageStatus.FAILED);
        assertNothingLeftToDo();
    }

    @Test
    @DisplayName("A receipt that comes before the second request keeps it from being written, claimed or not")
    void receipt_beforeTheResend_resolvesTheDoubt() {
        Underway waiting = parked();
        order(waiting, Resolution.RESEND);
        ingest(make.receipt("SM1", waiting.attempt(), MessageStatus.DELIVERED));
        assertThat(status(waiting)).isEqualTo(MessageStatus.DELIVERED);
        assertNothingLeftToDo();

        Underway claimed = parked();
        order(claimed, Resolution.RESEND);
        advance(REST.plus(PAST_LEASE));
        Claim claim = claim();
        ingest(make.receipt("SM2", claimed.attempt(), MessageStatus.SENT));
        assertThat(decide(claim, proceed(1)).committed()).isEmpty();
        assertThat(status(claimed)).isEqualTo(MessageStatus.SENT);
        assertNothingLeftToDo();
    }

    @Test
    @DisplayName(
            "A late answer that the provider has it does so too, also after the resend was put off; a failure does not")
    void settle_beforeTheResend_resolvesTheDoubt() {
        Underway parked = parked();
        order(parked, Resolution.RESEND);
        advance(REST.plus(PAST_LEASE));
        decide(claim(), new IntentDecision.Defer(make.allowed(Decision.Stage.SEND, "defer"), now().plusSeconds(5)));
        advance(Duration.ofSeconds(6));
        claim();
        advance(PAST_LEASE);
        store().recover(MANY, LEASE);
        ingest(make.receipt("SM1", parked.attempt(), MessageStatus.UNDELIVERED));

        assertThat(settle(parked, inDoubt(), new Next.Park())).isEqualTo(SettleResult.RECORDED);
        assertThat(settle(parked, acceptedAs("SM1"), new Next.Advance())).isEqualTo(SettleResult.EVIDENCE);

        assertNothingLeftToDo();
    }

    @Test
    @DisplayName(
            "Once a resend is ordered, it is too late to take the message back: the first request may have arrived")
    void cancel_afterAResendWasOrdered_isTooLate() {
        Underway parked = parked();
        MessageId id = parked.message().id();
        order(parked, Resolution.RESEND);

        assertThat(session().cancel(ACME, List.of(id))).containsEntry(id, Cancellation.TOO_LATE);
        assertThat(session().reschedule(ACME, List.of(id), now().plusSeconds(3600)))
                .containsEntry(id, Rescheduling.TOO_LATE);
        advance(REST.plus(PAST_LEASE));
        Claim claim = claim();
        assertThat(session().cancel(ACME, List.of(id))).containsEntry(id, Cancellation.TOO_LATE);
        decide(claim, new IntentDecision.Defer(make.allowed(Decision.Stage.SEND, "defer"), now()));
        assertThat(session().cancel(ACME, List.of(id))).containsEntry(id, Cancellation.TOO_LATE);

        store().release(List.of(claim().token()));
        assertThat(session().cancel(ACME, List.of(id))).containsEntry(id, Cancellation.TOO_LATE);
        assertThat(begin(claim(), 1).message().id()).isEqualTo(id);
    }

    @Test
    @DisplayName("A message of which provably nothing was sent comes back once for each failure, with all its tries")
    void replay_failed_beginsAnew() {
        Underway first = sending(2);
        MessageId id = first.message().id();
        settle(first, notSent(), new Next.End(MessageStatus.FAILED));

        assertThat(replay(id)).isEqualTo(Replaying.REPLAYED);
        assertThat(replay(id)).isEqualTo(Replaying.NOT_FAILED);

        Message queued = stored(id);
        assertThat(queued.status()).isEqualTo(MessageStatus.QUEUED);
        assertThat(queued.failedAt()).isEmpty();
        Claim again = claim();
        assertThat(again.progress()).isEqualTo(new Claim.Progress(0, 0, 0));
        assertThat(again.token().token()).isGreaterThan(first.token().token());
        Underway second = begin(again, 1);
        assertThat(status(second)).isEqualTo(MessageStatus.SENDING);
        settle(second, refused(), new Next.End(MessageStatus.FAILED));
        assertThat(replay(id)).isEqualTo(Replaying.REPLAYED);
        Underway third = begin(claim(), 1);
        assertThat(third.token().token()).isGreaterThan(second.token().token());
        settle(third, acceptedAs("SM3"), new Next.Advance());

        assertThat(status(third)).isEqualTo(MessageStatus.SENT);
        assertThat(trace(id).attempts()).hasSize(3);
        assertThat(trace(id).interventions())
                .extracting(Intervention::action)
                .containsExactly(Intervention.Action.REPLAY, Intervention.Action.REPLAY);
        assertThat(replay(id)).isEqualTo(Replaying.NOT_FAILED);
        assertNothingLeftToDo();
    }

    @Test
    @DisplayName("A message that failed before its first request comes back too")
    void replay_stoppedBeforeItsFirstRequest_beginsAnew() {
        Message message = accepted();
        decide(claim(), new IntentDecision.Stop(make.allowed(Decision.Stage.SEND, "unreadable"), MessageStatus.FAILED));

        assertThat(replay(message.id())).isEqualTo(Replaying.REPLAYED);

        settle(begin(claim(), 1), acceptedAs("SM1"), new Next.Advance());
        assertThat(stored(message.id()).status()).isEqualTo(MessageStatus.SENT);
    }

    @Test
    @DisplayName("What a provider took, or may have taken, does not come back; nor does what has not failed")
    void replay_perhapsSent_isRefused() {
        Underway givenUp = parked();
        order(givenUp, Resolution.GIVE_UP);
        assertThat(replay(givenUp.message().id())).isEqualTo(Replaying.MAY_HAVE_BEEN_SENT);

        Underway undelivered = sent("SM1");
        ingest(make.receipt("SM1", undelivered.attempt(), MessageStatus.FAILED));
        assertThat(replay(undelivered.message().id())).isEqualTo(Replaying.MAY_HAVE_BEEN_SENT);

        Underway half = sending(2);
        settle(half, acceptedAs("SM2"), new Next.Advance());
        settle(begin(claim(), 2), refused(), new Next.End(MessageStatus.FAILED));
        assertThat(replay(half.message().id())).isEqualTo(Replaying.MAY_HAVE_BEEN_SENT);

        Underway reported = sending();
        settle(reported, refused(), new Next.End(MessageStatus.FAILED));
        ingest(make.receipt("SM3", reported.attempt(), MessageStatus.FAILED));
        assertThat(replay(reported.message().id())).isEqualTo(Replaying.MAY_HAVE_BEEN_SENT);

        Message cancelled = accepted();
        session().cancel(ACME, List.of(cancelled.id()));
        assertThat(replay(cancelled.id())).isEqualTo(Replaying.NOT_FAILED);
        assertThat(replay(sending().message().id())).isEqualTo(Replaying.NOT_FAILED);
        assertThat(session().replay(ACME, List.of(make.messageId()), "ann", "outage"))
                .isEmpty();
        assertThat(claimAll()).isEmpty();
    }

    @Test
    @DisplayName("NEVER_RESEND holds for what was in doubt, even where its absence is proven")
    void replay_neverResendAfterADoubt_isRefused() {
        accept(make.outbound(ACME, contact())
                .handling(Handling.usual().whenInDoubt(DoubtPolicy.NEVER_RESEND))
                .build());
        Underway doubted = begin(claim(), 1);
        settle(doubted, inDoubt(), new Next.Reconcile(Duration.ZERO));
        Recovered.Doubt doubt = store().recover(MANY, LEASE).due().get(0);
        settle(doubt.token(), doubted.attempt(), notSent(), new Next.End(MessageStatus.FAILED));

        assertThat(replay(doubted.message().id())).isEqualTo(Replaying.NEVER_RESENT);
    }

    @Test
    @DisplayName("Of eight who bring a message back at once, one does")
    void replay_from8Threads_isDoneOnce() throws Exception {
        Underway failed = sending();
        settle(failed, notSent(), new Next.End(MessageStatus.FAILED));

        List<Replaying> results = Race.run(8, () -> replay(failed.message().id()));

        assertThat(results).filteredOn(Replaying.REPLAYED::equals).hasSize(1);
        assertThat(trace(failed.message().id()).interventions()).hasSize(1);
        assertThat(claimAll()).hasSize(1);
    }

    @Test
    @DisplayName("Failed messages are listed oldest first, page by page, from when they failed")
    void failed_arePagedOldestFirst() {
        Underway old = sending();
        settle(old, refused(), new Next.End(MessageStatus.FAILED));
        advance(Duration.ofMinutes(1));
        Instant since = now();
        List<MessageId> ids = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Underway failed = sending();
            settle(failed, notSent(), new Next.End(MessageStatus.FAILED));
            ids.add(failed.message().id());
        }
        sent("SM1");

        assertThat(session().failed(ACME, since, null, 2)).containsExactlyElementsOf(ids.subList(0, 2));
        assertThat(session().failed(ACME, since, ids.get(1), 2)).containsExactly(ids.get(2));
        assertThat(session().failed(ACME, Instant.EPOCH, null, MANY))
                .contains(old.message().id());
        assertThat(session().failed(OTHER, Instant.EPOCH, null, MANY)).isEmpty();
    }

    @Test
    @DisplayName("Another tenant sees no doubt of ours and decides none (INV-7)")
    void anotherTenant_seesAndDecidesNothing() {
        Underway parked = parked();
        Underway failed = sending();
        settle(failed, refused(), new Next.End(MessageStatus.FAILED));

        assertThat(session().doubts(OTHER, null, MANY)).isEmpty();
        assertThat(session().doubt(OTHER, parked.message().id())).isEmpty();
        assertThat(session()
                        .resolve(
                                OTHER,
                                new Order(
                                        parked.message().id(), parked.attempt(), Resolution.RESEND, REST, "eve", "x")))
                .isEmpty();
        assertThat(session().replay(OTHER, List.of(failed.message().id()), "eve", "x"))
                .isEmpty();
        assertNothingLeftToDo();
    }

    @ParameterizedTest
    @EnumSource(DoubtPolicy.class)
    @DisplayName("How a message is to be treated comes back, and so does what a later release may write")
    void handling_comesBack(DoubtPolicy policy) {
        Handling handling = Handling.decoded(
                "z=later;" + Handling.usual().whenInDoubt(policy).encoded().orElseThrow());
        Message message =
                accept(make.outbound(ACME, contact()).handling(handling).build());

        assertThat(stored(message.id()).handling()).isEqualTo(handling);
        assertThat(stored(message.id()).doubtPolicy()).isEqualTo(policy);
        assertThat(claim().message().handling()).isEqualTo(handling);
    }

    private Underway parked() {
        Underway underway = sending();
        settle(underway, inDoubt(), new Next.Park());
        return underway;
    }

    private Resolving order(Underway about, Resolution resolution) {
        return order(about.message().id(), about.attempt(), resolution);
    }

    private Resolving order(MessageId id, AttemptId attempt, Resolution resolution) {
        return session()
                .resolve(ACME, new Order(id, attempt, resolution, REST, "ann", "the customer called"))
                .orElseThrow();
    }

    private Replaying replay(MessageId id) {
        return session().replay(ACME, List.of(id), "ann", "after the outage").get(id);
    }
}
