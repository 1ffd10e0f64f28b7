package io.stratos.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.stratos.messaging.consent.Evidence;
import io.stratos.messaging.consent.Purpose;
import io.stratos.messaging.contact.PhoneNumber;
import io.stratos.messaging.delivery.Acceptance;
import io.stratos.messaging.delivery.Verdict;
import io.stratos.messaging.id.MessageId;
import io.stratos.messaging.message.OutboundMessage;
import io.stratos.messaging.schedule.Preference;
import io.stratos.messaging.schedule.SendTime;
import io.stratos.messaging.schedule.TimeRules;
import io.stratos.messaging.tenant.TenantProfile;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Marketing goes when its contact answers, where the tenant wants that. */
class LearnedTimeTest {

    private static final ZoneId THERE = ZoneId.of("America/Los_Angeles");
    private static final PhoneNumber CUSTOMER = PhoneNumber.of("+14155550123");

    private final EngineFixture f = new EngineFixture();

    @BeforeEach
    void learn() {
        register(TimeRules::learnSendTimes);
        for (Purpose purpose : Purpose.values()) {
            f.acme.consent().optIn(CUSTOMER, purpose, Evidence.form("newsletter"));
        }
    }

    @AfterEach
    void close() {
        f.close();
    }

    private void register(UnaryOperator<TimeRules> rules) {
        f.engine
                .tenants()
                .register(TenantProfile.of("acme", "Acme")
                        .sender(EngineFixture.OURS, "simulated", "sim")
                        .times(rules.apply(TimeRules.ofDefaults())));
    }

    /** Ends at 9:00 of some day. */
    private void answers(PhoneNumber contact, int days, int hour) {
        for (int day = 0; day < days; day++) {
            until(hour + day % 2);
            f.deliver(f.provider.inbound(contact.value(), EngineFixture.OURS, "ok, fine"));
            f.clock.advance(Duration.ofHours(2));
        }
        until(9);
    }

    private void until(int hour) {
        ZonedDateTime now = f.clock.instant().atZone(THERE);
        ZonedDateTime then = now.toLocalDate().atTime(hour, 5).atZone(THERE);
        f.clock.advance(Duration.between(now, then.isAfter(now) ? then : then.plusDays(1)));
    }

    private Acceptance market(UnaryOperator<OutboundMessage> how) {
        return f.acme.messages()
                .send(how.apply(
                        OutboundMessage.to(CUSTOMER.value()).text("Sale").purpose(Purpose.MARKETING)));
    }

    private Optional<Instant> scheduled(MessageId id) {
        return f.acme.messages().find(id).orElseThrow().scheduledAt();
    }

    private Instant todayAt(int hour) {
        return f.clock
                .instant()
                .atZone(THERE)
                .toLocalDate()
                .atTime(hour, 0)
                .atZone(THERE)
                .toInstant();
    }

    @Test
    void marketing_goesWhenTheContactAnswers_andSaysWhy() {
        answers(CUSTOMER, 20, 17);

        Acceptance sale = market(message -> message);

        assertThat(scheduled(sale.messageId())).contains(todayAt(17));
        Verdict why = sale.decision().verdicts().stream()
                .filter(verdict -> verdict.rule().equals("learned"))
                .findFirst()
                .orElseThrow();
        assertThat(why.reason()).isEqualTo("the contact answers mostly between 17 and 19 (20 of 20 replies)");
        assertThat(f.acme.messages().explain(sale.messageId()).toText()).contains("mostly between 17 and 19");
        SendTime time = f.acme.schedule().explain(CUSTOMER, Purpose.MARKETING, f.clock.instant());
        assertThat(time.at()).contains(todayAt(17));
        assertThat(time.reasons().get(time.reasons().size() - 1).rule()).isEqualTo("learned");
        assertThat(time.reasons().get(time.reasons().size() - 1).moved()).isTrue();
        assertThat(time.earliest()).isBefore(time.instant());
        assertThat(time.latest()).isAfter(time.instant());

        f.pass(Duration.between(f.clock.instant(), todayAt(17).minusSeconds(1)));
        assertThat(f.texts()).isEmpty();
        f.pass(Duration.ofSeconds(1));
        assertThat(f.texts()).containsExactly("Sale");
    }

    @Test
    void insideTheHours_itGoesAtOnce() {
        answers(CUSTOMER, 20, 17);
        until(18);
        Acceptance sale = market(message -> message);
        assertThat(scheduled(sale.messageId())).isEmpty();
        f.pass(Duration.ZERO);
        assertThat(f.texts()).containsExactly("Sale");
    }

    @Test
    void unlessTheTenantWantsIt_nothingIsCountedOrMoved() {
        register(rules -> rules);
        answers(CUSTOMER, 20, 17);
        assertThat(f.acme.schedule().of(CUSTOMER).replies().total()).isZero();
        assertThat(scheduled(market(message -> message).messageId())).isEmpty();
    }

    @Test
    void twoReplies_moveNothing() {
        answers(CUSTOMER, 2, 17);
        assertThat(f.acme.schedule().of(CUSTOMER).replies().total()).isEqualTo(2);
        assertThat(scheduled(market(message -> message).messageId())).isEmpty();
    }

    @Test
    void keywordsAndCommands_areNoReplies() {
        register(rules -> rules.learnSendTimes().commands());
        for (String text : new String[] {"HELP", "EVENING", "LATER"}) {
            f.deliver(f.provider.inbound(CUSTOMER.value(), EngineFixture.OURS, text));
            f.clock.advance(Duration.ofHours(4));
        }
        assertThat(f.acme.schedule().of(CUSTOMER).replies().total()).isZero();
    }

    @Test
    void whatExpiresBefore_isNotMoved() {
        answers(CUSTOMER, 20, 17);
        Acceptance sale = market(message -> message.expiresAt(todayAt(17).plusSeconds(30)));
        assertThat(scheduled(sale.messageId())).isEmpty();
        assertThat(scheduled(market(message -> message.expiresAt(todayAt(18))).messageId()))
                .contains(todayAt(17));
    }

    @Test
    void onlyWithinWhatLawAndContactAllow() {
        answers(CUSTOMER, 20, 17);
        f.acme.schedule().prefer(CUSTOMER, Preference.morning());
        assertThat(scheduled(market(message -> message).messageId()))
                .as("mornings, they said")
                .isEmpty();

        f.acme.schedule().prefer(CUSTOMER, Preference.anytime().doNotDisturb(todayAt(18)));
        assertThat(f.acme.schedule()
                        .explain(CUSTOMER, Purpose.MARKETING, f.clock.instant())
                        .at())
                .contains(todayAt(18));

        answers(CUSTOMER, 30, 22);
        f.acme.schedule().prefer(CUSTOMER, Preference.anytime());
        for (int hour = 0; hour < 24; hour++) {
            Instant at = todayAt(9).plus(Duration.ofHours(hour));
            Instant goes = f.acme.schedule()
                    .explain(CUSTOMER, Purpose.MARKETING, at)
                    .at()
                    .orElseThrow();
            assertThat(f.acme.schedule().week(CUSTOMER, Purpose.MARKETING, at).isOpen(goes))
                    .isTrue();
        }
    }

    @Test
    void otherPurposes_stay_exceptTheTypesTheHostNames() {
        register(rules -> rules.learnSendTimes("survey"));
        answers(CUSTOMER, 20, 17);
        assertThat(scheduled(market(message -> message.purpose(Purpose.TRANSACTIONAL))
                        .messageId()))
                .isEmpty();
        assertThat(scheduled(
                        market(message -> message.purpose(Purpose.TRANSACTIONAL).type("survey"))
                                .messageId()))
                .contains(todayAt(17));
    }

    @Test
    void contactOfWhomLittleIsKnown_followsTheirSegment() {
        for (int i = 0; i < 12; i++) {
            PhoneNumber neighbour = PhoneNumber.of("+141555501" + (30 + i));
            answers(neighbour, 20, 17);
            f.acme.schedule().segment(neighbour, "homeowners");
        }
        f.acme.schedule().segment(CUSTOMER, "tenants");
        assertThat(scheduled(market(message -> message).messageId())).isEmpty();

        f.acme.schedule().segment(CUSTOMER, "homeowners");
        Acceptance sale = market(message -> message);
        assertThat(scheduled(sale.messageId())).contains(todayAt(17));
        assertThat(sale.decision().verdicts())
                .anyMatch(verdict ->
                        verdict.reason().startsWith("contacts like this one answer mostly between 17 and 19"));
    }
}
