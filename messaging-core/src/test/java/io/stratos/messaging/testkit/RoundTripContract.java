package io.stratos.messaging.testkit;

import static io.stratos.messaging.testkit.StoreFixtures.ACME;
import static io.stratos.messaging.testkit.StoreFixtures.SENDER;
import static org.assertj.core.api.Assertions.assertThat;

import io.stratos.messaging.consent.Purpose;
import io.stratos.messaging.contact.Address;
import io.stratos.messaging.contact.Channel;
import io.stratos.messaging.delivery.Attempt;
import io.stratos.messaging.delivery.Decision;
import io.stratos.messaging.delivery.Ruling;
import io.stratos.messaging.delivery.Verdict;
import io.stratos.messaging.message.Content;
import io.stratos.messaging.message.Direction;
import io.stratos.messaging.message.DoubtPolicy;
import io.stratos.messaging.message.Handling;
import io.stratos.messaging.message.Media;
import io.stratos.messaging.message.Message;
import io.stratos.messaging.message.MessageStatus;
import io.stratos.messaging.message.Origin;
import io.stratos.messaging.routing.Route;
import io.stratos.messaging.spi.store.AddressRecord;
import io.stratos.messaging.spi.store.Intent;
import io.stratos.messaging.spi.store.IntentDecision;
import io.stratos.messaging.spi.store.NewMessage;
import io.stratos.messaging.spi.store.Settlement.Next;
import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

abstract class RoundTripContract extends StoreContractBase {

    private static final String UNICODE =
            "Grüß dich \uD83D\uDC69\u200D\uD83D\uDD27 \uD83C\uDDFA\uD83C\uDDF8 \u05E9\u05DC\u05D5\u05DD \u4F60\u597D"
                    + " e\u0301 tab\t 'quote' \"double\" \\ back \r\n line; {json: 1} %s $1 \u0001\uFFFD\uFEFF end ";

    @Test
    @DisplayName("An outbound message comes back with every field, to the microsecond")
    void accept_fullMessage_comesBackWhole() {
        AddressRecord row = contact();
        Message parent = accept(make.outbound(ACME, row).build());
        Message full = Message.builder(ACME, make.messageId(), row.conversation())
                .kind(Direction.OUTBOUND, Origin.KEYWORD_REPLY, Channel.EMAIL)
                .from(Address.parse("office@example.com"))
                .to(row.address())
                .content(Content.text(UNICODE)
                        .withSubject("Betreff: " + UNICODE)
                        .withHtml("<p>" + UNICODE + "</p>")
                        .withMedia(
                                new Media(URI.create("https://example.com/a%20b.jpg?x=1&y=%C3%BC"), "image/jpeg", 0L))
                        .withMedia(new Media(URI.create("http://example.com/film"), "video/mp4", Long.MAX_VALUE))
                        .withMedia(Media.of(URI.create("https://example.com/c"), "text/vcard")))
                .purpose(Purpose.MARKETING)
                .parent(parent.id())
                .businessKey(UNICODE)
                .handling(Handling.usual().whenInDoubt(DoubtPolicy.ASK_HOST))
                .metadata(Map.of("appointmentId", "4711", "ключ \uD83D\uDD11", UNICODE, "empty", ""))
                .createdAt(Instant.parse("2026-03-02T09:00:00.000001Z"))
                .schedule(Instant.parse("2031-07-01T23:59:59.999999Z"), Instant.parse("2031-07-02T00:00:00Z"))
                .build();

        accept(full);

        assertSame(full, stored(full.id()));
        assertSame(full, session().history(ACME, row.conversation(), null, 1).get(0));
        assertSame(full, trace(full.id()).message());
        assertSame(
                full,
                session()
                        .conversation(ACME, row.conversation())
                        .orElseThrow()
                        .last()
                        .orElseThrow());
    }

    @Test
    @DisplayName("A message of nothing but what is required comes back as bare")
    void accept_bareMessage_comesBackBare() {
        AddressRecord row = contact();
        Message bare = Message.builder(ACME, make.messageId(), row.conversation())
                .to(row.address())
                .createdAt(now())
                .build();

        accept(bare);

        assertSame(bare, stored(bare.id()));
    }

    @Test
    @DisplayName("A claim carries every field of the message")
    void claim_fullMessage_carriesEveryField() {
        AddressRecord row = contact();
        Message message = make.outbound(ACME, row)
                .content(Content.text(UNICODE).withMedia(Media.of(URI.create("https://example.com/c"), "text/vcard")))
                .metadata(Map.of("a", UNICODE))
                .build();
        accept(message);

        assertSame(message, claim().message());
    }

    @Test
    @DisplayName("A long text comes back whole")
    void accept_longText_comesBackWhole() {
        Message message = make.outbound(ACME, contact())
                .content(Content.text("0123456789\uD83D\uDE80".repeat(20_000)))
                .build();

        accept(message);

        assertSame(message, stored(message.id()));
    }

    @Test
    @DisplayName("Every status, purpose, channel and origin a message can be stored with comes back")
    void accept_everyConstant_comesBack() {
        AddressRecord row = contact();
        for (MessageStatus status : MessageStatus.values()) {
            assertComesBack(make.outbound(ACME, row).status(status).build());
        }
        for (Purpose purpose : Purpose.values()) {
            assertComesBack(make.outbound(ACME, row).purpose(purpose).build());
        }
        for (Channel channel : Channel.values()) {
            assertComesBack(make.outbound(ACME, row)
                    .kind(Direction.OUTBOUND, Origin.HOST, channel)
                    .build());
        }
    }

    @Test
    @DisplayName("Times a message is handed in with come back")
    void accept_messageWithTimes_comesBack() {
        AddressRecord row = contact();
        Instant base = Instant.parse("2026-01-01T00:00:00.123456Z");

        assertComesBack(make.outbound(ACME, row)
                .status(MessageStatus.READ)
                .times(base, base.plusSeconds(1), base.plusSeconds(2), null)
                .build());
        assertComesBack(make.outbound(ACME, row)
                .status(MessageStatus.BLOCKED)
                .times(null, null, null, base.plusSeconds(3))
                .build());
    }

    @Test
    @DisplayName("An inbound message comes back with every field")
    void ingest_fullMessage_comesBackWhole() {
        AddressRecord row = contact();
        Message parent = accept(make.outbound(ACME, row).build());
        Message text = make.inbound(ACME, row, UNICODE)
                .kind(Direction.INBOUND, Origin.CONTACT, Channel.MMS)
                .content(Content.text(UNICODE)
                        .withSubject("Re: " + UNICODE)
                        .withMedia(new Media(URI.create("https://example.com/p.png"), "image/png", 12_345L)))
                .parent(parent.id())
                .metadata(Map.of("city", "Zürich"))
                .createdAt(Instant.parse("2026-03-02T09:00:00.654321Z"))
                .build();

        ingest(make.delivery("d1", text));

        assertSame(text, stored(text.id()));
    }

    @Test
    @DisplayName("Decisions come back with every verdict in order")
    void accept_decisionOfManyVerdicts_comesBackWhole() {
        Decision decision = new Decision(
                Instant.parse("2026-03-02T09:00:00.000001Z"),
                Decision.Stage.ACCEPT,
                List.of(
                        Verdict.of("consent", Ruling.ALLOW, UNICODE),
                        Verdict.of("sender", Ruling.CHOOSE, ""),
                        Verdict.defer("window", "quiet", Instant.parse("2026-03-03T08:00:00.999999Z")),
                        Verdict.of("budget", Ruling.BLOCK, "none left")));
        Message message = make.outbound(ACME, contact()).build();

        NewMessage handedIn = new NewMessage(message, decision, new NewMessage.IdempotencyKey("k", "f"));
        session().accept(List.of(handedIn));

        assertThat(trace(message.id()).decisions()).containsExactly(decision);
        assertThat(session().accept(List.of(handedIn)).get(0).decision()).isEqualTo(decision);
        Decision empty = new Decision(now(), Decision.Stage.SEND, List.of());
        decide(claim(), new IntentDecision.Proceed(empty, make.route(), UNIT_LIMIT, 1));
        assertThat(trace(message.id()).decisions()).containsExactly(decision, empty);
    }

    @Test
    @DisplayName("A route comes back with its pool, or without one")
    void intent_route_comesBackWhole() {
        for (String pool : Arrays.asList("MG-ü", null)) {
            accepted();
            Route route = new Route("another", "AC ü", Address.parse("72975"), pool);
            IntentDecision decision =
                    new IntentDecision.Proceed(make.allowed(Decision.Stage.SEND, "x"), route, UNIT_LIMIT, 1);
            Intent intent = decide(claim(), decision).intent();

            Attempt attempt = trace(intent.claim().message().id()).attempts().get(0);

            assertThat(attempt.route()).isEqualTo(route);
            assertThat(stored(intent.claim().message().id()).from()).contains(route.from());
        }
    }

    @Test
    @DisplayName("A sender chosen later replaces the one handed in; nothing else of the message changes")
    void intent_proceed_changesNothingButSenderAndStatus() {
        Message message = make.outbound(ACME, contact())
                .content(Content.text(UNICODE))
                .metadata(Map.of("a", "b"))
                .build();
        accept(message);
        Underway underway = begin(claim(), 1);

        assertSame(
                message.toBuilder().from(SENDER).status(MessageStatus.SENDING).build(), stored(message.id()));
        settle(underway, acceptedAs("SM1"), new Next.Advance());

        Message sent = stored(message.id());
        assertSame(
                message.toBuilder()
                        .from(SENDER)
                        .status(MessageStatus.SENT)
                        .times(sent.sentAt().orElseThrow(), null, null, null)
                        .build(),
                sent);
    }

    private void assertComesBack(Message message) {
        accept(message);
        assertSame(message, stored(message.id()));
    }

    /** Field by field, as two messages are equal already if tenant, id and status are. */
    static void assertSame(Message expected, Message actual) {
        assertThat(actual).isEqualTo(expected);
        assertThat(actual.conversation()).isEqualTo(expected.conversation());
        assertThat(actual.direction()).isEqualTo(expected.direction());
        assertThat(actual.origin()).isEqualTo(expected.origin());
        assertThat(actual.channel()).isEqualTo(expected.channel());
        assertThat(actual.from()).isEqualTo(expected.from());
        assertThat(actual.to()).isEqualTo(expected.to());
        assertThat(actual.content()).isEqualTo(expected.content());
        assertThat(actual.purpose()).isEqualTo(expected.purpose());
        assertThat(actual.parent()).isEqualTo(expected.parent());
        assertThat(actual.businessKey()).isEqualTo(expected.businessKey());
        assertThat(actual.handling()).isEqualTo(expected.handling());
        assertThat(actual.metadata()).isEqualTo(expected.metadata());
        assertThat(actual.createdAt()).isEqualTo(expected.createdAt());
        assertThat(actual.scheduledAt()).isEqualTo(expected.scheduledAt());
        assertThat(actual.expiresAt()).isEqualTo(expected.expiresAt());
        assertThat(actual.sentAt()).isEqualTo(expected.sentAt());
        assertThat(actual.deliveredAt()).isEqualTo(expected.deliveredAt());
        assertThat(actual.readAt()).isEqualTo(expected.readAt());
        assertThat(actual.failedAt()).isEqualTo(expected.failedAt());
    }
}
