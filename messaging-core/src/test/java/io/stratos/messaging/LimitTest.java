package io.stratos.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stratos.messaging.consent.Evidence;
import io.stratos.messaging.consent.Purpose;
import io.stratos.messaging.delivery.MessageTrace;
import io.stratos.messaging.delivery.RetryPolicy;
import io.stratos.messaging.delivery.RunReport;
import io.stratos.messaging.delivery.Verdict;
import io.stratos.messaging.exception.InvalidLimitException;
import io.stratos.messaging.exception.InvalidTenantException;
import io.stratos.messaging.id.MessageId;
import io.stratos.messaging.limit.Budget;
import io.stratos.messaging.limit.BudgetAlert;
import io.stratos.messaging.limit.BudgetStanding;
import io.stratos.messaging.limit.LimitStanding;
import io.stratos.messaging.limit.RateLimit;
import io.stratos.messaging.memory.InMemoryMessagingStore;
import io.stratos.messaging.message.MessageStatus;
import io.stratos.messaging.message.OutboundMessage;
import io.stratos.messaging.routing.Sender;
import io.stratos.messaging.simulation.Behavior;
import io.stratos.messaging.simulation.SimulatedProvider;
import io.stratos.messaging.simulation.VirtualClock;
import io.stratos.messaging.tenant.TenantProfile;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Rate limits, caps, budgets as a host meets them. */
class LimitTest {

    private static final String OURS = "+14155550100";
    private static final String CUSTOMER = "+14155552671";
    private static final String OTHER = "+14155552672";
    private static final Duration HOUR = Duration.ofHours(1);
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

    private final VirtualClock clock = VirtualClock.at("2026-03-02T17:00:00Z");
    private final InMemoryMessagingStore store = InMemoryMessagingStore.create(clock);
    private final SimulatedProvider provider = SimulatedProvider.builder(clock).build();
    private final List<BudgetAlert> alerts = new ArrayList<>();

    private MessagingEngine node(UnaryOperator<EngineBuilder> change) {
        return change.apply(MessagingEngine.builder()
                        .store(store)
                        .addProvider(provider)
                        .clock(clock)
                        .executor(Runnable::run, 10)
                        .retries(new RetryPolicy(4, Duration.ofSeconds(2), Duration.ofMinutes(1))))
                .build();
    }

    private MessagingEngine node() {
        return node(builder -> builder.onBudgetAlert(alerts::add));
    }

    private Sender sender() {
        return Sender.of(OURS, provider.name(), provider.account());
    }

    private static TenantProfile acme() {
        return TenantProfile.of("acme", "Acme Plumbing");
    }

    private Tenant register(MessagingEngine engine, TenantProfile profile) {
        engine.tenants().register(profile);
        Tenant tenant = engine.tenant("acme");
        tenant.consent().optIn(CUSTOMER, Purpose.TRANSACTIONAL, Evidence.form("booking"));
        tenant.consent().optIn(CUSTOMER, Purpose.MARKETING, Evidence.form("booking"));
        tenant.consent().optIn(OTHER, Purpose.TRANSACTIONAL, Evidence.form("booking"));
        tenant.consent().optIn(OTHER, Purpose.MARKETING, Evidence.form("booking"));
        return tenant;
    }

    private static MessageId send(Tenant tenant, String to) {
        return tenant.messages()
                .send(OutboundMessage.to(to).text("Your technician is on the way"))
                .messageId();
    }

    private static MessageId advertise(Tenant tenant, String to) {
        return tenant.messages()
                .send(OutboundMessage.to(to).text("Spring offer").purpose(Purpose.MARKETING))
                .messageId();
    }

    private static MessageStatus status(Tenant tenant, MessageId id) {
        return tenant.messages().find(id).orElseThrow().status();
    }

    @Test
    void overTheLimit_waits_saysUntilWhen_andGoesThen() {
        try (MessagingEngine engine = node()) {
            Tenant acme = register(
                    engine, acme().sender(sender()).limit(RateLimit.of(2).per(HOUR)));
            send(acme, CUSTOMER);
            send(acme, CUSTOMER);
            MessageId third = send(acme, OTHER);
            Instant begun = clock.instant();
            engine.runDue();
            assertThat(provider.sent()).hasSize(2);
            assertThat(status(acme, third)).isEqualTo(MessageStatus.QUEUED);
            MessageTrace trace = acme.messages().explain(third).trace();
            Verdict verdict = trace.decisions().get(1).deciding().orElseThrow();
            assertThat(verdict.reason()).isEqualTo("there is no room within the limit of 2 an hour of the tenant");
            assertThat(verdict.allowedFrom()).contains(begun.plus(HOUR));
            assertThat(acme.limits().all())
                    .containsExactly(
                            new LimitStanding("the tenant", 2, RateLimit.of(2).per(HOUR), begun.plus(HOUR)));

            clock.advance(HOUR.minusSeconds(1));
            engine.runDue();
            assertThat(provider.sent()).hasSize(2);
            clock.advance(Duration.ofSeconds(1));
            engine.runDue();
            assertThat(provider.sent()).hasSize(3);
        }
    }

    @Test
    void everyScope_holdsBack() {
        RateLimit one = RateLimit.of(1).per(HOUR);
        List<TenantProfile> profiles = List.of(
                acme().sender(sender()).limit(one),
                acme().sender(sender().limit(one)),
                acme().sender(sender().brand("Acme Inc")).brand("Acme Inc", one),
                acme().sender(sender()).limitPerContact(one),
                acme().sender(sender()).limitPerContact(Purpose.TRANSACTIONAL, one),
                acme().sender(sender().pricePerSegment("0.75"))
                        .budget(Budget.of("1").perDay(NEW_YORK)));
        for (TenantProfile profile : profiles) {
            LimitTest fresh = new LimitTest();
            try (MessagingEngine engine = fresh.node()) {
                Tenant acme = fresh.register(engine, profile);
                send(acme, CUSTOMER);
                send(acme, CUSTOMER);
                engine.runDue();
                assertThat(fresh.provider.sent())
                        .as(profile.limits().toString())
                        .hasSize(1);
                fresh.clock.advance(Duration.ofDays(1));
                engine.runDue();
                assertThat(fresh.provider.sent())
                        .as(profile.limits().toString())
                        .hasSize(2);
            }
        }
    }

    @Test
    void accountLimit_isOverAllTenants_andItsStandingIsTheEngines() {
        RateLimit two = RateLimit.of(2).per(HOUR);
        try (MessagingEngine engine = node(builder -> builder.limit(provider.name(), two))) {
            Tenant acme = register(engine, acme().sender(sender()));
            engine.tenants()
                    .register(TenantProfile.of("rival", "Rival")
                            .sender("+14155550101", provider.name(), provider.account()));
            Tenant rival = engine.tenant("rival");
            rival.consent().optIn(CUSTOMER, Purpose.TRANSACTIONAL, Evidence.form("booking"));
            send(acme, CUSTOMER);
            send(rival, CUSTOMER);
            send(rival, CUSTOMER);
            engine.runDue();
            assertThat(provider.sent()).hasSize(2);
            assertThat(engine.accountLimit(provider.name(), provider.account()))
                    .hasValueSatisfying(standing -> assertThat(standing.used()).isEqualTo(2));
            assertThat(engine.accountLimit("elsewhere", "AC-9")).isEmpty();
        }
    }

    @Test
    void contactCap_countsMessages_notTries_andOnlyThatPurpose() {
        try (MessagingEngine engine = node()) {
            Tenant acme = register(
                    engine,
                    acme().sender(sender())
                            .limitPerContact(Purpose.MARKETING, RateLimit.of(1).per(Duration.ofDays(7))));
            provider.next(Behavior.connectionRefused());
            MessageId first = advertise(acme, CUSTOMER);
            engine.runDue();
            clock.advance(Duration.ofMinutes(2));
            engine.runDue();
            assertThat(status(acme, first)).isNotEqualTo(MessageStatus.QUEUED);
            assertThat(provider.sent()).hasSize(1);
            assertThat(acme.limits().of(CUSTOMER))
                    .singleElement()
                    .satisfies(standing -> assertThat(standing.used()).isEqualTo(1));
            MessageId second = advertise(acme, CUSTOMER);
            advertise(acme, OTHER);
            send(acme, CUSTOMER);
            engine.runDue();
            assertThat(status(acme, second)).isEqualTo(MessageStatus.QUEUED);
            assertThat(provider.sent()).hasSize(3);
        }
    }

    @Test
    void waiting_endsWhenTheMessageExpires() {
        try (MessagingEngine engine = node()) {
            Tenant acme = register(
                    engine, acme().sender(sender()).limit(RateLimit.of(1).per(HOUR)));
            send(acme, CUSTOMER);
            MessageId code = acme.messages()
                    .send(OutboundMessage.to(CUSTOMER)
                            .text("Your code is 4711")
                            .expiresAt(clock.instant().plus(Duration.ofMinutes(5))))
                    .messageId();
            engine.runDue();
            clock.advance(Duration.ofMinutes(5));
            engine.runDue();
            assertThat(status(acme, code)).isEqualTo(MessageStatus.EXPIRED);
        }
    }

    @Test
    void answerToStop_isHeldUpByNoCapOfContactOrBudget() {
        try (MessagingEngine engine = node()) {
            Tenant acme = register(
                    engine,
                    acme().sender(sender().pricePerSegment("1"))
                            .limitPerContact(RateLimit.of(1).per(Duration.ofDays(1)))
                            .budget(Budget.of("1").perDay(NEW_YORK)));
            send(acme, CUSTOMER);
            engine.runDue();
            engine.webhooks().handle(provider.name(), provider.inbound(CUSTOMER, OURS, "STOP"));
            engine.runDue();
            assertThat(provider.sent()).hasSize(2);
        }
    }

    @Test
    void manyAtOnce_areLookedAtAboutTwice_onTwoNodes_andNoHourHoldsMore() {
        int messages = 1_000;
        try (MessagingEngine one = node();
                MessagingEngine two = node()) {
            Tenant acme = register(
                    one, acme().sender(sender()).limit(RateLimit.of(100).per(HOUR)));
            List<OutboundMessage> batch = new ArrayList<>();
            for (int i = 0; i < messages; i++) {
                batch.add(OutboundMessage.to(CUSTOMER).text("message " + i));
            }
            acme.messages().send(batch);
            int claimed = 0;
            Instant begun = clock.instant();
            List<Instant> sent = new ArrayList<>();
            while (sent.size() < messages) {
                RunReport report = one.runDue().plus(two.runDue());
                claimed += report.claimed();
                for (int i = sent.size(); i < provider.sent().size(); i++) {
                    sent.add(clock.instant());
                }
                clock.advance(Duration.ofSeconds(20));
            }
            for (int i = 0; i + 100 < sent.size(); i++) {
                assertThat(Duration.between(sent.get(i), sent.get(i + 100))).isGreaterThanOrEqualTo(HOUR);
            }
            assertThat(claimed).isLessThan(messages * 5 / 2);
            Duration ideal = HOUR.multipliedBy(messages / 100 - 1);
            assertThat(Duration.between(begun.plus(HOUR), clock.instant()).toMillis())
                    .isLessThan(ideal.toMillis() * 100 / 95);
        }
    }

    @Test
    void raisedLimit_isUsedAtOnce_scheduledMessagesKeepTheirTime() {
        try (MessagingEngine engine = node();
                MessagingEngine other = node()) {
            TenantProfile tight = acme().sender(sender()).limit(RateLimit.of(1).per(Duration.ofDays(1)));
            Tenant acme = register(engine, tight);
            for (int i = 0; i < 5; i++) {
                send(acme, CUSTOMER);
            }
            MessageId scheduled = acme.messages()
                    .send(OutboundMessage.to(CUSTOMER)
                            .text("See you")
                            .sendAt(clock.instant().plus(HOUR)))
                    .messageId();
            engine.runDue();
            assertThat(provider.sent()).hasSize(1);
            other.tenants().register(tight.limit(RateLimit.of(4).per(Duration.ofDays(1))));
            other.runDue();
            assertThat(provider.sent()).hasSize(4);
            assertThat(status(acme, scheduled)).isEqualTo(MessageStatus.QUEUED);
            other.tenants().register(tight.withoutLimits());
            other.runDue();
            assertThat(provider.sent()).hasSize(5);
        }
    }

    @Test
    void nodeThatPutOffByTheLimitAsItWas_looksAgainWhenItLearns() {
        AtomicLong nanos = new AtomicLong();
        EngineBuilder builder = SeededEngine.on(clock, nanos::get, new Random(1))
                .store(store)
                .addProvider(provider)
                .executor(Runnable::run, 10);
        try (MessagingEngine stale = builder.build();
                MessagingEngine other = node()) {
            TenantProfile tight = acme().sender(sender()).limit(RateLimit.of(1).per(Duration.ofDays(1)));
            Tenant acme = register(stale, tight);
            send(acme, CUSTOMER);
            stale.runDue();
            other.tenants().register(tight.limit(RateLimit.of(9).per(Duration.ofDays(1))));
            send(acme, CUSTOMER);
            stale.runDue();
            assertThat(provider.sent())
                    .as("by the limit as this node still knows it")
                    .hasSize(1);
            nanos.addAndGet(Duration.ofSeconds(6).toNanos());
            stale.tenant("acme");
            stale.runDue();
            assertThat(provider.sent()).hasSize(2);
        }
    }

    @Test
    void budget_capsAndTells_onceForEachPercentage() {
        try (MessagingEngine engine = node();
                MessagingEngine other = node()) {
            TenantProfile profile = acme().sender(sender().pricePerSegment("0.30"))
                    .budget(Budget.of("1.00").perMonth(NEW_YORK));
            Tenant acme = register(engine, profile);
            for (int i = 0; i < 5; i++) {
                send(acme, CUSTOMER);
                (i % 2 == 0 ? engine : other).runDue();
            }
            assertThat(provider.sent()).hasSize(3);
            assertThat(alerts).extracting(BudgetAlert::percent).containsExactly(50, 80, 100);
            assertThat(alerts.get(0).spent()).isEqualByComparingTo("0.60");
            BudgetStanding standing = acme.limits().budget().orElseThrow();
            assertThat(standing.spent()).isEqualByComparingTo("0.90");
            assertThat(standing.left()).isEqualByComparingTo("0.10");
            assertThat(standing.since()).isEqualTo(Instant.parse("2026-03-01T05:00:00Z"));
            assertThat(standing.until()).isEqualTo(Instant.parse("2026-04-01T04:00:00Z"));

            engine.tenants().register(profile.budget(Budget.of("1.20").perMonth(NEW_YORK)));
            engine.runDue();
            assertThat(provider.sent()).hasSize(4);
            clock.set(Instant.parse("2026-04-01T04:00:01Z"));
            engine.runDue();
            assertThat(provider.sent()).hasSize(5);
            assertThat(acme.limits().budget().orElseThrow().spent()).isEqualByComparingTo("0.30");
        }
    }

    @Test
    void budget_countsSegments() {
        try (MessagingEngine engine = node()) {
            Tenant acme = register(
                    engine,
                    acme().sender(sender().pricePerSegment("0.01"))
                            .budget(Budget.of("5").perDay(NEW_YORK)));
            acme.messages().send(OutboundMessage.to(CUSTOMER).text("x".repeat(400)));
            engine.runDue();
            assertThat(acme.limits().budget().orElseThrow().spent()).isEqualTo(new BigDecimal("0.03"));
        }
    }

    @Test
    void listenerThatThrows_stopsNothing() {
        try (MessagingEngine engine = node(builder -> builder.onBudgetAlert(alert -> {
            alerts.add(alert);
            throw new IllegalStateException("the host's pager is down");
        }))) {
            Tenant acme = register(
                    engine,
                    acme().sender(sender().pricePerSegment("0.90"))
                            .budget(Budget.of("1.00").perDay(NEW_YORK)));
            send(acme, CUSTOMER);
            engine.runDue();
            assertThat(provider.sent()).hasSize(1);
            assertThat(alerts).hasSize(2);
        }
    }

    @Test
    void tenantWithoutLimits_touchesNoTally() {
        try (MessagingEngine engine = node()) {
            Tenant acme = register(engine, acme().sender(sender()));
            send(acme, CUSTOMER);
            engine.runDue();
            assertThat(acme.limits().all()).isEmpty();
            assertThat(acme.limits().budget()).isEmpty();
            assertThat(acme.limits().of(CUSTOMER)).isEmpty();
        }
    }

    @Test
    void badLimits_areRefusedWithATypedErrorThatQuotesThem() {
        assertThatThrownBy(() -> RateLimit.of(0).per(HOUR))
                .isInstanceOf(InvalidLimitException.class)
                .hasMessageContaining("0");
        assertThatThrownBy(() -> RateLimit.of(5).per(Duration.ZERO))
                .isInstanceOf(InvalidLimitException.class)
                .hasMessageContaining("PT0S");
        assertThatThrownBy(() -> RateLimit.parse("many per day"))
                .isInstanceOf(InvalidLimitException.class)
                .hasMessageContaining("many per day");
        assertThatThrownBy(() -> RateLimit.parse("5 per day Nowhere"))
                .isInstanceOf(InvalidLimitException.class)
                .hasMessageContaining("Nowhere");
        assertThatThrownBy(() -> Budget.of("-3").perDay(NEW_YORK))
                .isInstanceOf(InvalidLimitException.class)
                .hasMessageContaining("-3");
        assertThatThrownBy(() -> Budget.of("a lot")).isInstanceOf(InvalidLimitException.class);
        assertThatThrownBy(() -> Budget.of("3").perDay(NEW_YORK).alertAt(120))
                .isInstanceOf(InvalidLimitException.class)
                .hasMessageContaining("120");
        assertThatThrownBy(() -> sender().pricePerSegment("0.00000001")).isInstanceOf(InvalidLimitException.class);
        assertThatThrownBy(() -> sender().brand(" ")).isInstanceOf(InvalidLimitException.class);
        try (MessagingEngine engine = node()) {
            assertThatThrownBy(() -> engine.tenants().register(acme().sender(sender().brand("Acme Inc"))))
                    .isInstanceOf(InvalidTenantException.class)
                    .hasMessageContaining("Acme Inc");
            assertThatThrownBy(() -> engine.tenants()
                            .register(acme().sender(sender())
                                    .budget(Budget.of("3").perDay(NEW_YORK))))
                    .isInstanceOf(InvalidTenantException.class)
                    .hasMessageContaining("pricePerSegment");
        }
        assertThatThrownBy(() -> MessagingEngine.builder()
                        .limit("twilio", RateLimit.of(1).per(HOUR))
                        .limit("twilio", RateLimit.of(2).per(HOUR)))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void limits_readBackWhatTheySay() {
        for (RateLimit limit : List.of(
                RateLimit.of(100).per(HOUR),
                RateLimit.of(3).per(Duration.ofDays(7)),
                RateLimit.of(2_000).perDay(NEW_YORK))) {
            assertThat(RateLimit.parse(limit.toString())).isEqualTo(limit);
        }
        assertThat(RateLimit.of(100).per(HOUR).words()).isEqualTo("100 an hour");
        assertThat(RateLimit.of(3).per(Duration.ofDays(7)).words()).isEqualTo("3 in 168 hours");
        assertThat(RateLimit.of(2_000).perDay(NEW_YORK).words()).isEqualTo("2000 a day");
        assertThat(Budget.of("500").perMonth(NEW_YORK).words()).isEqualTo("500.00 a month");
    }
}
