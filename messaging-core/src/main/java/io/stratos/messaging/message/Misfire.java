package io.stratos.messaging.message;

import io.stratos.messaging.consent.Purpose;
import java.time.DateTimeException;
import java.time.Duration;

/**
 * What becomes of a scheduled message that the engine takes up late: more than {@link #GRACE} after the moment it was
 * last due, because no engine ran, or could not decide.
 *
 * <p>The moment is the one of {@link OutboundMessage#sendAt}, or the one a rule, a limit or a retry put an engine that
 * was on time off to: waiting for those is no misfire. Once late, a message stays late, whatever it has to wait for
 * then. A message without {@code sendAt} has no such policy, only its {@link OutboundMessage#expiresAt}.
 *
 * <p>Whatever the policy, a contact gets one message for the time that was missed: a late one that was due before the
 * last late one went is skipped. Immutable and safe for use by many threads.
 */
public sealed interface Misfire {

    /** How late a message may be taken up and still be on time: a quarter of an hour. */
    Duration GRACE = Duration.ofMinutes(15);

    /** Late messages are not sent. */
    record Skip() implements Misfire {}

    /** Of the late messages to one contact about the same, only the one that was due last may go, however late. */
    record Coalesce() implements Misfire {}

    /**
     * Late messages are sent unless they are too late.
     *
     * @param age how late they may be
     */
    record CatchUpIfFresh(Duration age) implements Misfire {

        /**
         * Checks the age.
         *
         * @throws IllegalArgumentException if it is not longer than {@link Misfire#GRACE}, or is over a thousand days
         */
        public CatchUpIfFresh {
            if (age.compareTo(GRACE) <= 0 || age.compareTo(LONGEST_AGE) > 0) {
                throw new IllegalArgumentException("age " + age + " of late messages that still go; more than " + GRACE
                        + ", up to which they are on time, and at most a thousand days");
            }
        }
    }

    /**
     * Late messages are sent if what they say is still so; the host is asked.
     *
     * @param condition the name of a {@link SendCondition}
     */
    record StillTrue(String condition) implements Misfire {

        /**
         * Checks the name.
         *
         * @throws IllegalArgumentException if it is malformed
         */
        public StillTrue {
            if (!ConditionName.isOne(condition)) {
                throw new IllegalArgumentException(ConditionName.refusal(condition));
            }
        }
    }

    /** The longest age that can be given. */
    Duration LONGEST_AGE = Duration.ofDays(1000);

    /** {@return late messages are not sent} */
    static Misfire skip() {
        return new Skip();
    }

    /**
     * Of the late messages to one contact with the same business key, or the same purpose where they have none, only the
     * one that was due last may go, however late it is; {@link OutboundMessage#expiresAt} bounds that.
     *
     * @return the policy
     */
    static Misfire coalesce() {
        return new Coalesce();
    }

    /**
     * Late messages are sent unless they are too late.
     *
     * @param age how late they may be; more than {@link #GRACE}
     * @return the policy
     * @throws IllegalArgumentException if it is not
     */
    static Misfire catchUpIfFresh(Duration age) {
        return new CatchUpIfFresh(age);
    }

    /**
     * Late messages are sent if what they say is still so. The message keeps the name, the engine the condition: see
     * {@link SendCondition} for what happens when it cannot be asked.
     *
     * @param condition the name it is registered by at the engine: 1 to 40 lower-case letters, digits or dashes
     * @return the policy
     * @throws IllegalArgumentException if the name is malformed
     */
    static Misfire stillTrue(String condition) {
        return new StillTrue(condition);
    }

    /**
     * What holds where neither message nor tenant says anything: what serves the contact goes if it is at most a day
     * late, marketing if it is at most four hours late.
     *
     * @param purpose what a message is for
     * @return the policy
     */
    static Misfire ofDefaults(Purpose purpose) {
        return purpose == Purpose.MARKETING ? catchUpIfFresh(Duration.ofHours(4)) : catchUpIfFresh(Duration.ofDays(1));
    }

    /** {@return the policy as stores keep it: short, without blanks, commas or semicolons} */
    default String code() {
        if (this instanceof CatchUpIfFresh fresh) {
            return "fresh:" + fresh.age();
        }
        if (this instanceof StillTrue still) {
            return "true:" + still.condition();
        }
        return this instanceof Skip ? "skip" : "coalesce";
    }

    /**
     * Reads what {@link #code()} wrote. Of a later release, whose policies this one does not know, late messages are
     * skipped: nothing goes on a guess.
     *
     * @param code the policy as stores keep it
     * @return the policy
     */
    static Misfire ofCode(String code) {
        int colon = code.indexOf(':');
        String kind = colon < 0 ? code : code.substring(0, colon);
        String rest = code.substring(colon + 1);
        try {
            return switch (kind) {
                case "coalesce" -> coalesce();
                case "fresh" -> catchUpIfFresh(Duration.parse(rest));
                case "true" -> stillTrue(rest);
                default -> skip();
            };
        } catch (DateTimeException | IllegalArgumentException unknown) {
            return skip();
        }
    }
}
