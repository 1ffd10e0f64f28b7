package io.stratos.messaging.sim;

import io.stratos.messaging.consent.ConsentAction;
import io.stratos.messaging.consent.ConsentEvent;
import io.stratos.messaging.consent.ConsentSource;
import io.stratos.messaging.consent.Evidence;
import io.stratos.messaging.consent.Purpose;
import io.stratos.messaging.contact.Address;
import io.stratos.messaging.message.Message;
import io.stratos.messaging.message.Origin;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a contact agreed to, read from the events alone, one after the other, the plain way. Shares nothing with the rules
 * by which the engine folds and asks them.
 */
final class PlainConsent {

    /** What was said about one purpose. */
    private static final class Said {
        private boolean yes;
        private boolean no;
        private Instant yesUntil = Instant.MIN;
        private Instant asked = Instant.MIN;

        private boolean agrees(Instant at) {
            return yes || at.isBefore(yesUntil);
        }

        private boolean isSilent(Instant at) {
            return !agrees(at) && !no && !at.isBefore(asked);
        }

        private void agree() {
            yes = true;
            no = false;
            yesUntil = Instant.MIN;
            asked = Instant.MIN;
        }
    }

    private final Map<Purpose, Said> purposes = new EnumMap<>(Purpose.class);
    private final Set<String> deafTo = new HashSet<>();
    private final Map<String, Instant> suppressed = new HashMap<>();
    private boolean stopped;
    private boolean held;

    private PlainConsent() {
        for (Purpose purpose : Purpose.values()) {
            purposes.put(purpose, new Said());
        }
    }

    static PlainConsent of(List<ConsentEvent> events) {
        PlainConsent read = new PlainConsent();
        events.forEach(read::read);
        return read;
    }

    private void read(ConsentEvent event) {
        Said said = event.purpose() == null ? null : purposes.get(event.purpose());
        switch (event.action()) {
            case OPT_IN -> optIn(said, event);
            case OPT_OUT -> {
                purposes.put(event.purpose(), new Said());
                purposes.get(event.purpose()).no = true;
            }
            case OPT_OUT_ALL -> {
                stopped = true;
                held = false;
                purposes.values().forEach(one -> one.asked = Instant.MIN);
            }
            case OPT_OUT_SENDER -> deafTo.add(event.evidence().facts().get(Evidence.SENDER));
            case RESUBSCRIBE -> resubscribe(event.at());
            case HOLD -> held |= !stopped;
            case RELEASE -> held = false;
            case REQUEST -> {
                if (!stopped && !said.yes && !event.at().isBefore(said.asked)) {
                    said.asked = event.evidence().expiry().orElse(Instant.MIN);
                }
            }
            case CONFIRM ->
                purposes.values().stream()
                        .filter(one -> event.at().isBefore(one.asked))
                        .forEach(Said::agree);
            case SUPPRESS ->
                suppressed.put(reason(event), event.evidence().expiry().orElse(Instant.MAX));
            case LIFT -> suppressed.remove(reason(event));
        }
    }

    private static void optIn(Said said, ConsentEvent event) {
        boolean implied = event.evidence().source() == ConsentSource.IMPLICIT;
        Instant until = event.evidence().expiry().orElse(null);
        if (implied && said.no) {
            return;
        }
        if (until == null) {
            said.agree();
            return;
        }
        said.no = false;
        if (until.isAfter(said.yesUntil)) {
            said.yesUntil = until;
        }
    }

    private void resubscribe(Instant at) {
        stopped = false;
        held = false;
        deafTo.clear();
        if (purposes.values().stream().noneMatch(said -> said.agrees(at))) {
            purposes.get(Purpose.TRANSACTIONAL).agree();
            purposes.get(Purpose.CONVERSATIONAL).agree();
        }
    }

    private static String reason(ConsentEvent event) {
        return event.evidence().facts().get("suppression");
    }

    boolean isStopped() {
        return stopped;
    }

    boolean isHeld() {
        return held;
    }

    boolean isStoppedOrHeld() {
        return stopped || held;
    }

    boolean isDeafToAnybody() {
        return !deafTo.isEmpty();
    }

    boolean isAsked(Instant at) {
        return purposes.values().stream().anyMatch(said -> at.isBefore(said.asked));
    }

    Set<String> suppressions(Instant at) {
        Set<String> now = new HashSet<>();
        suppressed.forEach((reason, until) -> {
            if (at.isBefore(until)) {
                now.add(reason);
            }
        });
        return now;
    }

    /** What the contact's own word has against a message; null if nothing. */
    String refusal(Message message, Instant at) {
        if (message.origin() == Origin.KEYWORD_REPLY) {
            return null;
        }
        Said said = purposes.get(message.purpose());
        if (stopped) {
            return "the contact opted out of everything";
        }
        if (message.origin() == Origin.CONSENT_REQUEST) {
            return at.isBefore(said.asked) ? null : "nobody waits for an answer any more";
        }
        boolean replies = message.purpose() == Purpose.CONVERSATIONAL
                && said.isSilent(at)
                && purposes.get(Purpose.TRANSACTIONAL).agrees(at);
        if (said.agrees(at) || replies) {
            return null;
        }
        return said.no
                ? "the contact refused " + message.purpose()
                : at.isBefore(said.asked)
                        ? "the contact has not said YES to " + message.purpose()
                        : "the contact never agreed to " + message.purpose() + ", or not for so long";
    }

    boolean isDeafTo(Message message, Address from) {
        return message.origin() != Origin.KEYWORD_REPLY && deafTo.contains(from.value());
    }

    /** Whether a hold keeps it: all that no person wrote in the conversation. */
    boolean keeps(Message message) {
        return held && message.origin() != Origin.KEYWORD_REPLY && !isByHand(message);
    }

    /** Why the address must not get it, whatever was agreed; null if it may. */
    String suppression(Message message, Instant at) {
        if (message.origin() == Origin.KEYWORD_REPLY) {
            return null;
        }
        return suppressions(at).stream()
                .filter(reason -> !(reason.equals("DO_NOT_SERVICE") && isByHand(message)))
                .findFirst()
                .orElse(null);
    }

    private static boolean isByHand(Message message) {
        return message.origin() == Origin.HOST
                && message.purpose() == Purpose.CONVERSATIONAL
                && !message.handling().isBulk();
    }

    static long count(List<ConsentEvent> events, ConsentAction action) {
        return events.stream().filter(event -> event.action() == action).count();
    }
}
