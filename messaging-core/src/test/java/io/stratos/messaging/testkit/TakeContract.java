package io.stratos.messaging.testkit;

import static io.stratos.messaging.testkit.StoreFixtures.ACME;
import static io.stratos.messaging.testkit.StoreFixtures.SENDER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stratos.messaging.consent.ConsentAction;
import io.stratos.messaging.delivery.Decision;
import io.stratos.messaging.delivery.Ruling;
import io.stratos.messaging.delivery.Verdict;
import io.stratos.messaging.id.MessageId;
import io.stratos.messaging.message.Message;
import io.stratos.messaging.message.MessageStatus;
import io.stratos.messaging.spi.store.AddressRecord;
import io.stratos.messaging.spi.store.Claim;
import io.stratos.messaging.spi.store.IntentDecision;
import io.stratos.messaging.spi.store.IntentResult;
import io.stratos.messaging.spi.store.NewMessage;
import io.stratos.messaging.spi.store.SendGate;
import io.stratos.messaging.spi.store.Settlement.Next;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

abstract class TakeContract extends StoreContractBase {

    private static final int RACES = 60;

    @Test
    @DisplayName("What may go is SENDING with its attempt when the call returns, and reads so")
    void take_proceed_storesTheAttempt() {
        Message message = accepted();
        Instant before = now();
        IntentDecision.Proceed decision = proceed(2);

        IntentResult result = take(MANY, (claim, recipient) -> decision).get(0);

        assertThat(result.committed()).contains(decision);
        assertThat(result.intent().claim().progress()).isEqualTo(new Claim.Progress(0, 0, 0));
        Message after = stored(message.id());
        assertThat(after.status()).isEqualTo(MessageStatus.SENDING);
        assertThat(after.from()).contains(SENDER);
        assertThat(session().history(ACME, after.conversation(), null, 1)).containsExactly(after);
        assertThat(trace(message.id()).decisions()).last().isEqualTo(decision.decision());
        assertThat(trace(message.id()).attempts()).singleElement().satisfies(attempt -> {
            assertThat(attempt.id()).isEqualTo(result.intent().attempt());
            assertThat(attempt.startedAt()).isBetween(before, store().now());
            assertThat(attempt.status()).isEqualTo(MessageStatus.SENDING);
        });
        assertThat(claimAll()).isEmpty();
        Underway underway = new Underway(
                message, result.intent().claim().token(), result.intent().attempt());
        settle(underway, acceptedAs("SM1"), new Next.Advance());
        assertThat(claim().progress()).as("the second unit").isEqualTo(new Claim.Progress(1, UNIT_LIMIT, 0));
    }

    @Test
    @DisplayName("Each row of a batch becomes what the gate said of it")
    void take_batch_eachForItself() {
        List<Message> messages = List.of(accepted(), accepted(), accepted(), accepted());
        Map<MessageId, IntentDecision> said = new HashMap<>();
        Instant until = now().plus(Duration.ofHours(8));
        said.put(messages.get(0).id(), stop());
        said.put(messages.get(1).id(), new IntentDecision.Defer(defer(until), until));
        said.put(messages.get(2).id(), new IntentDecision.Hold());
        said.put(messages.get(3).id(), proceed(1));

        List<IntentResult> results =
                take(MANY, (claim, recipient) -> said.get(claim.message().id()));

        assertThat(results)
                .hasSize(4)
                .allSatisfy(result -> assertThat(result.committed())
                        .contains(said.get(result.intent().claim().message().id())));
        assertThat(messages)
                .extracting(message -> stored(message.id()).status())
                .containsExactly(
                        MessageStatus.BLOCKED, MessageStatus.QUEUED, MessageStatus.QUEUED, MessageStatus.SENDING);
        assertThat(messages)
                .extracting(message -> trace(message.id()).decisions().size())
                .as("a gate that holds has decided nothing")
                .containsExactly(2, 2, 1, 2);
        assertThat(claimAll()).isEmpty();
        advance(Duration.ofHours(8));
        store().recover(MANY, LEASE);
        assertThat(claimAll())
                .extracting(claim -> claim.message().id())
                .containsExactlyInAnyOrder(messages.get(1).id(), messages.get(2).id());
    }

    @Test
    @DisplayName("What was held is decided by an intent under the same claim")
    void take_hold_isDecidedLater() {
        Message message = accepted();
        Claim held = claim();

        assertThat(decide(held, proceed(1)).committed()).isPresent();

        assertThat(stored(message.id()).status()).isEqualTo(MessageStatus.SENDING);
    }

    @Test
    @DisplayName("A gate that throws is heard by the caller, and nothing was taken")
    void take_gateThrows_takesNothing() {
        Message first = accepted();
        Message second = accepted();
        SendGate broken = (claim, recipient) -> {
            if (claim.message().id().equals(second.id())) {
                throw new IllegalStateException("gate is broken");
            }
            return proceed(1);
        };

        assertThatThrownBy(() -> take(MANY, broken))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("gate is broken");

        assertThat(stored(first.id()).status()).isEqualTo(MessageStatus.QUEUED);
        assertThat(trace(first.id()).attempts()).isEmpty();
        assertThat(claimAll()).extracting(claim -> claim.token().token()).containsExactly(1L, 1L);
    }

    @Test
    @DisplayName("The gate is handed the recipient's row as it stands now")
    void take_gate_seesTheRecipientAsItStandsNow() {
        AddressRecord row = contact();
        ingest(make.delivery("d1", make.inbound(ACME, row, "hello").build()));
        session().record(ACME, make.keyword(row.address(), ConsentAction.OPT_OUT_ALL));
        accept(make.outbound(ACME, row).build());
        AtomicReference<AddressRecord> seen = new AtomicReference<>();
        Instant before = now();

        take(MANY, (claim, recipient) -> {
            seen.set(recipient);
            return proceed(1);
        });

        assertThat(seen.get().address()).isEqualTo(row.address());
        assertThat(seen.get().contact()).isEqualTo(row.contact());
        assertThat(seen.get().conversation()).isEqualTo(row.conversation());
        assertThat(seen.get().lastSender()).isEqualTo(SENDER);
        assertThat(seen.get().consent()).isEqualTo(session().consent(ACME, row.address()));
        assertThat(seen.get().consent().isStopped()).isTrue();
        assertThat(seen.get().readAt()).isBetween(before, store().now());
    }

    @Test
    @DisplayName("No intent that saw consent commits after the opt-out has: whoever hears that the opt-out is stored "
            + "already sees the attempt, or there is none")
    void take_racingAnOptOut_neverCommitsAfterIt() throws Exception {
        for (int round = 0; round < RACES; round++) {
            AddressRecord row = contact();
            Message message = accept(make.outbound(ACME, row).build());
            AtomicBoolean stopStored = new AtomicBoolean();
            AtomicBoolean stoppedUnderGate = new AtomicBoolean();
            SendGate gate = (claim, recipient) -> {
                if (recipient.consent().isStopped()) {
                    return stop();
                }
                // Gives the opt-out every chance to overtake while the gate thinks.
                for (int spin = 0; spin < 2_000; spin++) {
                    Thread.onSpinWait();
                }
                stoppedUnderGate.set(stopStored.get());
                return proceed(1);
            };
            Callable<Boolean> send = () -> proceeds(take(1, gate));
            Callable<Boolean> optOut = () -> {
                session().record(ACME, make.keyword(row.address(), ConsentAction.OPT_OUT_ALL));
                stopStored.set(true);
                return !trace(message.id()).attempts().isEmpty();
            };

            List<Boolean> results = Race.run(List.of(send, optOut));

            assertThat(stoppedUnderGate)
                    .as("opt-out stored under the gate, round %s", round)
                    .isFalse();
            assertThat(results.get(1))
                    .as("attempt stored before the opt-out, round %s", round)
                    .isEqualTo(results.get(0));
            take(1, gate);
            assertThat(claimAll()).as("what the opt-out kept from being taken").isEmpty();
        }
    }

    @Test
    @DisplayName("Eight threads take every message once and none twice")
    void take_from8Threads_takesEachRowOnce() throws Exception {
        AddressRecord shared = contact();
        List<NewMessage> messages = Stream.generate(
                        () -> make.fresh(make.outbound(ACME, shared).build()))
                .limit(100)
                .toList();
        session().accept(messages);

        List<List<IntentResult>> taken = Race.run(8, () -> {
            List<IntentResult> mine = new ArrayList<>();
            // It may come back empty while others hold the rows, or the one address, it looked at.
            for (int empty = 0; empty < 20; ) {
                List<IntentResult> batch = take(7, (claim, recipient) -> proceed(1));
                empty = batch.isEmpty() ? empty + 1 : 0;
                mine.addAll(batch);
            }
            return mine;
        });

        List<MessageId> all = taken.stream()
                .flatMap(List::stream)
                .map(result -> result.intent().claim().message().id())
                .toList();
        assertThat(all).doesNotHaveDuplicates();
        assertThat(all.size() + take(MANY, (claim, recipient) -> proceed(1)).size())
                .isEqualTo(100);
        messages.forEach(
                message -> assertThat(trace(message.message().id()).attempts()).hasSize(1));
    }

    private static boolean proceeds(List<IntentResult> results) {
        return results.stream().anyMatch(result -> result.decision() instanceof IntentDecision.Proceed);
    }

    private static Decision defer(Instant until) {
        return new Decision(Instant.EPOCH, Decision.Stage.SEND, List.of(Verdict.defer("window", "quiet hours", until)));
    }

    private static IntentDecision stop() {
        // Asked inside the store's transaction, so it must not ask the store what time it is.
        Decision no = new Decision(
                Instant.EPOCH, Decision.Stage.SEND, List.of(Verdict.of("consent", Ruling.BLOCK, "opted out")));
        return new IntentDecision.Stop(no, MessageStatus.BLOCKED);
    }
}
