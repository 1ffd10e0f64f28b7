package io.stratos.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.stratos.messaging.consent.Evidence;
import io.stratos.messaging.consent.Purpose;
import io.stratos.messaging.contact.Channel;
import io.stratos.messaging.contact.PhoneNumber;
import io.stratos.messaging.delivery.Acceptance;
import io.stratos.messaging.delivery.Decision;
import io.stratos.messaging.delivery.RetryPolicy;
import io.stratos.messaging.delivery.Ruling;
import io.stratos.messaging.delivery.Verdict;
import io.stratos.messaging.exception.InvalidScheduleException;
import io.stratos.messaging.id.MessageId;
import io.stratos.messaging.memory.InMemoryMessagingStore;
import io.stratos.messaging.message.MessageStatus;
import io.stratos.messaging.message.OutboundMessage;
import io.stratos.messaging.schedule.Availability;
import io.stratos.messaging.schedule.Frequency;
import io.stratos.messaging.schedule.HolidayCalendar;
import io.stratos.messaging.schedule.LegalProfile;
import io.stratos.messaging.schedule.LegalRule;
import io.stratos.messaging.schedule.LegalTable;
import io.stratos.messaging.schedule.Preference;
import io.stratos.messaging.schedule.SendTime;
import io.stratos.messaging.schedule.TimeRules;
import io.stratos.messaging.schedule.UnknownPlace;
import io.stratos.messaging.schedule.WeekHours;
import io.stratos.messaging.simulation.SimulatedProvider;
import io.stratos.messaging.simulation.VirtualClock;
import io.stratos.messaging.spi.provider.SendRequest;
import io.stratos.messaging.tenant.TenantProfile;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When messages go: by the law, the contact, the type, the tenant. */
class HoursTest {

    private static final PhoneNumber CALIFORNIA = PhoneNumber.of("+14155550123");
    private static final PhoneNumber FLORIDA = PhoneNumber.of("+13055550123");
    private static final PhoneNumber TOLL_FREE = PhoneNumber.of("+18005550123");
    private static final PhoneNumber VANCOUVER = PhoneNumber.of("+16045550123");

    private final VirtualClock clock = VirtualClock.at("2026-03-02T17:00:00Z");
    private final List<SendRequest> requests = new ArrayList<>();
    private MessagingEngine engine = engine(LegalTable.shipped());
    private Tenant acme = register(rules -> rules);

    private MessagingEngine engine(LegalTable table) {
        SimulatedProvider provider = SimulatedProvider.builder(clock).build();
        return MessagingEngine.builder()
                .store(InMemoryMessagingStore.create(clock))
                .addProvider(new WatchedProvider(provider, requests::add))
                .clock(clock)
                .executor(Runnable::run, 1)
                .retries(new RetryPolicy(4, Duration.ofSeconds(2), Duration.ofMinutes(1)))
                .legalTable(table)
                .build();
    }

    private Tenant register(UnaryOperator<TimeRules> rules) {
        engine.tenants()
                .register(TenantProfile.of("acme", "Acme Plumbing")
                        .sender("+14155550100", "simulated", "sim")
                        .times(rules.apply(TimeRules.ofDefaults())));
        Tenant tenant = engine.tenant("acme");
        for (PhoneNumber number : List.of(CALIFORNIA, FLORIDA, TOLL_FREE, VANCOUVER)) {
            for (Purpose purpose : Purpose.values()) {
                tenant.consent().optIn(number, purpose, Evidence.form("test"));
            }
        }
        return tenant;
    }

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void marketing_atNight_waitsForTheMorningThere_andSaysWhy() {
        at("2026-03-03T05:30:00Z");
        Acceptance accepted = marketing(CALIFORNIA, "sale");
        assertThat(verdict(accepted.decision(), "law"))
                .isEqualTo("DEFER America/Los_Angeles has Mon 21:30, and US-FED-1, 47 CFR 64.1200(c)(1) allows Mon-Sun"
                        + " 08:00-21:00 (by area code 415/628) 2026-03-03T16:00:00Z");

        pass("2026-03-03T15:59:59Z");
        assertThat(requests).isEmpty();
        pass("2026-03-03T16:00:00Z");
        assertThat(requests).hasSize(1);
        assertThat(lastVerdict(accepted.messageId(), "law"))
                .isEqualTo(
                        "ALLOW the law allows it everywhere the contact may be, by area code 415/628 (US-FED-1; rules"
                                + " of 2026-11-20)");
    }

    @Test
    void marketing_inTheLastMinute_waits_asItWouldArriveTooLate() {
        at("2026-03-03T04:59:00Z");
        marketing(CALIFORNIA, "just in time");
        pass("2026-03-03T04:59:00Z");
        assertThat(requests).hasSize(1);

        at("2026-03-03T04:59:01Z");
        marketing(CALIFORNIA, "too late");
        pass("2026-03-03T04:59:01Z");
        assertThat(requests).hasSize(1);
    }

    @Test
    void provider_isTold_toStopTryingWhenTheWindowCloses() {
        at("2026-03-02T23:00:00Z");
        marketing(CALIFORNIA, "sale");
        pass("2026-03-02T23:00:00Z");
        assertThat(requests.get(0).validity()).contains(Duration.ofHours(6).minusSeconds(2));

        acme.messages()
                .send(OutboundMessage.to(CALIFORNIA)
                        .text("short")
                        .purpose(Purpose.MARKETING)
                        .expiresAt(clock.instant().plusSeconds(600)));
        pass("2026-03-02T23:00:00Z");
        assertThat(requests.get(1).validity()).contains(Duration.ofMinutes(10));
        transactional(CALIFORNIA, "no window");
        pass("2026-03-02T23:00:00Z");
        assertThat(requests.get(2).validity()).isEmpty();
    }

    @Test
    void transactional_goesAtNight_unlessTheTenantPutsItUnderTheLaw() {
        at("2026-03-03T06:00:00Z");
        transactional(CALIFORNIA, "your technician");
        pass("2026-03-03T06:00:00Z");
        assertThat(requests).hasSize(1);

        acme = register(rules -> rules.lawCovers(Purpose.TRANSACTIONAL));
        transactional(CALIFORNIA, "your technician");
        pass("2026-03-03T06:00:00Z");
        assertThat(requests).hasSize(1);
        pass("2026-03-03T16:00:00Z");
        assertThat(requests).hasSize(2);
    }

    @Test
    void answerToAKeyword_goesAtAnyHour_whateverTheContactWants() {
        try (EngineFixture f = new EngineFixture()) {
            f.engine
                    .tenants()
                    .register(TenantProfile.of("acme", "Acme Plumbing")
                            .sender(EngineFixture.OURS, f.provider.name(), f.provider.account())
                            .times(TimeRules.ofDefaults().lawCovers(Purpose.TRANSACTIONAL)));
            PhoneNumber customer = PhoneNumber.of(EngineFixture.CUSTOMER);
            f.acme.schedule().prefer(customer, Preference.morning().frequency(Frequency.MINIMAL));
            f.clock.advance(Duration.ofHours(15));
            f.customerTexts("HELP");
            f.pass(Duration.ZERO);

            assertThat(f.texts()).hasSize(1);
        }
    }

    @Test
    void emergency_goesAtAnyHour_andItStaysKnownWhoSaidSo() {
        acme = register(rules -> rules.lawCovers(Purpose.TRANSACTIONAL));
        acme.schedule().prefer(CALIFORNIA, Preference.morning());
        at("2026-03-03T08:00:00Z");
        MessageId id = acme.messages()
                .send(OutboundMessage.to(CALIFORNIA).text("gas leak").emergency("jane", "gas leak at the house"))
                .messageId();
        pass("2026-03-03T08:00:00Z");

        assertThat(requests).hasSize(1);
        assertThat(lastVerdict(id, "emergency"))
                .isEqualTo("ALLOW it goes at any hour, declared an emergency by jane: gas leak at the house");
        assertThat(acme.messages().explain(id).toText()).contains("gas leak at the house");
    }

    @Test
    void numberOfNoPlace_isHeld_untilThePlaceIsKnown() {
        MessageId id = marketing(TOLL_FREE, "sale").messageId();
        pass("2026-03-02T17:00:00Z");
        assertThat(requests).isEmpty();
        assertThat(acme.messages().explain(id).toText())
                .contains("there is nothing that says where the contact is", "tenant.schedule()");
        assertThat(acme.schedule()
                        .week(TOLL_FREE, Purpose.MARKETING, clock.instant())
                        .open())
                .isEmpty();

        acme.schedule().zone(TOLL_FREE, ZoneId.of("America/Chicago"));
        pass("2026-03-02T18:00:00Z");
        assertThat(requests).hasSize(1);
    }

    @Test
    void numberOfNoPlace_isRefused_whereTheTenantWantsToBeAsked() {
        acme = register(rules -> rules.whenPlaceUnknown(UnknownPlace.ASK));
        Acceptance refused = marketing(TOLL_FREE, "sale");

        assertThat(refused.status()).isEqualTo(MessageStatus.BLOCKED);
        assertThat(verdict(refused.decision(), "law")).startsWith("BLOCK the law's hours depend on where");
        transactional(TOLL_FREE, "no law speaks of this");
        pass("2026-03-02T17:00:00Z");
        assertThat(requests).hasSize(1);
    }

    @Test
    void allEvidenceMustAgree() {
        at("2026-03-03T00:30:00Z"); // 19:30 in Miami, 16:30 in San Francisco
        assertThat(explain(FLORIDA)).isEqualTo(Instant.parse("2026-03-03T00:30:00Z"));
        acme.schedule().postalCode(FLORIDA, "94110");
        assertThat(explain(FLORIDA)).isEqualTo(Instant.parse("2026-03-03T00:30:00Z"));

        at("2026-03-03T01:00:00Z"); // 20:00 in Miami: Florida closes, and its law is asked in California too
        assertThat(explain(FLORIDA)).isEqualTo(Instant.parse("2026-03-03T16:00:00Z"));
        at("2026-03-03T13:00:00Z"); // 08:00 in Miami, 05:00 in San Francisco
        assertThat(explain(FLORIDA)).isEqualTo(Instant.parse("2026-03-03T16:00:00Z"));
    }

    @Test
    void contactsWishes_holdForTransactionalMessagesToo_withinTheLaw() {
        acme.schedule().prefer(CALIFORNIA, Preference.evening());
        at("2026-03-02T20:00:00Z");
        transactional(CALIFORNIA, "bill");
        marketing(CALIFORNIA, "sale");
        pass("2026-03-03T00:59:59Z");
        assertThat(requests).isEmpty();
        pass("2026-03-03T01:00:00Z"); // 17:00
        assertThat(requests).hasSize(2);

        SendTime time = acme.schedule().explain(CALIFORNIA, Purpose.MARKETING, Instant.parse("2026-03-03T10:00:00Z"));
        assertThat(time.instant()).isEqualTo("2026-03-04T01:00:00Z");
        assertThat(time.latest()).isEqualTo("2026-03-04T05:00:00Z");
        assertThat(time.reasons()).extracting(SendTime.Reason::rule).containsExactly("law", "contact");
        assertThat(time.reasons()).allMatch(SendTime.Reason::moved);
    }

    @Test
    void doNotDisturb_andFrequency_areObeyed() {
        Instant back = Instant.parse("2026-03-05T20:00:00Z");
        acme.schedule().prefer(CALIFORNIA, Preference.anytime().doNotDisturb(back));
        assertThat(explain(CALIFORNIA)).isEqualTo(back);
        Instant nextYear = Instant.parse("2026-12-31T20:00:00Z");
        acme.schedule().prefer(CALIFORNIA, Preference.anytime().doNotDisturb(nextYear));
        SendTime far = acme.schedule().explain(CALIFORNIA, Purpose.MARKETING, clock.instant());
        assertThat(far.instant()).isEqualTo(nextYear);
        assertThat(far.latest()).isEqualTo("2027-01-01T05:00:00Z");

        acme.schedule().prefer(CALIFORNIA, Preference.anytime().frequency(Frequency.IMPORTANT_ONLY));
        assertThat(marketing(CALIFORNIA, "sale").status()).isEqualTo(MessageStatus.BLOCKED);
        assertThat(transactional(CALIFORNIA, "bill").status()).isEqualTo(MessageStatus.QUEUED);
        acme = register(rules -> rules.urgent("alarm"));
        acme.schedule().prefer(CALIFORNIA, Preference.anytime().frequency(Frequency.MINIMAL));
        assertThat(transactional(CALIFORNIA, "bill").status()).isEqualTo(MessageStatus.BLOCKED);
        OutboundMessage alarm = OutboundMessage.to(CALIFORNIA).text("leak").type("alarm");
        assertThat(acme.messages().send(alarm).status()).isEqualTo(MessageStatus.QUEUED);
    }

    @Test
    void channelTheyWant_isObeyed_exceptByRepliesAndWhatIsUrgent() {
        acme = register(rules -> rules.urgent("alarm"));
        acme.schedule().prefer(CALIFORNIA, Preference.anytime().by(Channel.EMAIL));

        Acceptance bill = transactional(CALIFORNIA, "bill");
        assertThat(bill.status()).isEqualTo(MessageStatus.BLOCKED);
        assertThat(bill.decision().toString()).contains("the contact wants to be written to by EMAIL");
        assertThat(marketing(CALIFORNIA, "sale").status()).isEqualTo(MessageStatus.BLOCKED);
        OutboundMessage alarm = OutboundMessage.to(CALIFORNIA).text("leak").type("alarm");
        assertThat(acme.messages().send(alarm).status()).isEqualTo(MessageStatus.QUEUED);
        OutboundMessage answer = OutboundMessage.to(CALIFORNIA).text("at nine").purpose(Purpose.CONVERSATIONAL);
        assertThat(acme.messages().check(answer).toString()).doesNotContain("written to by EMAIL");

        acme.schedule().prefer(CALIFORNIA, Preference.anytime().by(Channel.MMS));
        assertThat(transactional(CALIFORNIA, "bill").status())
                .as("SMS is the same way")
                .isEqualTo(MessageStatus.QUEUED);
    }

    @Test
    void typeOfTheMessage_standsInPlaceOfTheTenantsHours_andBothGiveWayToTheContact() {
        acme = register(rules -> rules.hours(Purpose.TRANSACTIONAL, WeekHours.parse("Mon-Fri 09:00-17:00"))
                .closedOn("US")
                .type("reminder", WeekHours.parse("Mon-Sun 10:00-12:00"))
                .urgent("alarm"));
        Instant saturday = Instant.parse("2026-03-07T22:00:00Z");
        assertThat(explainOf(null, saturday)).isEqualTo(Instant.parse("2026-03-09T16:00:00Z"));
        assertThat(explainOf("reminder", saturday)).isEqualTo(Instant.parse("2026-03-08T17:00:00Z"));
        assertThat(explainOf("alarm", saturday)).isEqualTo(saturday);
        assertThat(explainOf(null, Instant.parse("2026-12-24T20:00:00Z").plus(Duration.ofDays(1))))
                .as("Christmas, and a weekend after it")
                .isEqualTo(Instant.parse("2026-12-28T17:00:00Z"));

        acme.schedule().prefer(CALIFORNIA, Preference.evening());
        SendTime time = acme.schedule().explain(CALIFORNIA, Purpose.TRANSACTIONAL, "reminder", saturday);
        assertThat(time.instant())
                .as("there is no evening before noon, and the contact's word counts")
                .isEqualTo("2026-03-08T01:00:00Z");
    }

    @Test
    void businessDays_skipTheHolidaysOfACalendarTheHostBrings_andOnlyOneThereIs() {
        HolidayCalendar inventory = new HolidayCalendar() {
            @Override
            public String name() {
                return "INVENTORY";
            }

            @Override
            public boolean isHoliday(LocalDate day) {
                return day.getDayOfMonth() < 10;
            }
        };
        engine = engine(LegalTable.shipped().calendar(inventory));
        acme = register(rules -> rules.hours(Purpose.TRANSACTIONAL, WeekHours.parse("Mon-Fri 09:00-17:00"))
                .closedOn("INVENTORY"));
        assertThat(explainOf(null, Instant.parse("2026-03-05T20:00:00Z")))
                .as("Tuesday the 10th")
                .isEqualTo(Instant.parse("2026-03-10T16:00:00Z"));

        assertThatExceptionOfType(InvalidScheduleException.class)
                .isThrownBy(() -> register(rules -> rules.closedOn("STOCKTAKING")))
                .withMessageContaining("'STOCKTAKING'")
                .withMessageContaining("INVENTORY");
        assertThat(acme.schedule()
                        .explain(CALIFORNIA, Purpose.TRANSACTIONAL, clock.instant())
                        .at())
                .isPresent();
    }

    @Test
    void hoursOverMidnight_areOneStretch() {
        acme.schedule().prefer(CALIFORNIA, Preference.hours(WeekHours.parse("Fri 22:00-02:00")));
        SendTime time = acme.schedule().explain(CALIFORNIA, Purpose.TRANSACTIONAL, clock.instant());

        assertThat(time.instant()).isEqualTo("2026-03-07T06:00:00Z");
        assertThat(time.latest()).isEqualTo("2026-03-07T10:00:00Z");
    }

    @Test
    void timeThatDoesNotExist_isTheNextThatDoes_andTimeThatComesTwice_isTheFirst() {
        acme = register(rules -> rules.type("early", WeekHours.parse("Sun 02:30-04:00"))
                .type("night", WeekHours.parse("Sun 01:30-02:00")));
        assertThat(explainOf("early", Instant.parse("2026-03-08T00:00:00Z")))
                .as("the clocks go from 02:00 to 03:00")
                .isEqualTo(Instant.parse("2026-03-08T10:00:00Z"));
        assertThat(explainOf("night", Instant.parse("2026-11-01T00:00:00Z")))
                .as("01:30 comes twice")
                .isEqualTo(Instant.parse("2026-11-01T08:30:00Z"));

        at("2026-10-31T20:00:00Z");
        acme.messages().send(OutboundMessage.to(CALIFORNIA).text("once").type("night"));
        for (int hour = 0; hour < 30; hour++) {
            pass(clock.instant().plus(Duration.ofMinutes(30)).toString());
        }
        assertThat(requests).hasSize(1);
    }

    @Test
    void scheduledForTheNight_saysAtOnceWhenItWillGo() {
        Acceptance accepted = acme.messages()
                .send(OutboundMessage.to(CALIFORNIA)
                        .text("sale")
                        .purpose(Purpose.MARKETING)
                        .sendAt(Instant.parse("2026-03-03T07:00:00Z")));
        assertThat(verdict(accepted.decision(), "law"))
                .contains("has Mon 23:00")
                .endsWith("2026-03-03T16:00:00Z");
        pass("2026-03-03T07:00:00Z");
        assertThat(requests).isEmpty();
        pass("2026-03-03T16:00:00Z");
        assertThat(requests).hasSize(1);
    }

    @Test
    void closure_stopsARegion_forTheTenantThatDeclaredIt() {
        Instant from = clock.instant();
        acme = register(rules -> rules.addClosure("US-FL", from, from.plus(Duration.ofDays(2)), "hurricane"));
        marketing(FLORIDA, "sale");
        marketing(CALIFORNIA, "sale");
        pass("2026-03-02T17:00:00Z");

        assertThat(requests).hasSize(1);
        SendTime time = acme.schedule().explain(FLORIDA, Purpose.MARKETING, from);
        assertThat(time.instant()).isEqualTo(from.plus(Duration.ofDays(2)));
        assertThat(time.reasons().get(0).text()).contains("US-FL is closed until 2026-03-04T17:00:00Z: hurricane");
    }

    @Test
    void floridas4thMessageIn24Hours_waits_andTheTraceNamesTheLaw() {
        for (int i = 0; i < 4; i++) {
            marketing(FLORIDA, "sale " + i);
            marketing(CALIFORNIA, "sale " + i);
        }
        pass("2026-03-02T17:00:00Z");
        assertThat(requests.stream().filter(request -> request.to().equals(FLORIDA)))
                .hasSize(3);
        assertThat(requests.stream().filter(request -> request.to().equals(CALIFORNIA)))
                .hasSize(4);
        MessageId held = marketing(FLORIDA, "sale 5").messageId();
        pass("2026-03-02T17:10:00Z");
        assertThat(lastVerdict(held, "limit")).contains("the limit of 3 in 24 hours to one contact by the law US-FL-1");

        pass("2026-03-03T16:59:59Z");
        assertThat(requests).hasSize(7);
        pass("2026-03-03T17:00:00Z");
        assertThat(requests).hasSize(8);
        pass("2026-03-04T18:00:00Z");
        assertThat(requests)
                .as("its turn came at night, so it went in the morning")
                .hasSize(9);
    }

    @Test
    void britishColumbia_goesByTheLawOf2026_whateverTheJdkKnows() {
        engine.close();
        engine = engine(LegalTable.shipped()
                .with(LegalRule.of("CA-T", "CA", WeekHours.parse("Mon-Sun 08:00-21:00"), "a test"))
                .without("CA-1"));
        acme = register(rules -> rules);
        Instant evening = Instant.parse("2026-11-21T04:30:00Z"); // 21:30, and 20:30 to a JDK of 2025
        assertThat(acme.schedule()
                        .explain(VANCOUVER, Purpose.MARKETING, evening)
                        .instant())
                .isAfterOrEqualTo("2026-11-21T15:00:00Z");
    }

    @Test
    void strictProfile_isNarrower() {
        at("2026-03-03T01:30:00Z");
        PhoneNumber jersey = PhoneNumber.of("+12015550123");
        assertThat(explain(jersey)).isEqualTo(clock.instant());
        acme = register(rules -> rules.legal(LegalProfile.STRICT));
        assertThat(explain(jersey)).isEqualTo(Instant.parse("2026-03-03T13:00:00Z"));
    }

    @Test
    void week_isTheSameAsAskingEachMinute() {
        Availability week = acme.schedule().week(FLORIDA, Purpose.MARKETING, clock.instant());

        assertThat(week.open()).hasSize(8);
        assertThat(week.open().get(1))
                .isEqualTo(new Availability.Open(
                        Instant.parse("2026-03-03T13:00:00Z"), Instant.parse("2026-03-04T01:00:00Z")));
        for (int minute = 0; minute < 7 * 24 * 60; minute += 7) {
            Instant at = week.from().plus(Duration.ofMinutes(minute));
            boolean goes = explain(FLORIDA, at).equals(at);
            assertThat(goes).isEqualTo(week.isOpen(at) && week.isOpen(at.plusSeconds(59)));
        }
    }

    @Test
    void whatExplainNames_isTrueWhenItComes() {
        acme.schedule().prefer(FLORIDA, Preference.morning());
        for (int hour = 0; hour < 24 * 9; hour += 5) {
            Instant at = clock.instant().plus(Duration.ofHours(hour));
            Instant named = explain(FLORIDA, at);
            assertThat(named).isAfterOrEqualTo(at);
            assertThat(explain(FLORIDA, named)).isEqualTo(named);
        }
    }

    private Instant explain(PhoneNumber to) {
        return explain(to, clock.instant());
    }

    private Instant explain(PhoneNumber to, Instant at) {
        return acme.schedule().explain(to, Purpose.MARKETING, at).at().orElseThrow();
    }

    private Instant explainOf(@Nullable String type, Instant at) {
        return acme.schedule()
                .explain(CALIFORNIA, Purpose.TRANSACTIONAL, type, at)
                .at()
                .orElseThrow();
    }

    private Acceptance marketing(PhoneNumber to, String text) {
        return acme.messages().send(OutboundMessage.to(to).text(text).purpose(Purpose.MARKETING));
    }

    private Acceptance transactional(PhoneNumber to, String text) {
        return acme.messages().send(OutboundMessage.to(to).text(text));
    }

    private void at(String instant) {
        clock.advance(Duration.between(clock.instant(), Instant.parse(instant)));
    }

    private void pass(String instant) {
        at(instant);
        engine.runDue();
    }

    private String lastVerdict(MessageId id, String rule) {
        List<Decision> decisions = acme.messages().explain(id).trace().decisions();
        return verdict(decisions.get(decisions.size() - 1), rule);
    }

    private static String verdict(Decision decision, String rule) {
        Optional<Verdict> found = decision.verdicts().stream()
                .filter(verdict -> verdict.rule().equals(rule))
                .findFirst();
        return found.map(verdict -> verdict.ruling() + " " + verdict.reason()
                        + (verdict.ruling() == Ruling.DEFER ? " " + verdict.until() : ""))
                .orElse("nothing");
    }
}
