package io.stratos.messaging;

import static io.stratos.messaging.EngineFixture.CUSTOMER;
import static io.stratos.messaging.EngineFixture.OURS;
import static io.stratos.messaging.EngineFixture.PUBLIC_URL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stratos.messaging.consent.Evidence;
import io.stratos.messaging.consent.Purpose;
import io.stratos.messaging.delivery.Acceptance;
import io.stratos.messaging.delivery.Attempt;
import io.stratos.messaging.delivery.Outcome;
import io.stratos.messaging.delivery.Refusal;
import io.stratos.messaging.exception.IdempotencyConflictException;
import io.stratos.messaging.exception.TenantSuspendedException;
import io.stratos.messaging.id.MessageId;
import io.stratos.messaging.message.MessageStatus;
import io.stratos.messaging.message.OutboundMessage;
import io.stratos.messaging.simulation.Behavior;
import io.stratos.messaging.simulation.SimulatedMessage;
import io.stratos.messaging.simulation.SimulatedProvider;
import io.stratos.messaging.simulation.VirtualClock;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SendingTest {

    private final EngineFixture f = new EngineFixture();

    @BeforeEach
    void consent() {
        f.optIn();
    }

    @AfterEach
    void close() {
        f.close();
    }

    @Test
    void send_storesAndDoesNotSendYet() {
        Acceptance accepted = f.accept("hello");
        assertThat(accepted.status()).isEqualTo(MessageStatus.QUEUED);
        assertThat(accepted.decision().isAllowed()).isTrue();
        assertThat(f.provider.requests()).isZero();
    }

    @Test
    void send_withoutConsent_isBlockedAndSaysHowToRecordIt() {
        Acceptance refused =
                f.acme.messages().send(OutboundMessage.to("+14155552672").text("hello"));
        assertThat(refused.status()).isEqualTo(MessageStatus.BLOCKED);
        assertThat(refused.decision().deciding().orElseThrow().reason()).contains("consent().optIn");
        f.pass(Duration.ofDays(1));
        assertThat(f.provider.requests()).isZero();
    }

    @Test
    void receipts_moveTheStatusUpAndNeverDown() {
        MessageId id = f.send("hello");
        f.pass(Duration.ZERO);
        assertThat(f.status(id)).isEqualTo(MessageStatus.SENT);
        String theirs = f.provider.sent().get(0).providerMessageId();
        f.deliver(f.provider.receipt(theirs, null, MessageStatus.DELIVERED, null));
        f.deliver(f.provider.receipt(theirs, null, MessageStatus.SENT, null));
        f.deliver(f.provider.receipt(theirs, null, MessageStatus.DELIVERED, null));
        assertThat(f.status(id)).isEqualTo(MessageStatus.DELIVERED);
        assertThat(f.acme.messages().explain(id).receipts()).hasSize(2);
    }

    @Test
    void sameKeyTwice_isOneMessage() {
        OutboundMessage message = OutboundMessage.to(CUSTOMER).text("hello").idempotencyKey("visit-1");
        Acceptance first = f.acme.messages().send(message);
        Acceptance second = f.acme.messages().send(message);
        assertThat(second.duplicate()).isTrue();
        assertThat(second.messageId()).isEqualTo(first.messageId());
        f.pass(Duration.ZERO);
        assertThat(f.texts()).containsExactly("hello");
        assertThatThrownBy(() -> f.acme.messages().send(message.text("something else")))
                .isInstanceOf(IdempotencyConflictException.class)
                .hasMessageContaining("visit-1");
    }

    @Test
    void throttled_waitsAsLongAsTheProviderAskedAndGoesOnce() {
        f.provider.next(Behavior.throttle(Duration.ofSeconds(30)));
        MessageId id = f.send("hello");
        f.pass(Duration.ZERO);
        f.pass(Duration.ofSeconds(29));
        assertThat(f.texts()).isEmpty();
        f.pass(Duration.ofSeconds(10));
        assertThat(f.texts()).containsExactly("hello");
        assertThat(f.status(id)).isEqualTo(MessageStatus.SENT);
    }

    @Test
    void refusedForGood_failsAtOnceWithTheProvidersCode() {
        f.provider.next(Behavior.refuse(Refusal.RECIPIENT, "21211"));
        MessageId id = f.send("hello");
        f.pass(Duration.ZERO);
        f.pass(Duration.ofDays(1));
        assertThat(f.status(id)).isEqualTo(MessageStatus.FAILED);
        assertThat(f.provider.requests()).isEqualTo(1);
        Outcome outcome = f.acme.messages().explain(id).attempts().get(0).outcome();
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo("21211"));
    }

    @Test
    void neverReachable_failsAfterTheLastAttempt() {
        f.provider.always(Behavior.connectionRefused());
        MessageId id = f.send("hello");
        for (int i = 0; i < 20; i++) {
            f.pass(Duration.ofMinutes(2));
        }
        assertThat(f.status(id)).isEqualTo(MessageStatus.FAILED);
        assertThat(f.acme.messages().explain(id).attempts()).hasSize(4);
    }

    @Test
    void acceptedThenTimeout_isInDoubt_thenFoundByLookUp_andSentOnce() {
        f.provider.next(Behavior.acceptThenTimeout().receiptsLost());
        MessageId id = f.send("hello");
        f.pass(Duration.ZERO);
        assertThat(f.status(id)).isEqualTo(MessageStatus.IN_DOUBT);
        f.pass(Duration.ofMinutes(2));
        assertThat(f.status(id)).isEqualTo(MessageStatus.DELIVERED);
        assertThat(f.texts()).containsExactly("hello");
    }

    @Test
    void acceptedThenTimeout_isResolvedByItsReceipt() {
        VirtualClock clock = VirtualClock.at("2026-03-02T17:00:00Z");
        SimulatedProvider blind = SimulatedProvider.builder(clock)
                .webhookUrl(URI.create(PUBLIC_URL + "/simulated"))
                .lookUp(false)
                .build();
        try (EngineFixture g = new EngineFixture(blind)) {
            g.optIn();
            blind.next(Behavior.acceptThenTimeout());
            MessageId id = g.send("hello");
            g.pass(Duration.ZERO);
            assertThat(g.status(id)).isEqualTo(MessageStatus.IN_DOUBT);
            clock.advance(Duration.ofMinutes(1));
            blind.drainCallbacks().forEach(g::deliver);
            assertThat(g.status(id)).isEqualTo(MessageStatus.DELIVERED);
            g.pass(Duration.ofDays(2));
            assertThat(g.texts()).containsExactly("hello");
        }
    }

    @Test
    void throwingProvider_isInDoubtAndNotSentAgain() {
        f.provider.next(Behavior.throwing());
        MessageId id = f.send("hello");
        f.pass(Duration.ZERO);
        assertThat(f.status(id)).isEqualTo(MessageStatus.IN_DOUBT);
        for (int i = 0; i < 10; i++) {
            f.pass(Duration.ofHours(3));
        }
        assertThat(f.provider.sent()).isEmpty();
        assertThat(f.status(id)).isEqualTo(MessageStatus.IN_DOUBT);
    }

    @Test
    void longText_leavesInSeveralRequestsInOrderEachOnce() {
        String text = "All work and no play makes Jack a dull boy. ".repeat(100);
        MessageId id = f.send(text);
        f.pass(Duration.ZERO);
        f.pass(Duration.ofSeconds(1));
        assertThat(String.join("", f.texts())).isEqualTo(text);
        assertThat(f.texts()).hasSize(3).allMatch(piece -> piece.length() <= 1600);
        assertThat(f.status(id)).isEqualTo(MessageStatus.SENT);
        f.pass(Duration.ofMinutes(5));
        assertThat(f.status(id)).isEqualTo(MessageStatus.DELIVERED);
    }

    @Test
    void longText_whoseSecondRequestIsInDoubt_waitsWithTheThird() {
        String text = "All work and no play makes Jack a dull boy. ".repeat(100);
        f.provider.next(Behavior.deliver(), Behavior.acceptThenTimeout().receiptsLost());
        MessageId id = f.send(text);
        f.pass(Duration.ZERO);
        f.pass(Duration.ofSeconds(1));
        assertThat(f.texts()).hasSize(2);
        assertThat(f.status(id)).isEqualTo(MessageStatus.IN_DOUBT);
        f.pass(Duration.ofMinutes(1));
        f.pass(Duration.ofMinutes(1));
        assertThat(String.join("", f.texts())).isEqualTo(text);
    }

    @Test
    void longText_whoseSecondRequestIsRefused_sendsNoThirdAndFails() {
        String text = "All work and no play makes Jack a dull boy. ".repeat(100);
        f.provider.next(Behavior.deliver(), Behavior.refuse(Refusal.CONTENT, "30007"));
        MessageId id = f.send(text);
        f.pass(Duration.ZERO);
        f.pass(Duration.ofMinutes(5));
        assertThat(f.texts()).hasSize(1);
        assertThat(f.status(id)).isEqualTo(MessageStatus.FAILED);
    }

    @Test
    void scheduled_waits_andExpired_neverGoes() {
        Instant now = f.clock.instant();
        MessageId later = f.acme.messages()
                .send(OutboundMessage.to(CUSTOMER).text("later").sendAt(now.plusSeconds(3600)))
                .messageId();
        MessageId expired = f.acme.messages()
                .send(OutboundMessage.to(CUSTOMER).text("expired").expiresAt(now.plusSeconds(60)))
                .messageId();
        f.clock.advance(Duration.ofSeconds(60));
        f.pass(Duration.ZERO);
        assertThat(f.status(expired)).isEqualTo(MessageStatus.EXPIRED);
        assertThat(f.status(later)).isEqualTo(MessageStatus.QUEUED);
        f.pass(Duration.ofHours(1));
        assertThat(f.texts()).containsExactly("later");
    }

    @Test
    void deadWorker_beforeTheIntent_losesNothing() {
        MessageId id = f.send("hello");
        assertThat(f.claim(Duration.ofSeconds(60))).hasSize(1);
        f.pass(Duration.ZERO);
        assertThat(f.texts()).isEmpty();
        f.pass(Duration.ofSeconds(61));
        assertThat(f.texts()).containsExactly("hello");
        assertThat(f.status(id)).isEqualTo(MessageStatus.SENT);
    }

    @Test
    void frozenProcess_thatWakesAfterItsIntent_doesNotWrite() {
        MessageId id = f.send("hello");
        MessagingEngine frozen = MessagingEngine.builder()
                .store(f.store)
                .addProvider(f.provider)
                .clock(f.clock)
                .executor(
                        task -> {
                            f.clock.advance(Duration.ofSeconds(3));
                            task.run();
                        },
                        1)
                .build();
        frozen.runDue();
        assertThat(f.provider.requests()).isZero();
        Attempt first = f.acme.messages().explain(id).attempts().get(0);
        assertThat(first.outcome())
                .isInstanceOfSatisfying(
                        Outcome.NotSent.class,
                        notSent -> assertThat(notSent.reason()).contains("frozen"));
    }

    @Test
    void suspendedTenant_neitherAcceptsNorSends_butReceives() {
        MessageId queued = f.send("hello");
        f.engine.tenants().suspend("acme");
        assertThatThrownBy(() -> f.send("again")).isInstanceOf(TenantSuspendedException.class);
        f.pass(Duration.ofHours(1));
        assertThat(f.status(queued)).isEqualTo(MessageStatus.QUEUED);
        assertThat(f.customerTexts("are you there?").status()).isEqualTo(200);
        f.engine.tenants().resume("acme");
        f.pass(Duration.ofMinutes(2));
        assertThat(f.texts()).contains("hello");
    }

    @Test
    void otherNodes_onOneStore_sendEachMessageOnce() {
        MessagingEngine second = f.engine(f.provider);
        for (int i = 0; i < 20; i++) {
            f.send("message " + i);
        }
        second.runDue();
        f.engine.runDue();
        assertThat(f.texts()).hasSize(20).doesNotHaveDuplicates();
    }

    @Test
    void explicitSender_isUsed_andTheChoiceIsInTheTrace() {
        MessageId id = f.acme.messages()
                .send(OutboundMessage.to(CUSTOMER).text("hello").from(OURS))
                .messageId();
        f.pass(Duration.ZERO);
        List<SimulatedMessage> sent = f.provider.sent();
        assertThat(sent.get(0).from().value()).isEqualTo(OURS);
        String trace = f.acme.messages().explain(id).toText();
        assertThat(trace)
                .contains("the message names it")
                .contains("accepted as")
                .doesNotContain(CUSTOMER);
    }

    @Test
    void validity_endsWithTheMessage() {
        f.acme.messages()
                .send(OutboundMessage.to(CUSTOMER)
                        .text("hello")
                        .expiresAt(f.clock.instant().plusSeconds(900)));
        f.pass(Duration.ZERO);
        assertThat(f.texts()).containsExactly("hello");
    }

    @Test
    void marketing_asksForConsentToMarketing() {
        f.acme.consent().optIn(CUSTOMER, Purpose.MARKETING, Evidence.form("newsletter"));
        Acceptance accepted =
                f.acme.messages().send(OutboundMessage.to(CUSTOMER).text("Sale").purpose(Purpose.MARKETING));
        assertThat(accepted.status()).isEqualTo(MessageStatus.QUEUED);
    }
}
