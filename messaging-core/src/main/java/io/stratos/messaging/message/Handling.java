package io.stratos.messaging.message;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How a message is to be treated on its way, where that is not as usual.
 *
 * <p>Each method returns a new value. Immutable and safe for use by many threads.
 */
public final class Handling {

    private static final Handling USUAL = new Handling(Map.of());
    private static final String DOUBT = "d";
    private static final String LANE = "l";
    private static final String BULK = "b";
    private static final String MISFIRE = "m";
    private static final String CONDITION = "c";
    private static final String ORDER = "o";
    private static final String TYPE = "t";
    private static final String EMERGENCY = "e";
    private static final String YES = "y";

    /**
     * As they are kept: a short name and a value without {@code ;}. Only what is not as usual is there. Names that are
     * not known are kept, so that an engine of an older release loses nothing.
     */
    private final Map<String, String> fields;

    private Handling(Map<String, String> fields) {
        this.fields = fields;
    }

    /** {@return everything as usual} */
    public static Handling usual() {
        return USUAL;
    }

    /**
     * Says what may be done where nobody can know whether the provider took it.
     *
     * @param policy what may be done
     * @return a new value
     */
    public Handling whenInDoubt(DoubtPolicy policy) {
        return with(
                DOUBT,
                switch (policy) {
                    case NEVER_RESEND -> "n";
                    case RESEND_AFTER_PROOF_OF_ABSENCE -> "p";
                    case ASK_HOST -> "a";
                });
    }

    /**
     * Lets it go with what others leave.
     *
     * @return a new value
     */
    public Handling bulk() {
        return with(LANE, BULK);
    }

    /** {@return whether it goes with what others leave, whatever its purpose} */
    public boolean isBulk() {
        return BULK.equals(fields.get(LANE));
    }

    /** {@return what may be done in doubt; empty if that follows from the purpose} */
    public Optional<DoubtPolicy> doubtPolicy() {
        return Optional.ofNullable(fields.get(DOUBT)).map(code -> switch (code) {
            case "n" -> DoubtPolicy.NEVER_RESEND;
            case "p" -> DoubtPolicy.RESEND_AFTER_PROOF_OF_ABSENCE;
            // Of a later release: nothing is sent again by an engine that does not know the rule.
            default -> DoubtPolicy.ASK_HOST;
        });
    }

    /**
     * Says what becomes of it if it is taken up late.
     *
     * @param policy what becomes of it
     * @return a new value
     */
    public Handling whenLate(Misfire policy) {
        return with(MISFIRE, policy.code());
    }

    /** {@return what becomes of it if it is taken up late; empty if that follows from tenant and purpose} */
    public Optional<Misfire> misfire() {
        return Optional.ofNullable(fields.get(MISFIRE)).map(Misfire::ofCode);
    }

    /**
     * Asks the host before it is sent.
     *
     * @param condition the name of a {@link SendCondition}
     * @return a new value
     */
    public Handling onlyIf(String condition) {
        return with(CONDITION, condition);
    }

    /** {@return the condition that is asked before each send, if any} */
    public Optional<String> condition() {
        return Optional.ofNullable(fields.get(CONDITION));
    }

    /** {@return a new value that keeps its place among the messages of its conversation that say so too} */
    public Handling inOrder() {
        return with(ORDER, YES);
    }

    /** {@return whether it leaves only after those of its conversation that were accepted before it and say so too} */
    public boolean isInOrder() {
        return YES.equals(fields.get(ORDER));
    }

    /**
     * Names what sort of message it is.
     *
     * @param type 1 to 40 lower-case letters, digits or dashes
     * @return a new value
     */
    public Handling type(String type) {
        return with(TYPE, type);
    }

    /** {@return what sort of message it is, if the host said so} */
    public Optional<String> type() {
        return Optional.ofNullable(fields.get(TYPE));
    }

    /**
     * Lets it go at any hour.
     *
     * @param order who says so, and why; see {@link OutboundMessage#emergency}
     * @return a new value
     */
    Handling emergency(String order) {
        return with(EMERGENCY, order);
    }

    /** {@return who lets it go at any hour, and why, such as {@code jane: gas leak}; empty if nobody does} */
    public Optional<String> emergency() {
        return Optional.ofNullable(fields.get(EMERGENCY));
    }

    /** {@return as a store keeps it, such as {@code d=a;…}, at most 300 characters of ASCII; empty if all is as usual} */
    public Optional<String> encoded() {
        if (fields.isEmpty()) {
            return Optional.empty();
        }
        StringBuilder text = new StringBuilder();
        fields.forEach((name, value) ->
                text.append(text.isEmpty() ? "" : ";").append(name).append('=').append(value));
        return Optional.of(text.toString());
    }

    /**
     * What a store kept.
     *
     * @param encoded as {@link #encoded} gave it; null if it gave nothing
     * @return the same value
     */
    public static Handling decoded(@Nullable String encoded) {
        if (encoded == null || encoded.isEmpty()) {
            return USUAL;
        }
        Map<String, String> fields = new TreeMap<>();
        int begin = 0;
        while (begin < encoded.length()) {
            int semicolon = encoded.indexOf(';', begin);
            int end = semicolon < 0 ? encoded.length() : semicolon;
            int equals = encoded.indexOf('=', begin);
            if (equals > begin && equals < end) {
                fields.put(encoded.substring(begin, equals), encoded.substring(equals + 1, end));
            }
            begin = end + 1;
        }
        return new Handling(Collections.unmodifiableMap(fields));
    }

    private Handling with(String name, String value) {
        Map<String, String> more = new TreeMap<>(fields);
        more.put(name, value);
        return new Handling(Collections.unmodifiableMap(more));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Handling that && fields.equals(that.fields);
    }

    @Override
    public int hashCode() {
        return fields.hashCode();
    }

    /** {@return as it is kept} */
    @Override
    public String toString() {
        return "Handling[" + encoded().orElse("") + "]";
    }
}
