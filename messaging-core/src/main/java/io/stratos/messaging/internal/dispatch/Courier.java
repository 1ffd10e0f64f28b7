package io.stratos.messaging.internal.dispatch;

import io.stratos.messaging.delivery.Outcome;
import io.stratos.messaging.delivery.RetryPolicy;
import io.stratos.messaging.internal.machine.Machine;
import io.stratos.messaging.internal.tenant.Providers;
import io.stratos.messaging.message.Content;
import io.stratos.messaging.message.Message;
import io.stratos.messaging.message.MessageStatus;
import io.stratos.messaging.spi.provider.MessageProvider;
import io.stratos.messaging.spi.provider.SendRequest;
import io.stratos.messaging.spi.store.MessagingStore;
import io.stratos.messaging.spi.store.Recovered.Doubt;
import io.stratos.messaging.spi.store.Settlement;
import io.stratos.messaging.spi.store.Settlement.Next;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes one request to a provider and says what came of it. Holds no transaction and no lock while it does. */
final class Courier {

    private static final Logger LOG = LoggerFactory.getLogger(Courier.class);

    private final MessagingStore store;
    private final Providers providers;
    private final RetryPolicy retries;
    private final Timing timing;
    private final Machine machine;
    private final @Nullable URI publicUrl;

    Courier(Parts parts, RetryPolicy retries, Machine machine, @Nullable URI publicUrl) {
        this.store = parts.store();
        this.providers = parts.providers();
        this.retries = retries;
        this.timing = parts.timing();
        this.machine = machine;
        this.publicUrl = publicUrl;
    }

    /**
     * What came of a request.
     *
     * @param answer what came of this one
     * @param settlement what that says about the attempt
     */
    record Done(Outcome answer, Settlement settlement) {}

    Done run(Errand errand) {
        Outcome outcome = deliver(errand);
        Doubt doubt = errand.repeats();
        return new Done(outcome, doubt == null ? settlement(errand, outcome) : ofRepetition(errand, doubt, outcome));
    }

    /** Whatever the provider says of this request but that it has the text, it does not say of the one before. */
    private static Settlement ofRepetition(Errand errand, Doubt doubt, Outcome outcome) {
        return outcome instanceof Outcome.Accepted
                ? new Settlement(errand.claim().token(), errand.attempt(), outcome, new Next.Advance())
                : new Settlement(
                        errand.claim().token(),
                        errand.attempt(),
                        new Outcome.InDoubt("repeated by its key, which came to " + outcome),
                        DoubtRules.unknown(doubt.checks(), true));
    }

    private Settlement settlement(Errand errand, Outcome outcome) {
        return outcome instanceof Outcome.NotSent notSent
                ? again(errand, notSent)
                : new Settlement(errand.claim().token(), errand.attempt(), outcome, next(errand, outcome));
    }

    private Outcome deliver(Errand errand) {
        Optional<MessageProvider> provider =
                providers.find(errand.plan().route().provider());
        if (provider.isEmpty()) {
            return new Outcome.NotSent(
                    "this engine has no provider " + errand.plan().route().provider(), null);
        }
        Duration left = Timing.FRESH_INTENT.minus(age(errand));
        if (left.isNegative() || left.isZero()) {
            return new Outcome.NotSent("the intent was " + age(errand) + " old; this process had been frozen", null);
        }
        SendRequest request;
        try {
            request = request(errand, left);
        } catch (RuntimeException thrown) {
            LOG.error("no request could be made of attempt {}", errand.attempt(), thrown);
            return new Outcome.NotSent(
                    "no request could be made of it: " + thrown.getClass().getSimpleName(), null);
        }
        Outcome outcome = send(provider.get(), errand, request);
        errand.ticket().answered(outcome);
        return outcome;
    }

    private static Outcome send(MessageProvider provider, Errand errand, SendRequest request) {
        try {
            return provider.send(request);
        } catch (RuntimeException thrown) {
            LOG.warn("provider {} threw from send; attempt {} is in doubt", provider.name(), errand.attempt(), thrown);
            return new Outcome.InDoubt(
                    "the provider adapter threw " + thrown.getClass().getSimpleName());
        }
    }

    private Duration age(Errand errand) {
        return since(new Moment(errand.askedAt(), errand.askedNanos()));
    }

    /** A moment by both clocks of the machine. */
    record Moment(Instant at, long nanos) {}

    Moment moment() {
        return new Moment(now(), nanos());
    }

    /** The larger of two clocks: the engine's may be set back, the machine's stands still in a test. */
    Duration since(Moment moment) {
        Duration byClock = Duration.between(moment.at, now());
        Duration byMachine = Duration.ofNanos(nanos() - moment.nanos);
        return byClock.compareTo(byMachine) > 0 ? byClock : byMachine;
    }

    private SendRequest request(Errand errand, Duration writeWithin) {
        Message message = errand.claim().message();
        Content unit = Units.of(message.content(), errand.plan().unitLimit())
                .unit(errand.claim().progress().unit(), errand.plan().decision());
        // The provider counts from when it is written, which is so much later than the intent at most.
        Stream<Instant> latest = Stream.ofNullable(errand.plan().latest()).map(end -> end.minus(Timing.FRESH_INTENT));
        Duration validity = Stream.concat(message.expiresAt().stream(), latest)
                .min(Comparator.naturalOrder())
                .map(at -> Duration.between(errand.plan().decision().at(), at))
                .orElse(null);
        return new SendRequest(
                errand.attempt(),
                errand.plan().route(),
                message.to(),
                message.channel(),
                unit,
                callback(errand),
                new SendRequest.Bounds(timing.deadline(), writeWithin, validity));
    }

    private @Nullable URI callback(Errand errand) {
        return publicUrl == null
                ? null
                : URI.create(publicUrl + "/" + errand.plan().route().provider() + "?attempt=" + errand.attempt());
    }

    private Settlement again(Errand errand, Outcome.NotSent notSent) {
        int made = errand.claim().progress().attempts() + 1;
        Optional<Duration> wait =
                retries.waitAfter(made, sinceTheFirst(errand, made), notSent.retryAfter(), machine.jitter());
        return wait.isPresent()
                ? new Settlement(errand.claim().token(), errand.attempt(), notSent, new Next.Retry(wait.get()))
                : new Settlement(
                        errand.claim().token(),
                        errand.attempt(),
                        new Outcome.NotSent(
                                notSent.reason() + "; not tried again: " + retries.spent(made), notSent.retryAfter()),
                        new Next.End(MessageStatus.FAILED));
    }

    /** Read only once a second attempt came to nothing: the hot path keeps no time for it. */
    private Duration sinceTheFirst(Errand errand, int made) {
        if (made == 1) {
            return Duration.ZERO;
        }
        Message message = errand.claim().message();
        try {
            return store.session()
                    .trace(message.tenant(), message.id())
                    .map(trace -> Tries.upTo(errand.attempt(), trace).age())
                    .orElse(Duration.ZERO);
        } catch (RuntimeException failed) {
            LOG.warn("the age of message {} could not be read; it is tried again", message.id(), failed);
            return Duration.ZERO;
        }
    }

    private Next next(Errand errand, Outcome outcome) {
        if (outcome instanceof Outcome.Accepted) {
            return new Next.Advance();
        }
        if (outcome instanceof Outcome.Refused) {
            return new Next.End(MessageStatus.FAILED);
        }
        return doubtful(errand);
    }

    private Next doubtful(Errand errand) {
        boolean canLook = providers
                .find(errand.plan().route().provider())
                .map(provider -> provider.capabilities().lookUp()
                        || !provider.capabilities().keyWindow().isZero())
                .orElse(false);
        return canLook ? new Next.Reconcile(Timing.waitBeforeLook(0).orElseThrow()) : new Next.Park();
    }

    /** {@return by the clock that errands are stamped with} */
    Instant now() {
        return machine.clock().instant();
    }

    /** {@return by the machine's own clock, which no time service moves} */
    long nanos() {
        return machine.nanos().getAsLong();
    }
}
