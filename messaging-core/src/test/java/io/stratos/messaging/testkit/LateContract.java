package io.stratos.messaging.testkit;

import static io.stratos.messaging.testkit.StoreFixtures.ACME;
import static io.stratos.messaging.testkit.StoreFixtures.OTHER;
import static org.assertj.core.api.Assertions.assertThat;

import io.stratos.messaging.consent.Purpose;
import io.stratos.messaging.delivery.Decision;
import io.stratos.messaging.delivery.Outcome;
import io.stratos.messaging.delivery.Ruling;
import io.stratos.messaging.delivery.Verdict;
import io.stratos.messaging.message.Handling;
import io.stratos.messaging.message.Message;
import io.stratos.messaging.message.MessageStatus;
import io.stratos.messaging.spi.store.AddressRecord;
import io.stratos.messaging.spi.store.Claim;
import io.stratos.messaging.spi.store.Intent;
import io.stratos.messaging.spi.store.IntentDecision;
import io.stratos.messaging.spi.store.IntentDecision.CatchUp;
import io.stratos.messaging.spi.store.IntentDecision.Defer;
import io.stratos.messaging.spi.store.IntentDecision.Proceed;
import io.stratos.messaging.spi.store.IntentDecision.Stop;
import io.stratos.messaging.spi.store.IntentResult;
import io.stratos.messaging.spi.store.Later;
import io.stratos.messaging.spi.store.Settlement.Next;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

abstract class LateContract extends StoreContractBase {

    private static final Duration GRACE = Duration.ofMinutes(15);
    private static final int RACES = 20;

    @Test
    @DisplayName(
            "A claim says when the message was due, and goes on saying so when it is given back or its worker dies")
    void due_survivesReleaseAndRecovery() {
        Message message = accept(scheduled(contact(), Duration.ofMinutes(2)).build());
        Instant due = message.scheduledAt().orElseThrow();
        advance(Duration.ofHours(1));

        Claim first = claim();
        store().release(List.of(first.token()));
        Claim second = claim();
        advance(PAST_LEASE);
        store().recover(MANY, LEASE);
        Claim third = claim();

        assertThat(List.of(first.due(), second.due(), third.due())).containsExactly(due, due, due);
    }

    @Test
    @DisplayName("A deferred message is to go at its instant, or since what the deferral says is owed")
    void due_afterADeferral_isWhatItSays() {
        accept(scheduled(contact(), Duration.ofMinutes(2)).build());
        advance(Duration.ofHours(1));
        Claim first = claim();

        decide(first, new Defer(judged(), now().plusSeconds(60)).owing(first.due()));
        advance(Duration.ofMinutes(2));
        Claim second = claim();
        Instant until = now().plusSeconds(60);
        decide(second, new Defer(judged(), until));
        advance(Duration.ofMinutes(2));
        Claim third = claim();

        assertThat(second.due()).isEqualTo(first.due());
        assertThat(third.due()).isEqualTo(until);
    }

    @Test
    @DisplayName("A message that is tried again, or was moved, is to go at its new time and no longer late")
    void due_afterARetryOrAMove_isNew() {
        Message message = accept(scheduled(contact(), Duration.ofMinutes(2)).build());
        advance(Duration.ofHours(1));
        Claim late = claim();
        decide(late, new Defer(judged(), now().plusSeconds(1)).owing(late.due()));
        advance(Duration.ofSeconds(2));
        Underway underway = begin(claim(), 1);
        Instant settled = now();
        settle(underway, new Outcome.NotSent("busy", null), new Next.Retry(Duration.ofMinutes(1)));
        advance(Duration.ofMinutes(2));
        Claim again = claim();

        assertThat(again.due()).isAfterOrEqualTo(settled.plusSeconds(60));
        decide(again, new Defer(judged(), now().plusSeconds(1)).owing(late.due()));
        Instant moved = now().plusSeconds(5);
        session().reschedule(ACME, List.of(message.id()), moved);
        advance(Duration.ofSeconds(10));

        assertThat(claim().due()).isEqualTo(moved);
    }

    @Test
    @DisplayName("Of late messages to one contact the first goes, and what was due before it went does not")
    void catchUp_onceForAllThatWasDueBefore() {
        AddressRecord to = contact();
        Message first = accept(scheduled(to, Duration.ofMinutes(1)).build());
        Message second = accept(scheduled(to, Duration.ofMinutes(2)).build());
        Message later = accept(scheduled(to, Duration.ofMinutes(200)).build());
        advance(Duration.ofHours(3));

        List<IntentResult> together = take(MANY, (claim, row) -> catchUp(claim));
        advance(Duration.ofHours(3));
        List<IntentResult> afterwards = take(MANY, (claim, row) -> catchUp(claim));

        assertThat(together)
                .extracting(IntentResult::decision)
                .satisfiesExactly(
                        went -> assertThat(went).isInstanceOf(Proceed.class),
                        refused -> assertThat(refused).isInstanceOf(Stop.class));
        assertThat(stored(first.id()).status()).isEqualTo(MessageStatus.SENDING);
        assertThat(stored(second.id()).status()).isEqualTo(MessageStatus.EXPIRED);
        assertThat(trace(second.id()).decisions())
                .last()
                .satisfies(decision ->
                        assertThat(decision.deciding().orElseThrow().reason()).isEqualTo("one went"));
        assertThat(afterwards).extracting(IntentResult::decision).first().isInstanceOf(Proceed.class);
        assertThat(stored(later.id()).status()).isEqualTo(MessageStatus.SENDING);
    }

    @Test
    @DisplayName("An intent counts like a take, also for another address of the same contact, and for nobody else")
    void catchUp_isPerContact() {
        AddressRecord phone = contact();
        AddressRecord second = session().ensureAddress(ACME, make.phone(), phone.contact(), phone.conversation());
        for (AddressRecord to : List.of(phone, second, contact())) {
            accept(scheduled(to, Duration.ofMinutes(1)).build());
        }
        AddressRecord theirs = contact(OTHER);
        accept(make.outbound(OTHER, theirs)
                .schedule(now().plusSeconds(60), null)
                .build());
        advance(Duration.ofHours(1));

        List<IntentResult> results = new ArrayList<>();
        for (Claim claim : oldestFirst()) {
            results.add(decide(claim, catchUp(claim)));
        }

        assertThat(results)
                .extracting(result -> result.decision() instanceof Proceed)
                .containsExactly(true, false, true, true);
    }

    @Test
    @DisplayName("Of two late messages that two nodes decide about at once, one goes")
    void catchUp_fromTwoThreads_oneGoes() throws Exception {
        AddressRecord to = contact();
        for (int race = 0; race < RACES; race++) {
            for (int i = 0; i < 4; i++) {
                accept(scheduled(to, Duration.ofMinutes(1)).build());
            }
            advance(Duration.ofHours(1));
            List<Callable<List<IntentResult>>> nodes = new ArrayList<>();
            for (Claim claim : claimAll()) {
                nodes.add(() ->
                        store().intent(List.of(new Intent(claim, make.attemptId())), LEASE, (c, row) -> catchUp(c)));
            }

            List<List<IntentResult>> results = Race.run(nodes);

            assertThat(results.stream().flatMap(List::stream).filter(result -> result.decision() instanceof Proceed))
                    .as("race %s", race)
                    .hasSize(1);
        }
    }

    @Test
    @DisplayName("Late messages that were due after another are found, those about the same apart")
    void dueLater_findsTheLast() {
        AddressRecord to = contact();
        accept(scheduled(to, Duration.ofMinutes(1)).businessKey("visit").build());
        Message two =
                accept(scheduled(to, Duration.ofMinutes(2)).businessKey("visit").build());
        Message three = accept(scheduled(to, Duration.ofMinutes(3)).build());
        Message ordered = accept(scheduled(to, Duration.ofMinutes(4))
                .businessKey("visit")
                .handling(Handling.usual().inOrder())
                .build());
        accept(scheduled(to, Duration.ofMinutes(50)).businessKey("visit").build());
        accept(scheduled(to, Duration.ofMinutes(90)).businessKey("visit").build());
        accept(make.outbound(ACME, to).businessKey("visit").build());
        accept(scheduled(contact(), Duration.ofMinutes(5)).businessKey("visit").build());
        advance(Duration.ofHours(1));
        List<Claim> claims = claimAll().stream()
                .filter(claim -> claim.message().contactAddress().equals(to.address())
                        && claim.message().scheduledAt().isPresent())
                .toList();

        List<Later> later = store().dueLater(claims, GRACE);

        Instant lastOrdered = ordered.scheduledAt().orElseThrow();
        Instant lastFree = three.scheduledAt().orElseThrow();
        assertThat(later.subList(0, 4))
                .containsExactly(
                        new Later(lastOrdered, lastFree),
                        new Later(lastOrdered, lastFree),
                        new Later(null, null),
                        new Later(null, null));
        assertThat(two.scheduledAt().orElseThrow()).isBefore(lastFree);
    }

    @Test
    @DisplayName("Messages without a business key are about the same if their purpose is")
    void dueLater_withoutKeys_goesByPurpose() {
        AddressRecord to = contact();
        accept(scheduled(to, Duration.ofMinutes(1)).build());
        accept(scheduled(to, Duration.ofMinutes(2)).purpose(Purpose.MARKETING).build());
        accept(scheduled(to, Duration.ofMinutes(3)).businessKey("visit").build());
        advance(Duration.ofHours(1));

        List<Later> later = store().dueLater(oldestFirst(), GRACE);

        assertThat(later).extracting(Later::same).containsOnlyNulls();
        assertThat(later.get(0).any()).isEqualTo(later.get(1).any()).isNotNull();
    }

    @Test
    @DisplayName("What is gone, under way or put off does not count as due later")
    void dueLater_countsOnlyWhatIsDue() {
        AddressRecord to = contact();
        for (int minutes = 1; minutes <= 4; minutes++) {
            accept(scheduled(to, Duration.ofMinutes(minutes)).build());
        }
        advance(Duration.ofHours(1));
        List<Claim> claims = claimAll();
        begin(claims.get(1), 1);
        decide(claims.get(2), new Stop(judged(), MessageStatus.EXPIRED));
        decide(
                claims.get(3),
                new Defer(judged(), now().plusSeconds(3_600))
                        .owing(claims.get(3).due()));

        assertThat(store().dueLater(List.of(claims.get(0)), GRACE)).containsExactly(new Later(null, null));
        advance(Duration.ofHours(2));
        assertThat(store().dueLater(List.of(claims.get(0)), GRACE))
                .containsExactly(new Later(claims.get(3).due(), claims.get(3).due()));
    }

    private Message.Builder scheduled(AddressRecord to, Duration in) {
        return make.outbound(ACME, to).schedule(now().plus(in), null);
    }

    private IntentDecision catchUp(Claim claim) {
        return new CatchUp(proceed(1), claim.due(), new Stop(judged(), MessageStatus.EXPIRED));
    }

    private Decision judged() {
        return new Decision(now(), Decision.Stage.SEND, List.of(Verdict.of("misfire", Ruling.BLOCK, "one went")));
    }

    /** Over all tenants and lanes, whoever's turn it was. */
    private List<Claim> oldestFirst() {
        return claimAll().stream()
                .sorted(Comparator.comparing(Claim::due)
                        .thenComparing(claim -> claim.message().id()))
                .toList();
    }
}
