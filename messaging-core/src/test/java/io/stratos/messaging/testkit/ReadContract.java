package io.stratos.messaging.testkit;

import static io.stratos.messaging.testkit.StoreFixtures.ACME;
import static io.stratos.messaging.testkit.StoreFixtures.OTHER;
import static io.stratos.messaging.testkit.StoreFixtures.SENDER;
import static org.assertj.core.api.Assertions.assertThat;

import io.stratos.messaging.contact.Address;
import io.stratos.messaging.contact.Channel;
import io.stratos.messaging.conversation.Conversation;
import io.stratos.messaging.conversation.ConversationChange;
import io.stratos.messaging.conversation.ConversationProfile;
import io.stratos.messaging.conversation.Priority;
import io.stratos.messaging.conversation.Reference;
import io.stratos.messaging.delivery.Attempt;
import io.stratos.messaging.delivery.Decision;
import io.stratos.messaging.delivery.Dispatch;
import io.stratos.messaging.delivery.MessageTrace;
import io.stratos.messaging.delivery.Receipt;
import io.stratos.messaging.id.AttemptId;
import io.stratos.messaging.id.ConversationId;
import io.stratos.messaging.id.MessageId;
import io.stratos.messaging.message.Direction;
import io.stratos.messaging.message.Message;
import io.stratos.messaging.message.MessageStatus;
import io.stratos.messaging.message.Origin;
import io.stratos.messaging.spi.store.AddressRecord;
import io.stratos.messaging.spi.store.Claim;
import io.stratos.messaging.spi.store.IntentDecision;
import io.stratos.messaging.spi.store.Recovered;
import io.stratos.messaging.spi.store.Settlement.Next;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

abstract class ReadContract extends StoreContractBase {

    @Test
    @DisplayName("A history is newest first by id, inbound and outbound together, whatever order they were stored in")
    void history_mixedDirections_isNewestFirst() {
        AddressRecord row = contact();
        Message first = make.outbound(ACME, row).build();
        Message second = make.inbound(ACME, row, "hello").build();
        Message third = make.outbound(ACME, row).build();
        accept(third);
        ingest(make.delivery("d1", second));
        accept(first);
        accept(make.outbound(ACME, contact()).build());

        assertThat(ids(session().history(ACME, row.conversation(), null, MANY)))
                .containsExactly(third.id(), second.id(), first.id());
    }

    @Test
    @DisplayName("Pages of a history follow each other without gap or overlap while new messages arrive")
    void history_paged_isStable() {
        AddressRecord row = contact();
        List<MessageId> all = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            all.add(0, accept(make.outbound(ACME, row).build()).id());
        }
        List<MessageId> read = new ArrayList<>();
        MessageId before = null;
        for (int page = 0; page < 3; page++) {
            List<MessageId> ids = ids(session().history(ACME, row.conversation(), before, 3));
            read.addAll(ids);
            before = ids.get(ids.size() - 1);
            accept(make.outbound(ACME, row).build());
        }

        assertThat(read).containsExactlyElementsOf(all);
        assertThat(session().history(ACME, row.conversation(), before, 3)).isEmpty();
    }

    @Test
    @DisplayName("Conversations are listed by their newest message, each once, in pages")
    void conversations_paged_areByNewestMessage() {
        List<AddressRecord> rows = List.of(contact(), contact(), contact(), contact());
        rows.forEach(row -> accept(make.outbound(ACME, row).build()));
        ingest(make.delivery("d1", make.inbound(ACME, rows.get(1), "hello").build()));

        List<Conversation> first = session().conversations(ACME, null, 2);
        List<Conversation> second =
                session().conversations(ACME, first.get(1).last().orElseThrow().id(), 2);

        assertThat(first)
                .extracting(Conversation::id)
                .containsExactly(rows.get(1).conversation(), rows.get(3).conversation());
        assertThat(second)
                .extracting(Conversation::id)
                .containsExactly(rows.get(2).conversation(), rows.get(0).conversation());
        assertThat(session()
                        .conversations(ACME, second.get(1).last().orElseThrow().id(), 2))
                .isEmpty();
    }

    @Test
    @DisplayName("A conversation shows its contact, newest message, channels and unread count as they stand")
    void conversation_afterMessages_isCountedWhenRead() {
        AddressRecord row = contact();
        accept(make.outbound(ACME, row).build());
        ingest(make.delivery("d1", make.inbound(ACME, row, "a").build()));
        Message picture = make.inbound(ACME, row, "b")
                .kind(Direction.INBOUND, Origin.CONTACT, Channel.MMS)
                .build();
        ingest(make.delivery("d2", picture));

        Conversation conversation = conversation(row);

        assertThat(conversation.tenant()).isEqualTo(ACME);
        assertThat(conversation.contact()).isEqualTo(row.contact());
        assertThat(conversation.channels()).containsExactlyInAnyOrder(Channel.SMS, Channel.MMS);
        assertThat(conversation.last().orElseThrow().id()).isEqualTo(picture.id());
        assertThat(conversation.last().orElseThrow().content()).isEqualTo(picture.content());
        assertThat(conversation.unread()).isEqualTo(2);
        assertThat(conversation.profile()).isEqualTo(ConversationProfile.initial());
        assertThat(session().conversations(ACME, null, MANY).get(0).unread()).isEqualTo(2);
    }

    @Test
    @DisplayName("The newest message is shown with the status it has come to")
    void conversation_lastMessage_isAsItStands() {
        Underway underway = sent("SM1");
        ingest(make.receipt("SM1", null, MessageStatus.DELIVERED));

        Conversation conversation = session().conversations(ACME, null, 1).get(0);

        assertThat(conversation.last().orElseThrow().id())
                .isEqualTo(underway.message().id());
        assertThat(conversation.last().orElseThrow().status()).isEqualTo(MessageStatus.DELIVERED);
    }

    @Test
    @DisplayName("Reading marks inbound messages up to one, never moves back, and counts what comes after")
    void markRead_earlierMessage_doesNotMoveBack() {
        AddressRecord row = contact();
        List<Message> texts = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Message text = make.inbound(ACME, row, "text " + i).build();
            ingest(make.delivery("d" + i, text));
            texts.add(text);
        }

        session().markRead(ACME, row.conversation(), texts.get(2).id());
        assertThat(conversation(row).unread()).isEqualTo(1);
        session().markRead(ACME, row.conversation(), texts.get(0).id());
        assertThat(conversation(row).unread()).isEqualTo(1);
        accept(make.outbound(ACME, row).build());
        assertThat(conversation(row).unread()).isEqualTo(1);
        session().markRead(ACME, row.conversation(), texts.get(3).id());
        assertThat(conversation(row).unread()).isZero();
        ingest(make.delivery("d9", make.inbound(ACME, row, "new").build()));
        assertThat(conversation(row).unread()).isEqualTo(1);
    }

    @Test
    @DisplayName("Of marks set at once, the furthest stands")
    void markRead_atOnce_furthestStands() throws Exception {
        AddressRecord row = contact();
        List<Callable<Boolean>> marks = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            Message text = make.inbound(ACME, row, "text " + i).build();
            ingest(make.delivery("d" + i, text));
            marks.add(() -> {
                session().markRead(ACME, row.conversation(), text.id());
                return true;
            });
        }

        Race.run(marks);

        assertThat(conversation(row).unread()).isZero();
    }

    @Test
    @DisplayName("Every change of a conversation is kept and shown")
    void change_everything_isKept() {
        AddressRecord row = contact();
        accept(make.outbound(ACME, row).build());
        Instant until = now().plus(Duration.ofDays(2));
        ConversationChange change = ConversationChange.none()
                .assign("agent ü \uD83D\uDC69")
                .tag("vip")
                .tag("Straße")
                .participant("bob")
                .participant("ann")
                .priority(Priority.URGENT)
                .link(Reference.of("job", "4711"))
                .link(Reference.of("funnel", "spring 'sale'"))
                .snooze(until);

        Conversation changed =
                session().change(ACME, row.conversation(), change).orElseThrow();

        assertThat(changed.profile()).isEqualTo(change.applyTo(ConversationProfile.initial()));
        assertThat(conversation(row).profile()).isEqualTo(changed.profile());
        assertThat(session().conversations(ACME, null, 1).get(0).profile()).isEqualTo(changed.profile());
        assertThat(changed.last()).isPresent();
    }

    @Test
    @DisplayName("What was set can be taken away again")
    void change_undone_isGone() {
        AddressRecord row = contact();
        ConversationChange set =
                ConversationChange.none().assign("ann").tag("a").tag("b").archive();
        session().change(ACME, row.conversation(), set);

        ConversationChange undo =
                ConversationChange.none().unassign().untag("a").reopen();
        Conversation after = session().change(ACME, row.conversation(), undo).orElseThrow();

        assertThat(after.profile())
                .isEqualTo(ConversationChange.none().tag("b").applyTo(ConversationProfile.initial()));
        assertThat(conversation(row).profile()).isEqualTo(after.profile());
    }

    @Test
    @DisplayName("Sixteen changes at once all take effect")
    void change_from16Threads_allTakeEffect() throws Exception {
        AddressRecord row = contact();
        List<Callable<Boolean>> changes = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            ConversationChange change = ConversationChange.none().tag("tag" + i);
            changes.add(() -> session().change(ACME, row.conversation(), change).isPresent());
        }

        assertThat(Race.run(changes)).containsOnly(true);

        assertThat(conversation(row).profile().tags()).hasSize(16);
    }

    @Test
    @DisplayName("What does not exist is not found, not changed and not marked")
    void reads_unknownIds_areEmpty() {
        ConversationId unknown = make.conversationId();

        assertThat(session().message(ACME, make.messageId())).isEmpty();
        assertThat(session().trace(ACME, make.messageId())).isEmpty();
        assertThat(session().history(ACME, unknown, null, MANY)).isEmpty();
        assertThat(session().conversation(ACME, unknown)).isEmpty();
        assertThat(session().contact(ACME, make.contactId())).isEmpty();
        assertThat(session().change(ACME, unknown, ConversationChange.none().tag("x")))
                .isEmpty();
        session().markRead(ACME, unknown, make.messageId());
        assertThat(session().conversations(ACME, null, MANY)).isEmpty();
    }

    @Test
    @DisplayName("A trace holds every decision, attempt and receipt, each list oldest first")
    void trace_ofALongStory_isWholeAndInOrder() {
        Message message = accepted();
        Decision accepted = trace(message.id()).decisions().get(0);
        Decision deferred = make.allowed(Decision.Stage.SEND, "later");
        decide(claim(), new IntentDecision.Defer(deferred, now().plus(Duration.ofMinutes(1))));
        advance(Duration.ofMinutes(2));
        IntentDecision.Proceed first = proceed(1);
        Claim claim = claim();
        AttemptId begun = decide(claim, first).intent().attempt();
        settle(claim.token(), begun, notSent(), new Next.Retry(Duration.ZERO));
        ingest(make.receipt("SM1", null, MessageStatus.SENT));
        advance(Duration.ofMinutes(1));
        Underway second = begin(claim(), 1);
        ingest(make.receipt("SM1", second.attempt(), MessageStatus.DELIVERED));
        advance(Duration.ofMinutes(1));
        settle(second, acceptedAs("SM1"), new Next.Advance());
        ingest(make.receipt("SM1", null, MessageStatus.READ));

        MessageTrace trace = trace(message.id());

        assertThat(trace.message().status()).isEqualTo(MessageStatus.READ);
        assertThat(trace.message().from()).contains(SENDER);
        assertThat(trace.decisions()).hasSize(4).startsWith(accepted, deferred, first.decision());
        assertThat(trace.attempts()).extracting(Attempt::id).containsExactly(begun, second.attempt());
        assertThat(trace.attempts()).isSortedAccordingTo(Comparator.comparing(Attempt::startedAt));
        assertThat(trace.receipts())
                .extracting(Receipt::status)
                .containsExactly(MessageStatus.SENT, MessageStatus.DELIVERED, MessageStatus.READ);
        assertThat(trace.receipts()).isSortedAccordingTo(Comparator.comparing(Receipt::receivedAt));
        assertThat(trace.receipts()).extracting(Receipt::providerMessageId).containsOnly("SM1");
    }

    @Test
    @DisplayName("A receipt that was parked stands in the trace where it came in, not where it was matched")
    void trace_parkedReceipt_standsWhereItCameIn() {
        Underway first = sending(2);
        settle(first, acceptedAs("SM0"), new Next.Advance());
        Underway second = begin(claim(), 2);
        ingest(make.receipt("SM1", null, MessageStatus.DELIVERED));
        advance(Duration.ofSeconds(10));
        ingest(make.receipt("SM0", null, MessageStatus.DELIVERED));
        advance(Duration.ofSeconds(10));

        settle(second, acceptedAs("SM1"), new Next.Advance());

        MessageTrace trace = trace(first.message().id());
        assertThat(trace.receipts()).extracting(Receipt::providerMessageId).containsExactly("SM1", "SM0");
        assertThat(trace.message().status()).isEqualTo(MessageStatus.DELIVERED);
    }

    @Test
    @DisplayName("An inbound message has a trace of nothing but itself")
    void trace_inbound_isEmpty() {
        Message text = make.inbound(ACME, contact(), "hello").build();
        ingest(make.delivery("d1", text));

        MessageTrace trace = trace(text.id());

        assertThat(trace.message()).isEqualTo(stored(text.id()));
        assertThat(trace.decisions()).isEmpty();
        assertThat(trace.attempts()).isEmpty();
        assertThat(trace.receipts()).isEmpty();
    }

    private Conversation conversation(AddressRecord row) {
        return session().conversation(ACME, row.conversation()).orElseThrow();
    }

    private static List<MessageId> ids(List<Message> messages) {
        return messages.stream().map(Message::id).toList();
    }

    @Test
    @DisplayName("A trace shows what is still to be done: whose turn it is, until when, and nothing once it is over")
    void trace_dispatch_isAsItStands() {
        Message message = accepted();
        assertThat(dispatch(message).state()).isEqualTo(Dispatch.State.READY);
        assertThat(dispatch(message).dueAt()).isPresent();
        Claim claim = claim();
        assertThat(dispatch(message).state()).isEqualTo(Dispatch.State.CLAIMED);
        Underway underway = begin(claim, 1);
        assertThat(dispatch(message).state()).isEqualTo(Dispatch.State.SENDING);
        assertThat(dispatch(message).attempts()).isEqualTo(1);
        assertThat(dispatch(message).dueAt().orElseThrow()).isAfter(now());
        Recovered.Doubt doubt = doubted(underway);
        assertThat(dispatch(message).state()).isEqualTo(Dispatch.State.IN_DOUBT);
        assertThat(dispatch(message).looks()).isEqualTo(1);
        settle(doubt.token(), underway.attempt(), inDoubt(), new Next.Park());
        assertThat(dispatch(message).dueAt()).isEmpty();
        settle(doubt.token(), underway.attempt(), acceptedAs("SM1"), new Next.Advance());
        assertThat(trace(message.id()).dispatch()).isNull();
    }

    private Dispatch dispatch(Message message) {
        Dispatch dispatch = trace(message.id()).dispatch();
        assertThat(dispatch).isNotNull();
        return dispatch;
    }

    @Test
    @DisplayName("A request is on its way from its intent until its outcome is written or its lease ends")
    void underway_fromIntentToSettlement() {
        Message message = accepted();
        Address contact = message.to();
        assertThat(session().underway(ACME, contact)).isEmpty();
        Claim claim = claim();
        assertThat(session().underway(ACME, contact)).isEmpty();
        Underway underway = begin(claim, 1);
        sent("SM2");
        Underway another = sending();
        assertThat(session().underway(ACME, contact)).containsExactly(underway.attempt());
        assertThat(session().underway(ACME, another.message().to())).containsExactly(another.attempt());
        assertThat(session().underway(OTHER, contact)).isEmpty();
        assertThat(session().underway(ACME, make.phone())).isEmpty();
        settle(underway, acceptedAs("SM1"), new Next.Advance());
        assertThat(session().underway(ACME, contact)).isEmpty();
        advance(PAST_LEASE);
        assertThat(session().underway(ACME, another.message().to())).isEmpty();
    }

    @Test
    @DisplayName("A request in doubt is not on its way")
    void underway_inDoubt_isNotOnItsWay() {
        Underway underway = sending();
        settle(underway, inDoubt(), new Next.Reconcile(Duration.ofSeconds(10)));
        assertThat(session().underway(ACME, underway.message().to())).isEmpty();
    }
}
