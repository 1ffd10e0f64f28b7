package io.stratos.messaging.testkit;

import static io.stratos.messaging.testkit.StoreFixtures.ACME;
import static io.stratos.messaging.testkit.StoreFixtures.OTHER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.stratos.messaging.consent.ConsentAction;
import io.stratos.messaging.delivery.Decision;
import io.stratos.messaging.delivery.Ruling;
import io.stratos.messaging.delivery.Verdict;
import io.stratos.messaging.exception.IdempotencyConflictException;
import io.stratos.messaging.message.Message;
import io.stratos.messaging.message.MessageStatus;
import io.stratos.messaging.spi.store.AcceptResult;
import io.stratos.messaging.spi.store.AddressRecord;
import io.stratos.messaging.spi.store.Claim;
import io.stratos.messaging.spi.store.NewMessage;
import io.stratos.messaging.spi.store.Settlement.Next;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

abstract class AcceptContract extends StoreContractBase {

    private static final int ROUNDS = 30;

    @Test
    @DisplayName("An accepted message is stored and due at once")
    void accept_queuedMessage_isStoredAndDue() {
        NewMessage handedIn = make.fresh(make.outbound(ACME, contact()).build());

        AcceptResult result = session().accept(List.of(handedIn)).get(0);

        assertThat(result.duplicate()).isFalse();
        assertThat(result.message().id()).isEqualTo(handedIn.message().id());
        assertThat(result.decision()).isEqualTo(handedIn.decision());
        assertThat(stored(handedIn.message().id()).status()).isEqualTo(MessageStatus.QUEUED);
        assertThat(claimAll())
                .extracting(c -> c.message().id())
                .containsExactly(handedIn.message().id());
    }

    @Test
    @DisplayName("A blocked message is kept with its decision and never dispatched")
    void accept_blockedMessage_isKeptButNeverDue() {
        Message blocked =
                make.outbound(ACME, contact()).status(MessageStatus.BLOCKED).build();
        Decision no =
                new Decision(now(), Decision.Stage.ACCEPT, List.of(Verdict.of("consent", Ruling.BLOCK, "opted out")));

        AcceptResult result =
                session().accept(List.of(new NewMessage(blocked, no, null))).get(0);

        assertThat(result.message().status()).isEqualTo(MessageStatus.BLOCKED);
        assertThat(stored(blocked.id()).status()).isEqualTo(MessageStatus.BLOCKED);
        assertThat(trace(blocked.id()).decisions()).containsExactly(no);
        assertNothingLeftToDo();
    }

    @Test
    @DisplayName("A message is stored by what is remembered of its recipient, as it is by what is read")
    void acceptIfUnchanged_stillSo_isStoredAndDue() {
        AddressRecord remembered = remembered(contact());
        NewMessage handedIn = make.fresh(make.outbound(ACME, remembered).build());

        AcceptResult result = session().acceptIfUnchanged(handedIn, remembered).orElseThrow();

        assertThat(result.duplicate()).isFalse();
        assertThat(stored(handedIn.message().id()).status()).isEqualTo(MessageStatus.QUEUED);
        assertThat(trace(handedIn.message().id()).decisions()).containsExactly(handedIn.decision());
        assertThat(claimAll())
                .extracting(c -> c.message().id())
                .containsExactly(handedIn.message().id());
    }

    @Test
    @DisplayName("What is remembered is worth nothing once the contact has said something else")
    void acceptIfUnchanged_afterAStop_storesNothing() {
        AddressRecord contact = contact();
        AddressRecord remembered = remembered(contact);
        NewMessage handedIn = make.fresh(make.outbound(ACME, remembered).build());
        session().record(ACME, make.keyword(contact.address(), ConsentAction.OPT_OUT_ALL));

        assertThat(session().acceptIfUnchanged(handedIn, remembered)).isEmpty();

        assertThat(session().message(ACME, handedIn.message().id())).isEmpty();
        assertNothingLeftToDo();
    }

    @Test
    @DisplayName("What is remembered of one tenant's contact is not remembered of another's")
    void remembered_isEachTenantsOwn() {
        AddressRecord contact = contact();
        remembered(contact);

        assertThat(session().remembered(OTHER, contact.address())).isEmpty();
    }

    /** What the store remembers after the row was read, which is as it was read. */
    private AddressRecord remembered(AddressRecord contact) {
        AddressRecord read = session().ensureAddress(ACME, contact.address(), make.contactId(), make.conversationId());
        Optional<AddressRecord> remembered = session().remembered(ACME, contact.address());
        assumeThat(remembered).as("this store remembers nothing").isPresent();
        assertThat(remembered.get())
                .usingRecursiveComparison()
                .ignoringFields("readAt")
                .isEqualTo(read);
        assertThat(remembered.get().readAt())
                .isBetween(read.readAt().minusSeconds(5), read.readAt().plusSeconds(60));
        return remembered.get();
    }

    @Test
    @DisplayName("A scheduled message is not due before its instant, and is afterwards")
    void accept_scheduledMessage_isDueAtItsInstant() {
        Message later = accept(make.outbound(ACME, contact())
                .schedule(now().plus(Duration.ofHours(2)), null)
                .build());

        assertThat(claimAll()).isEmpty();
        advance(Duration.ofMinutes(119));
        assertThat(claimAll()).isEmpty();
        advance(Duration.ofMinutes(2));
        assertThat(claimAll()).extracting(c -> c.message().id()).containsExactly(later.id());
    }

    @Test
    @DisplayName("A known key stores nothing and names the first message as it stands now, with its first decision")
    void accept_knownKey_namesTheFirstAsItStandsNow() {
        AddressRecord to = contact();
        NewMessage first = keyed(to, "visit-1", "f");
        session().accept(List.of(first));
        Underway underway = begin(claim(), 1);
        settle(underway, acceptedAs("SM1"), new Next.Advance());
        NewMessage second = keyed(to, "visit-1", "f");

        AcceptResult result = session().accept(List.of(second)).get(0);

        assertThat(result.duplicate()).isTrue();
        assertThat(result.message().id()).isEqualTo(first.message().id());
        assertThat(result.message().status()).isEqualTo(MessageStatus.SENT);
        assertThat(result.decision()).isEqualTo(first.decision());
        assertThat(session().message(ACME, second.message().id())).isEmpty();
        assertNothingLeftToDo();
    }

    @Test
    @DisplayName("A key holds for ever")
    void accept_keyYearsLater_isStillKnown() {
        AddressRecord to = contact();
        NewMessage first = keyed(to, "visit-1", "f");
        session().accept(List.of(first));
        advance(Duration.ofDays(3000));

        AcceptResult result =
                session().accept(List.of(keyed(to, "visit-1", "f"))).get(0);

        assertThat(result.duplicate()).isTrue();
        assertThat(result.message().id()).isEqualTo(first.message().id());
    }

    @Test
    @DisplayName("The key of a blocked message is taken too")
    void accept_keyOfABlockedMessage_isKnown() {
        AddressRecord to = contact();
        Message blocked = make.outbound(ACME, to).status(MessageStatus.BLOCKED).build();
        session().accept(List.of(make.keyed(blocked, "k", "f")));

        AcceptResult result = session().accept(List.of(keyed(to, "k", "f"))).get(0);

        assertThat(result.duplicate()).isTrue();
        assertThat(result.message().id()).isEqualTo(blocked.id());
        assertNothingLeftToDo();
    }

    @Test
    @DisplayName("A known key with another fingerprint is a conflict, and nothing of the batch is stored")
    void accept_otherFingerprint_throwsAndStoresNothingOfTheBatch() {
        AddressRecord to = contact();
        NewMessage first = keyed(to, "visit-1", "f");
        session().accept(List.of(first));
        NewMessage before = make.fresh(make.outbound(ACME, to).build());
        NewMessage conflicting = keyed(to, "visit-1", "other");
        NewMessage after = keyed(to, "visit-2", "f");

        assertThatThrownBy(() -> session().accept(List.of(before, conflicting, after)))
                .isInstanceOf(IdempotencyConflictException.class)
                .hasMessageContaining("visit-1")
                .hasMessageContaining(first.message().id().toString());

        assertThat(session().history(ACME, to.conversation(), null, MANY))
                .extracting(Message::id)
                .containsExactly(first.message().id());
        assertThat(claimAll())
                .extracting(c -> c.message().id())
                .containsExactly(first.message().id());
        assertThat(session().accept(List.of(keyed(to, "visit-2", "new"))).get(0).duplicate())
                .as("the key of the batch that failed is free")
                .isFalse();
    }

    @Test
    @DisplayName("The same key twice in one batch is stored once; the second names the first")
    void accept_sameKeyTwiceInABatch_secondIsADuplicateOfTheFirst() {
        AddressRecord to = contact();
        NewMessage first = keyed(to, "visit-1", "f");
        NewMessage second = keyed(to, "visit-1", "f");

        List<AcceptResult> results = session().accept(List.of(first, second));

        assertThat(results).extracting(AcceptResult::duplicate).containsExactly(false, true);
        assertThat(results)
                .extracting(r -> r.message().id())
                .containsOnly(first.message().id());
        assertThat(results.get(1).decision()).isEqualTo(first.decision());
        assertThat(claimAll()).hasSize(1);
    }

    @Test
    @DisplayName("The same key twice in one batch with two fingerprints is a conflict that stores nothing")
    void accept_sameKeyTwiceInABatchDifferently_storesNothing() {
        AddressRecord to = contact();

        assertThatThrownBy(() -> session().accept(List.of(keyed(to, "visit-1", "f"), keyed(to, "visit-1", "g"))))
                .isInstanceOf(IdempotencyConflictException.class);

        assertThat(session().history(ACME, to.conversation(), null, MANY)).isEmpty();
        assertNothingLeftToDo();
    }

    @Test
    @DisplayName("A key means something within its tenant alone")
    void accept_sameKeyOfTwoTenants_areTwoMessages() {
        NewMessage ours = keyed(contact(), "visit-1", "f");
        NewMessage theirs = make.keyed(make.outbound(OTHER, contact(OTHER)).build(), "visit-1", "g");

        List<AcceptResult> results = session().accept(List.of(ours, theirs));

        assertThat(results).extracting(AcceptResult::duplicate).containsExactly(false, false);
        assertThat(claimAll()).hasSize(2);
    }

    @Test
    @DisplayName("Keys differ by every character and case")
    void accept_keysThatDifferInCaseOrBlanks_areDifferent() {
        AddressRecord to = contact();

        List<AcceptResult> results = session()
                .accept(List.of(
                        keyed(to, "visit", "f"),
                        keyed(to, "Visit", "f"),
                        keyed(to, "visit ", "f"),
                        keyed(to, "vísit \uD83D\uDE80", "f")));

        assertThat(results).extracting(AcceptResult::duplicate).containsOnly(false);
    }

    @Test
    @DisplayName("Sixteen threads with one key make one message, and all are told the same id")
    void accept_sameKeyFrom16Threads_makesOneMessage() throws Exception {
        AddressRecord to = contact();

        List<AcceptResult> results = Race.run(
                16, () -> session().accept(List.of(keyed(to, "visit-1", "f"))).get(0));

        assertThat(results).filteredOn(r -> !r.duplicate()).hasSize(1);
        assertThat(results)
                .extracting(r -> r.message().id())
                .containsOnly(results.get(0).message().id());
        assertThat(session().history(ACME, to.conversation(), null, MANY)).hasSize(1);
        assertThat(claimAll()).hasSize(1);
    }

    @Test
    @DisplayName("Again and again: threads that meet on a new key make one message")
    void accept_manyMeetingsOnAKey_alwaysMakeOneMessage() throws Exception {
        AddressRecord to = contact();
        for (int round = 0; round < ROUNDS; round++) {
            String key = "visit-" + round;

            List<AcceptResult> results = Race.run(
                    4, () -> session().accept(List.of(keyed(to, key, "f"))).get(0));

            assertThat(results)
                    .as("round %s", round)
                    .extracting(AcceptResult::duplicate)
                    .containsOnlyOnce(false);
        }
        assertThat(claimAll()).hasSize(ROUNDS);
    }

    @Test
    @DisplayName("The results are in the order of the messages, and all of them are due")
    void accept_manyMessages_resultsInTheirOrder() {
        List<NewMessage> handedIn = Stream.generate(
                        () -> make.fresh(make.outbound(ACME, contact()).build()))
                .limit(50)
                .toList();

        List<AcceptResult> results = session().accept(handedIn);

        assertThat(results)
                .extracting(r -> r.message().id())
                .containsExactlyElementsOf(
                        handedIn.stream().map(m -> m.message().id()).toList());
        assertThat(claimAll()).extracting(Claim::token).doesNotHaveDuplicates().hasSize(50);
    }

    @Test
    @DisplayName("An empty batch does nothing")
    void accept_nothing_doesNothing() {
        assertThat(session().accept(List.of())).isEmpty();
    }
}
