package io.stratos.messaging.internal.dispatch;

import io.stratos.messaging.delivery.Outcome;
import io.stratos.messaging.id.AttemptId;
import io.stratos.messaging.id.MessageId;
import io.stratos.messaging.id.TenantId;
import io.stratos.messaging.internal.environment.SendingPermit;
import io.stratos.messaging.internal.gate.Gate;
import io.stratos.messaging.internal.tenant.Directory;
import io.stratos.messaging.internal.tenant.Providers;
import io.stratos.messaging.message.DoubtPolicy;
import io.stratos.messaging.message.Message;
import io.stratos.messaging.routing.ProviderAccount;
import io.stratos.messaging.spi.store.AddressRecord;
import io.stratos.messaging.spi.store.Claim;
import io.stratos.messaging.spi.store.Intent;
import io.stratos.messaging.spi.store.IntentDecision;
import io.stratos.messaging.spi.store.IntentResult;
import io.stratos.messaging.spi.store.MessagingStore;
import io.stratos.messaging.spi.store.Recovered.Doubt;
import io.stratos.messaging.spi.store.Settlement;
import io.stratos.messaging.spi.store.Settlement.Next;
import io.stratos.messaging.tenant.TenantProfile;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a request in doubt is repeated with the same attempt's id: only where the provider promises at most one text for
 * all of them, and only while that promise holds.
 */
final class Repetitions {

    private static final Logger LOG = LoggerFactory.getLogger(Repetitions.class);

    private final MessagingStore store;
    private final Directory tenants;
    private final Courier courier;
    private final Providers providers;
    private final Gate gate;
    private final Timing timing;
    private final SendingPermit permit;

    Repetitions(Parts parts, Courier courier, SendingPermit permit) {
        this.store = parts.store();
        this.tenants = parts.tenants();
        this.courier = courier;
        this.providers = parts.providers();
        this.gate = parts.gate();
        this.timing = parts.timing();
        this.permit = permit;
    }

    /** Who wants proof of absence, or to be asked, takes the provider's word for nothing less. */
    boolean mayResolve(Doubt doubt) {
        // A condition would have to be asked again, and whoever asks it waits for the host.
        return doubt.message().handling().condition().isEmpty()
                && doubt.message().doubtPolicy() == DoubtPolicy.RESEND_AFTER_PROOF_OF_ABSENCE
                && !within(doubt).isZero();
    }

    /** Repeats requests in doubt, under the same attempts, as far as the gate and the providers' promises allow. */
    void repeat(List<Doubt> open, Accounts.Round round, Consumer<Errand> carry) {
        List<Intent> doubts = open.stream().map(Repetitions::intent).toList();
        Map<TenantId, TenantProfile> profiles = Profiles.of(doubts, tenants);
        Map<AttemptId, Doubt> byAttempt =
                open.stream().collect(Collectors.toMap(doubt -> doubt.attempt().id(), doubt -> doubt));
        Map<MessageId, Doubt> byMessage =
                open.stream().collect(Collectors.toMap(doubt -> doubt.message().id(), doubt -> doubt));
        Instant askedAt = courier.now();
        long askedNanos = courier.nanos();
        List<IntentResult> results = store.repeat(
                doubts,
                timing.lease(),
                (claim, recipient) -> decide(
                        Objects.requireNonNull(byMessage.get(claim.message().id())),
                        recipient,
                        profiles.get(claim.message().tenant()),
                        round));
        List<Settlement> left = new ArrayList<>();
        for (IntentResult result : results) {
            Intent intent = result.intent();
            Doubt doubt = Objects.requireNonNull(byAttempt.get(intent.attempt()));
            if (result.decision() instanceof IntentDecision.Proceed plan) {
                Accounts.Ticket ticket = round.take(
                        doubt.message().id(),
                        new ProviderAccount(
                                plan.route().provider(), plan.route().account()));
                carry.accept(new Errand(intent.claim(), intent.attempt(), plan, askedAt, askedNanos, ticket, doubt));
            } else if (result.decision() != null) {
                left.add(left(doubt, result.decision()));
            }
        }
        store.settle(left);
    }

    private static Intent intent(Doubt doubt) {
        Claim.Progress progress = new Claim.Progress(doubt.attempt().unit(), doubt.unitLimit(), 1);
        return new Intent(
                new Claim(
                        doubt.token(),
                        doubt.message(),
                        progress,
                        doubt.attempt().startedAt()),
                doubt.attempt().id());
    }

    /** Asked under the lock of the recipient. One doubt that cannot be decided about must not keep the others. */
    private IntentDecision decide(
            Doubt doubt, AddressRecord recipient, @Nullable TenantProfile tenant, Accounts.Round round) {
        try {
            return ask(doubt, recipient, tenant, round);
        } catch (RuntimeException thrown) {
            LOG.error(
                    "whether attempt {} may be repeated could not be decided",
                    doubt.attempt().id(),
                    thrown);
            return Gate.refusal(Gate.unknownTenant(recipient.readAt()));
        }
    }

    private IntentDecision ask(
            Doubt doubt, AddressRecord recipient, @Nullable TenantProfile tenant, Accounts.Round round) {
        Message message = doubt.message();
        if (tenant == null) {
            return Gate.refusal(Gate.unknownTenant(recipient.readAt()));
        }
        if (permit.clocksDisagree()) {
            return Gate.refusal(Gate.clocksDisagree(recipient.readAt()));
        }
        Instant until = doubt.attempt().startedAt().plus(within(doubt));
        Gate.Answer answer =
                gate.askAgain(message, tenant, recipient, doubt.attempt().route(), until);
        if (!answer.decision().isAllowed() || answer.sender().isEmpty()) {
            return Gate.refusal(answer.decision());
        }
        boolean admitted = round.admit(
                        message.id(), ProviderAccount.of(answer.sender().get()), message.lane())
                .isEmpty();
        return admitted
                ? new IntentDecision.Proceed(
                        answer.decision(),
                        doubt.attempt().route(),
                        doubt.unitLimit(),
                        Units.of(message.content(), doubt.unitLimit()).count(),
                        List.of(),
                        List.of(),
                        answer.latest())
                : new IntentDecision.Leave();
    }

    /** What follows where it was not repeated. */
    private Settlement left(Doubt doubt, IntentDecision decision) {
        Next next;
        if (decision instanceof IntentDecision.Leave) {
            next = new Next.Reconcile(timing.recoverEvery());
        } else {
            next = DoubtRules.unknown(doubt.checks(), decision instanceof IntentDecision.Defer || canLook(doubt));
        }
        return new Settlement(
                doubt.token(),
                doubt.attempt().id(),
                new Outcome.InDoubt("nobody knows, and it was not repeated"),
                next);
    }

    private boolean canLook(Doubt doubt) {
        return providers
                .find(doubt.attempt().route().provider())
                .map(provider -> provider.capabilities().lookUp())
                .orElse(false);
    }

    private Duration within(Doubt doubt) {
        return providers
                .find(doubt.attempt().route().provider())
                .map(provider -> timing.repeatWithin(provider.capabilities().keyWindow()))
                .filter(within -> !within.isNegative())
                .orElse(Duration.ZERO);
    }
}
