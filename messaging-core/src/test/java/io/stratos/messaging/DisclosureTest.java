package io.stratos.messaging;

import static io.stratos.messaging.EngineFixture.CUSTOMER;
import static io.stratos.messaging.EngineFixture.OURS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stratos.messaging.consent.Evidence;
import io.stratos.messaging.consent.Purpose;
import io.stratos.messaging.delivery.Check;
import io.stratos.messaging.delivery.Refusal;
import io.stratos.messaging.delivery.Verdict;
import io.stratos.messaging.exception.InvalidTenantException;
import io.stratos.messaging.id.MessageId;
import io.stratos.messaging.limit.Budget;
import io.stratos.messaging.message.MessageStatus;
import io.stratos.messaging.message.OutboundMessage;
import io.stratos.messaging.routing.Sender;
import io.stratos.messaging.simulation.Behavior;
import io.stratos.messaging.spi.provider.LookupRequest;
import io.stratos.messaging.spi.provider.LookupResult;
import io.stratos.messaging.spi.provider.MessageProvider;
import io.stratos.messaging.tenant.Disclosure;
import io.stratos.messaging.tenant.TenantProfile;
import io.stratos.messaging.testkit.ForwardingProvider;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The first text to a contact says who writes and how to stop. */
class DisclosureTest extends CustomerCase {

    private static final String WORDS = "Acme Plumbing: Msg&data rates may apply. Reply HELP for help, STOP to stop.";

    @BeforeEach
    void configure() {
        register(profile());
        f.optIn();
    }

    private static TenantProfile profile() {
        return TenantProfile.of("acme", "Acme Plumbing")
                .disclosure(Disclosure.english())
                .sender(OURS, "simulated", "sim");
    }

    private void register(TenantProfile profile) {
        f.engine.tenants().register(profile);
    }

    @Test
    void first_carriesIt_andNoLaterOne() {
        f.send("Your technician comes at 9");
        f.pass(Duration.ofSeconds(1));
        f.send("Your technician is here");
        f.pass(Duration.ofSeconds(1));
        f.send("Your invoice");
        f.pass(Duration.ofSeconds(1));

        assertThat(f.texts())
                .containsExactly("Your technician comes at 9\n" + WORDS, "Your technician is here", "Your invoice");
    }

    @Test
    void severalAcceptedAtOnce_onlyTheOneThatLeavesFirstCarriesIt() {
        f.send("one");
        f.send("two");
        f.send("three");
        f.pass(Duration.ofSeconds(1));

        assertThat(f.texts()).containsExactly("one\n" + WORDS, "two", "three");
    }

    @Test
    void cancelledExpiredOrRefusedFirstMessage_usesNothingUp() {
        f.acme.messages().cancel(f.send("cancelled"));
        f.acme.messages()
                .send(OutboundMessage.to(CUSTOMER)
                        .text("expired")
                        .expiresAt(f.clock.instant().plusSeconds(1)));
        f.pass(Duration.ofSeconds(2));
        f.provider.next(Behavior.refuse(Refusal.CONTENT, "30007"));
        f.send("refused");
        f.pass(Duration.ofSeconds(1));
        f.send("first that arrives");
        f.pass(Duration.ofSeconds(1));
        f.send("second");
        f.pass(Duration.ofSeconds(1));

        assertThat(f.texts()).containsExactly("first that arrives\n" + WORDS, "second");
    }

    @Test
    void firstThatWaitsForAnotherTry_leavesItToWhatGoesMeanwhile() {
        f.provider.next(Behavior.connectionRefused());
        MessageId waiting = f.send("waits");
        f.engine.runDue();
        f.send("goes");
        f.engine.runDue();
        assertThat(f.texts()).containsExactly("goes\n" + WORDS);

        f.pass(Duration.ofMinutes(1));
        assertThat(f.status(waiting)).isIn(MessageStatus.SENT, MessageStatus.DELIVERED);
        assertThat(f.texts()).containsExactly("goes\n" + WORDS, "waits");
    }

    @Test
    void inDoubt_isLookedForByItsWholeText() {
        f.provider.next(Behavior.acceptThenTimeout());
        f.send("hello");
        f.pass(Duration.ofSeconds(1));
        List<String> lookedFor = new ArrayList<>();
        MessageProvider watched = new ForwardingProvider(f.provider) {
            @Override
            public LookupResult lookUp(LookupRequest request) {
                lookedFor.add(request.content().text());
                return super.lookUp(request);
            }
        };
        try (MessagingEngine another = f.engine(watched)) {
            f.clock.advance(Duration.ofMinutes(2));
            another.runDue();
        }
        assertThat(lookedFor).containsExactly("hello\n" + WORDS);
    }

    @Test
    void inDoubt_isNotSentAgain() {
        f.provider.next(Behavior.acceptThenTimeout());
        MessageId first = f.send("hello");
        f.pass(Duration.ofSeconds(1));
        assertThat(f.status(first)).isEqualTo(MessageStatus.IN_DOUBT);
        f.pass(Duration.ofMinutes(2));

        assertThat(f.status(first)).isIn(MessageStatus.SENT, MessageStatus.DELIVERED);
        assertThat(f.texts()).containsExactly("hello\n" + WORDS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Hi! " + WORDS,
                "Hi!\n" + "acme plumbing:  msg&data rates may apply. reply help for help, stop to stop."
            })
    void textThatSaysIt_getsItNotTwice_andCounts(String text) {
        f.send(text);
        f.pass(Duration.ofSeconds(1));
        f.send("second");
        f.pass(Duration.ofSeconds(1));

        assertThat(f.texts()).containsExactly(text, "second");
    }

    @Test
    void contactWhoWroteFirst_isAnsweredWithout_andGetsItWithWhatIsNoReply() {
        f.customerTexts("Do you fix boilers?");
        var conversation = f.acme.conversations().latest().orElseThrow().id();
        f.acme.conversations().reply(conversation, "We do");
        f.pass(Duration.ofSeconds(1));
        f.send("Your appointment is tomorrow");
        f.pass(Duration.ofSeconds(1));

        assertThat(f.texts()).containsExactly("We do", "Your appointment is tomorrow\n" + WORDS);
    }

    @Test
    void repliesToo_ifConfigured() {
        register(profile().disclosure(Disclosure.english().alsoOnReplies()));
        f.customerTexts("Do you fix boilers?");
        var conversation = f.acme.conversations().latest().orElseThrow().id();
        f.acme.conversations().reply(conversation, "We do");
        f.pass(Duration.ofSeconds(1));

        assertThat(f.texts()).containsExactly("We do\n" + WORDS);
    }

    @Test
    void answersToKeywords_andRequestsToConfirm_areAsTheyAre_andCountNotAsShown() {
        f.acme.consent().request(customer, Purpose.MARKETING, Evidence.form("newsletter"));
        f.pass(Duration.ofSeconds(1));
        f.customerTexts("HELP");
        f.pass(Duration.ofSeconds(1));
        assertThat(f.texts()).hasSize(2).noneMatch(text -> text.contains(WORDS));

        f.send("Your invoice");
        f.pass(Duration.ofSeconds(1));
        assertThat(f.texts()).last().isEqualTo("Your invoice\n" + WORDS);
    }

    @Test
    void longText_carriesItInItsFirstRequest_andEveryRequestFits() {
        int limit = f.provider.capabilities().textLimit();
        String text = "word ".repeat(limit / 2).strip();
        f.send(text);
        f.pass(Duration.ofSeconds(1));
        f.pass(Duration.ofSeconds(1));
        f.pass(Duration.ofSeconds(1));

        assertThat(f.texts()).hasSizeGreaterThan(1).allMatch(one -> one.length() <= limit);
        assertThat(f.texts().get(0)).endsWith("\n" + WORDS);
        assertThat(String.join("", f.texts()).replace("\n" + WORDS, "").replace(" ", ""))
                .isEqualTo(text.replace(" ", ""));
        assertThat(f.texts().subList(1, f.texts().size())).noneMatch(one -> one.contains("Acme"));
    }

    @Test
    void check_saysSo_andCountsItsSegments() {
        OutboundMessage message = OutboundMessage.to(CUSTOMER).text("x".repeat(150));
        Check first = f.acme.messages().check(message);
        assertThat(first.segments().count()).isEqualTo(2);
        assertThat(first.toText()).contains("disclosure").contains(WORDS);

        f.send("hello");
        f.pass(Duration.ofSeconds(1));
        Check second = f.acme.messages().check(message);
        assertThat(second.segments().count()).isEqualTo(1);
        assertThat(second.toText()).doesNotContain("disclosure");
    }

    @Test
    void price_countsItsSegments() {
        register(TenantProfile.of("acme", "Acme Plumbing")
                .disclosure(Disclosure.english())
                .budget(Budget.of("1.00").perMonth(ZoneOffset.UTC))
                .sender(Sender.of(OURS, "simulated", "sim").pricePerSegment("0.60")));
        f.send("x".repeat(150));
        f.pass(Duration.ofSeconds(1));

        assertThat(f.texts()).as("two segments are more than the budget").isEmpty();
    }

    @Test
    void trace_andDossier_showTheVeryWords() {
        MessageId first = f.send("hello");
        f.pass(Duration.ofSeconds(1));
        register(profile().disclosure(Disclosure.of("{business}: reply STOP")));
        MessageId second = f.send("again");
        f.pass(Duration.ofSeconds(1));

        assertThat(disclosure(first))
                .hasValueSatisfying(verdict -> assertThat(verdict.reason()).endsWith(WORDS));
        assertThat(disclosure(second)).isEmpty();
        assertThat(f.acme.consent().dossier(customer).toJson()).contains(WORDS);
    }

    private Optional<Verdict> disclosure(MessageId id) {
        return f.acme.messages().explain(id).decisions().stream()
                .flatMap(decision -> decision.verdicts().stream())
                .filter(verdict -> verdict.rule().equals("disclosure"))
                .findFirst();
    }

    @Test
    void withoutOne_textsAreAsTheyAre() {
        register(TenantProfile.of("acme", "Acme Plumbing").sender(OURS, "simulated", "sim"));
        f.send("hello");
        f.pass(Duration.ofSeconds(1));
        assertThat(f.texts()).containsExactly("hello");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "two\nlines"})
    void textThatIsNone_isRefused(String text) {
        assertThatThrownBy(() -> Disclosure.of(text)).isInstanceOf(InvalidTenantException.class);
        assertThatThrownBy(() -> Disclosure.of("x".repeat(321))).isInstanceOf(InvalidTenantException.class);
    }
}
