package io.stratos.messaging.testkit;

import static io.stratos.messaging.testkit.StoreFixtures.ACME;
import static io.stratos.messaging.testkit.StoreFixtures.OTHER;
import static io.stratos.messaging.testkit.StoreFixtures.PROVIDER;
import static io.stratos.messaging.testkit.StoreFixtures.SENDER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stratos.messaging.consent.Consent;
import io.stratos.messaging.consent.ConsentAction;
import io.stratos.messaging.consent.ConsentEvent;
import io.stratos.messaging.consent.Purpose;
import io.stratos.messaging.contact.Channel;
import io.stratos.messaging.contact.PhoneNumber;
import io.stratos.messaging.conversation.Conversation;
import io.stratos.messaging.conversation.ConversationChange;
import io.stratos.messaging.conversation.ConversationStatus;
import io.stratos.messaging.exception.IdempotencyConflictException;
import io.stratos.messaging.message.Content;
import io.stratos.messaging.message.Direction;
import io.stratos.messaging.message.Message;
import io.stratos.messaging.message.MessageStatus;
import io.stratos.messaging.message.Origin;
import io.stratos.messaging.spi.store.AddressRecord;
import io.stratos.messaging.spi.store.Claim;
import io.stratos.messaging.spi.store.Ingest;
import io.stratos.messaging.spi.store.IngestResult;
import io.stratos.messaging.spi.store.IngestResult.Kind;
import io.stratos.messaging.spi.store.NewMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

abstract class IngestContract extends StoreContractBase {

    @Test
    @DisplayName("An inbound message is stored, unread, the newest of its conversation")
    void ingest_newMessage_isStored() {
        AddressRecord row = contact();
        Message text = make.inbound(ACME, row, "hello \uD83D\uDC4B").build();

        IngestResult result = ingest(make.delivery("d1", text));

        assertThat(result).isEqualTo(new IngestResult(Kind.STORED, ACME, text.id(), false));
        Message after = stored(text.id());
        assertThat(after.status()).isEqualTo(MessageStatus.RECEIVED);
        assertThat(after.content()).isEqualTo(text.content());
        Conversation conversation =
                session().conversation(ACME, row.conversation()).orElseThrow();
        assertThat(conversation.unread()).isEqualTo(1);
        assertThat(conversation.lastMessage()).isEqualTo(after);
        assertNothingLeftToDo();
    }

    @Test
    @DisplayName("A repetition changes nothing and names the first, for ever")
    void ingest_repetitionYearsLater_isADuplicate() {
        AddressRecord row = contact();
        Message first = make.inbound(ACME, row, "hello").build();
        ingest(make.delivery("d1", first));
        session().change(ACME, row.conversation(), ConversationChange.none().archive());
        advance(Duration.ofDays(3000));

        IngestResult result =
                ingest(make.delivery("d1", make.inbound(ACME, row, "hello").build()));

        assertThat(result).isEqualTo(new IngestResult(Kind.DUPLICATE, ACME, first.id(), false));
        assertThat(session().history(ACME, row.conversation(), null, MANY)).hasSize(1);
        assertThat(session()
                        .conversation(ACME, row.conversation())
                        .orElseThrow()
                        .profile()
                        .status())
                .isEqualTo(ConversationStatus.ARCHIVED);
    }

    @Test
    @DisplayName("Sixteen deliveries at once store one message")
    void ingest_from16Threads_storesOnce() throws Exception {
        AddressRecord row = contact();

        List<IngestResult> results = Race.run(
                16,
                () -> ingest(
                        make.delivery("d1", make.inbound(ACME, row, "hello").build())));

        assertThat(results).extracting(IngestResult::kind).containsOnlyOnce(Kind.STORED);
        assertThat(results)
                .extracting(IngestResult::message)
                .containsOnly(results.get(0).message());
        assertThat(session().history(ACME, row.conversation(), null, MANY)).hasSize(1);
    }

    @Test
    @DisplayName("The same delivery twice in one call is stored once")
    void ingest_twiceInOneCall_storesOnce() {
        AddressRecord row = contact();
        Message first = make.inbound(ACME, row, "hello").build();

        List<IngestResult> results = store().ingest(List.of(
                make.delivery("d1", first),
                make.delivery("d2", make.inbound(ACME, row, "there").build()),
                make.delivery("d1", make.inbound(ACME, row, "hello").build())));

        assertThat(results).extracting(IngestResult::kind).containsExactly(Kind.STORED, Kind.STORED, Kind.DUPLICATE);
        assertThat(results.get(2).message()).isEqualTo(first.id());
    }

    @Test
    @DisplayName("A deduplication key means something within its tenant and provider alone")
    void ingest_sameKeyOfAnotherTenantOrProvider_isStored() {
        AddressRecord ours = contact();
        AddressRecord theirs = contact(OTHER);
        ingest(make.delivery("d1", make.inbound(ACME, ours, "a").build()));

        IngestResult otherTenant =
                ingest(make.delivery("d1", make.inbound(OTHER, theirs, "b").build()));
        IngestResult otherProvider = ingest(new Ingest.Inbound(
                "another", "d1", make.inbound(ACME, ours, "c").build(), List.of(), null));

        assertThat(otherTenant.kind()).isEqualTo(Kind.STORED);
        assertThat(otherProvider.kind()).isEqualTo(Kind.STORED);
    }

    @Test
    @DisplayName("The number written to becomes the sender of answers; the latest counts")
    void ingest_numberWrittenTo_becomesTheLastSender() {
        AddressRecord row = contact();
        ingest(make.delivery("d1", make.inbound(ACME, row, "a").build()));
        assertThat(again(row).lastSender()).isEqualTo(SENDER);

        PhoneNumber second = PhoneNumber.of("+14155550123");
        ingest(make.delivery("d2", make.inbound(ACME, row, "b").to(second).build()));

        assertThat(again(row).lastSender()).isEqualTo(second);
    }

    @Test
    @DisplayName("A snoozed or archived conversation comes back, and keeps the rest of its profile")
    void ingest_snoozedOrArchived_becomesActive() {
        AddressRecord row = contact();
        ConversationChange change = ConversationChange.none().assign("ann").tag("vip");
        session().change(ACME, row.conversation(), change.snooze(now().plus(Duration.ofDays(1))));
        ingest(make.delivery("d1", make.inbound(ACME, row, "a").build()));
        assertActive(row);

        session().change(ACME, row.conversation(), ConversationChange.none().archive());
        ingest(make.delivery("d2", make.inbound(ACME, row, "b").build()));
        assertActive(row);
    }

    @Test
    @DisplayName("A STOP takes effect with its message, dated by the store, and its reply is due")
    void ingest_stop_isAppliedAndAnswered() {
        AddressRecord row = contact();
        Message text = make.inbound(ACME, row, "STOP").build();
        NewMessage reply = replyTo(row);
        Instant before = now();

        IngestResult result = ingest(stopping(make, "d1", text, reply));

        assertThat(result).isEqualTo(new IngestResult(Kind.STORED, ACME, text.id(), true));
        Consent consent = session().consent(ACME, row.address());
        assertThat(consent.stoppedAt().orElseThrow()).isBetween(before, store().now());
        assertThat(session().events(ACME, row.address()))
                .extracting(ConsentEvent::action)
                .containsExactly(ConsentAction.OPT_OUT_ALL);
        Claim due = claim();
        assertThat(due.message().id()).isEqualTo(reply.message().id());
        assertThat(due.message().origin()).isEqualTo(Origin.KEYWORD_REPLY);
        assertThat(trace(reply.message().id()).decisions()).containsExactly(reply.decision());
    }

    @Test
    @DisplayName("A second STOP is kept as evidence and not answered again")
    void ingest_secondStop_isNotAnswered() {
        AddressRecord row = contact();
        ingest(stopping(make, "d1", make.inbound(ACME, row, "STOP").build(), replyTo(row)));
        NewMessage second = replyTo(row);

        IngestResult result =
                ingest(stopping(make, "d2", make.inbound(ACME, row, "stop").build(), second));

        assertThat(result.kind()).isEqualTo(Kind.STORED);
        assertThat(result.replied()).isFalse();
        assertThat(session().events(ACME, row.address())).hasSize(2);
        assertThat(session().message(ACME, second.message().id())).isEmpty();
        assertThat(claimAll()).hasSize(1);
    }

    @Test
    @DisplayName("A delivery of the same STOP again is neither recorded nor answered again")
    void ingest_stopDeliveredAgain_changesNothing() {
        AddressRecord row = contact();
        ingest(stopping(make, "d1", make.inbound(ACME, row, "STOP").build(), replyTo(row)));
        session().record(ACME, make.keyword(row.address(), ConsentAction.RESUBSCRIBE));

        IngestResult result =
                ingest(stopping(make, "d1", make.inbound(ACME, row, "STOP").build(), replyTo(row)));

        assertThat(result.kind()).isEqualTo(Kind.DUPLICATE);
        assertThat(result.replied()).isFalse();
        assertThat(session().consent(ACME, row.address()).isStopped()).isFalse();
        assertThat(claimAll()).hasSize(1);
    }

    @Test
    @DisplayName("Sixteen different STOPs at once are answered exactly once, and all are kept")
    void ingest_stopsFrom16Threads_areAnsweredOnce() throws Exception {
        AddressRecord row = contact();
        List<Callable<IngestResult>> tasks = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            Ingest stop =
                    stopping(make, "d" + i, make.inbound(ACME, row, "STOP").build(), replyTo(row));
            tasks.add(() -> ingest(stop));
        }

        List<IngestResult> results = Race.run(tasks);

        assertThat(results).extracting(IngestResult::replied).containsOnlyOnce(true);
        assertThat(claimAll()).hasSize(1);
        assertThat(session().events(ACME, row.address())).hasSize(16);
    }

    @Test
    @DisplayName("A STOP and a START in one message: either changed something, so the answer goes")
    void ingest_twoEventsThatCancelOut_areAnswered() {
        AddressRecord row = contact();
        session().record(ACME, make.keyword(row.address(), ConsentAction.RESUBSCRIBE));
        Consent before = session().consent(ACME, row.address());
        Ingest both = new Ingest.Inbound(
                PROVIDER,
                "d1",
                make.inbound(ACME, row, "STOP START").build(),
                List.of(
                        make.keyword(row.address(), ConsentAction.OPT_OUT_ALL),
                        make.keyword(row.address(), ConsentAction.RESUBSCRIBE)),
                replyTo(row));

        assertThat(ingest(both).replied()).isTrue();

        assertThat(session().consent(ACME, row.address())).isEqualTo(before);
    }

    @Test
    @DisplayName("A HELP changes no consent and is answered each time")
    void ingest_replyWithoutConsent_isAnsweredEachTime() {
        AddressRecord row = contact();

        for (String key : List.of("d1", "d2")) {
            Message text = make.inbound(ACME, row, "HELP").build();
            assertThat(ingest(new Ingest.Inbound(PROVIDER, key, text, List.of(), replyTo(row)))
                            .replied())
                    .isTrue();
        }

        assertThat(claimAll()).hasSize(2);
    }

    @Test
    @DisplayName("What messages said about consent, replayed, gives the state that is stored")
    void ingest_consentEvents_replayToTheState() {
        AddressRecord row = contact();
        List<ConsentEvent> steps = List.of(
                make.choice(row.address(), ConsentAction.OPT_IN, Purpose.CONVERSATIONAL),
                make.keyword(row.address(), ConsentAction.OPT_OUT_ALL),
                make.keyword(row.address(), ConsentAction.OPT_OUT_ALL),
                make.keyword(row.address(), ConsentAction.RESUBSCRIBE),
                make.choice(row.address(), ConsentAction.OPT_OUT, Purpose.MARKETING));
        for (ConsentEvent step : steps) {
            advance(Duration.ofMinutes(1));
            Message text = make.inbound(ACME, row, "x").build();
            ingest(new Ingest.Inbound(PROVIDER, make.name("d"), text, List.of(step), null));
        }

        Consent replayed = Consent.unknown(row.address());
        for (ConsentEvent event : session().events(ACME, row.address())) {
            replayed = replayed.after(event);
        }

        assertThat(session().events(ACME, row.address()))
                .extracting(ConsentEvent::action)
                .containsExactlyElementsOf(
                        steps.stream().map(ConsentEvent::action).toList());
        assertThat(session().consent(ACME, row.address())).isEqualTo(replayed);
    }

    @Test
    @DisplayName("An inbound message whose reply cannot be accepted is not stored at all")
    void ingest_replyConflicts_storesNothing() {
        AddressRecord row = contact();
        session().accept(List.of(keyed(row, "reply-key", "f")));
        Message answer = keywordReply(row);
        NewMessage conflicting = make.keyed(answer, "reply-key", "another");
        Message text = make.inbound(ACME, row, "STOP").build();
        session().change(ACME, row.conversation(), ConversationChange.none().archive());

        assertThatThrownBy(() -> ingest(stopping(make, "d1", text, conflicting)))
                .isInstanceOf(IdempotencyConflictException.class);

        assertThat(session().message(ACME, text.id())).isEmpty();
        assertThat(session().consent(ACME, row.address()).isStopped()).isFalse();
        assertThat(session().events(ACME, row.address())).isEmpty();
        assertThat(again(row).lastSender()).isNull();
        assertThat(session()
                        .conversation(ACME, row.conversation())
                        .orElseThrow()
                        .profile()
                        .status())
                .isEqualTo(ConversationStatus.ARCHIVED);
        assertThat(ingest(make.delivery("d1", text)).kind())
                .as("the deduplication key is free")
                .isEqualTo(Kind.STORED);
    }

    @Test
    @DisplayName("Receipts and messages of one call get their results in order")
    void ingest_mixed_resultsInOrder() {
        Underway underway = sent("SM1");
        AddressRecord row = contact();
        Message text = make.inbound(ACME, row, "a").build();

        List<IngestResult> results = store().ingest(List.of(
                make.receipt("SM1", null, MessageStatus.DELIVERED),
                make.delivery("d1", text),
                make.receipt("unheard-of", null, MessageStatus.DELIVERED)));

        assertThat(results)
                .containsExactly(
                        new IngestResult(Kind.STORED, ACME, underway.message().id(), false),
                        new IngestResult(Kind.STORED, ACME, text.id(), false),
                        new IngestResult(Kind.PARKED, null, null, false));
        assertThat(store().ingest(List.of())).isEmpty();
    }

    static Ingest.Inbound stopping(StoreFixtures make, String key, Message text, @Nullable NewMessage reply) {
        ConsentEvent stop = make.keyword(text.contactAddress(), ConsentAction.OPT_OUT_ALL);
        return new Ingest.Inbound(PROVIDER, key, text, List.of(stop), reply);
    }

    private NewMessage replyTo(AddressRecord row) {
        return make.fresh(keywordReply(row));
    }

    private Message keywordReply(AddressRecord row) {
        return make.outbound(ACME, row)
                .kind(Direction.OUTBOUND, Origin.KEYWORD_REPLY, Channel.SMS)
                .from(SENDER)
                .content(Content.text("You are unsubscribed."))
                .build();
    }

    private void assertActive(AddressRecord row) {
        Conversation conversation =
                session().conversation(ACME, row.conversation()).orElseThrow();
        assertThat(conversation.profile().status()).isEqualTo(ConversationStatus.ACTIVE);
        assertThat(conversation.profile().snoozedUntil()).isNull();
        assertThat(conversation.profile().assignee()).isEqualTo("ann");
        assertThat(conversation.profile().tags()).containsExactly("vip");
    }
}
