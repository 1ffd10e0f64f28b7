package io.stratos.messaging.testkit;

import static io.stratos.messaging.testkit.StoreFixtures.ACME;
import static org.assertj.core.api.Assertions.assertThat;

import io.stratos.messaging.delivery.Decision;
import io.stratos.messaging.delivery.Outcome;
import io.stratos.messaging.delivery.Ruling;
import io.stratos.messaging.delivery.Verdict;
import io.stratos.messaging.id.ConversationId;
import io.stratos.messaging.id.MessageId;
import io.stratos.messaging.message.Handling;
import io.stratos.messaging.message.Message;
import io.stratos.messaging.message.MessageStatus;
import io.stratos.messaging.spi.store.AddressRecord;
import io.stratos.messaging.spi.store.Claim;
import io.stratos.messaging.spi.store.IntentDecision;
import io.stratos.messaging.spi.store.IntentResult;
import io.stratos.messaging.spi.store.Settlement.Next;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

abstract class OrderContract extends StoreContractBase {

    private static final Outcome NOT_SENT = new Outcome.NotSent("busy", null);
    private static final int CONVERSATIONS = 3;
    private static final int MESSAGES = 12;
    private static final int NODES = 4;
    private static final int MOST_TRIES = 2_000;

    private final List<Message> ordered = new ArrayList<>();

    @Test
    @DisplayName("Of messages that keep an order one is taken at a time, the next when the provider has the one before")
    void take_inOrder_takesOneAtATime() {
        three();

        for (Message message : ordered) {
            Underway underway = begin(onlyClaim(message), 1);
            assertThat(claimAll()).as("while it is on its way").isEmpty();
            settle(underway, new Outcome.Accepted("id-" + message.id()), new Next.Advance());
        }
        assertThat(claimAll()).isEmpty();
    }

    @Test
    @DisplayName("A message of several parts holds back the next one until the last part is with the provider")
    void take_inOrder_waitsForEveryUnit() {
        three();

        settle(begin(onlyClaim(ordered.get(0)), 2), new Outcome.Accepted("1"), new Next.Advance());
        Underway second = begin(onlyClaim(ordered.get(0)), 2);
        assertThat(claimAll()).isEmpty();
        settle(second, new Outcome.Accepted("2"), new Next.Advance());

        onlyClaim(ordered.get(1));
    }

    @Test
    @DisplayName("A message that is claimed, deferred, tried again or in doubt holds back the next one")
    void take_inOrder_waitsForWhatIsNotOver() {
        three();

        Claim claimed = onlyClaim(ordered.get(0));
        assertThat(claimAll()).as("claimed").isEmpty();
        decide(claimed, new IntentDecision.Defer(decision(Ruling.DEFER), now().plusSeconds(3_600)));
        assertThat(claimAll()).as("deferred").isEmpty();
        advance(Duration.ofHours(2));
        Underway tried = begin(onlyClaim(ordered.get(0)), 1);
        settle(tried, NOT_SENT, new Next.Retry(Duration.ofHours(1)));
        assertThat(claimAll()).as("to be tried again").isEmpty();
        advance(Duration.ofHours(2));
        Underway doubtful = begin(onlyClaim(ordered.get(0)), 1);
        settle(doubtful, new Outcome.InDoubt("cut off"), new Next.Reconcile(Duration.ofHours(1)));
        assertThat(claimAll()).as("in doubt").isEmpty();

        settle(doubtful, new Outcome.InDoubt("still"), new Next.Park());
        onlyClaim(ordered.get(1));
    }

    @Test
    @DisplayName("A message that ended, however it did, holds back nothing")
    void take_inOrder_goesOnAfterWhatEnded() {
        three();

        decide(onlyClaim(ordered.get(0)), new IntentDecision.Stop(decision(Ruling.BLOCK), MessageStatus.BLOCKED));
        Underway failing = begin(onlyClaim(ordered.get(1)), 1);
        settle(failing, NOT_SENT, new Next.End(MessageStatus.FAILED));
        session().cancel(ACME, List.of(ordered.get(2).id()));
        Message last = accept(inOrder(again(contactOf(ordered.get(2)))).build());

        onlyClaim(last);
    }

    @Test
    @DisplayName("A message that failed and was brought back keeps the order again")
    void take_inOrder_replayedMessage_holdsBackAgain() {
        three();
        settle(begin(onlyClaim(ordered.get(0)), 1), NOT_SENT, new Next.End(MessageStatus.FAILED));

        session().replay(ACME, List.of(ordered.get(0).id()), "ann", "repaired");

        onlyClaim(ordered.get(0));
        assertThat(claimAll()).isEmpty();
    }

    @Test
    @DisplayName(
            "A message scheduled for later holds back nothing until it is due, and then goes by when it was accepted")
    void take_inOrder_goesByAcceptanceAmongWhatIsDue() {
        AddressRecord to = contact();
        Message scheduled =
                accept(inOrder(to).schedule(now().plusSeconds(3_600), null).build());
        Message early = accept(inOrder(to).build());
        settle(begin(onlyClaim(early), 1), new Outcome.Accepted("early"), new Next.Advance());
        Message late = accept(inOrder(to).build());
        advance(Duration.ofHours(2));

        Claim first = onlyClaim(scheduled);
        decide(first, new IntentDecision.Defer(decision(Ruling.DEFER), now().plusSeconds(60)));
        assertThat(claimAll()).as("while the scheduled one waits for a limit").isEmpty();
        advance(Duration.ofMinutes(2));
        settle(begin(onlyClaim(scheduled), 1), new Outcome.Accepted("scheduled"), new Next.Advance());

        onlyClaim(late);
    }

    @Test
    @DisplayName("Messages that keep no order, and other conversations, neither wait nor hold back")
    void take_inOrder_leavesOthersAlone() {
        three();
        AddressRecord same = contactOf(ordered.get(0));
        Message free = accept(make.outbound(ACME, same).build());
        Message elsewhere = accept(inOrder(contact()).build());

        assertThat(claimAll())
                .extracting(claim -> claim.message().id())
                .containsExactlyInAnyOrder(ordered.get(0).id(), free.id(), elsewhere.id());
    }

    @Test
    @DisplayName(
            "Four nodes at once keep the order: one message of a conversation is on its way, and they leave in turn")
    void take_inOrderFrom4Threads_keepsTheOrder() throws Exception {
        Map<ConversationId, List<MessageId>> wanted = new ConcurrentHashMap<>();
        Map<ConversationId, List<MessageId>> left = new ConcurrentHashMap<>();
        Map<ConversationId, AtomicInteger> underway = new ConcurrentHashMap<>();
        for (int i = 0; i < CONVERSATIONS; i++) {
            AddressRecord to = contact();
            left.put(to.conversation(), Collections.synchronizedList(new ArrayList<>()));
            underway.put(to.conversation(), new AtomicInteger());
            List<MessageId> ids = new ArrayList<>();
            for (int n = 0; n < MESSAGES; n++) {
                ids.add(accept(inOrder(to).build()).id());
            }
            wanted.put(to.conversation(), ids);
        }
        AtomicInteger settled = new AtomicInteger();
        AtomicInteger together = new AtomicInteger();

        Race.run(NODES, () -> {
            for (int tries = 0; tries < MOST_TRIES && settled.get() < CONVERSATIONS * MESSAGES; tries++) {
                for (IntentResult result : take(5, (claim, row) -> proceed(1))) {
                    Claim claim = result.intent().claim();
                    ConversationId conversation = claim.message().conversation();
                    together.accumulateAndGet(underway.get(conversation).incrementAndGet(), Math::max);
                    left.get(conversation).add(claim.message().id());
                    underway.get(conversation).decrementAndGet();
                    settle(
                            claim.token(),
                            result.intent().attempt(),
                            new Outcome.Accepted("id-" + claim.message().id()),
                            new Next.Advance());
                    settled.incrementAndGet();
                }
            }
            return settled.get();
        });

        assertThat(left).isEqualTo(wanted);
        assertThat(together.get())
                .as("messages of one conversation on their way at once")
                .isEqualTo(1);
    }

    private void three() {
        AddressRecord to = contact();
        for (int i = 0; i < 3; i++) {
            ordered.add(accept(inOrder(to).build()));
        }
    }

    private AddressRecord contactOf(Message message) {
        return session().ensureAddress(ACME, message.to(), make.contactId(), make.conversationId());
    }

    private Message.Builder inOrder(AddressRecord to) {
        return make.outbound(ACME, to).handling(Handling.usual().inOrder());
    }

    private Claim onlyClaim(Message message) {
        List<Claim> claims = claimAll();
        assertThat(claims).extracting(claim -> claim.message().id()).containsExactly(message.id());
        return claims.get(0);
    }

    private Decision decision(Ruling ruling) {
        return new Decision(now(), Decision.Stage.SEND, List.of(Verdict.of("test", ruling, "as the test says")));
    }
}
