package io.stratos.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.stratos.messaging.consent.Evidence;
import io.stratos.messaging.consent.Purpose;
import io.stratos.messaging.contact.PhoneNumber;
import io.stratos.messaging.delivery.Verdict;
import io.stratos.messaging.id.MessageId;
import io.stratos.messaging.message.MessageStatus;
import io.stratos.messaging.message.OutboundMessage;
import io.stratos.messaging.schedule.Preference;
import io.stratos.messaging.schedule.SendTime;
import io.stratos.messaging.schedule.TimeRules;
import io.stratos.messaging.tenant.TenantProfile;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Contacts who say by text when they want to be written to. Monday, 9:00 in San Francisco. */
class TimeCommandTest {

    /** San Francisco. */
    private static final PhoneNumber CUSTOMER = PhoneNumber.of("+14155550123");

    /** The Florida panhandle: Eastern and Central. */
    private static final PhoneNumber PANHANDLE = PhoneNumber.of("+18505550123");

    private static final PhoneNumber TOLL_FREE = PhoneNumber.of("+18005550123");
    private static final Instant THREE = Instant.parse("2026-03-02T23:00:00Z");

    private final EngineFixture f = new EngineFixture();

    @BeforeEach
    void obey() {
        register(TimeRules::commands);
        for (PhoneNumber number : List.of(CUSTOMER, PANHANDLE, TOLL_FREE)) {
            f.acme.consent().optIn(number, Purpose.TRANSACTIONAL, Evidence.form("booking"));
        }
    }

    private void register(UnaryOperator<TimeRules> rules) {
        f.engine
                .tenants()
                .register(TenantProfile.of("acme", "Acme")
                        .sender(EngineFixture.OURS, "simulated", "sim")
                        .times(rules.apply(TimeRules.ofDefaults())));
    }

    @AfterEach
    void close() {
        f.close();
    }

    @Test
    void later_putsOffWhatWaitsAndWhatComes_untilThen_andConfirmsTheTimeOnTheirClock() {
        MessageId waiting = send("Your estimate is ready");
        says("LATER 3PM");
        MessageId after = send("Your invoice");
        f.pass(Duration.ofMinutes(1));

        assertThat(f.texts()).containsExactly("Acme: OK, we will text you after 3:00 PM.");
        assertThat(f.status(waiting)).isEqualTo(MessageStatus.QUEUED);
        for (MessageId id : List.of(waiting, after)) {
            Verdict why = f.acme.messages()
                    .explain(id)
                    .askedAgain()
                    .orElseThrow()
                    .deciding()
                    .orElseThrow();
            assertThat(why.rule()).isEqualTo("contact");
            assertThat(why.allowedFrom()).contains(THREE);
        }
        SendTime time = f.acme.schedule().explain(CUSTOMER, Purpose.TRANSACTIONAL, f.clock.instant());
        assertThat(time.at()).contains(THREE);
        assertThat(time.reasons())
                .anyMatch(reason -> reason.moved() && reason.text().contains("wants none until"));

        f.pass(Duration.between(f.clock.instant(), THREE.minusSeconds(1)));
        assertThat(f.texts()).hasSize(1);
        f.pass(Duration.ofSeconds(1));
        assertThat(f.texts()).contains("Your estimate is ready", "Your invoice");
    }

    @Test
    void later_isNoAnswerToAnAgent_whoGoesOnWriting() {
        says("LATER 3PM");
        f.pass(Duration.ofSeconds(1));
        f.acme.conversations()
                .reply(f.acme.conversations().latest().orElseThrow().id(), "Sure, talk at three");
        f.pass(Duration.ofSeconds(1));
        assertThat(f.texts()).contains("Sure, talk at three");
    }

    @Test
    void partOfTheDay_isALastingWish_andAnytimeEndsIt_atOnce() {
        MessageId waiting = send("Your estimate is ready");
        says("EVENING");
        f.pass(Duration.ofMinutes(1));
        assertThat(f.acme.schedule().of(CUSTOMER).preference()).isEqualTo(Preference.evening());
        assertThat(f.status(waiting)).isEqualTo(MessageStatus.QUEUED);
        assertThat(f.texts()).containsExactly("Acme: OK, we will text you in the evening.");

        says("LATER TOMORROW 9");
        f.pass(Duration.ofMinutes(1));
        assertThat(f.texts().get(1)).isEqualTo("Acme: OK, we will text you after 9:00 AM tomorrow.");
        assertThat(f.acme.schedule().of(CUSTOMER).preference())
                .isEqualTo(Preference.evening().doNotDisturb(Instant.parse("2026-03-03T17:00:00Z")));

        says("anytime");
        f.pass(Duration.ofSeconds(1));
        assertThat(f.acme.schedule().of(CUSTOMER).preference()).isEqualTo(Preference.anytime());
        assertThat(f.status(waiting)).isEqualTo(MessageStatus.SENT);
        assertThat(f.texts()).contains("Acme: OK, we will text you at any time.");
    }

    @Test
    void confirmed_inTheirLanguage_withTheDay() {
        says("LATER FRIDAY 15:30");
        says("más tarde mañana a las 9");
        says("plus tard vendredi 15h30");
        says("TARDES");
        says("à toute heure");
        f.pass(Duration.ofSeconds(1));
        assertThat(f.texts())
                .containsExactly(
                        "Acme: OK, we will text you after 3:30 PM on Friday, Mar 6.",
                        "Acme: De acuerdo, le escribiremos después de las 9:00 de mañana.",
                        "Acme : D'accord, nous vous écrirons après 15 h 30 vendredi 6 mars.",
                        "Acme: De acuerdo, le escribiremos por la tarde.",
                        "Acme : D'accord, nous vous écrirons à toute heure.");
    }

    @Test
    void sameWishAgain_isNotAnsweredAgain() {
        says("MORNING");
        says("MORNING");
        f.deliver(f.provider.inbound(CUSTOMER.value(), EngineFixture.OURS, "Mornings please"));
        f.pass(Duration.ofSeconds(1));
        assertThat(f.texts()).hasSize(1);
    }

    @Test
    void notUnderstood_isAnsweredKindly_onceADay_andChangesNothing() {
        says("LATER");
        says("LATER 25:00");
        f.pass(Duration.ofSeconds(1));
        assertThat(f.texts()).hasSize(1);
        assertThat(f.texts().get(0))
                .startsWith("Acme: Sorry")
                .contains("LATER 3PM")
                .contains("ANYTIME");
        assertThat(f.acme.schedule().of(CUSTOMER).preference()).isEqualTo(Preference.anytime());

        f.pass(Duration.ofHours(23));
        says("LATER");
        f.pass(Duration.ofSeconds(1));
        assertThat(f.texts()).hasSize(1);
        f.pass(Duration.ofHours(1));
        says("plus tard");
        f.pass(Duration.ofSeconds(1));
        assertThat(f.texts()).hasSize(2);
        assertThat(f.texts().get(1)).contains("Désolé");
    }

    @Test
    void machineThatAnswersUs_isAnsweredFiveTimesADay_andObeyedAllTheSame() {
        for (int i = 0; i < 20; i++) {
            says(i % 2 == 0 ? "later in 2 hours" : "anytime");
            f.pass(Duration.ofMinutes(1));
        }
        assertThat(f.texts()).hasSize(5);
        says("EVENING");
        assertThat(f.acme.schedule().of(CUSTOMER).preference().wanted())
                .isEqualTo(Preference.evening().wanted());
    }

    @Test
    void plainSentences_areNoCommands() {
        for (String text : List.of(
                "later we can meet at 3pm at the shop",
                "See you later",
                "Good morning",
                "Tomorrow 9 works",
                "3PM",
                "Can you come in the evening?")) {
            says(text);
        }
        f.pass(Duration.ofSeconds(1));
        assertThat(f.texts()).isEmpty();
        assertThat(f.acme.schedule().of(CUSTOMER).preference()).isEqualTo(Preference.anytime());
    }

    @Test
    void unlessTheTenantWantsIt_noTextIsACommand() {
        register(rules -> rules);
        says("LATER 3PM");
        says("MORNING");
        says("LATER");
        f.pass(Duration.ofSeconds(1));
        assertThat(f.texts()).isEmpty();
        assertThat(f.acme.schedule().of(CUSTOMER).preference()).isEqualTo(Preference.anytime());
    }

    @Test
    void stop_winsOverEveryCommand_alsoOverItsAnswerThatStillWaits() {
        says("LATER 3PM");
        says("STOP");
        says("ANYTIME");
        f.pass(Duration.ofSeconds(1));
        assertThat(f.texts()).hasSize(1);
        assertThat(f.texts().get(0)).contains("unsubscribed");
        assertThat(f.acme.schedule().of(CUSTOMER).preference())
                .as("a wish of before stays, one of after is none")
                .isEqualTo(Preference.anytime().doNotDisturb(THREE));
    }

    @Test
    void numberOfTwoZones_meansTheLaterOne_andIsToldWhich() {
        from(PANHANDLE, "LATER 3PM");
        f.pass(Duration.ofSeconds(1));
        assertThat(f.acme.schedule().of(PANHANDLE).preference().quietUntil())
                .as("3 PM in Pensacola")
                .isEqualTo(Instant.parse("2026-03-02T21:00:00Z"));
        assertThat(f.texts()).containsExactly("Acme: OK, we will text you after 3:00 PM (Central Time).");
    }

    @Test
    void givenZone_isWhoseClockTheyMean() {
        f.acme.schedule().zone(PANHANDLE, ZoneId.of("America/New_York"));
        from(PANHANDLE, "LATER 3PM");
        f.pass(Duration.ofSeconds(1));
        assertThat(f.acme.schedule().of(PANHANDLE).preference().quietUntil())
                .isEqualTo(Instant.parse("2026-03-02T20:00:00Z"));
        assertThat(f.texts()).containsExactly("Acme: OK, we will text you after 3:00 PM.");
    }

    @Test
    void numberOfNoZone_isAskedForATimeFromNow_orMeansTheTenantsClock() {
        from(TOLL_FREE, "LATER 3PM");
        from(TOLL_FREE, "LATER IN 2 HOURS");
        f.pass(Duration.ofSeconds(1));
        assertThat(f.texts()).hasSize(2);
        assertThat(f.texts().get(0)).contains("LATER IN 2 HOURS");
        assertThat(f.acme.schedule().of(TOLL_FREE).preference().quietUntil())
                .isEqualTo(Instant.parse("2026-03-02T19:00:00Z"));

        register(rules -> rules.commands().zone(ZoneId.of("America/Denver")));
        from(TOLL_FREE, "LATER 3PM");
        assertThat(f.acme.schedule().of(TOLL_FREE).preference().quietUntil())
                .isEqualTo(Instant.parse("2026-03-02T22:00:00Z"));
    }

    @Test
    void sameTextDeliveredTwice_isOneCommand() {
        var call = f.provider.inbound(CUSTOMER.value(), EngineFixture.OURS, "LATER IN 2 HOURS");
        f.deliver(call);
        Preference first = f.acme.schedule().of(CUSTOMER).preference();
        f.clock.advance(Duration.ofMinutes(10));
        f.deliver(call);
        f.pass(Duration.ZERO);
        assertThat(f.acme.schedule().of(CUSTOMER).preference()).isEqualTo(first);
    }

    private MessageId send(String text) {
        return f.acme.messages()
                .send(OutboundMessage.to(CUSTOMER.value()).text(text))
                .messageId();
    }

    private void says(String text) {
        from(CUSTOMER, text);
    }

    private void from(PhoneNumber contact, String text) {
        assertThat(f.deliver(f.provider.inbound(contact.value(), EngineFixture.OURS, text))
                        .status())
                .isEqualTo(200);
    }
}
