package io.stratos.messaging;

import static io.stratos.messaging.EngineFixture.CUSTOMER;
import static io.stratos.messaging.EngineFixture.PUBLIC_URL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stratos.messaging.consent.Evidence;
import io.stratos.messaging.consent.Purpose;
import io.stratos.messaging.delivery.Doubt;
import io.stratos.messaging.delivery.MessageTrace;
import io.stratos.messaging.delivery.Outcome;
import io.stratos.messaging.delivery.Refusal;
import io.stratos.messaging.delivery.Replaying;
import io.stratos.messaging.delivery.Resolution;
import io.stratos.messaging.delivery.Resolving;
import io.stratos.messaging.exception.UnknownMessageException;
import io.stratos.messaging.id.MessageId;
import io.stratos.messaging.message.DoubtPolicy;
import io.stratos.messaging.message.MessageStatus;
import io.stratos.messaging.message.OutboundMessage;
import io.stratos.messaging.simulation.Behavior;
import io.stratos.messaging.simulation.SimulatedProvider;
import io.stratos.messaging.simulation.VirtualClock;
import io.stratos.messaging.tenant.TenantProfile;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of a request whose fate nobody knows, under each policy, and what a host can do about it. */
class DoubtPolicyTest {

    private final VirtualClock far = VirtualClock.at("2026-03-02T17:00:00Z");
    private final SimulatedProvider sees = SimulatedProvider.builder(far)
            .webhookUrl(URI.create(PUBLIC_URL + "/simulated"))
            .lookUpProvesAbsence(true)
            .build();
    private final SimulatedProvider blind = SimulatedProvider.builder(far)
            .webhookUrl(URI.create(PUBLIC_URL + "/simulated"))
            .lookUp(false)
            .build();
    private EngineFixture f = new EngineFixture(sees);

    @BeforeEach
    void consent() {
        f.optIn();
        f.acme.consent().optIn(CUSTOMER, Purpose.MARKETING, Evidence.form("newsletter"));
    }

    @AfterEach
    void close() {
        f.close();
    }

    @Test
    void absenceProven_usually_isSentAgain() {
        MessageId id = lost(OutboundMessage.to(CUSTOMER).text("hello"));

        pass(Duration.ofSeconds(11));

        assertThat(f.texts()).containsExactly("hello");
        assertThat(f.status(id)).isEqualTo(MessageStatus.SENT);
    }

    @Test
    void absenceProven_marketing_failsAndSaysWhy() {
        MessageId id = lost(OutboundMessage.to(CUSTOMER).text("sale").purpose(Purpose.MARKETING));

        pass(Duration.ofSeconds(11));
        pass(Duration.ofDays(1));

        assertThat(f.texts()).isEmpty();
        assertThat(f.status(id)).isEqualTo(MessageStatus.FAILED);
        assertThat(f.acme.messages().explain(id).toText()).contains("absent").contains("its policy says that it never");
        assertThat(f.acme.messages().replay(id, "ann", "try again")).isEqualTo(Replaying.NEVER_RESENT);
    }

    @Test
    void absenceProven_askHost_waitsForTheHost() {
        MessageId id = lost(OutboundMessage.to(CUSTOMER).text("hello").whenInDoubt(DoubtPolicy.ASK_HOST));

        pass(Duration.ofSeconds(11));
        pass(Duration.ofDays(1));

        assertThat(f.texts()).isEmpty();
        List<Doubt> doubts = f.acme.messages().inDoubt(10);
        assertThat(doubts).singleElement().satisfies(doubt -> {
            assertThat(doubt.message().id()).isEqualTo(id);
            assertThat(doubt.waitsForHost()).isTrue();
            assertThat(doubt.isProvenAbsent()).isTrue();
        });
        assertThat(f.acme.messages().resolve(doubts.get(0), Resolution.RESEND, "ann", "the customer asked"))
                .isEqualTo(Resolving.RESOLVED);
        assertThat(f.acme.messages().resolve(doubts.get(0), Resolution.RESEND, "ann", "twice"))
                .isEqualTo(Resolving.NOT_IN_DOUBT);
        pass(Duration.ZERO);
        assertThat(f.texts()).containsExactly("hello");
        assertThat(f.acme.messages().inDoubt(10)).isEmpty();
        assertThat(f.acme.messages().explain(id).toText()).contains("RESEND by ann: the customer asked");
    }

    @Test
    void tenantsPolicy_holdsForItsPurpose_unlessTheMessageSaysOtherwise() {
        TenantProfile profile = f.store.tenants().find(f.acme.id()).orElseThrow();
        f.engine
                .tenants()
                .register(profile.whenInDoubt(Purpose.TRANSACTIONAL, DoubtPolicy.ASK_HOST)
                        .whenInDoubt(Purpose.MARKETING, DoubtPolicy.RESEND_AFTER_PROOF_OF_ABSENCE));
        MessageId asked = lost(OutboundMessage.to(CUSTOMER).text("asked"));
        lost(OutboundMessage.to(CUSTOMER).text("sale").purpose(Purpose.MARKETING));
        lost(OutboundMessage.to(CUSTOMER).text("own word").whenInDoubt(DoubtPolicy.RESEND_AFTER_PROOF_OF_ABSENCE));

        pass(Duration.ofSeconds(11));

        assertThat(f.texts()).containsExactlyInAnyOrder("sale", "own word");
        assertThat(f.status(asked)).isEqualTo(MessageStatus.IN_DOUBT);
    }

    @Test
    void usualPolicy_isKeptAsNothing() {
        assertThat(f.acme.messages()
                        .find(f.send("hello"))
                        .orElseThrow()
                        .handling()
                        .encoded())
                .isEmpty();
    }

    @Test
    void looksExhausted_underEveryPolicy_waitForTheHost() {
        useBlind();
        for (DoubtPolicy policy : DoubtPolicy.values()) {
            MessageId id = lost(OutboundMessage.to(CUSTOMER).text(policy.name()).whenInDoubt(policy));
            pass(Duration.ofDays(1));
            assertThat(f.acme.messages().inDoubt(10)).singleElement().matches(Doubt::waitsForHost);
            Resolving resent = f.acme.messages().resolve(id, Resolution.RESEND, "ann", "no answer");
            if (policy == DoubtPolicy.NEVER_RESEND) {
                assertThat(resent).isEqualTo(Resolving.NEVER_RESENT);
                assertThat(f.acme.messages().resolve(id, Resolution.GIVE_UP, "ann", "enough"))
                        .isEqualTo(Resolving.RESOLVED);
                assertThat(f.status(id)).isEqualTo(MessageStatus.FAILED);
            } else {
                assertThat(resent).isEqualTo(Resolving.RESOLVED);
                pass(Duration.ZERO);
                assertThat(f.status(id)).isEqualTo(MessageStatus.SENT);
            }
        }
        assertThat(f.texts()).hasSize(2);
    }

    @Test
    void resend_leavesNoEarlierThanALeaseAfterTheFirstRequest() {
        useBlind();
        MessageId id = lost(OutboundMessage.to(CUSTOMER).text("hello"));
        f.acme.messages().resolve(id, Resolution.RESEND, "ann", "hurry");

        pass(Duration.ofSeconds(59));
        assertThat(f.texts()).isEmpty();
        pass(Duration.ofSeconds(2));

        assertThat(f.texts()).containsExactly("hello");
    }

    @Test
    void resend_passesTheGateAgain() {
        useBlind();
        MessageId id = lost(OutboundMessage.to(CUSTOMER).text("hello"));
        f.customerTexts("STOP");
        f.acme.messages().resolve(id, Resolution.RESEND, "ann", "no answer");

        pass(Duration.ofMinutes(2));

        assertThat(f.texts()).noneMatch("hello"::equals);
        assertThat(f.status(id)).isEqualTo(MessageStatus.BLOCKED);
    }

    @Test
    void resend_thatTheFirstOvertakes_isNotWritten() {
        useBlind();
        f.provider.next(Behavior.acceptThenTimeout());
        MessageId id = f.send("hello");
        pass(Duration.ZERO);
        f.acme.messages().resolve(id, Resolution.RESEND, "ann", "no answer");

        pass(Duration.ofSeconds(30));
        pass(Duration.ofMinutes(2));

        assertThat(f.status(id)).isEqualTo(MessageStatus.DELIVERED);
        assertThat(f.texts()).containsExactly("hello");
    }

    @Test
    void resolve_whatIsNotInDoubt_changesNothing() {
        MessageId id = f.send("hello");
        assertThat(f.acme.messages().resolve(id, Resolution.GIVE_UP, "ann", "oops"))
                .isEqualTo(Resolving.NOT_IN_DOUBT);
        pass(Duration.ZERO);
        assertThat(f.status(id)).isEqualTo(MessageStatus.SENT);
        assertThatThrownBy(() -> f.acme.messages().resolve(id, Resolution.GIVE_UP, " ", "oops"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() ->
                        f.acme.messages().replay(MessageId.of("01890000-0000-7000-8000-000000000001"), "ann", "oops"))
                .isInstanceOf(UnknownMessageException.class);
        assertThatThrownBy(() -> f.acme.messages().inDoubt(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void neverHandedOver_isTriedAsOftenAsAnyOther_andFails() {
        MessageId id = f.send("hello");
        f.provider.always(Behavior.timeoutWithoutAccept());

        for (int i = 0; i < 30; i++) {
            pass(Duration.ofSeconds(11));
        }

        assertThat(f.provider.requests()).isEqualTo(4);
        assertThat(f.status(id)).isEqualTo(MessageStatus.FAILED);
        assertThat(f.acme.messages().explain(id).toText()).contains("its attempts are used up");
    }

    @Test
    void outage_longerThanThePatience_endsAndSaysWhy_andComesBackWithAllItsTries() {
        f.provider.always(Behavior.throttle(Duration.ofHours(13)));
        MessageId id = f.send("hello");
        pass(Duration.ZERO);
        pass(Duration.ofHours(14));
        pass(Duration.ofHours(14));
        MessageTrace trace = f.acme.messages().explain(id).trace();
        assertThat(trace.message().status()).isEqualTo(MessageStatus.FAILED);
        assertThat(trace.attempts()).hasSize(2);
        assertThat(trace.attempts().get(1).outcome())
                .isInstanceOfSatisfying(
                        Outcome.NotSent.class,
                        notSent -> assertThat(notSent.reason()).contains("more than PT24H after the first"));

        f.provider.next(Behavior.throttle(Duration.ofSeconds(1)));
        f.provider.always(Behavior.deliver());
        assertThat(f.acme.messages()
                        .replayFailed(f.clock.instant().minusSeconds(60 * 60 * 24 * 3), "ann", "it is over"))
                .containsExactly(id);
        pass(Duration.ZERO);
        pass(Duration.ofMinutes(5));

        assertThat(f.texts()).containsExactly("hello");
        pass(Duration.ofMinutes(5));
        assertThat(f.status(id)).isEqualTo(MessageStatus.DELIVERED);
    }

    @Test
    void replayAbout_bringsBackWhatFailedForOneThing() {
        f.provider.next(Behavior.refuse(Refusal.ACCOUNT, "funds"));
        MessageId id = f.acme.messages()
                .send(OutboundMessage.to(CUSTOMER).text("hello").businessKey("visit-1"))
                .messageId();
        pass(Duration.ZERO);

        assertThat(f.acme.messages().replayAbout("visit-1", "ann", "paid")).containsExactly(id);
        assertThat(f.acme.messages().replayAbout("visit-1", "ann", "paid")).isEmpty();
        pass(Duration.ZERO);
        // An account that was refused rests for a minute at least.
        pass(Duration.ofMinutes(5));

        assertThat(f.texts()).containsExactly("hello");
    }

    private MessageId lost(OutboundMessage message) {
        f.provider.next(Behavior.timeoutWithoutAccept());
        MessageId id = f.acme.messages().send(message).messageId();
        pass(Duration.ZERO);
        assertThat(f.status(id)).isEqualTo(MessageStatus.IN_DOUBT);
        return id;
    }

    private void pass(Duration time) {
        far.advance(time);
        f.pass(time);
    }

    private void useBlind() {
        f.close();
        f = new EngineFixture(blind);
        consent();
    }
}
