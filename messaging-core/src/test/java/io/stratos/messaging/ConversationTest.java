package io.stratos.messaging;

import static io.stratos.messaging.EngineFixture.CUSTOMER;
import static io.stratos.messaging.EngineFixture.OURS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stratos.messaging.contact.Channel;
import io.stratos.messaging.contact.PhoneNumber;
import io.stratos.messaging.conversation.Conversation;
import io.stratos.messaging.conversation.ConversationChange;
import io.stratos.messaging.conversation.ConversationStatus;
import io.stratos.messaging.conversation.Priority;
import io.stratos.messaging.conversation.Reference;
import io.stratos.messaging.delivery.Acceptance;
import io.stratos.messaging.exception.UnknownConversationException;
import io.stratos.messaging.id.ConversationId;
import io.stratos.messaging.message.Direction;
import io.stratos.messaging.message.Media;
import io.stratos.messaging.message.Message;
import io.stratos.messaging.message.MessageStatus;
import io.stratos.messaging.message.OutboundMessage;
import io.stratos.messaging.tenant.TenantProfile;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConversationTest {

    private final EngineFixture f = new EngineFixture();

    @AfterEach
    void close() {
        f.close();
    }

    @Test
    void inbound_repliedTo_isOneConversationFromTheNumberTheyWroteTo() {
        assertThat(f.customerTexts("My sink leaks").status()).isEqualTo(200);
        Conversation conversation = f.acme.conversations().newest(10).get(0);
        assertThat(conversation.unread()).isEqualTo(1);

        Acceptance reply = f.acme.conversations().reply(conversation.id(), "We come at 5");
        f.pass(Duration.ZERO);
        f.pass(Duration.ofMinutes(1));

        List<Message> said = f.acme.conversations().history(conversation.id(), 10);
        assertThat(said).extracting(m -> m.content().text()).containsExactly("My sink leaks", "We come at 5");
        assertThat(said).extracting(Message::direction).containsExactly(Direction.INBOUND, Direction.OUTBOUND);
        assertThat(said.get(1).from()).contains(PhoneNumber.of(OURS));
        assertThat(said.get(1).to()).isEqualTo(PhoneNumber.of(CUSTOMER));
        assertThat(f.status(reply.messageId())).isEqualTo(MessageStatus.DELIVERED);
        assertThat(said.get(1).sentAt()).isPresent();
        assertThat(f.provider.sent()).hasSize(1);
    }

    @Test
    void inbound_hundredAtOnceFromANewNumber_isOneConversation() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try {
            List<Callable<Integer>> calls = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                var call = f.provider.inbound(CUSTOMER, OURS, "message " + i);
                calls.add(() -> f.deliver(call).status());
            }
            for (Future<Integer> answer : threads.invokeAll(calls)) {
                assertThat(answer.get()).isEqualTo(200);
            }
        } finally {
            threads.shutdownNow();
        }
        List<Conversation> inbox = f.acme.conversations().newest(10);
        assertThat(inbox).hasSize(1);
        assertThat(inbox.get(0).unread()).isEqualTo(100);
        assertThat(f.acme.conversations().history(inbox.get(0).id(), 500)).hasSize(100);
    }

    @Test
    void inbound_withPictures_keepsThemAndTheChannel() {
        f.deliver(f.provider.inbound(
                CUSTOMER, OURS, "", Media.of(URI.create("https://media.example.com/leak.jpg"), "image/jpeg")));
        Conversation conversation = f.acme.conversations().latest().orElseThrow();
        assertThat(conversation.channels()).containsExactly(Channel.MMS);
        assertThat(conversation.last().orElseThrow().content().media()).hasSize(1);
    }

    @Test
    void inbound_deliveredTwice_changesNothing() {
        var call = f.provider.inbound(CUSTOMER, OURS, "hello");
        assertThat(f.deliver(call).status()).isEqualTo(200);
        f.clock.advance(Duration.ofDays(400));
        assertThat(f.deliver(call).status()).isEqualTo(200);
        Conversation conversation = f.acme.conversations().latest().orElseThrow();
        assertThat(conversation.unread()).isEqualTo(1);
    }

    @Test
    void change_appliesAndAnInboundMessageBringsItBack() {
        f.customerTexts("hi");
        ConversationId id = f.acme.conversations().latest().orElseThrow().id();
        Conversation changed = f.acme.conversations()
                .change(
                        id,
                        ConversationChange.none()
                                .assign("maria")
                                .tag("leak")
                                .priority(Priority.URGENT)
                                .link(Reference.of("job", "4711"))
                                .archive());
        assertThat(changed.profile().assigned()).contains("maria");
        assertThat(changed.profile().tags()).containsExactly("leak");
        assertThat(changed.profile().references()).containsExactly(Reference.of("job", "4711"));
        assertThat(changed.profile().status()).isEqualTo(ConversationStatus.ARCHIVED);

        f.customerTexts("are you there?");
        assertThat(f.acme.conversations().find(id).orElseThrow().profile().status())
                .isEqualTo(ConversationStatus.ACTIVE);
        f.acme.conversations().markRead(id);
        assertThat(f.acme.conversations().find(id).orElseThrow().unread()).isZero();
    }

    @Test
    void otherTenant_seesNothing() {
        f.customerTexts("hi");
        ConversationId id = f.acme.conversations().latest().orElseThrow().id();
        f.engine.tenants().register(TenantProfile.of("rival", "Rival"));
        Tenant rival = f.engine.tenant("rival");
        assertThat(rival.conversations().find(id)).isEmpty();
        assertThat(rival.conversations().newest(10)).isEmpty();
        assertThatThrownBy(() -> rival.conversations().history(id, 10))
                .isInstanceOf(UnknownConversationException.class)
                .hasMessageContaining("rival");
        assertThatThrownBy(() -> rival.conversations().reply(id, "hello"))
                .isInstanceOf(UnknownConversationException.class);
    }

    @Test
    void newest_pagesThroughEveryConversationOnce() {
        for (int i = 0; i < 25; i++) {
            f.deliver(f.provider.inbound("+1415555" + (3000 + i), OURS, "hi " + i));
            f.clock.advance(Duration.ofSeconds(1));
        }
        List<Conversation> all = new ArrayList<>(f.acme.conversations().newest(10));
        List<Conversation> page = f.acme.conversations().after(all.get(9), 10);
        while (!page.isEmpty()) {
            all.addAll(page);
            page = f.acme.conversations().after(all.get(all.size() - 1), 10);
        }
        assertThat(all).hasSize(25).extracting(Conversation::id).doesNotHaveDuplicates();
        assertThat(all.get(0).last().orElseThrow().content().text()).isEqualTo("hi 24");
    }

    @Test
    void reply_toAConversationWithoutMessages_goesToTheContactsAddress() {
        f.optIn();
        ConversationId id = f.acme.conversations().with(PhoneNumber.of(CUSTOMER));
        assertThat(f.acme.conversations().newest(10)).isEmpty();
        f.acme.messages().send(OutboundMessage.reply(id).text("hello"));
        f.pass(Duration.ZERO);
        assertThat(f.texts()).containsExactly("hello");
    }
}
