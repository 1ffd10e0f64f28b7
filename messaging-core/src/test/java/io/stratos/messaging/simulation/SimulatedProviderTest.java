package io.stratos.messaging.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.stratos.messaging.consent.Keyword;
import io.stratos.messaging.contact.Address;
import io.stratos.messaging.contact.Channel;
import io.stratos.messaging.contact.PhoneNumber;
import io.stratos.messaging.delivery.Attempt;
import io.stratos.messaging.delivery.Outcome;
import io.stratos.messaging.delivery.Refusal;
import io.stratos.messaging.id.AttemptId;
import io.stratos.messaging.message.Content;
import io.stratos.messaging.message.MessageStatus;
import io.stratos.messaging.routing.Route;
import io.stratos.messaging.spi.provider.LookupRequest;
import io.stratos.messaging.spi.provider.LookupResult;
import io.stratos.messaging.spi.provider.ProviderEvent.DeliveryReceipt;
import io.stratos.messaging.spi.provider.ProviderEvent.InboundMessage;
import io.stratos.messaging.spi.provider.SendRequest;
import io.stratos.messaging.spi.provider.WebhookReading;
import io.stratos.messaging.testkit.MessageProviderContract;
import io.stratos.messaging.testkit.ProviderHarness;
import io.stratos.messaging.webhook.WebhookRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SimulatedProviderTest extends MessageProviderContract {

    private static final Address OURS = PhoneNumber.of("+14155550100");
    private static final Address THEIRS = PhoneNumber.of("+14155550123");
    private static final Address OTHER = PhoneNumber.of("+14155550124");
    private static final Instant START = Instant.parse("2026-03-02T09:00:00Z");
    private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

    private final VirtualClock clock = VirtualClock.at(START);
    private long attempts;

    @Override
    protected ProviderHarness harness() {
        return new SimulatedHarness();
    }

    @Test
    void sameSeedAndRequests_giveTheSameTrace() {
        List<String> one = roughTrace(42);

        assertThat(roughTrace(42)).isEqualTo(one);
        assertThat(roughTrace(43)).isNotEqualTo(one);
    }

    private List<String> roughTrace(long seed) {
        VirtualClock ownClock = VirtualClock.at(START);
        SimulatedProvider provider = SimulatedProvider.builder(ownClock)
                .seed(seed)
                .chaos(Chaos.rough())
                .build();
        attempts = 0;
        List<String> trace = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            try {
                trace.add(provider.send(request(THEIRS, "text " + i)).toString());
            } catch (IllegalStateException thrown) {
                trace.add(thrown.getMessage());
            }
            ownClock.advance(Duration.ofSeconds(2));
            provider.drainCallbacks().forEach(call -> trace.add(line(call)));
        }
        provider.sent().forEach(message -> trace.add(message.toString()));
        return trace;
    }

    @Test
    void chaos_comesAtAboutItsRates() {
        SimulatedProvider provider = SimulatedProvider.builder(clock)
                .seed(7)
                .chaos(Chaos.none().rate(Fault.THROTTLED, 0.2).rate(Fault.ACCEPTED_IN_DOUBT, 0.1))
                .build();
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            outcomes.add(provider.send(request(THEIRS, "text")));
        }

        assertThat(outcomes.stream().filter(Outcome.NotSent.class::isInstance).count())
                .isBetween(330L, 470L);
        assertThat(outcomes.stream().filter(Outcome.InDoubt.class::isInstance).count())
                .isBetween(150L, 250L);
        assertThat(provider.sent()).hasSize((int)
                outcomes.stream().filter(o -> !(o instanceof Outcome.NotSent)).count());
    }

    @Test
    void chaos_ratesBeyondOne_areRefusedWithTheValue() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Chaos.none().rate(Fault.REFUSED, 1.5))
                .withMessageContaining("1.5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Chaos.none().rate(Fault.REFUSED, 0.6).rate(Fault.THROWN, 0.6))
                .withMessageContaining("THROWN");
        assertThatIllegalArgumentException().isThrownBy(() -> Chaos.none().rate(Fault.REFUSED, Double.NaN));
    }

    @Test
    void receipts_comeByTheClock_andDrainOnlyOnce() {
        SimulatedProvider provider = SimulatedProvider.create(clock);
        provider.send(request(THEIRS, "hello"));

        assertThat(provider.dueCallbacks()).isEmpty();
        assertThat(provider.nextCallbackAt()).hasValue(START.plusSeconds(1));
        clock.advance(Duration.ofSeconds(1));
        assertThat(statuses(provider, provider.dueCallbacks())).containsExactly(MessageStatus.SENT);
        assertThat(statuses(provider, provider.drainCallbacks())).containsExactly(MessageStatus.SENT);
        assertThat(provider.drainCallbacks()).isEmpty();
        clock.advance(Duration.ofSeconds(2));
        assertThat(statuses(provider, provider.drainCallbacks())).containsExactly(MessageStatus.DELIVERED);
        assertThat(provider.nextCallbackAt()).isEmpty();
    }

    @Test
    void receipts_duplicated_comeTwiceAndAreTheSame() {
        SimulatedProvider provider =
                SimulatedProvider.create(clock).next(Behavior.deliver().receiptsDuplicated());
        provider.send(request(THEIRS, "hello"));
        clock.advance(TEN_SECONDS);

        List<WebhookRequest> calls = provider.drainCallbacks();
        assertThat(statuses(provider, calls))
                .containsExactly(
                        MessageStatus.SENT, MessageStatus.SENT, MessageStatus.DELIVERED, MessageStatus.DELIVERED);
        assertThat(line(calls.get(0))).isEqualTo(line(calls.get(1)));
    }

    @Test
    void receipts_reordered_comeBackwards() {
        SimulatedProvider provider =
                SimulatedProvider.create(clock).next(Behavior.deliver().receiptsReordered());
        provider.send(request(THEIRS, "hello"));
        clock.advance(Duration.ofSeconds(1));

        assertThat(statuses(provider, provider.drainCallbacks())).containsExactly(MessageStatus.DELIVERED);
        clock.advance(TEN_SECONDS);
        assertThat(statuses(provider, provider.drainCallbacks())).containsExactly(MessageStatus.SENT);
    }

    @Test
    void receipts_late_overtakeNothing_andComeAfterTheirDelay() {
        SimulatedProvider provider =
                SimulatedProvider.create(clock).next(Behavior.deliver().receiptsLate(Duration.ofHours(1)));
        provider.send(request(THEIRS, "hello"));
        clock.advance(Duration.ofMinutes(60));

        assertThat(provider.drainCallbacks()).isEmpty();
        clock.advance(TEN_SECONDS);
        assertThat(statuses(provider, provider.drainCallbacks()))
                .containsExactly(MessageStatus.SENT, MessageStatus.DELIVERED);
    }

    @Test
    void receipts_lost_neverCome_butALookUpTellsTheTruth() {
        SimulatedProvider provider = SimulatedProvider.create(clock)
                .next(Behavior.acceptThenTimeout().receiptsLost());
        SendRequest request = request(THEIRS, "hello");

        assertThat(provider.send(request)).isInstanceOf(Outcome.InDoubt.class);
        assertThat(provider.lookUp(question(request))).isEqualTo(new LookupResult.Found("SIM-1", MessageStatus.SENT));
        clock.advance(TEN_SECONDS);
        assertThat(provider.drainCallbacks()).isEmpty();
        assertThat(provider.lookUp(question(request)))
                .isEqualTo(new LookupResult.Found("SIM-1", MessageStatus.DELIVERED));
    }

    @Test
    void acceptThenTimeout_reportsWithTheAttempt() {
        SimulatedProvider provider = SimulatedProvider.create(clock).next(Behavior.acceptThenTimeout());
        SendRequest request = request(THEIRS, "hello");
        provider.send(request);
        clock.advance(TEN_SECONDS);

        assertThat(receipts(provider, provider.drainCallbacks()))
                .extracting(DeliveryReceipt::attempt)
                .containsExactly(request.attempt(), request.attempt());
    }

    @Test
    void timeoutWithoutAccept_isTheSameDoubtAndTheOtherTruth() {
        SimulatedProvider provider = SimulatedProvider.create(clock).next(Behavior.timeoutWithoutAccept());
        SendRequest request = request(THEIRS, "hello");

        assertThat(provider.send(request)).isInstanceOf(Outcome.InDoubt.class);
        assertThat(provider.lookUp(question(request))).isInstanceOf(LookupResult.Absent.class);
        assertThat(provider.sent()).isEmpty();
        assertThat(provider.requestsFor(request.attempt())).isEqualTo(1);
    }

    @Test
    void records_appearAfterTheirDelay() {
        SimulatedProvider provider =
                SimulatedProvider.builder(clock).recordsAppearAfter(TEN_SECONDS).build();
        SendRequest request = request(THEIRS, "hello");
        provider.send(request);

        assertThat(provider.lookUp(question(request))).isInstanceOf(LookupResult.Absent.class);
        clock.advance(TEN_SECONDS);
        assertThat(provider.lookUp(question(request))).isInstanceOf(LookupResult.Found.class);
    }

    @Test
    void lookUp_switchedOff_isUnknownAndUndeclared() {
        SimulatedProvider provider =
                SimulatedProvider.builder(clock).lookUp(false).build();
        SendRequest request = request(THEIRS, "hello");
        provider.send(request);

        assertThat(provider.capabilities().lookUp()).isFalse();
        assertThat(provider.lookUp(question(request))).isInstanceOf(LookupResult.Unknown.class);
    }

    @Test
    void manyThreadsAtOnce_loseNothing() throws InterruptedException, ExecutionException, TimeoutException {
        SimulatedProvider provider = SimulatedProvider.create(clock);
        List<SendRequest> requests = IntStream.range(0, 4_000)
                .mapToObj(i -> request(THEIRS, "text " + i))
                .toList();
        CyclicBarrier together = new CyclicBarrier(8);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<Integer>> work = IntStream.range(0, 8)
                    .mapToObj(thread -> threads.submit(() -> {
                        int arrival = together.await(30, TimeUnit.SECONDS);
                        requests.subList(thread * 500, thread * 500 + 500).forEach(provider::send);
                        return arrival;
                    }))
                    .toList();
            for (Future<Integer> done : work) {
                done.get(30, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
        clock.advance(TEN_SECONDS);

        assertThat(provider.requests()).isEqualTo(4_000);
        assertThat(provider.sent())
                .extracting(SimulatedMessage::providerMessageId)
                .doesNotHaveDuplicates();
        assertThat(provider.sent()).hasSize(4_000);
        assertThat(provider.drainCallbacks()).hasSize(8_000);
    }

    @Test
    void throwing_throwsAndKeepsNothing() {
        SimulatedProvider provider = SimulatedProvider.create(clock).next(Behavior.throwing());

        assertThatIllegalStateException().isThrownBy(() -> provider.send(request(THEIRS, "hello")));
        assertThat(provider.sent()).isEmpty();
        assertThat(provider.requests()).isEqualTo(1);
    }

    @Test
    void script_queueGoesBeforeRecipientBeforeAlways() {
        SimulatedProvider provider = SimulatedProvider.builder(clock)
                .chaos(Chaos.none().rate(Fault.THROWN, 1))
                .build()
                .always(Behavior.refuse(Refusal.CONTENT, "always"))
                .to(OTHER.value(), Behavior.refuse(Refusal.RECIPIENT, "other"))
                .next(Behavior.refuse(Refusal.SENDER, "first"), Behavior.accept());

        assertThat(List.of(
                        provider.send(request(OTHER, "1")),
                        provider.send(request(OTHER, "2")),
                        provider.send(request(OTHER, "3")),
                        provider.send(request(THEIRS, "4"))))
                .extracting(outcome -> outcome instanceof Outcome.Refused refused ? refused.code() : "accepted")
                .containsExactly("first", "accepted", "other", "always");
    }

    @Test
    void keywords_answered_stopRefusesUntilStart() {
        SimulatedProvider provider =
                SimulatedProvider.builder(clock).answersKeywords(true).build();

        assertThat(inbound(provider, " Stop ").keyword()).hasValue(Keyword.STOP);
        assertThat(provider.send(request(THEIRS, "hello")))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.refusal()).isEqualTo(Refusal.OPT_OUT));
        assertThat(provider.send(request(OTHER, "hello"))).isInstanceOf(Outcome.Accepted.class);
        assertThat(inbound(provider, "HELP").keyword()).hasValue(Keyword.HELP);
        assertThat(inbound(provider, "START").keyword()).hasValue(Keyword.START);
        assertThat(provider.send(request(THEIRS, "hello"))).isInstanceOf(Outcome.Accepted.class);
    }

    @Test
    void keywords_leftToTheEngine_areTextsLikeAnyOther() {
        SimulatedProvider provider = SimulatedProvider.create(clock);

        assertThat(inbound(provider, "STOP").keyword()).isEmpty();
        assertThat(provider.send(request(THEIRS, "hello"))).isInstanceOf(Outcome.Accepted.class);
    }

    @Test
    void send_byAnotherAccountsRoute_isRefused() {
        SimulatedProvider provider =
                SimulatedProvider.builder(clock).account("acme").build();

        assertThat(provider.send(request(THEIRS, "hello")))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.refusal()).isEqualTo(Refusal.ACCOUNT));
    }

    @Test
    void send_beyondTheDeclaredLimits_isRefused() {
        SimulatedProvider provider =
                SimulatedProvider.builder(clock).textLimit(5).build();

        assertThat(provider.send(request(THEIRS, "12345"))).isInstanceOf(Outcome.Accepted.class);
        assertThat(provider.send(request(THEIRS, "123456"))).isInstanceOf(Outcome.Refused.class);
        assertThat(provider.send(request(THEIRS, " "))).isInstanceOf(Outcome.Refused.class);
        assertThat(provider.requests()).isEqualTo(3);
    }

    @Test
    void sameAttemptTwice_isCountedAndFoundTwice() {
        SimulatedProvider provider = SimulatedProvider.create(clock);
        SendRequest request = request(THEIRS, "hello");
        provider.send(request);
        provider.send(request);

        assertThat(provider.requestsFor(request.attempt())).isEqualTo(2);
        assertThat(provider.lookUp(question(request))).isInstanceOf(LookupResult.Unknown.class);
    }

    @Test
    void inbound_goesToTheWebhookUrl_andIsNumbered() {
        SimulatedProvider provider = SimulatedProvider.builder(clock)
                .name("sim-2")
                .webhookUrl(URI.create("https://sms.example.com/hooks/sim-2"))
                .build();

        assertThat(inbound(provider, "one").providerMessageId()).isEqualTo("SIM-in-1");
        assertThat(inbound(provider, "two").providerMessageId()).isEqualTo("SIM-in-2");
        assertThat(provider.inbound(THEIRS.value(), OURS.value(), "three").url())
                .isEqualTo("https://sms.example.com/hooks/sim-2");
    }

    @Test
    void signature_ofAnotherProvider_isRejected() {
        SimulatedProvider other = SimulatedProvider.builder(clock).seed(2).build();

        assertThat(SimulatedProvider.create(clock).receive(other.inbound(THEIRS.value(), OURS.value(), "hi")))
                .isInstanceOf(WebhookReading.Rejected.class);
    }

    @Test
    void toString_ofAMessage_masksTheNumberAndHidesTheText() {
        SimulatedProvider provider = SimulatedProvider.create(clock);
        provider.send(request(THEIRS, "the secret of the house"));

        assertThat(provider.sent()).hasSize(1);
        assertThat(provider.sent().get(0).toString())
                .contains("SIM-1")
                .doesNotContain("secret")
                .doesNotContain(THEIRS.value());
    }

    @Test
    void builder_refusesAWrongNameOnItsLine() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SimulatedProvider.builder(clock).name("Big Name"))
                .withMessageContaining("Big Name");
    }

    private SendRequest request(Address to, String text) {
        AttemptId attempt = new AttemptId(new UUID(0x0199_0000_0000_7000L, Long.MIN_VALUE | ++attempts));
        return new SendRequest(
                attempt,
                new Route("simulated", "sim", OURS, null),
                to,
                Channel.SMS,
                Content.text(text),
                URI.create("https://hooks.example.com/webhooks/simulated?attempt=" + attempt),
                new SendRequest.Bounds(TEN_SECONDS, TEN_SECONDS, null));
    }

    private LookupRequest question(SendRequest sent) {
        Attempt attempt = new Attempt(sent.attempt(), 0, sent.route(), START, null, null, MessageStatus.IN_DOUBT);
        return new LookupRequest(attempt, sent.to(), sent.content());
    }

    private static InboundMessage inbound(SimulatedProvider provider, String text) {
        WebhookReading reading = provider.receive(provider.inbound(THEIRS.value(), OURS.value(), text));
        return (InboundMessage) ((WebhookReading.Verified) reading).events().get(0);
    }

    private static List<DeliveryReceipt> receipts(SimulatedProvider provider, List<WebhookRequest> calls) {
        return calls.stream()
                .map(call -> (WebhookReading.Verified) provider.receive(call))
                .map(verified -> (DeliveryReceipt) verified.events().get(0))
                .toList();
    }

    private static List<MessageStatus> statuses(SimulatedProvider provider, List<WebhookRequest> calls) {
        return receipts(provider, calls).stream().map(DeliveryReceipt::status).toList();
    }

    private static String line(WebhookRequest call) {
        return call.url() + " " + new String(call.body(), StandardCharsets.UTF_8);
    }
}
