package io.stratos.messaging;

import static io.stratos.messaging.EngineFixture.CUSTOMER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.stratos.messaging.consent.Evidence;
import io.stratos.messaging.consent.Purpose;
import io.stratos.messaging.delivery.Decision;
import io.stratos.messaging.delivery.Verdict;
import io.stratos.messaging.id.MessageId;
import io.stratos.messaging.limit.RateLimit;
import io.stratos.messaging.message.MessageStatus;
import io.stratos.messaging.message.Misfire;
import io.stratos.messaging.message.OutboundMessage;
import io.stratos.messaging.message.SendCondition;
import io.stratos.messaging.simulation.Behavior;
import io.stratos.messaging.tenant.TenantProfile;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** No engine ran while messages became due. */
class LateTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private final EngineFixture f = new EngineFixture();

    @BeforeEach
    void consent() {
        f.optIn();
        f.acme.consent().optIn(CUSTOMER, Purpose.MARKETING, Evidence.form("newsletter"));
    }

    @AfterEach
    void close() {
        f.close();
    }

    @ParameterizedTest
    @CsvSource({
        "skip, PT15M, SENT",
        "skip, PT16M, EXPIRED",
        "fresh:PT4H, PT4H, SENT",
        "fresh:PT4H, PT4H1S, EXPIRED",
        "coalesce, P20D, SENT",
    })
    void late_goesOrIsSkipped_asItsPolicySays(String policy, Duration late, MessageStatus status) {
        MessageId id = scheduled(HOUR, message("late").whenLate(Misfire.ofCode(policy)));

        f.pass(HOUR.plus(late));

        assertThat(f.status(id)).isEqualTo(status);
        if (status == MessageStatus.EXPIRED) {
            assertThat(deciding(id).rule()).isEqualTo("misfire");
            assertThat(deciding(id).reason())
                    .contains("was due at 2026-03-02T18:00:00Z")
                    .contains("late");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "TRANSACTIONAL, PT24H, SENT",
        "TRANSACTIONAL, PT25H, EXPIRED",
        "CONVERSATIONAL, PT25H, EXPIRED",
        "MARKETING, PT4H, SENT",
        "MARKETING, PT5H, EXPIRED"
    })
    void late_withoutAPolicy_goesIfItIsFreshEnoughForItsPurpose(Purpose purpose, Duration late, MessageStatus status) {
        MessageId id = scheduled(HOUR, message("late").purpose(purpose));

        f.pass(HOUR.plus(late));

        assertThat(f.status(id)).isEqualTo(status);
    }

    @Test
    void late_followsTheTenantsPolicy_unlessItHasItsOwn() {
        MessageId silent = scheduled(HOUR, message("silent"));
        MessageId own = scheduled(HOUR, message("own").whenLate(Misfire.coalesce()));
        f.engine.tenants().register(profile().whenLate(Purpose.TRANSACTIONAL, Misfire.skip()));

        f.pass(HOUR.plus(HOUR));

        assertThat(f.status(silent)).isEqualTo(MessageStatus.EXPIRED);
        assertThat(f.status(own)).isEqualTo(MessageStatus.SENT);
    }

    @Test
    void messageWithoutATime_hasOnlyItsExpiry() {
        MessageId id = f.acme.messages()
                .send(message("at once").whenLate(Misfire.skip()))
                .messageId();

        f.pass(Duration.ofDays(300));

        assertThat(f.status(id)).isEqualTo(MessageStatus.SENT);
    }

    @Test
    void messageHandedInAfterItsTime_isNotLate() {
        MessageId id = scheduled(HOUR.negated(), message("backfill").whenLate(Misfire.skip()));

        f.pass(Duration.ZERO);

        assertThat(f.status(id)).isEqualTo(MessageStatus.SENT);
    }

    @Test
    void waitingForAnotherTry_isNoMisfire() {
        f.provider.next(Behavior.throttle(Duration.ofHours(3)));
        MessageId id = scheduled(HOUR, message("tried again").whenLate(Misfire.skip()));
        f.pass(HOUR);

        f.pass(Duration.ofHours(3).plusMinutes(10));

        assertThat(f.status(id)).isEqualTo(MessageStatus.SENT);
    }

    @Test
    void downtimeAfterAFailedTry_isAMisfire() {
        f.provider.next(Behavior.throttle(Duration.ofHours(3)));
        MessageId id = scheduled(HOUR, message("tried again").whenLate(Misfire.skip()));
        f.pass(HOUR);

        f.pass(Duration.ofHours(5));

        assertThat(f.status(id)).isEqualTo(MessageStatus.EXPIRED);
    }

    @Test
    void lateMessageThatWaitsForALimit_staysLate_andDoesNotCountAsGone() {
        String other = "+14155552672";
        f.acme.consent().optIn(other, Purpose.TRANSACTIONAL, Evidence.form("booking"));
        f.engine.tenants().register(profile().limit(RateLimit.of(1).per(Duration.ofHours(2))));
        scheduled(HOUR, message("goes").whenLate(Misfire.coalesce()));
        OutboundMessage second = OutboundMessage.to(other).text("waits");
        MessageId waits = scheduled(HOUR, second.whenLate(Misfire.catchUpIfFresh(HOUR.multipliedBy(4))));

        f.pass(HOUR.multipliedBy(4));
        assertThat(f.texts()).containsExactly("goes");
        MessageId next = scheduled(Duration.ofSeconds(1), second.text("next"));
        f.pass(HOUR.multipliedBy(3));

        assertThat(f.status(waits)).isEqualTo(MessageStatus.EXPIRED);
        assertThat(deciding(waits).rule()).isEqualTo("misfire");
        assertThat(f.status(next)).isNotEqualTo(MessageStatus.EXPIRED);
    }

    @Test
    void tenantSuspendedForWeeks_getsNoFloodWhenItIsBack() {
        MessageId id = scheduled(HOUR, message("last month's"));
        f.engine.tenants().suspend("acme");
        f.pass(Duration.ofDays(21));

        f.engine.tenants().resume("acme");
        f.pass(Duration.ZERO);

        assertThat(f.status(id)).isEqualTo(MessageStatus.EXPIRED);
    }

    @Test
    void threeWeeksOfDowntime_aContactGetsOneMessage_theOneDueLast() {
        List<MessageId> ids = List.of(
                scheduled(HOUR, message("1").whenLate(Misfire.coalesce())),
                scheduled(HOUR.multipliedBy(2), message("2").whenLate(Misfire.catchUpIfFresh(Duration.ofDays(60)))),
                scheduled(HOUR.multipliedBy(4), message("4").whenLate(Misfire.catchUpIfFresh(Duration.ofDays(60)))),
                scheduled(HOUR.multipliedBy(3), message("3").whenLate(Misfire.catchUpIfFresh(Duration.ofDays(60)))));

        f.pass(Duration.ofDays(21));
        f.pass(Duration.ofMinutes(2));
        f.pass(HOUR);

        assertThat(f.texts()).containsExactly("4");
        assertThat(ids)
                .extracting(f::status)
                .containsExactly(
                        MessageStatus.EXPIRED, MessageStatus.EXPIRED, MessageStatus.DELIVERED, MessageStatus.EXPIRED);
        assertThat(deciding(ids.get(3)).reason()).contains("nobody gets two");
        assertThat(deciding(ids.get(0)).reason()).contains("about the same");
    }

    @Test
    void newerOneThatDoesNotGo_leavesTheTurnToTheOlder() {
        scheduled(HOUR, message("older").whenLate(Misfire.catchUpIfFresh(Duration.ofDays(60))));
        scheduled(HOUR.multipliedBy(2), message("newer").whenLate(Misfire.skip()));

        f.pass(Duration.ofDays(21));
        f.pass(Duration.ofMinutes(2));

        assertThat(f.texts()).containsExactly("older");
    }

    @Test
    void messageOnTime_isNotKeptBackByALateOne() {
        scheduled(HOUR, message("late"));
        f.pass(HOUR.plus(HOUR));
        scheduled(HOUR, message("on time"));

        f.pass(HOUR);

        assertThat(f.texts()).containsExactly("late", "on time");
    }

    @Test
    void twoBusinessKeys_stillMakeOneMessage() {
        scheduled(HOUR, message("visit").businessKey("visit").whenLate(Misfire.coalesce()));
        scheduled(
                HOUR.multipliedBy(2), message("invoice").businessKey("invoice").whenLate(Misfire.coalesce()));

        f.pass(Duration.ofDays(2));
        f.pass(Duration.ofMinutes(2));

        assertThat(f.texts()).containsExactly("invoice");
    }

    @Test
    void stillTrue_isAskedOnlyWhenLate_andEndsWhatIsNotTrueAnyMore() {
        AtomicInteger asked = new AtomicInteger();
        MessageId onTime = scheduled(HOUR, message("on time").whenLate(Misfire.stillTrue("booked")));
        try (MessagingEngine engine = engine(message -> asked.incrementAndGet() > 99)) {
            f.clock.advance(HOUR);
            engine.runDue();
            assertThat(asked).hasValue(0);
            MessageId late = scheduled(HOUR, message("late").whenLate(Misfire.stillTrue("booked")));
            f.clock.advance(HOUR.plus(HOUR));
            engine.runDue();

            assertThat(f.status(onTime)).isEqualTo(MessageStatus.SENT);
            assertThat(f.status(late)).isEqualTo(MessageStatus.EXPIRED);
            assertThat(asked).hasValue(1);
            assertThat(deciding(late).rule()).isEqualTo("condition");
            assertThat(deciding(late).reason()).contains("'booked' does not hold any more");
        }
    }

    @Test
    void condition_isAskedAtEachSend_withTheMessage() {
        AtomicInteger asked = new AtomicInteger();
        f.provider.next(Behavior.throttle(Duration.ofSeconds(30)));
        MessageId id = f.acme.messages()
                .send(message("hello").businessKey("visit-1").onlyIf("booked"))
                .messageId();
        try (MessagingEngine engine = engine(
                message -> asked.incrementAndGet() == 1 && message.businessKey().isPresent())) {
            engine.runDue();
            assertThat(f.status(id)).isEqualTo(MessageStatus.SENDING);
            f.clock.advance(HOUR);
            engine.runDue();

            assertThat(asked).hasValue(2);
            assertThat(f.status(id)).isEqualTo(MessageStatus.EXPIRED);
            assertThat(f.texts()).isEmpty();
        }
    }

    @Test
    @Timeout(value = 1, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void bulkWithACondition_goes_alsoWhereTheHostIsAskedOnTheThreadOfThePass() {
        MessageId id =
                f.acme.messages().send(message("offer").onlyIf("booked").bulk()).messageId();
        try (MessagingEngine engine = engine(message -> true, 3)) {
            engine.runDue();
            assertThat(f.status(id)).isEqualTo(MessageStatus.SENT);
        }
    }

    @Test
    void conditionWithoutAnAnswer_waitsAndNeverSends_untilThereIsOne() {
        AtomicInteger asked = new AtomicInteger();
        MessageId id = f.acme.messages().send(message("hello").onlyIf("booked")).messageId();
        f.engine.runDue();
        assertThat(deciding(id).reason()).contains("no condition of that name");
        SendCondition slow = message -> {
            if (asked.incrementAndGet() < 3) {
                throw new IOException("the host's database is away");
            }
            return true;
        };
        try (MessagingEngine engine = engine(slow)) {
            for (int i = 0; i < 3; i++) {
                engine.runDue();
                assertThat(f.texts()).isEmpty();
                f.clock.advance(Duration.ofMinutes(10));
            }
            engine.runDue();

            assertThat(f.texts()).containsExactly("hello");
        }
    }

    @Test
    void lateMessageWhoseConditionDoesNotAnswer_staysLate() {
        AtomicInteger asked = new AtomicInteger();
        MessageId id = scheduled(HOUR, message("late").whenLate(Misfire.stillTrue("booked")));
        SendCondition slow = message -> {
            if (asked.incrementAndGet() == 1) {
                throw new IOException("away");
            }
            return false;
        };
        try (MessagingEngine engine = engine(slow)) {
            f.clock.advance(HOUR.plus(HOUR));
            engine.runDue();
            f.clock.advance(Duration.ofMinutes(10));
            engine.runDue();

            assertThat(asked).hasValue(2);
            assertThat(f.status(id)).isEqualTo(MessageStatus.EXPIRED);
            assertThat(f.texts()).isEmpty();
        }
    }

    @Test
    void refusedMessage_isNotAskedAbout() {
        AtomicInteger asked = new AtomicInteger();
        MessageId id = f.acme.messages().send(message("hello").onlyIf("booked")).messageId();
        f.customerTexts("STOP");
        try (MessagingEngine engine = engine(message -> asked.incrementAndGet() > 0)) {
            engine.runDue();

            assertThat(f.status(id)).isEqualTo(MessageStatus.BLOCKED);
            assertThat(asked).hasValue(0);
        }
    }

    @Test
    void conditionName_isGivenOnce() {
        EngineBuilder builder = MessagingEngine.builder().addCondition("booked", message -> true);

        assertThatIllegalArgumentException().isThrownBy(() -> builder.addCondition("booked", message -> true));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.addCondition("Booked?", message -> true));
    }

    @Test
    void messagesInOrder_leaveInOrder_thoughTheFirstHasToWait() {
        f.provider.next(Behavior.connectionRefused());
        for (String text : List.of("one", "two", "three")) {
            f.acme.messages().send(message(text).inOrder());
        }
        f.acme.messages().send(message("free"));

        f.pass(Duration.ZERO);
        assertThat(f.texts()).containsExactly("free");
        f.pass(Duration.ofMinutes(2));

        assertThat(f.texts()).containsExactly("free", "one", "two", "three");
    }

    @Test
    void lateMessagesInOrder_theFirstGoes_andNobodyGetsTwo() {
        scheduled(HOUR, message("one").inOrder());
        scheduled(HOUR.multipliedBy(2), message("two").inOrder());

        f.pass(Duration.ofHours(5));
        f.pass(Duration.ofMinutes(2));

        assertThat(f.texts()).containsExactly("one");
    }

    private Verdict deciding(MessageId id) {
        List<Decision> decisions = f.acme.messages().explain(id).decisions();
        return decisions.get(decisions.size() - 1).deciding().orElseThrow();
    }

    private TenantProfile profile() {
        return TenantProfile.of("acme", "Acme Plumbing")
                .sender(EngineFixture.OURS, f.provider.name(), f.provider.account());
    }

    private static OutboundMessage message(String text) {
        return OutboundMessage.to(CUSTOMER).text(text);
    }

    private MessageId scheduled(Duration in, OutboundMessage message) {
        return f.acme.messages()
                .send(message.sendAt(f.clock.instant().plus(in)))
                .messageId();
    }

    private MessagingEngine engine(SendCondition booked) {
        return engine(booked, 1);
    }

    private MessagingEngine engine(SendCondition booked, int requestsAtOnce) {
        return MessagingEngine.builder()
                .store(f.store)
                .addProvider(f.provider)
                .clock(f.clock)
                .executor(Runnable::run, requestsAtOnce)
                .addCondition("booked", booked)
                .build();
    }
}
