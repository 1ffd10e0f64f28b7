package io.stratos.messaging.internal.dispatch;

import io.stratos.messaging.delivery.Decision;
import io.stratos.messaging.delivery.Ruling;
import io.stratos.messaging.delivery.Verdict;
import io.stratos.messaging.id.MessageId;
import io.stratos.messaging.id.TenantId;
import io.stratos.messaging.message.MessageStatus;
import io.stratos.messaging.spi.store.Claim;
import io.stratos.messaging.spi.store.ClaimToken;
import io.stratos.messaging.spi.store.IntentDecision;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Messages that cannot even be asked about: the gate, an adapter's capabilities or the content itself throws. Each is put
 * off by itself, longer each time, while the rest of its batch goes, and ends after a few times.
 *
 * <p>Counted by this node alone and forgotten with it: a few more tries do no harm, and nothing was written.
 */
final class Stumbles {

    private static final Logger LOG = LoggerFactory.getLogger(Stumbles.class);
    private static final int MOST = 5;
    private static final int MOST_KEPT = 10_000;
    private static final Duration FIRST_WAIT = Duration.ofSeconds(2);

    private record Name(TenantId tenant, MessageId message) {
        static Name of(ClaimToken token) {
            return new Name(token.tenant(), token.message());
        }
    }

    private record Count(long token, int times) {}

    private final Map<Name, Count> counts = new ConcurrentHashMap<>();

    /** Says what becomes of it. A transaction that is repeated asks again under the same token, which counts once. */
    IntentDecision after(Claim claim, Instant now, RuntimeException thrown) {
        if (counts.size() >= MOST_KEPT) {
            counts.clear();
        }
        long token = claim.token().token();
        Name name = Name.of(claim.token());
        int times = counts.merge(
                        name,
                        new Count(token, 1),
                        (known, fresh) -> known.token() == token ? known : new Count(token, known.times() + 1))
                .times();
        LOG.error("message {} could not be decided about, time {} of {}", name.message(), times, MOST, thrown);
        String what = "it could not be decided about: " + thrown.getClass().getSimpleName() + ", time " + times + " of "
                + MOST;
        if (times < MOST) {
            Instant until = now.plus(FIRST_WAIT.multipliedBy(1L << (2 * (times - 1))));
            return new IntentDecision.Defer(decision(now, Verdict.defer("error", what, until)), until)
                    .owing(claim.due());
        }
        Verdict over = Verdict.of("error", Ruling.BLOCK, what + "; once repaired, messages().replay brings it back");
        return new IntentDecision.Stop(decision(now, over), MessageStatus.FAILED);
    }

    /** It went, or was refused for a reason: what was wrong is right again. */
    void over(Claim claim) {
        if (!counts.isEmpty()) {
            counts.remove(Name.of(claim.token()));
        }
    }

    private static Decision decision(Instant now, Verdict verdict) {
        return new Decision(now, Decision.Stage.SEND, List.of(verdict));
    }
}
