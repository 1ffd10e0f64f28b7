package io.stratos.messaging.internal.dispatch;

import io.stratos.messaging.delivery.Decision;
import io.stratos.messaging.delivery.Outcome;
import io.stratos.messaging.delivery.RetryPolicy;
import io.stratos.messaging.internal.tenant.Providers;
import io.stratos.messaging.message.DoubtPolicy;
import io.stratos.messaging.message.Message;
import io.stratos.messaging.spi.provider.LookupRequest;
import io.stratos.messaging.spi.provider.LookupResult;
import io.stratos.messaging.spi.provider.MessageProvider;
import io.stratos.messaging.spi.provider.ProviderCapabilities.Feature;
import io.stratos.messaging.spi.store.Ingest;
import io.stratos.messaging.spi.store.MessagingStore;
import io.stratos.messaging.spi.store.Recovered.Doubt;
import io.stratos.messaging.spi.store.Settlement;
import io.stratos.messaging.spi.store.Settlement.Next;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks into doubts: asks the provider what became of a request, and never sends again on a guess. */
final class Reconciler {

    private static final Logger LOG = LoggerFactory.getLogger(Reconciler.class);

    private final MessagingStore store;
    private final Providers providers;
    private final RetryPolicy retries;
    private final Repetitions repetitions;

    Reconciler(Parts parts, RetryPolicy retries, Repetitions repetitions) {
        this.repetitions = repetitions;
        this.store = parts.store();
        this.providers = parts.providers();
        this.retries = retries;
    }

    /** {@return doubts that stay open and ours, as repeating the request may resolve them} */
    List<Doubt> look(List<Doubt> doubts) {
        List<Doubt> open = new ArrayList<>();
        List<Settlement> settlements = new ArrayList<>();
        List<Ingest> receipts = new ArrayList<>();
        for (Doubt doubt : doubts) {
            LookupResult result = ask(doubt);
            if (isOpen(doubt, result) && repetitions.mayResolve(doubt)) {
                open.add(doubt);
                continue;
            }
            try {
                settlements.add(settlement(doubt, result));
            } catch (RuntimeException failed) {
                LOG.error(
                        "what follows attempt {} could not be decided",
                        doubt.attempt().id(),
                        failed);
                continue;
            }
            if (result instanceof LookupResult.Found found) {
                receipts.add(new Ingest.Receipt(
                        doubt.attempt().route().provider(),
                        doubt.attempt().route().account(),
                        found.providerMessageId(),
                        doubt.attempt().id(),
                        found.status(),
                        null,
                        "found by look-up"));
            }
        }
        store.settle(settlements);
        if (!receipts.isEmpty()) {
            store.ingest(receipts);
        }
        return open;
    }

    private boolean isOpen(Doubt doubt, LookupResult result) {
        return result instanceof LookupResult.Unknown
                || (result instanceof LookupResult.Absent && !provesAbsence(doubt));
    }

    private LookupResult ask(Doubt doubt) {
        Optional<MessageProvider> provider =
                providers.find(doubt.attempt().route().provider());
        if (provider.isEmpty() || !provider.get().capabilities().lookUp()) {
            return LookupResult.unknown("the provider has no look-up");
        }
        try {
            return provider.get()
                    .lookUp(new LookupRequest(
                            doubt.attempt(),
                            doubt.message().to(),
                            Units.of(doubt.message().content(), doubt.unitLimit())
                                    .unit(doubt.attempt().unit(), permission(doubt)),
                            id -> isAnothers(doubt, id)));
        } catch (RuntimeException thrown) {
            LOG.warn("look-up of attempt {} failed", doubt.attempt().id(), thrown);
            return LookupResult.unknown("the look-up threw " + thrown.getClass().getSimpleName());
        }
    }

    /** The decision that let the request go: the last one that did, as nothing is sent while it is in doubt. */
    private Decision permission(Doubt doubt) {
        Decision none = new Decision(doubt.attempt().startedAt(), Decision.Stage.SEND, List.of());
        if (doubt.attempt().unit() > 0) {
            return none;
        }
        return store.session().trace(doubt.message().tenant(), doubt.message().id()).stream()
                .flatMap(trace -> trace.decisions().stream())
                .filter(decision -> decision.stage() == Decision.Stage.SEND && decision.isAllowed())
                .reduce(none, (earlier, later) -> later);
    }

    private boolean isAnothers(Doubt doubt, String providerMessageId) {
        return store.attemptOf(
                        doubt.attempt().route().provider(),
                        doubt.attempt().route().account(),
                        providerMessageId)
                .filter(owner -> !owner.equals(doubt.attempt().id()))
                .isPresent();
    }

    private Settlement settlement(Doubt doubt, LookupResult result) {
        if (result instanceof LookupResult.Found found) {
            return new Settlement(
                    doubt.token(),
                    doubt.attempt().id(),
                    new Outcome.Accepted(found.providerMessageId()),
                    new Next.Advance());
        }
        if (result instanceof LookupResult.Absent absent && provesAbsence(doubt)) {
            return absent(doubt, "absent: " + absent.reason());
        }
        String reason = result instanceof LookupResult.Absent absent
                ? "not found, which proves nothing: " + absent.reason()
                : ((LookupResult.Unknown) result).reason();
        return new Settlement(
                doubt.token(),
                doubt.attempt().id(),
                new Outcome.InDoubt(reason),
                DoubtRules.unknown(doubt.checks(), canLook(doubt)));
    }

    private Settlement absent(Doubt doubt, String reason) {
        Message message = doubt.message();
        boolean another = message.doubtPolicy() == DoubtPolicy.RESEND_AFTER_PROOF_OF_ABSENCE
                && store.session()
                        .trace(message.tenant(), message.id())
                        .map(trace -> Tries.upTo(doubt.attempt().id(), trace))
                        .filter(tries -> !retries.allowsAnother(tries.made(), tries.age()))
                        .isEmpty();
        DoubtRules.Ruling ruling = DoubtRules.absent(message.doubtPolicy(), another);
        return new Settlement(
                doubt.token(),
                doubt.attempt().id(),
                new Outcome.NotSent(reason + ruling.because(), null),
                ruling.next());
    }

    private boolean provesAbsence(Doubt doubt) {
        return has(doubt, Feature.LOOK_UP_PROVES_ABSENCE);
    }

    private boolean canLook(Doubt doubt) {
        return has(doubt, Feature.LOOK_UP);
    }

    private boolean has(Doubt doubt, Feature feature) {
        return providers
                .find(doubt.attempt().route().provider())
                .map(provider -> provider.capabilities().features().contains(feature))
                .orElse(false);
    }
}
