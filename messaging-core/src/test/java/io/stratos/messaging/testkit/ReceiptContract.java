package io.stratos.messaging.testkit;

import static io.stratos.messaging.message.MessageStatus.DELIVERED;
import static io.stratos.messaging.message.MessageStatus.FAILED;
import static io.stratos.messaging.message.MessageStatus.IN_DOUBT;
import static io.stratos.messaging.message.MessageStatus.READ;
import static io.stratos.messaging.message.MessageStatus.SENDING;
import static io.stratos.messaging.message.MessageStatus.SENT;
import static io.stratos.messaging.message.MessageStatus.UNDELIVERED;
import static io.stratos.messaging.testkit.StoreFixtures.ACCOUNT;
import static io.stratos.messaging.testkit.StoreFixtures.ACME;
import static io.stratos.messaging.testkit.StoreFixtures.PROVIDER;
import static org.assertj.core.api.Assertions.assertThat;

import io.stratos.messaging.delivery.Receipt;
import io.stratos.messaging.message.Message;
import io.stratos.messaging.message.MessageStatus;
import io.stratos.messaging.spi.store.Claim;
import io.stratos.messaging.spi.store.Ingest;
import io.stratos.messaging.spi.store.IngestResult;
import io.stratos.messaging.spi.store.IngestResult.Kind;
import io.stratos.messaging.spi.store.Recovered;
import io.stratos.messaging.spi.store.SettleResult;
import io.stratos.messaging.spi.store.Settlement.Next;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

abstract class ReceiptContract extends StoreContractBase {

    private static final int RACES = 30;

    @Test
    @DisplayName("A receipt finds its attempt by the provider's id and moves attempt and message up")
    void receipt_byProviderId_movesUp() {
        Underway underway = sent("SM1");
        Instant before = now();

        IngestResult result = ingest(make.receipt("SM1", null, DELIVERED));

        assertThat(result)
                .isEqualTo(
                        new IngestResult(Kind.STORED, ACME, underway.message().id(), false));
        Message after = stored(underway.message().id());
        assertThat(after.status()).isEqualTo(DELIVERED);
        assertThat(after.deliveredAt().orElseThrow()).isBetween(before, store().now());
        assertThat(after.readAt()).isEmpty();
        assertThat(attempt(underway).status()).isEqualTo(DELIVERED);
    }

    @Test
    @DisplayName("A provider's id means something within its provider and account alone")
    void receipt_sameIdElsewhere_isAnotherMessage() {
        Underway underway = sent("SM1");

        IngestResult otherAccount = ingest(new Ingest.Receipt(PROVIDER, "AC-2", "SM1", null, DELIVERED, null, null));
        IngestResult otherProvider = ingest(new Ingest.Receipt("another", ACCOUNT, "SM1", null, DELIVERED, null, null));

        assertThat(List.of(otherAccount.kind(), otherProvider.kind())).containsOnly(Kind.PARKED);
        assertThat(status(underway)).isEqualTo(SENT);
    }

    @Test
    @DisplayName("An account cannot report on an attempt that went through another, even if it knows the attempt's id")
    void receipt_namingAnAttemptOfAnotherAccount_isParked() {
        Underway underway = sending();

        IngestResult result =
                ingest(new Ingest.Receipt(PROVIDER, "AC-2", "SM9", underway.attempt(), DELIVERED, null, null));

        assertThat(result.kind()).isEqualTo(Kind.PARKED);
        assertThat(status(underway)).isEqualTo(SENDING);
    }

    @Test
    @DisplayName(
            "A provider's id leads to the attempt that was accepted or reported under it, within its account alone")
    void attemptOf_knownId_isItsAttempt() {
        Underway accepted = sent("SM1");
        Underway reported = sending();
        ingest(make.receipt("SM2", reported.attempt(), SENT));
        ingest(make.receipt("SM3", null, SENT));

        assertThat(store().attemptOf(PROVIDER, ACCOUNT, "SM1")).contains(accepted.attempt());
        assertThat(store().attemptOf(PROVIDER, ACCOUNT, "SM2")).contains(reported.attempt());
        assertThat(store().attemptOf(PROVIDER, ACCOUNT, "SM3")).isEmpty();
        assertThat(store().attemptOf(PROVIDER, "AC-2", "SM1")).isEmpty();
        assertThat(store().attemptOf("another", ACCOUNT, "SM1")).isEmpty();
    }

    @Test
    @DisplayName("Every order of every history, each receipt told twice, ends at the same status and never moves down")
    void receipts_inAnyOrder_endTheSame() {
        for (List<MessageStatus> history : List.of(
                List.of(SENT, DELIVERED, READ, UNDELIVERED),
                List.of(SENT, FAILED, UNDELIVERED),
                List.of(FAILED, DELIVERED),
                List.of(SENDING, SENT, DELIVERED))) {
            MessageStatus end = history.stream().reduce(SENT, MessageStatus::after);
            for (List<MessageStatus> order : permutations(history)) {
                String id = make.name("SM");
                Underway underway = sent(id);

                tellTwice(underway, id, order);

                assertEnded(underway, end, "order " + order);
            }
        }
    }

    @Test
    @DisplayName("Receipts that overtake the answer, in any order around it, end at the same status")
    void receipts_aroundTheAnswer_endTheSame() {
        List<MessageStatus> history = List.of(SENT, DELIVERED, READ);
        for (List<MessageStatus> order : permutations(history)) {
            for (int early = 0; early <= history.size(); early++) {
                String id = make.name("SM");
                Underway underway = sending();
                tellTwice(underway, id, order.subList(0, early));
                assertThat(settle(underway, acceptedAs(id), new Next.Advance())).isEqualTo(SettleResult.APPLIED);
                tellTwice(underway, id, order.subList(early, order.size()));

                assertEnded(underway, READ, "order " + order + ", " + early + " before the answer");
            }
        }
        assertNothingLeftToDo();
    }

    @Test
    @DisplayName("The same parked: receipts without our id, in any order around the answer, end at the same status")
    void receipts_parkedAroundTheAnswer_endTheSame() {
        List<MessageStatus> history = List.of(SENT, UNDELIVERED, DELIVERED);
        for (List<MessageStatus> order : permutations(history)) {
            for (int early = 0; early <= history.size(); early++) {
                String id = make.name("SM");
                Underway underway = sending();
                for (MessageStatus status : order.subList(0, early)) {
                    assertThat(ingest(make.receipt(id, null, status)).kind()).isEqualTo(Kind.PARKED);
                    assertThat(ingest(make.receipt(id, null, status)).kind()).isNotEqualTo(Kind.STORED);
                }
                assertThat(status(underway)).isEqualTo(SENDING);
                settle(underway, acceptedAs(id), new Next.Advance());
                for (MessageStatus status : order.subList(early, order.size())) {
                    ingest(make.receipt(id, null, status));
                }

                assertEnded(underway, DELIVERED, "order " + order + ", " + early + " parked");
            }
        }
    }

    @Test
    @DisplayName("A receipt parked by one thread while another settles is never lost")
    void receipt_racingTheAnswer_isNeverLost() throws Exception {
        for (int round = 0; round < RACES; round++) {
            String id = make.name("SM");
            Underway underway = sending();

            Race.run(List.of(
                    () -> settle(underway, acceptedAs(id), new Next.Advance()),
                    () -> ingest(make.receipt(id, null, DELIVERED))));

            assertThat(status(underway)).as("round %s", round).isEqualTo(DELIVERED);
        }
    }

    @Test
    @DisplayName("A repeated receipt is a duplicate and is kept once")
    void receipt_repeated_isADuplicate() {
        Underway underway = sent("SM1");
        ingest(make.receipt("SM1", null, DELIVERED));
        advance(Duration.ofMinutes(1));

        IngestResult result = ingest(make.receipt("SM1", underway.attempt(), DELIVERED));

        assertThat(result)
                .isEqualTo(new IngestResult(
                        Kind.DUPLICATE, ACME, underway.message().id(), false));
        assertThat(trace(underway.message().id()).receipts()).hasSize(1);
    }

    @Test
    @DisplayName("A receipt repeated by sixteen threads is kept once")
    void receipt_from16Threads_isKeptOnce() throws Exception {
        Underway underway = sent("SM1");

        List<IngestResult> results = Race.run(16, () -> ingest(make.receipt("SM1", null, DELIVERED)));

        assertThat(results).extracting(IngestResult::kind).containsOnlyOnce(Kind.STORED);
        assertThat(trace(underway.message().id()).receipts()).hasSize(1);
    }

    @Test
    @DisplayName("The same status with another code is another receipt")
    void receipt_sameStatusOtherCode_isKept() {
        Underway underway = sent("SM1");

        for (String code : new String[] {null, "30003", "30005"}) {
            Ingest receipt = new Ingest.Receipt(PROVIDER, ACCOUNT, "SM1", null, UNDELIVERED, code, "Unreachable ü");
            assertThat(ingest(receipt).kind()).isEqualTo(Kind.STORED);
        }

        List<Receipt> receipts = trace(underway.message().id()).receipts();
        assertThat(receipts).extracting(Receipt::code).containsExactly(null, "30003", "30005");
        assertThat(receipts).extracting(Receipt::detail).containsOnly("Unreachable ü");
    }

    @Test
    @DisplayName("A receipt with our id gives the attempt the provider's, and later receipts find it by that")
    void receipt_byAttemptId_teachesTheProvidersId() {
        Underway underway = sending();
        ingest(make.receipt("SM1", underway.attempt(), SENT));
        assertThat(attempt(underway).providerMessageId()).isEqualTo("SM1");

        IngestResult result = ingest(make.receipt("SM1", null, DELIVERED));

        assertThat(result.message()).isEqualTo(underway.message().id());
        assertThat(status(underway)).isEqualTo(DELIVERED);
    }

    @Test
    @DisplayName("An id of ours that nobody knows falls back to the provider's id")
    void receipt_unknownAttemptId_fallsBackToTheProvidersId() {
        Underway underway = sent("SM1");

        assertThat(ingest(make.receipt("SM1", make.attemptId(), DELIVERED)).message())
                .isEqualTo(underway.message().id());
        assertThat(status(underway)).isEqualTo(DELIVERED);
    }

    @Test
    @DisplayName("A receipt while the request is on its way raises the status; the answer applies as usual")
    void receipt_whileSending_leavesTheDispatchAlone() {
        Underway underway = sending(2);

        ingest(make.receipt("SM0", underway.attempt(), DELIVERED));

        assertThat(attempt(underway).status()).isEqualTo(DELIVERED);
        assertThat(status(underway)).isEqualTo(SENDING);
        assertThat(claimAll()).isEmpty();
        assertThat(settle(underway, acceptedAs("SM0"), new Next.Advance())).isEqualTo(SettleResult.APPLIED);
        assertThat(attempt(underway).status()).isEqualTo(DELIVERED);
        assertThat(claim().progress().unit()).isEqualTo(1);
    }

    @Test
    @DisplayName("A message of several units is as far as the least of them")
    void receipts_ofSeveralUnits_countTogether() {
        Underway first = sending(2);
        settle(first, acceptedAs("SM0"), new Next.Advance());
        Underway second = begin(claim(), 2);
        settle(second, acceptedAs("SM1"), new Next.Advance());

        ingest(make.receipt("SM1", null, READ));
        assertThat(status(first)).isEqualTo(SENT);
        ingest(make.receipt("SM0", null, DELIVERED));
        assertThat(status(first)).isEqualTo(DELIVERED);
        ingest(make.receipt("SM0", null, READ));
        assertThat(status(first)).isEqualTo(READ);
    }

    @Test
    @DisplayName("A failure of one unit is a failure of the message")
    void receipt_failureOfOneUnit_failsTheMessage() {
        Underway first = sending(2);
        settle(first, acceptedAs("SM0"), new Next.Advance());
        Underway second = begin(claim(), 2);
        settle(second, acceptedAs("SM1"), new Next.Advance());

        ingest(make.receipt("SM0", null, UNDELIVERED));

        assertThat(status(first)).isEqualTo(UNDELIVERED);
        assertThat(stored(first.message().id()).failedAt()).isPresent();
    }

    @Test
    @DisplayName("A receipt resolves a doubt: the dispatch is over and whoever took the doubt has lost it")
    void receipt_inDoubt_endsTheDispatch() {
        for (MessageStatus reported : List.of(SENT, DELIVERED, READ)) {
            Underway underway = sending();
            Recovered.Doubt doubt = doubted(underway);

            ingest(make.receipt(make.name("SM"), underway.attempt(), reported));

            assertThat(status(underway)).isEqualTo(reported);
            assertThat(settle(doubt.token(), underway.attempt(), notSent(), new Next.Retry(Duration.ZERO)))
                    .isEqualTo(SettleResult.RECORDED);
            assertThat(status(underway)).isEqualTo(reported);
        }
        assertNothingLeftToDo();
    }

    @Test
    @DisplayName("A receipt resolves a doubt about a unit: the next one is due at once")
    void receipt_inDoubtOfAUnit_readiesTheNext() {
        Underway underway = sending(2);
        doubted(underway);
        assertThat(claimAll()).isEmpty();

        ingest(make.receipt("SM0", underway.attempt(), SENT));

        Claim next = claim();
        assertThat(next.progress()).isEqualTo(new Claim.Progress(1, UNIT_LIMIT, 0));
        settle(begin(next, 2), acceptedAs("SM1"), new Next.Advance());
        assertThat(status(underway)).isEqualTo(SENT);
        assertNothingLeftToDo();
    }

    @Test
    @DisplayName("A receipt resolves a parked doubt too")
    void receipt_parkedDoubt_isResolved() {
        Underway underway = sending();
        settle(underway, inDoubt(), new Next.Park());

        ingest(make.receipt("SM1", underway.attempt(), DELIVERED));

        assertThat(status(underway)).isEqualTo(DELIVERED);
        assertNothingLeftToDo();
    }

    @Test
    @DisplayName("A reported failure resolves a doubt: the message has failed, no unit follows")
    void receipt_failureInDoubt_endsTheMessage() {
        for (MessageStatus reported : List.of(FAILED, UNDELIVERED)) {
            Underway underway = sending(2);
            doubted(underway);

            ingest(make.receipt(make.name("SM"), underway.attempt(), reported));

            assertThat(status(underway)).isEqualTo(reported);
            assertThat(stored(underway.message().id()).failedAt()).isPresent();
        }
        assertNothingLeftToDo();
    }

    @Test
    @DisplayName("A repeated receipt does not resolve the doubt of a later unit")
    void receipt_ofAnEarlierUnit_leavesTheDoubtOfALaterOne() {
        Underway first = sending(3);
        settle(first, acceptedAs("SM0"), new Next.Advance());
        Underway second = begin(claim(), 3);
        doubted(second);

        ingest(make.receipt("SM0", first.attempt(), DELIVERED));
        ingest(make.receipt("SM0", first.attempt(), DELIVERED));

        assertThat(claimAll()).isEmpty();
        assertThat(attempt(second).status()).isEqualTo(IN_DOUBT);
        advance(PAST_LEASE);
        assertThat(store().recover(MANY, LEASE).due()).hasSize(1);
    }

    @Test
    @DisplayName("A receipt reported to the message's end does not bring its dispatch back")
    void receipt_afterTheEnd_bringsNothingBack() {
        Underway underway = sending(2);
        settle(underway, refused(), new Next.End(FAILED));

        ingest(make.receipt("SM0", underway.attempt(), SENT));

        assertThat(status(underway)).isEqualTo(FAILED);
        assertNothingLeftToDo();
    }

    private void tellTwice(Underway underway, String providerId, List<MessageStatus> order) {
        MessageStatus before = status(underway);
        for (MessageStatus status : order) {
            for (int time = 0; time < 2; time++) {
                ingest(make.receipt(providerId, underway.attempt(), status));
                MessageStatus after = status(underway);
                assertThat(before.after(after)).as("%s after %s", after, before).isEqualTo(after);
                before = after;
            }
        }
    }

    private void assertEnded(Underway underway, MessageStatus end, String story) {
        Message message = stored(underway.message().id());
        boolean arrived = end == DELIVERED || end == READ;
        assertThat(message.status()).as(story).isEqualTo(end);
        assertThat(attempt(underway).status()).as(story).isEqualTo(end);
        assertThat(message.sentAt()).as("sent, " + story).isPresent();
        assertThat(message.deliveredAt().isPresent()).as("delivered, " + story).isEqualTo(arrived);
        assertThat(message.readAt().isPresent()).as("read, " + story).isEqualTo(end == READ);
        assertThat(message.failedAt().isPresent()).as("failed, " + story).isEqualTo(end.isFailure());
        assertThat(trace(message.id()).receipts()).as("kept once, " + story).doesNotHaveDuplicates();
    }

    private static <T> List<List<T>> permutations(List<T> items) {
        if (items.isEmpty()) {
            return List.of(List.of());
        }
        List<List<T>> all = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            List<T> rest = new ArrayList<>(items);
            T first = rest.remove(i);
            for (List<T> tail : permutations(rest)) {
                List<T> order = new ArrayList<>(List.of(first));
                order.addAll(tail);
                all.add(order);
            }
        }
        return all;
    }
}
