package io.stratos.messaging.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.stratos.messaging.delivery.Attempt;
import io.stratos.messaging.delivery.Outcome;
import io.stratos.messaging.delivery.Refusal;
import io.stratos.messaging.message.Content;
import io.stratos.messaging.message.Media;
import io.stratos.messaging.message.MessageStatus;
import io.stratos.messaging.spi.provider.LookupRequest;
import io.stratos.messaging.spi.provider.LookupResult;
import io.stratos.messaging.spi.provider.MessageProvider;
import io.stratos.messaging.spi.provider.ProviderCapabilities;
import io.stratos.messaging.spi.provider.SendRequest;
import io.stratos.messaging.testkit.ProviderHarness.Answer;
import io.stratos.messaging.testkit.ProviderHarness.Written;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * What the engine relies on in every {@link MessageProvider}. To check yours, extend this and script its far side in a
 * {@link ProviderHarness}.
 *
 * <p>Answers a far side cannot give are skipped and say so. Nothing here sleeps; one test waits out a deadline of less
 * than a second.
 */
public abstract class MessageProviderContract extends ProviderWebhookContract {

    private static final int THREADS = 8;
    private static final int SENDS_OF_EACH = 25;
    private static final Duration GRACE = Duration.ofSeconds(5);

    /** A provider is made by its harness. */
    protected MessageProviderContract() {}

    @Test
    @DisplayName("The name is lower-case letters, digits and dashes, and fits the route")
    void name_hasTheShape() {
        assertThat(far.provider().name())
                .matches("[a-z][a-z0-9-]{0,39}")
                .isEqualTo(far.route().provider());
    }

    @Test
    @DisplayName("Capabilities are the same before and after a send")
    void capabilities_areConstant() {
        ProviderCapabilities before = far.provider().capabilities();
        accepted(request("hello"));

        assertThat(far.provider().capabilities()).isEqualTo(before);
    }

    @Test
    @DisplayName("An accepted message has an id, and every message its own")
    void accept_idsAreUnique() {
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < 20; i++) {
            assertThat(ids.add(accepted(request("message " + i))))
                    .as("id %d is new", i)
                    .isTrue();
        }

        assertThat(ids).noneMatch(String::isBlank);
        assertThat(far.requestsOnTheWire()).isEqualTo(20);
    }

    @Test
    @DisplayName("Sender, recipient and callback URL arrive as they were given")
    void addresses_arrive() {
        SendRequest request = request("hello");
        accepted(request);

        Written written = far.written().get(0);
        assertThat(written.from()).isEqualTo(far.route().from().value());
        assertThat(written.to()).isEqualTo(far.recipient().value());
        assertThat(written.callbackUrl()).isEqualTo(request.callbackUrl());
    }

    @Test
    @DisplayName("A message without a callback URL is sent without one")
    void noCallback_isSentWithoutOne() {
        SendRequest with = request("hello");
        accepted(new SendRequest(
                with.attempt(), with.route(), with.to(), with.channel(), with.content(), null, with.bounds()));

        assertThat(far.written()).hasSize(1);
        assertThat(far.written().get(0).callbackUrl()).isNull();
    }

    @Test
    @DisplayName("Every sort of text arrives character by character")
    void texts_arriveExactly() {
        int longest = Math.min(1_600, far.provider().capabilities().textLimit());
        for (String text : List.of(
                "a",
                " leading and trailing ",
                "Grüße aus Köln, señor: 你好, שלום, مرحبا",
                "👩‍👩‍👧‍👦 and 👋🏽 and 🇨🇦",
                "line one\nline two\r\n\tindented",
                "a=b&c=d+e%20f%2Bg;h?i#j",
                "\"quoted\" 'single' \\ back \\n slash <b>&amp;</b> ${x} {{y}}",
                "\u00A0\u200D\uFEFF\u2028",
                "x".repeat(longest),
                "👋".repeat(longest / 2))) {
            accepted(request(text));
            assertThat(far.lastText()).isEqualTo(text);
        }
    }

    @Test
    @DisplayName("Several media arrive in order")
    void media_arriveInOrder() {
        assumeTrue(far.provider().capabilities().mediaLimit() >= 3, "this provider does not carry three media");
        List<URI> urls = List.of(
                URI.create("https://media.example.com/3.jpg?size=l&sig=a%2Bb%3D"),
                URI.create("https://media.example.com/1.jpg"),
                URI.create("https://media.example.com/2.jpg"));
        Content content = Content.text("three");
        for (URI url : urls) {
            content = content.withMedia(Media.of(url, "image/jpeg"));
        }

        accepted(request(content, PATIENT));
        accepted(request(content.withText(""), PATIENT));

        assertThat(far.written()).extracting(Written::media).containsExactly(urls, urls);
        assertThat(far.written()).extracting(Written::text).containsExactly("three", "");
    }

    @Test
    @DisplayName("A recipient who opted out is a refusal that says so, after one request")
    void optOut_isRefused() {
        assertRefused(Answer.REFUSE_OPT_OUT, Refusal.OPT_OUT);
    }

    @Test
    @DisplayName("A number that cannot be reached is a refusal that says so, after one request")
    void recipient_isRefused() {
        assertRefused(Answer.REFUSE_RECIPIENT, Refusal.RECIPIENT);
    }

    @Test
    @DisplayName("Refused credentials are a refusal of the account, after one request")
    void credentials_areRefused() {
        assertRefused(Answer.REFUSE_CREDENTIALS, Refusal.ACCOUNT);
    }

    @Test
    @DisplayName("A throttled request was not sent, and the wait asked for comes back")
    void throttle_isNotSent() {
        Outcome outcome = answerTo(Answer.THROTTLE, PATIENT, 1);

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.NotSent.class,
                        notSent -> assertThat(notSent.askedToWait()).hasValue(ProviderHarness.THROTTLE_WAIT));
    }

    @Test
    @DisplayName("A refused connection means not sent")
    void connectionRefused_isNotSent() {
        assertThat(answerTo(Answer.CONNECTION_REFUSED, PATIENT, 0)).isInstanceOf(Outcome.NotSent.class);
    }

    @Test
    @DisplayName("A server error is in doubt, and even Retry-After: 0 tempts nobody into a second request")
    void serverError_isInDoubt() {
        assertThat(answerTo(Answer.SERVER_ERROR, PATIENT, 1)).isInstanceOf(Outcome.InDoubt.class);
    }

    @Test
    @DisplayName("A redirect is in doubt and is not followed")
    void redirect_isInDoubt() {
        assertThat(answerTo(Answer.REDIRECT, PATIENT, 1)).isInstanceOf(Outcome.InDoubt.class);
    }

    @Test
    @DisplayName("No answer within the deadline is in doubt, and send returns in time")
    void timeout_isInDoubt() {
        long start = System.nanoTime();

        assertThat(answerTo(Answer.TIMEOUT_AFTER_REQUEST, HASTY, 1)).isInstanceOf(Outcome.InDoubt.class);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(HASTY.plus(GRACE));
    }

    @Test
    @DisplayName("Where no time is left to write the first byte, nothing is written")
    void noTimeToWrite_isNotSent() {
        SendRequest late = request(Content.text("late"), new SendRequest.Bounds(PATIENT, Duration.ZERO, null));

        assertThat(far.provider().send(late)).isInstanceOf(Outcome.NotSent.class);
        assertThat(far.requestsOnTheWire()).isZero();
    }

    @Test
    @DisplayName("A connection cut after the request is in doubt")
    void reset_isInDoubt() {
        assertThat(answerTo(Answer.RESET_AFTER_REQUEST, PATIENT, 1)).isInstanceOf(Outcome.InDoubt.class);
    }

    @Test
    @DisplayName("Success without an id is in doubt")
    void garbage_isInDoubt() {
        assertThat(answerTo(Answer.GARBAGE_2XX, PATIENT, 1)).isInstanceOf(Outcome.InDoubt.class);
    }

    @Test
    @DisplayName("Each cause of failure is over with its request: the next one goes through")
    void afterAnyFailure_theNextOneIsAccepted() {
        for (Answer answer : Answer.values()) {
            if (far.supports(answer)) {
                far.answerNext(answer);
                far.provider().send(request(Content.text("first"), quick(answer)));
                far.answerNext(Answer.ACCEPT);
                assertThat(accepted(request("after " + answer))).isNotBlank();
            }
        }
    }

    @Test
    @DisplayName("Sends from eight threads are all accounted for, each with its own text, id and attempt")
    void parallelSends_areAllAccounted() throws InterruptedException, ExecutionException {
        List<SendRequest> requests = IntStream.range(0, THREADS * SENDS_OF_EACH)
                .mapToObj(i -> request("parallel " + i))
                .toList();
        MessageProvider provider = far.provider();
        List<Callable<List<Outcome>>> work = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            List<SendRequest> mine = requests.subList(thread * SENDS_OF_EACH, (thread + 1) * SENDS_OF_EACH);
            work.add(() -> mine.stream().map(provider::send).toList());
        }

        List<Outcome> outcomes = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            for (Future<List<Outcome>> done : threads.invokeAll(work)) {
                outcomes.addAll(done.get());
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(outcomes).hasSize(requests.size()).allMatch(Outcome.Accepted.class::isInstance);
        assertThat(Set.copyOf(outcomes)).hasSize(requests.size());
        assertThat(far.requestsOnTheWire()).isEqualTo(requests.size());
        assertThat(far.written().stream()
                        .collect(Collectors.toMap(Written::text, written -> String.valueOf(written.callbackUrl()))))
                .isEqualTo(requests.stream()
                        .collect(Collectors.toMap(
                                sent -> sent.content().text(), sent -> String.valueOf(sent.callbackUrl()))));
    }

    @Test
    @DisplayName("A look-up finds what was taken and never answered")
    void lookUp_findsWhatTimedOut() {
        assumeTrue(far.provider().capabilities().lookUp(), "this provider cannot look up past messages");
        accepted(request("somebody else's message"));
        SendRequest doubtful = request(Content.text("did it arrive?"), HASTY);
        LookupRequest question = question(doubtful);
        far.answerNext(Answer.TIMEOUT_AFTER_REQUEST);
        assertThat(far.provider().send(doubtful)).isInstanceOf(Outcome.InDoubt.class);

        LookupResult result = far.provider().lookUp(question);

        assertThat(result).isInstanceOfSatisfying(LookupResult.Found.class, found -> {
            assertThat(found.providerMessageId()).isNotBlank();
            assertThat(found.status().after(MessageStatus.IN_DOUBT)).isEqualTo(found.status());
        });
        assertThat(far.requestsOnTheWire()).isEqualTo(2);
    }

    @Test
    @DisplayName("A look-up of what was never sent finds nothing")
    void lookUp_ofTheNeverSent_isAbsent() {
        assumeTrue(far.provider().capabilities().lookUp(), "this provider cannot look up past messages");
        accepted(request("another text"));

        assertThat(far.provider().lookUp(question(request("never sent")))).isInstanceOf(LookupResult.Absent.class);
        assertThat(far.requestsOnTheWire()).isEqualTo(1);
    }

    @Test
    @DisplayName("A provider that declares no look-up answers unknown")
    void lookUp_undeclared_isUnknown() {
        assumeTrue(!far.provider().capabilities().lookUp(), "this provider can look up past messages");

        assertThat(far.provider().lookUp(question(request("any")))).isInstanceOf(LookupResult.Unknown.class);
    }

    @Test
    @DisplayName(
            "Where it declares a window for keys, the same request again is the same message, also after a lost answer")
    void sameKeyAgain_isTheSameMessage() {
        assumeKeys();
        SendRequest request = request("hello");
        String id = accepted(request);
        assertThat(accepted(request)).isEqualTo(id);
        assertThat(accepted(request("hello"))).as("another attempt").isNotEqualTo(id);

        assumeTrue(far.supports(Answer.TIMEOUT_AFTER_REQUEST), "this far side cannot lose an answer");
        far.answerNext(Answer.TIMEOUT_AFTER_REQUEST);
        SendRequest lost = request(Content.text("lost"), HASTY);
        assertThat(far.provider().send(lost)).isInstanceOf(Outcome.InDoubt.class);
        assertThat(accepted(lost)).isEqualTo(accepted(lost)).isNotEqualTo(id);
        assertThat(far.requestsOnTheWire()).isEqualTo(6);
    }

    @Test
    @DisplayName("Where it declares a window for keys, the same request from many threads at once is one message")
    void sameKeyAtOnce_isOneMessage() throws Exception {
        assumeKeys();
        SendRequest request = request("hello");

        assertThat(Race.run(THREADS, () -> accepted(request))).hasSize(THREADS).containsOnly(accepted(request));
    }

    private void assumeKeys() {
        assumeTrue(!far.provider().capabilities().keyWindow().isZero(), "this provider knows no keys");
    }

    @Test
    @DisplayName("Closing twice is the same as closing once")
    void close_isIdempotent() {
        accepted(request("last"));
        MessageProvider provider = far.provider();

        assertThatCode(() -> {
                    provider.close();
                    provider.close();
                })
                .doesNotThrowAnyException();
    }

    @Test
    @DisplayName("toString shows no secret and no phone number")
    void toString_showsNoSecret() {
        assertThat(far.secrets()).as("secrets the harness names").allMatch(secret -> !secret.isBlank());
        assertDiscreet(far.provider().toString());
    }

    private void assertRefused(Answer answer, Refusal expected) {
        assertThat(answerTo(answer, PATIENT, 1)).isInstanceOfSatisfying(Outcome.Refused.class, refused -> {
            assertThat(refused.refusal()).isEqualTo(expected);
            assertThat(refused.code()).isNotBlank();
        });
    }

    private Outcome answerTo(Answer answer, Duration deadline, int requests) {
        assumeTrue(far.supports(answer), "this far side cannot " + answer);
        far.answerNext(answer);
        Outcome outcome = far.provider().send(request(Content.text("hello"), deadline));
        assertThat(far.requestsOnTheWire()).as("requests on the wire").isEqualTo(requests);
        assertDiscreet(outcome.toString());
        return outcome;
    }

    private void assertDiscreet(String text) {
        far.secrets().forEach(secret -> assertThat(text).doesNotContain(secret));
        assertThat(text).doesNotContain(far.recipient().value());
    }

    private LookupRequest question(SendRequest sent) {
        Attempt attempt =
                new Attempt(sent.attempt(), 0, sent.route(), far.clock().instant(), null, null, MessageStatus.IN_DOUBT);
        return new LookupRequest(attempt, sent.to(), sent.content());
    }

    private static Duration quick(Answer answer) {
        return answer == Answer.TIMEOUT_AFTER_REQUEST ? HASTY : PATIENT;
    }
}
