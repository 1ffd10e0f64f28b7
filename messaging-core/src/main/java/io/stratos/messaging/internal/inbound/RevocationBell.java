package io.stratos.messaging.internal.inbound;

import io.stratos.messaging.consent.ConsentAction;
import io.stratos.messaging.consent.ConsentEvent;
import io.stratos.messaging.consent.Evidence;
import io.stratos.messaging.consent.Revocation;
import io.stratos.messaging.message.Message;
import io.stratos.messaging.spi.store.Ingest;
import io.stratos.messaging.spi.store.IngestResult;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the host that a contact wants no more, or may, once that is committed. What it does wrong stays with it. */
public final class RevocationBell {

    private static final Logger LOG = LoggerFactory.getLogger(RevocationBell.class);

    private static final Set<ConsentAction> OPT_OUTS =
            EnumSet.of(ConsentAction.OPT_OUT_ALL, ConsentAction.OPT_OUT, ConsentAction.OPT_OUT_SENDER);

    private final Consumer<Revocation> listener;

    /**
     * A bell that somebody hears.
     *
     * @param listener the host's
     */
    public RevocationBell(Consumer<Revocation> listener) {
        this.listener = listener;
    }

    void ring(Ingest ingest, IngestResult result) {
        if (!(ingest instanceof Ingest.Inbound inbound) || result.kind() != IngestResult.Kind.STORED) {
            return;
        }
        for (ConsentEvent event : inbound.consent()) {
            if (OPT_OUTS.contains(event.action())) {
                tell(inbound.message(), event, Revocation.Kind.STOPPED);
            } else if (event.action() == ConsentAction.HOLD) {
                tell(inbound.message(), event, Revocation.Kind.TO_REVIEW);
            }
        }
    }

    private void tell(Message message, ConsentEvent event, Revocation.Kind kind) {
        Revocation revocation = new Revocation(
                message.tenant(),
                event.address(),
                message.conversation(),
                message.id(),
                kind,
                reason(event.evidence()));
        try {
            listener.accept(revocation);
        } catch (RuntimeException failed) {
            LOG.error("the host's listener failed on {}", revocation, failed);
        }
    }

    /**
     * Why an event was recorded.
     *
     * @param evidence what it was recorded with
     * @return one line
     */
    public static String reason(Evidence evidence) {
        Map<String, String> facts = evidence.facts();
        String rule = facts.getOrDefault("rule", facts.getOrDefault("keyword", ""));
        String words = facts.getOrDefault("words", "");
        return rule.isEmpty() ? facts.toString() : rule + (words.isEmpty() ? "" : ": \"" + words + "\"");
    }
}
