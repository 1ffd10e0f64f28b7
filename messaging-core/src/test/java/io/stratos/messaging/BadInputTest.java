package io.stratos.messaging;

import static io.stratos.messaging.EngineFixture.CUSTOMER;
import static io.stratos.messaging.EngineFixture.OURS;
import static io.stratos.messaging.EngineFixture.PUBLIC_URL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.stratos.messaging.contact.EmailAddress;
import io.stratos.messaging.contact.PhoneNumber;
import io.stratos.messaging.contact.SenderId;
import io.stratos.messaging.conversation.ConversationChange;
import io.stratos.messaging.conversation.Reference;
import io.stratos.messaging.delivery.RetryPolicy;
import io.stratos.messaging.exception.InvalidAddressException;
import io.stratos.messaging.exception.InvalidEmailAddressException;
import io.stratos.messaging.exception.InvalidIdException;
import io.stratos.messaging.exception.InvalidMessageException;
import io.stratos.messaging.exception.InvalidPhoneNumberException;
import io.stratos.messaging.exception.InvalidTenantException;
import io.stratos.messaging.exception.MessagingException;
import io.stratos.messaging.exception.TenantSuspendedException;
import io.stratos.messaging.exception.UnknownConversationException;
import io.stratos.messaging.exception.UnknownMessageException;
import io.stratos.messaging.exception.UnknownTenantException;
import io.stratos.messaging.id.ConversationId;
import io.stratos.messaging.id.MessageId;
import io.stratos.messaging.id.TenantId;
import io.stratos.messaging.message.Content;
import io.stratos.messaging.message.Media;
import io.stratos.messaging.message.OutboundMessage;
import io.stratos.messaging.routing.Sender;
import io.stratos.messaging.simulation.SimulatedProvider;
import io.stratos.messaging.tenant.TenantProfile;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a host hands in wrong gets a typed error that quotes it, and nothing of it is stored. */
class BadInputTest {

    private static final URI PICTURE = URI.create("https://media.example.com/a.jpg");
    private static final String NOWHERE = "01890000-0000-7000-8000-000000000000";

    record Case(String what, Consumer<EngineFixture> call, Class<? extends Throwable> type, String quoted) {
        @Override
        public String toString() {
            return what;
        }
    }

    @ParameterizedTest
    @MethodSource({"numbers", "messages", "batches", "tenants", "lookups", "engines", "lifecycle"})
    void badInput_isRefusedWithATypedErrorThatQuotesIt_andNothingIsStored(Case bad) {
        try (EngineFixture f = new EngineFixture()) {
            Throwable thrown = catchThrowable(() -> bad.call().accept(f));
            assertThat(thrown).isInstanceOf(bad.type()).hasMessageContaining(bad.quoted());
            if (thrown instanceof MessagingException typed) {
                assertThat(typed.code()).matches("[a-z-]+");
            }
            f.engine.runDue();
            assertThat(f.provider.requests()).isZero();
            assertThat(f.acme.conversations().newest(10)).isEmpty();
            assertThat(f.engine.tenants().list()).containsExactly(TenantId.of("acme"));
        }
    }

    static Stream<Case> numbers() {
        return Stream.of(
                number("empty", "", "\"\""),
                number("blank", "   ", "\"   \""),
                number("letters", "+1-800-FLOWERS", "FLOWERS"),
                number("national without a region", "(415) 555-2671", "(415) 555-2671"),
                number("too short", "+1415", "+1415"),
                number("too long", "+1415555267199999", "+1415555267199999"),
                number("no country", "+999555267100", "+999555267100"),
                number("extension", "+1 415 555 2671 x12", "x12"),
                number("two numbers", "+14155552671,+14155552672", "+14155552672"),
                number("words", "call me", "call me"),
                new Case(
                        "unknown region",
                        f -> PhoneNumber.parse("415 555 2671", "XX"),
                        InvalidPhoneNumberException.class,
                        "XX"),
                new Case(
                        "mail without @",
                        f -> EmailAddress.of("joe.example.com"),
                        InvalidEmailAddressException.class,
                        "joe.example.com"),
                new Case(
                        "mail with a blank",
                        f -> EmailAddress.of("jo e@example.com"),
                        InvalidEmailAddressException.class,
                        "jo e@example.com"),
                new Case(
                        "sender name too long",
                        f -> SenderId.of("ACMEPLUMBINGCO"),
                        InvalidAddressException.class,
                        "ACMEPLUMBINGCO"),
                new Case(
                        "from nonsense",
                        f -> OutboundMessage.to(CUSTOMER).from("???"),
                        InvalidAddressException.class,
                        "???"));
    }

    static Stream<Case> messages() {
        String half = "cut " + "😀".charAt(0);
        return Stream.of(
                message("no content", m -> m, "empty"),
                message("blank text", m -> m.text(" \n\t"), "blank"),
                message("NUL in the text", m -> m.text("a\0b"), "U+0000 at index 1"),
                message("half a character", m -> m.text(half), "index 4"),
                message("NUL in the subject", m -> m.content(Content.text("x").withSubject("\0")), "subject"),
                message("relative media", m -> m.media(URI.create("/a.jpg"), "image/jpeg"), "/a.jpg"),
                message("ftp media", m -> m.media(URI.create("ftp://x.example.com/a"), "image/jpeg"), "ftp://"),
                message("media without a type", m -> m.media(PICTURE, "jpeg"), "'jpeg'"),
                message("too many media", BadInputTest::elevenPictures, "11 media"),
                message(
                        "oversize media",
                        m -> m.content(Content.empty().withMedia(new Media(PICTURE, "image/jpeg", 900_000_000L))),
                        "900000000 bytes"),
                message(
                        "negative size",
                        m -> m.content(Content.empty().withMedia(new Media(PICTURE, "a/b", -1L))),
                        "-1"),
                message("blank key", m -> m.text("x").idempotencyKey(" "), "idempotency key"),
                message("long key", m -> m.text("x").idempotencyKey("k".repeat(201)), "201"),
                message("blank business key", m -> m.text("x").businessKey(" "), "business key of 1"),
                message("long business key", m -> m.text("x").businessKey("k".repeat(201)), "201"),
                message("NUL in the business key", m -> m.text("x").businessKey("a\0"), "U+0000 at index 1"),
                message("foreign sender", m -> m.text("x").from("+14155550199"), "+14155550199"),
                message("blank metadata name", m -> m.text("x").metadata(" ", "v"), "metadata"),
                message("long metadata", m -> m.text("x").metadata("k", "v".repeat(2001)), "2001"),
                message(
                        "expires before it may go",
                        m -> m.text("x")
                                .sendAt(Instant.parse("2026-03-05T00:00:00Z"))
                                .expiresAt(Instant.parse("2026-03-04T00:00:00Z")),
                        "2026-03-04T00:00:00Z"),
                new Case(
                        "to one of our own numbers",
                        f -> f.acme.messages().send(OutboundMessage.to(OURS).text("x")),
                        InvalidMessageException.class,
                        OURS),
                new Case(
                        "to a name",
                        f -> f.acme.messages()
                                .send(OutboundMessage.to(SenderId.of("BANK")).text("x")),
                        InvalidMessageException.class,
                        "BANK"),
                new Case(
                        "mail without a mail sender",
                        f -> f.acme.messages()
                                .send(OutboundMessage.to(EmailAddress.of("joe@example.com"))
                                        .text("x")),
                        InvalidMessageException.class,
                        "EMAIL"));
    }

    static Stream<Case> batches() {
        return Stream.of(
                new Case(
                        "one bad message among good ones",
                        f -> f.acme.messages()
                                .send(List.of(OutboundMessage.to(CUSTOMER).text("good"), OutboundMessage.to(CUSTOMER))),
                        InvalidMessageException.class,
                        "says nothing"),
                new Case(
                        "blank reference",
                        f -> ConversationChange.none().link(Reference.of("job", " ")),
                        InvalidMessageException.class,
                        "job"));
    }

    static Stream<Case> tenants() {
        return Stream.of(
                new Case("unknown tenant", f -> f.engine.tenant("nobody"), UnknownTenantException.class, "nobody"),
                new Case("tenant id with a slash", f -> f.engine.tenant("a/b"), InvalidIdException.class, "a/b"),
                new Case("empty tenant id", f -> TenantId.of(""), InvalidIdException.class, "\"\""),
                new Case("tenant id too long", f -> TenantId.of("t".repeat(65)), InvalidIdException.class, "ttt"),
                new Case("blank business name", f -> TenantProfile.of("b", " "), InvalidTenantException.class, "'b'"),
                new Case(
                        "the same sender twice",
                        f -> TenantProfile.of("b", "B").sender(OURS, "p", "a").sender(OURS, "p", "a"),
                        InvalidTenantException.class,
                        OURS),
                new Case("blank account", f -> Sender.of(OURS, "twilio", " "), InvalidTenantException.class, "account"),
                new Case(
                        "another tenant's sender",
                        f -> f.engine
                                .tenants()
                                .register(TenantProfile.of("thief", "T").sender(OURS, "simulated", "sim")),
                        InvalidTenantException.class,
                        "thief"),
                new Case(
                        "suspend nobody",
                        f -> f.engine.tenants().suspend("nobody"),
                        UnknownTenantException.class,
                        "nobody"),
                new Case(
                        "send while suspended",
                        f -> {
                            f.engine.tenants().suspend("acme");
                            f.send("x");
                        },
                        TenantSuspendedException.class,
                        "acme"));
    }

    static Stream<Case> lookups() {
        return Stream.of(
                new Case("message id of four letters", f -> MessageId.of("oops"), InvalidIdException.class, "oops"),
                new Case(
                        "explain an unknown message",
                        f -> f.acme.messages().explain(MessageId.of(NOWHERE)),
                        UnknownMessageException.class,
                        NOWHERE),
                new Case(
                        "cancel an unknown message",
                        f -> f.acme.messages().cancel(MessageId.of(NOWHERE)),
                        UnknownMessageException.class,
                        NOWHERE),
                new Case(
                        "reschedule an unknown message",
                        f -> f.acme.messages().reschedule(MessageId.of(NOWHERE), Instant.EPOCH),
                        UnknownMessageException.class,
                        NOWHERE),
                new Case(
                        "cancel about nothing",
                        f -> f.acme.messages().cancelAbout(" "),
                        InvalidMessageException.class,
                        "business key of 1"),
                new Case(
                        "reschedule about half a character",
                        f -> f.acme.messages().rescheduleAbout("a\uD83D", Instant.EPOCH),
                        InvalidMessageException.class,
                        "index 1"),
                new Case(
                        "reply in an unknown conversation",
                        f -> f.acme.conversations().reply(ConversationId.of(NOWHERE), "x"),
                        UnknownConversationException.class,
                        NOWHERE),
                new Case(
                        "history of an unknown conversation",
                        f -> f.acme.conversations().history(ConversationId.of(NOWHERE), 10),
                        UnknownConversationException.class,
                        NOWHERE),
                new Case(
                        "change an unknown conversation",
                        f -> f.acme.conversations().change(ConversationId.of(NOWHERE), ConversationChange.none()),
                        UnknownConversationException.class,
                        NOWHERE),
                new Case("page of none", f -> f.acme.conversations().newest(0), IllegalArgumentException.class, "0"),
                new Case(
                        "page of 501", f -> f.acme.conversations().newest(501), IllegalArgumentException.class, "501"));
    }

    static Stream<Case> engines() {
        return Stream.of(
                new Case("no store", f -> MessagingEngine.builder().build(), IllegalStateException.class, "store"),
                new Case(
                        "no provider",
                        f -> MessagingEngine.builder().store(f.store).build(),
                        IllegalStateException.class,
                        "provider"),
                new Case(
                        "store twice",
                        f -> MessagingEngine.builder().store(f.store).store(f.store),
                        IllegalStateException.class,
                        "already set"),
                new Case(
                        "the same provider twice",
                        f -> MessagingEngine.builder().addProvider(f.provider).addProvider(f.provider),
                        IllegalArgumentException.class,
                        "simulated"),
                new Case(
                        "provider name with capitals",
                        f -> MessagingEngine.builder()
                                .addProvider(SimulatedProvider.builder(f.clock)
                                        .name("Acme")
                                        .build()),
                        IllegalArgumentException.class,
                        "Acme"),
                new Case(
                        "public URL without a scheme",
                        f -> MessagingEngine.builder().publicUrl("sms.example.com"),
                        IllegalArgumentException.class,
                        "sms.example.com"),
                new Case(
                        "public URL with a query",
                        f -> MessagingEngine.builder().publicUrl(PUBLIC_URL + "?a=b"),
                        IllegalArgumentException.class,
                        "?a=b"),
                new Case(
                        "no requests at once",
                        f -> MessagingEngine.builder().requestsAtOnce(0),
                        IllegalArgumentException.class,
                        "0"),
                new Case(
                        "a lease of a second",
                        f -> MessagingEngine.builder().lease(Duration.ofSeconds(1)),
                        IllegalArgumentException.class,
                        "PT1S"),
                new Case(
                        "no attempts",
                        f -> new RetryPolicy(0, Duration.ofSeconds(1), Duration.ofSeconds(2)),
                        IllegalArgumentException.class,
                        "0"));
    }

    static Stream<Case> lifecycle() {
        return Stream.<Case>of(new Case(
                "start after close",
                f -> {
                    MessagingEngine other = f.engine(f.provider);
                    other.close();
                    other.start();
                },
                IllegalStateException.class,
                "closed"));
    }

    private static Case number(String what, String input, String quoted) {
        return new Case(
                "number: " + what,
                f -> f.acme.messages().send(OutboundMessage.to(input).text("x")),
                InvalidPhoneNumberException.class,
                quoted);
    }

    private static Case message(String what, UnaryOperator<OutboundMessage> shape, String quoted) {
        return new Case(
                "message: " + what,
                f -> f.acme.messages().send(shape.apply(OutboundMessage.to(CUSTOMER))),
                InvalidMessageException.class,
                quoted);
    }

    private static OutboundMessage elevenPictures(OutboundMessage message) {
        OutboundMessage more = message;
        for (int i = 0; i < 11; i++) {
            more = more.media(PICTURE, "image/jpeg");
        }
        return more;
    }
}
