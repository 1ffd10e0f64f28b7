package io.stratos.messaging.internal.inbound;

import io.stratos.messaging.consent.ConsentAction;
import io.stratos.messaging.consent.ConsentEvent;
import io.stratos.messaging.consent.Evidence;
import io.stratos.messaging.message.Message;
import io.stratos.messaging.spi.store.Ingest;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a text that was found late changes: what it would have changed in its time, as far as nothing that was said later speaks against
 * it. The ledger is in the order in which things became known; when each was said is in its evidence.
 */
final class LateWords {

    static final String SAID_AT = "said_at";
    static final String FOUND_BY = "found_by";
    static final String POLLING = "polling";

    /** 47 CFR 64.1200(a)(12): a confirmation is presumed within consent for five minutes. */
    private static final Duration ANSWERED_WITHIN = Duration.ofMinutes(5);

    private static final Set<ConsentAction> REFUSALS =
            EnumSet.of(ConsentAction.OPT_OUT_ALL, ConsentAction.OPT_OUT, ConsentAction.OPT_OUT_SENDER);

    private LateWords() {}

    static Evidence evidence(Evidence evidence, Instant saidAt) {
        return evidence.with(FOUND_BY, POLLING).with(SAID_AT, saidAt.toString());
    }

    /** The same, as it is to be stored when it was said at some earlier instant. */
    static Ingest.Inbound adjusted(Ingest.Inbound inbound, Instant saidAt, List<ConsentEvent> history) {
        List<ConsentEvent> kept = new ArrayList<>();
        for (ConsentEvent event : inbound.consent()) {
            if (!isOvertaken(event, saidAt, history)) {
                kept.add(new ConsentEvent(
                        event.at(),
                        event.address(),
                        event.action(),
                        event.purpose(),
                        evidence(event.evidence(), saidAt)));
            }
        }
        Message message = inbound.message();
        boolean timely = message.createdAt().isBefore(saidAt.plus(ANSWERED_WITHIN))
                && kept.size() == inbound.consent().size();
        Map<String, String> metadata = new TreeMap<>(message.metadata());
        metadata.put(FOUND_BY, POLLING);
        metadata.put(SAID_AT, saidAt.toString());
        return new Ingest.Inbound(
                inbound.provider(),
                inbound.dedupKey(),
                message.toBuilder().metadata(metadata).build(),
                kept,
                timely ? inbound.reply() : null);
    }

    private static boolean isOvertaken(ConsentEvent event, Instant saidAt, List<ConsentEvent> history) {
        return switch (event.action()) {
            case OPT_OUT_ALL, OPT_OUT, OPT_OUT_SENDER -> isLiftedAfter(saidAt, history);
            case HOLD -> isLiftedAfter(saidAt, history) || isAfter(saidAt, history, EnumSet.of(ConsentAction.RELEASE));
            case RESUBSCRIBE -> isAfter(saidAt, history, REFUSALS);
            case CONFIRM -> isAfter(saidAt, history, REFUSALS) || !wasAsked(saidAt, history);
            default -> false;
        };
    }

    static boolean isLiftedAfter(Instant saidAt, List<ConsentEvent> history) {
        return isAfter(saidAt, history, EnumSet.of(ConsentAction.RESUBSCRIBE));
    }

    private static boolean isAfter(Instant saidAt, List<ConsentEvent> history, Set<ConsentAction> actions) {
        return history.stream()
                .anyMatch(
                        event -> actions.contains(event.action()) && said(event).isAfter(saidAt));
    }

    /** A YES answers a question that was put before it, and none that was put since. */
    private static boolean wasAsked(Instant saidAt, List<ConsentEvent> history) {
        return history.stream()
                        .anyMatch(event -> event.action() == ConsentAction.REQUEST
                                && !event.at().isAfter(saidAt))
                && !isAfter(saidAt, history, EnumSet.of(ConsentAction.REQUEST));
    }

    /** The refusals that were said after something, but known before it. */
    static List<ConsentEvent> refusalsAfter(Instant saidAt, List<ConsentEvent> history) {
        return history.stream()
                .filter(event ->
                        REFUSALS.contains(event.action()) && said(event).isAfter(saidAt))
                .toList();
    }

    private static Instant said(ConsentEvent event) {
        String at = event.evidence().facts().get(SAID_AT);
        if (at != null && POLLING.equals(event.evidence().facts().get(FOUND_BY))) {
            try {
                return Instant.parse(at);
            } catch (DateTimeParseException aHostsOwnFact) {
                return event.at();
            }
        }
        return event.at();
    }
}
