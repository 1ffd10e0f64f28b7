package io.stratos.messaging;

import static io.stratos.messaging.EngineFixture.CUSTOMER;
import static io.stratos.messaging.EngineFixture.OURS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stratos.messaging.consent.ConsentPolicy;
import io.stratos.messaging.consent.Evidence;
import io.stratos.messaging.consent.Purpose;
import io.stratos.messaging.consent.StopScope;
import io.stratos.messaging.consent.SuppressionReason;
import io.stratos.messaging.contact.Channel;
import io.stratos.messaging.contact.PhoneNumber;
import io.stratos.messaging.delivery.Check;
import io.stratos.messaging.delivery.Decision;
import io.stratos.messaging.delivery.Remedy;
import io.stratos.messaging.delivery.Ruling;
import io.stratos.messaging.delivery.Verdict;
import io.stratos.messaging.exception.InvalidMessageException;
import io.stratos.messaging.message.OutboundMessage;
import io.stratos.messaging.routing.Sender;
import io.stratos.messaging.schedule.Frequency;
import io.stratos.messaging.schedule.Preference;
import io.stratos.messaging.schedule.WeekHours;
import io.stratos.messaging.tenant.TenantProfile;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Questions to the gate: what it would say, and that what it says would lift a verdict does. */
class CheckTest {

    private static final PhoneNumber TOLL_FREE = PhoneNumber.of("+18005550123");
    private static final PhoneNumber PHONE = PhoneNumber.of(CUSTOMER);

    private final EngineFixture f = new EngineFixture();

    @AfterEach
    void close() {
        f.close();
    }

    /** Something in the way, what the remedy says, and doing it. */
    record Way(String remedy, Consumer<EngineFixture> arrange, OutboundMessage message, Consumer<EngineFixture> lift) {
        @Override
        public String toString() {
            return "would pass " + remedy;
        }
    }

    static Stream<Way> ways() {
        return Stream.of(consent(), asked(), others()).flatMap(ways -> ways);
    }

    private static Stream<Way> consent() {
        OutboundMessage text = OutboundMessage.to(CUSTOMER).text("hello");
        OutboundMessage offer = text.purpose(Purpose.MARKETING);
        String start =
                "if the contact texted START, or tenant.consent().resubscribe(...) recorded that they asked for it";
        Consumer<EngineFixture> nothing = f -> {};
        Consumer<EngineFixture> booked = EngineFixture::optIn;
        Consumer<EngineFixture> wantsOffers =
                f -> f.acme.consent().optIn(CUSTOMER, Purpose.MARKETING, Evidence.form("newsletter"));
        Consumer<EngineFixture> stop = f -> f.customerTexts("STOP");
        Consumer<EngineFixture> again = f -> f.customerTexts("START");
        return Stream.of(
                new Way("if the contact opted in to transactional messages", nothing, text, booked),
                new Way("if the contact opted in to marketing messages", booked, offer, wantsOffers),
                new Way(
                        "if the contact opted in to conversational messages, or wrote to us first",
                        nothing,
                        text.purpose(Purpose.CONVERSATIONAL),
                        f -> f.customerTexts("hello?")),
                new Way(
                        "if the contact opted in to marketing messages again",
                        booked.andThen(f -> f.acme.consent().optOut(PHONE, Purpose.MARKETING, Evidence.agent("ann"))),
                        offer,
                        wantsOffers),
                new Way(start, booked.andThen(stop), text, again),
                new Way(start, stop, text, again),
                new Way(start, wantsOffers.andThen(stop), offer, again),
                new Way(
                        start + ", and opted in to marketing messages",
                        booked.andThen(stop),
                        offer,
                        again.andThen(wantsOffers)),
                new Way(
                        start + ", and opted in to transactional messages",
                        wantsOffers.andThen(stop),
                        text,
                        again.andThen(booked)));
    }

    private static Stream<Way> asked() {
        OutboundMessage text = OutboundMessage.to(CUSTOMER).text("hello");
        Evidence ann = Evidence.agent("ann");
        Consumer<EngineFixture> booked = EngineFixture::optIn;
        return Stream.of(
                new Way(
                        "if the contact confirmed that they want marketing messages",
                        f -> f.acme.consent().request(PHONE, Purpose.MARKETING, Evidence.form("newsletter")),
                        text.purpose(Purpose.MARKETING),
                        f -> f.customerTexts("yes")),
                new Way(
                        "if tenant.consent().release(...) recorded that the contact did not mean to opt out",
                        booked.andThen(f -> f.acme.consent().hold(PHONE, ann)),
                        text,
                        f -> f.acme.consent().release(PHONE, ann)),
                new Way(
                        "if tenant.consent().lift(address, LANDLINE, ...) recorded that it is so no more",
                        booked.andThen(f -> f.acme.consent().suppress(PHONE, SuppressionReason.LANDLINE, ann)),
                        text,
                        f -> f.acme.consent().lift(PHONE, SuppressionReason.LANDLINE, ann)),
                new Way(
                        "if the contact texted START, or another sender could carry it",
                        booked.andThen(f -> f.engine
                                        .tenants()
                                        .register(TenantProfile.of("acme", "Acme Plumbing")
                                                .consentPolicy(ConsentPolicy.ofDefaults()
                                                        .stopReaches(Instant.EPOCH, StopScope.SENDER, "agreed"))
                                                .sender(ours(f))))
                                .andThen(f -> f.customerTexts("STOP")),
                        text,
                        f -> f.customerTexts("START")));
    }

    private static Stream<Way> others() {
        OutboundMessage text = OutboundMessage.to(CUSTOMER).text("hello");
        OutboundMessage picture = text.media(URI.create("https://acme.example/a.jpg"), "image/jpeg");
        Consumer<EngineFixture> booked = EngineFixture::optIn;
        return Stream.of(
                new Way(
                        "from 2026-03-02T18:00:00Z",
                        booked,
                        text.sendAt(Instant.parse("2026-03-02T18:00:00Z")),
                        f -> f.clock.advance(Duration.ofHours(1))),
                new Way(
                        "if the contact wanted more messages",
                        booked.andThen(f -> f.acme.schedule()
                                .prefer(PHONE, Preference.anytime().frequency(Frequency.MINIMAL))),
                        text,
                        f -> f.acme.schedule().prefer(PHONE, Preference.anytime())),
                new Way(
                        "if the contact's place were recorded with tenant.schedule(), at an hour the law allows there",
                        f -> f.acme.consent().optIn(TOLL_FREE, Purpose.MARKETING, Evidence.form("newsletter")),
                        OutboundMessage.to(TOLL_FREE).text("sale").purpose(Purpose.MARKETING),
                        f -> f.acme.schedule().region(TOLL_FREE, "US-NY")),
                new Way(
                        "if the hours of the law and the contact had one in common",
                        f -> {
                            f.acme.consent().optIn(PHONE, Purpose.MARKETING, Evidence.form("newsletter"));
                            f.acme.schedule().prefer(PHONE, Preference.hours(WeekHours.parse("Mon-Sun 05:00-06:00")));
                        },
                        text.purpose(Purpose.MARKETING),
                        f -> f.acme.schedule().prefer(PHONE, Preference.morning())),
                new Way(
                        "if the tenant were active again",
                        booked.andThen(f -> f.engine.tenants().suspend("acme")),
                        text,
                        f -> f.engine.tenants().resume("acme")),
                new Way(
                        "if the tenant had a sender that carries this MMS",
                        booked.andThen(f -> senders(f, ours(f).channels(Channel.SMS))),
                        picture,
                        f -> senders(f, ours(f).channels(Channel.MMS))),
                new Way(
                        "if this engine had the provider of +1********09 at elsewhere",
                        booked.andThen(f -> senders(f, Sender.of("+14155550109", "elsewhere", "account"))),
                        text,
                        f -> senders(f, ours(f))),
                new Way(
                        "if the sender the message names carried this MMS",
                        booked.andThen(f -> senders(f, ours(f).channels(Channel.SMS))),
                        picture.from(OURS),
                        f -> senders(f, ours(f).channels(Channel.SMS, Channel.MMS))));
    }

    private static Sender ours(EngineFixture f) {
        return Sender.of(OURS, f.provider.name(), f.provider.account());
    }

    private static void senders(EngineFixture f, Sender... senders) {
        TenantProfile profile = TenantProfile.of("acme", "Acme Plumbing").helpContact("555-0100");
        for (Sender sender : senders) {
            profile = profile.sender(sender);
        }
        f.engine.tenants().register(profile);
    }

    @ParameterizedTest
    @MethodSource("ways")
    void whatWouldLiftAVerdict_lifts(Way way) {
        way.arrange().accept(f);
        Check before = f.acme.messages().check(way.message());
        assertThat(before.wouldPass()).isFalse();
        assertThat(before.remedies()).extracting(Remedy::text).containsExactly(way.remedy());
        assertThat(before.toText()).contains("it would not pass");

        way.lift().accept(f);

        Check after = f.acme.messages().check(way.message());
        assertThat(after.remedies()).isEmpty();
        assertThat(after.wouldPass()).isTrue();
        assertThat(after.chosenSender()).isPresent();
    }

    @Test
    void check_asksEveryRule_evenWhenOneRefuses() {
        f.engine.tenants().suspend("acme");
        Check check = f.acme.messages()
                .check(OutboundMessage.to(CUSTOMER)
                        .text("hello")
                        .sendAt(f.clock.instant().plusSeconds(60)));

        assertThat(check.decision().stage()).isEqualTo(Decision.Stage.CHECK);
        assertThat(check.decision().verdicts())
                .extracting(Verdict::rule)
                .containsExactly("tenant", "time", "consent", "sender");
        assertThat(check.remedies()).extracting(Remedy::rule).containsExactly("tenant", "time", "consent");
        assertThat(check.decision().ruling()).isEqualTo(Ruling.BLOCK);
    }

    @Test
    void check_storesAndSendsNothing() {
        f.optIn();
        PhoneNumber stranger = PhoneNumber.of("+14155550123");
        OutboundMessage message = OutboundMessage.to(CUSTOMER).text("hello").idempotencyKey("visit-1");

        assertThat(f.acme.messages().check(message).wouldPass()).isTrue();
        assertThat(f.acme.messages()
                        .check(OutboundMessage.to(stranger).text("hello"))
                        .wouldPass())
                .isFalse();
        f.pass(Duration.ofHours(1));

        assertThat(f.provider.requests()).isZero();
        assertThat(f.acme.conversations().newest(10)).isEmpty();
        assertThat(f.store.session().addresses(f.acme.id(), List.of(stranger))).isEmpty();
        assertThat(f.acme.messages().send(message).duplicate()).isFalse();
    }

    @Test
    void check_saysHowManySegmentsAndRequestsAndFromWhere() {
        f.optIn();
        Check check = f.acme.messages().check(OutboundMessage.to(CUSTOMER).text("x".repeat(1_700)));

        assertThat(check.segments().count()).isEqualTo(12);
        assertThat(check.requests()).isEqualTo(2);
        assertThat(check.chosenSender().orElseThrow().address().value()).isEqualTo(OURS);
        assertThat(check.toText()).contains("it would pass").contains("2 requests, 12 segments");
    }

    @Test
    void checkAt_asksTheSameGateAtAnotherInstant() {
        f.optIn();
        Instant noon = f.clock.instant();
        OutboundMessage message = OutboundMessage.to(CUSTOMER)
                .text("hello")
                .sendAt(noon.plusSeconds(60))
                .expiresAt(noon.plusSeconds(120));

        assertThat(f.acme.messages().check(message).remedies())
                .extracting(Remedy::byItselfFrom)
                .containsExactly(message.sendAt());
        assertThat(f.acme.messages().checkAt(message, noon.plusSeconds(60)).wouldPass())
                .isTrue();
        assertThat(f.acme.messages()
                        .checkAt(message, noon.plusSeconds(60))
                        .decision()
                        .at())
                .isEqualTo(noon.plusSeconds(60));
        assertThat(f.acme.messages().checkAt(message, noon.plusSeconds(120)).remedies())
                .hasToString("[time: would pass if it had not expired]");
    }

    @Test
    void check_ofTooManyMedia_saysHowManyWouldDo() {
        f.optIn();
        OutboundMessage album = OutboundMessage.to(CUSTOMER).text("hello");
        for (int i = 0; i < 11; i++) {
            album = album.media(URI.create("https://acme.example/" + i + ".jpg"), "image/jpeg");
        }
        assertThat(f.acme.messages().check(album).remedies())
                .extracting(Remedy::text)
                .first()
                .asString()
                .startsWith("if it had at most 10 media");
    }

    @Test
    void check_ofWhatNobodyCouldSend_throwsAsSendDoes() {
        assertThatThrownBy(() ->
                        f.acme.messages().check(OutboundMessage.to(CUSTOMER).text(" ")))
                .isInstanceOf(InvalidMessageException.class);
        assertThatThrownBy(
                        () -> f.acme.messages().check(OutboundMessage.to(OURS).text("hello")))
                .isInstanceOf(InvalidMessageException.class)
                .hasMessageContaining("itself");
    }
}
