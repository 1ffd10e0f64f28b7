package io.stratos.messaging.internal.consent;

import io.stratos.messaging.internal.consent.PhraseBook.Hit;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What was found in one text, and what follows from it. */
final class Findings {

    private static final Set<PhraseKind> BESIDE_SENTENCE = EnumSet.of(
            PhraseKind.CLEAR,
            PhraseKind.PLAIN,
            PhraseKind.STOP,
            PhraseKind.WEAK,
            PhraseKind.YES,
            PhraseKind.COURTESY,
            PhraseKind.FILLER,
            PhraseKind.LINK);
    private static final Set<PhraseKind> BESIDE_STOP =
            EnumSet.of(PhraseKind.STOP, PhraseKind.WEAK, PhraseKind.COURTESY, PhraseKind.FILLER);
    private static final Set<PhraseKind> AGAINST =
            EnumSet.of(PhraseKind.AGAINST, PhraseKind.STOP, PhraseKind.WEAK, PhraseKind.PLAIN, PhraseKind.ALONE);
    private static final Set<PhraseKind> BESIDE_WEAK = EnumSet.of(PhraseKind.WEAK, PhraseKind.COURTESY);

    private final Map<PhraseKind, Hit> first = new EnumMap<>(PhraseKind.class);
    private boolean whole = true;

    private @Nullable Hit refusalClause;
    private @Nullable Hit inClause;
    private boolean otherInClause;
    private boolean polite;

    private @Nullable Hit refusalOfTexts;
    private @Nullable Hit against;
    private @Nullable Hit about;
    private boolean disarmed;

    /** Called before each phrase and at the end: whether a clause begins here. */
    void clause(boolean opens) {
        if (!opens) {
            return;
        }
        if (refusalClause == null) {
            refusalClause = inClause;
        }
        inClause = null;
        otherInClause = false;
        polite = false;
        against = null;
        about = null;
        disarmed = false;
    }

    void unknown() {
        whole = false;
        other();
    }

    private void other() {
        otherInClause = true;
        inClause = null;
        polite = false;
    }

    void add(Hit hit) {
        PhraseKind kind = hit.rule().kind();
        first.putIfAbsent(kind, hit);
        switch (kind) {
            case NOT, TOLD -> {
                unknown();
                disarmed = true;
            }
            case STOP, PLAIN, ALONE -> refusal(hit);
            case AGAINST, ABOUT, TAPBACK, WROTE -> unknown();
            case COURTESY, LINK -> polite = true;
            case FILLER, CONTEXT -> {}
            default -> other();
        }
        together(hit, kind);
    }

    private void together(Hit hit, PhraseKind kind) {
        if (kind == PhraseKind.ABOUT) {
            about = hit;
        } else if (AGAINST.contains(kind)) {
            against = hit;
        }
        if (against != null && about != null && !disarmed && refusalOfTexts == null) {
            Rule rule =
                    new Rule(PhraseKind.AGAINST, "against-texts", about.rule().language());
            refusalOfTexts = new Hit(rule, Math.min(against.from(), about.from()), Math.max(against.to(), about.to()));
        }
    }

    /** A clause is a refusal if it says nothing else, or ends with one: "never asked for it please stop". */
    private void refusal(Hit hit) {
        if (inClause == null && (polite || !otherInClause)) {
            inClause = hit;
        }
    }

    /** The phrase that makes it certain; null if none does. */
    @Nullable
    Hit certain() {
        if (!whole) {
            return null;
        }
        Hit sentence = firstOf(PhraseKind.CLEAR, PhraseKind.PLAIN);
        if (sentence != null) {
            return BESIDE_SENTENCE.containsAll(first.keySet()) ? sentence : null;
        }
        if (first.containsKey(PhraseKind.STOP)) {
            return BESIDE_STOP.containsAll(first.keySet()) ? first.get(PhraseKind.STOP) : null;
        }
        return BESIDE_WEAK.containsAll(first.keySet()) ? first.get(PhraseKind.WEAK) : null;
    }

    /** START, HELP or YES, if the text is one of them, with courtesies; else null. */
    @Nullable
    Hit request() {
        Hit request = firstOf(PhraseKind.START, PhraseKind.HELP, PhraseKind.YES);
        if (request == null || !whole) {
            return null;
        }
        Set<PhraseKind> beside = EnumSet.of(request.rule().kind(), PhraseKind.COURTESY);
        return beside.containsAll(first.keySet()) ? request : null;
    }

    /** The phrase that makes it likely; null if none does. */
    @Nullable
    Hit likely() {
        Hit anywhere = firstOf(PhraseKind.CLEAR, PhraseKind.HINT);
        if (anywhere != null) {
            return anywhere;
        }
        if (!whole) {
            return refusalClause != null ? refusalClause : refusalOfTexts;
        }
        Hit refusal = firstOf(PhraseKind.STOP, PhraseKind.PLAIN, PhraseKind.ALONE);
        boolean answer = first.keySet().stream().anyMatch(PhraseKind::isRequest);
        return refusal != null || answer ? refusal : first.get(PhraseKind.WEAK);
    }

    /** The phrase that looked like a request and is none; null if there was none. */
    @Nullable
    Hit not() {
        return firstOf(PhraseKind.TOLD, PhraseKind.NOT);
    }

    private @Nullable Hit firstOf(PhraseKind... of) {
        for (PhraseKind kind : of) {
            Hit hit = first.get(kind);
            if (hit != null) {
                return hit;
            }
        }
        return null;
    }
}
