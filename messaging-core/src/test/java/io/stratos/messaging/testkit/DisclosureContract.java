package io.stratos.messaging.testkit;

import static io.stratos.messaging.testkit.StoreFixtures.ACME;
import static org.assertj.core.api.Assertions.assertThat;

import io.stratos.messaging.consent.ConsentAction;
import io.stratos.messaging.delivery.Decision;
import io.stratos.messaging.id.MessageId;
import io.stratos.messaging.message.Message;
import io.stratos.messaging.message.MessageStatus;
import io.stratos.messaging.spi.store.AddressRecord;
import io.stratos.messaging.spi.store.Claim;
import io.stratos.messaging.spi.store.Disclosed;
import io.stratos.messaging.spi.store.Intent;
import io.stratos.messaging.spi.store.IntentDecision;
import io.stratos.messaging.spi.store.IntentDecision.Proceed;
import io.stratos.messaging.spi.store.IntentResult;
import io.stratos.messaging.spi.store.SendGate;
import io.stratos.messaging.spi.store.Settlement.Next;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

abstract class DisclosureContract extends StoreContractBase {

    private static final int WITH = 1500;
    private static final int RACES = 20;

    private final SendGate first = (claim, recipient) -> first();

    @Test
    @DisplayName("Of several messages taken up at once one shows it; the others follow, and the row names it")
    void first_ofSeveral_oneShowsIt() {
        AddressRecord to = contact();
        Message one = accept(make.outbound(ACME, to).build());
        Message two = accept(make.outbound(ACME, to).build());
        Message somebodyElses = accepted();

        List<IntentResult> taken = take(MANY, first);
        List<IntentResult> then = take(MANY, first);

        assertThat(with(taken)).containsExactlyInAnyOrder(one.id(), somebodyElses.id());
        assertThat(taken).hasSize(2);
        assertThat(then)
                .extracting(result -> result.intent().claim().message().id())
                .containsExactly(two.id());
        assertThat(then.get(0).intent().claim().token().token())
                .as("left as it was")
                .isEqualTo(1);
        assertThat(with(then)).isEmpty();
        assertThat(again(to).notes().disclosed()).isEqualTo(new Disclosed(one.id(), false));
        assertThat(trace(one.id()).decisions())
                .last()
                .satisfies(kept ->
                        assertThat(kept.verdicts()).isEqualTo(decision("with").verdicts()));
    }

    @Test
    @DisplayName("Once a provider took the message that shows it, the next one notes that for good")
    void first_taken_isCertainFromTheNextOneOn() {
        AddressRecord to = contact();
        Message one = accept(make.outbound(ACME, to).build());
        IntentResult went = take(1, first).get(0);
        settle(underway(went), acceptedAs("SM-1"), new Next.Advance());
        accept(make.outbound(ACME, to).build());

        assertThat(with(take(1, first))).isEmpty();

        assertThat(again(to).notes().disclosed()).isEqualTo(new Disclosed(one.id(), true));
        assertThat(session()
                        .addresses(ACME, Set.of(to.address()))
                        .get(to.address())
                        .notes())
                .isEqualTo(again(to).notes());
    }

    @Test
    @DisplayName("While it is in doubt whether it was shown, it is not shown again")
    void first_inDoubt_isNotShownAgain() {
        AddressRecord to = contact();
        accept(make.outbound(ACME, to).build());
        take(1, first);
        advance(PAST_LEASE);
        store().recover(MANY, LEASE);
        accept(make.outbound(ACME, to).build());

        List<IntentResult> next = take(MANY, first);
        assertThat(next).hasSize(1);
        assertThat(with(next)).isEmpty();
    }

    @Test
    @DisplayName("A message that was refused, or waits for another try, has shown nothing: the next one does")
    void first_cameToNothing_theNextShowsIt() {
        AddressRecord refusedTo = contact();
        accept(make.outbound(ACME, refusedTo).build());
        settle(underway(take(1, first).get(0)), refused(), new Next.End(MessageStatus.FAILED));
        AddressRecord waitingTo = contact();
        Message waiting = accept(make.outbound(ACME, waitingTo).build());
        settle(underway(take(1, first).get(0)), notSent(), new Next.Retry(Duration.ofHours(1)));
        Message afterRefusal = accept(make.outbound(ACME, refusedTo).build());
        Message afterWait = accept(make.outbound(ACME, waitingTo).build());

        assertThat(with(take(MANY, first))).containsExactlyInAnyOrder(afterRefusal.id(), afterWait.id());

        advance(Duration.ofHours(2));
        List<IntentResult> retried = take(MANY, first);
        assertThat(retried)
                .extracting(result -> result.intent().claim().message().id())
                .contains(waiting.id());
        assertThat(with(retried)).as("another one shows it now").isEmpty();
    }

    @Test
    @DisplayName("A message that shows it does so at each try")
    void first_triedAgain_showsItAgain() {
        AddressRecord to = contact();
        Message one = accept(make.outbound(ACME, to).build());
        settle(underway(take(1, first).get(0)), notSent(), new Next.Retry(Duration.ofSeconds(1)));
        advance(Duration.ofSeconds(2));

        assertThat(with(take(1, first))).containsExactly(one.id());
    }

    @Test
    @DisplayName("What does not go in the end shows nothing")
    void first_thatIsDeferred_usesNothingUp() {
        AddressRecord to = contact();
        accept(make.outbound(ACME, to).build());
        IntentDecision later = new IntentDecision.Defer(decision("later"), now().plusSeconds(3600));

        take(1, (claim, recipient) -> new IntentDecision.First(later, later));

        assertThat(again(to).notes().disclosed()).isNull();
    }

    @Test
    @DisplayName("An intent decides like a take; what it leaves is ready again")
    void intent_decidesLikeATake() {
        AddressRecord to = contact();
        Message one = accept(make.outbound(ACME, to).build());
        Message two = accept(make.outbound(ACME, to).build());
        List<Intent> claims = claimAll().stream()
                .map(claim -> new Intent(claim, make.attemptId()))
                .toList();

        List<IntentResult> results = store().intent(claims, LEASE, first);

        assertThat(with(results)).containsExactly(one.id());
        assertThat(results.get(1).decision()).isInstanceOf(IntentDecision.Leave.class);
        assertThat(claimAll()).extracting(claim -> claim.message().id()).containsExactly(two.id());
    }

    @Test
    @DisplayName("What else is known of the address stays as it is")
    void first_keepsWhatElseIsKnown() {
        AddressRecord to = contact();
        session().record(ACME, make.keyword(to.address(), ConsentAction.HOLD));
        AddressRecord before = again(to);
        accept(make.outbound(ACME, to).build());

        take(1, first);

        assertThat(again(to).consent()).isEqualTo(before.consent());
        assertThat(again(to).notes().suppressions()).isEqualTo(before.notes().suppressions());
        assertThat(again(to).notes().times()).isEqualTo(before.notes().times());
    }

    @Test
    @DisplayName("Two that take up messages to one contact at once show it once, and hold each other up for no longer")
    void first_fromTwoThreads_isShownOnce() throws Exception {
        for (int round = 0; round < RACES; round++) {
            AddressRecord to = contact();
            for (int i = 0; i < 4; i++) {
                accept(make.outbound(ACME, to).build());
            }
            AtomicInteger asking = new AtomicInteger();
            SendGate together = (claim, recipient) -> {
                asking.incrementAndGet();
                // Gives the other one every chance to have its row too.
                for (int spin = 0; asking.get() < 2 && spin < 100_000; spin++) {
                    Thread.onSpinWait();
                }
                return first();
            };
            Callable<List<IntentResult>> some = () -> {
                List<IntentResult> mine = new ArrayList<>();
                for (int times = 0; times < 6; times++) {
                    mine.addAll(take(1, together));
                }
                return mine;
            };

            List<IntentResult> all = new ArrayList<>();
            Race.run(List.of(some, some)).forEach(all::addAll);
            for (int times = 0; times < 6; times++) {
                all.addAll(take(1, first));
            }

            assertThat(all).as("all of them go, round " + round).hasSize(4);
            assertThat(with(all)).as("those that show it, round " + round).hasSize(1);
        }
    }

    private IntentDecision first() {
        return new IntentDecision.First(
                new Proceed(decision("with"), make.route(), WITH, 1),
                new Proceed(decision("without"), make.route(), UNIT_LIMIT, 1));
    }

    private Decision decision(String reason) {
        return make.allowed(Decision.Stage.SEND, reason);
    }

    private static Underway underway(IntentResult result) {
        Claim claim = result.intent().claim();
        return new Underway(claim.message(), claim.token(), result.intent().attempt());
    }

    private static List<MessageId> with(List<IntentResult> results) {
        return results.stream()
                .filter(result -> result.decision() instanceof Proceed way && way.unitLimit() == WITH)
                .map(result -> result.intent().claim().message().id())
                .toList();
    }
}
