package io.stratos.messaging.internal.consent;

/**
 * What it means that a phrase stands in a text. Of two kinds for equally many words the earlier counts.
 *
 * <p>A text is <em>whole</em> if phrases cover it from end to end and none of them is {@link #NOT} or {@link #TOLD}.
 */
enum PhraseKind {
    /** Looks like another phrase and is not: {@code don't stop}. */
    NOT,
    /** A clear refusal. Whole: certain. Within other words: likely. */
    CLEAR,
    /** A clear refusal, unless something else is said as well: {@code remove me}. */
    PLAIN,
    /** Points to a refusal wherever it stands. */
    HINT,
    /** Points to a refusal if nothing else is said. */
    ALONE,
    /** Our own instruction quoted back, {@code reply STOP to …}: it and the rest of the clause say nothing. */
    TOLD,
    /** A keyword that nobody uses by chance. Whole: certain. A clause of its own: likely. */
    STOP,
    /** A keyword that is an everyday word as well: certain alone, or with courtesies. */
    WEAK,
    /** START. */
    START,
    /** HELP. */
    HELP,
    /** YES. */
    YES,
    /** Refuses something or other. Likely if the same clause is {@link #ABOUT} texts. */
    AGAINST,
    /** Names what we send, or the list we send to. */
    ABOUT,
    /** Please and thank you: change nothing, ever. */
    COURTESY,
    /** Changes nothing beside a refusal. */
    FILLER,
    /** Changes nothing beside a clear refusal, and makes a keyword less sure: {@code no}, {@code and}. */
    LINK,
    /** Says nothing by itself, and makes a refusal worth a look: {@code who is this}. */
    CONTEXT,
    /** What phones write before a text that somebody reacted to. */
    TAPBACK,
    /** What ends the line above a quoted mail. */
    WROTE;

    boolean isRequest() {
        return this == START || this == HELP || this == YES;
    }
}
