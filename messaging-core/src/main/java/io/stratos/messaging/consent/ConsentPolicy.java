package io.stratos.messaging.consent;

import io.stratos.messaging.contact.Address;
import io.stratos.messaging.contact.PhoneNumber;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a tenant agreed about consent: how far a STOP reaches from when on, and how contacts are asked to confirm.
 *
 * <p>The engine ships rows with what the law demands ({@code stop-scope.csv}); of the tenant's latest row and a legal one in force the wider
 * counts. It is no legal advice, and what it ships may be overtaken: {@link #withoutLegalRules}. Each method returns a new
 * value. Immutable and safe for use by many threads.
 */
public final class ConsentPolicy {

    private static final ConsentPolicy DEFAULTS = new ConsentPolicy(
            List.of(),
            true,
            "{business}: Reply YES to get {purpose} messages. Msg&data rates may apply. Reply HELP for help, STOP to stop.",
            Duration.ofDays(3),
            Duration.ofDays(1),
            ReplyRules.ofDefaults());

    private final List<StopRule> stopRules;
    private final boolean legal;
    private final String requestText;
    private final Duration requestLife;
    private final Duration reminderAfter;
    private final ReplyRules replies;

    private ConsentPolicy(
            List<StopRule> stopRules,
            boolean legal,
            String requestText,
            Duration requestLife,
            Duration reminderAfter,
            ReplyRules replies) {
        this.stopRules = List.copyOf(stopRules);
        this.legal = legal;
        this.requestText = requestText;
        this.requestLife = requestLife;
        this.reminderAfter = reminderAfter;
        this.replies = replies;
    }

    /** {@return a STOP reaches everything; a request may be answered for three days, and is repeated once after one} */
    public static ConsentPolicy ofDefaults() {
        return DEFAULTS;
    }

    /**
     * Says how far a STOP reaches from an instant on. {@link StopScope#ALL} where no row holds.
     *
     * @param from from when on
     * @param scope how far
     * @param source who says so, kept with each STOP
     * @return a new value
     */
    public ConsentPolicy stopReaches(Instant from, StopScope scope, String source) {
        List<StopRule> more = new ArrayList<>(stopRules);
        more.add(new StopRule(null, from, scope, source));
        more.sort(Comparator.comparing(StopRule::from));
        return new ConsentPolicy(more, legal, requestText, requestLife, reminderAfter, replies);
    }

    /** {@return the same, going by the tenant's rows alone: for a host that keeps up with the law itself} */
    public ConsentPolicy withoutLegalRules() {
        return new ConsentPolicy(stopRules, false, requestText, requestLife, reminderAfter, replies);
    }

    /**
     * Replaces how contacts are asked to confirm. {@code {business}} and {@code {purpose}} are filled in.
     *
     * @param text what is asked; it must say to reply YES
     * @param life for how long they may answer
     * @param reminder after what time it is asked once more; not at all if that is not within {@code life}
     * @return a new value
     */
    public ConsentPolicy request(String text, Duration life, Duration reminder) {
        return new ConsentPolicy(stopRules, legal, text, life, reminder, replies);
    }

    /**
     * Says what is made of what contacts write; {@link ReplyRules#ofDefaults} unless called.
     *
     * @param rules how refusals in a contact's own words are treated, and the tenant's own keywords
     * @return a new value
     */
    public ConsentPolicy replies(ReplyRules rules) {
        return new ConsentPolicy(stopRules, legal, requestText, requestLife, reminderAfter, rules);
    }

    /** {@return how refusals in a contact's own words are treated, and the tenant's own keywords} */
    public ReplyRules replies() {
        return replies;
    }

    /**
     * The row that says how far a STOP reaches.
     *
     * @param address who says STOP
     * @param now by the store's clock
     * @return the row in force
     */
    public StopRule stop(Address address, Instant now) {
        StopRule own = latest(stopRules, null, now);
        StopRule law = legal ? latest(StopRules.SHIPPED, region(address), now) : null;
        if (own == null) {
            return law != null ? law : new StopRule(null, Instant.EPOCH, StopScope.ALL, "the engine's default");
        }
        return law != null && law.scope().compareTo(own.scope()) < 0 ? law : own;
    }

    private static @Nullable StopRule latest(List<StopRule> rows, @Nullable String region, Instant now) {
        return rows.stream()
                .filter(row -> row.holds(region, now))
                .max(Comparator.comparing(StopRule::from))
                .orElse(null);
    }

    private static @Nullable String region(Address address) {
        return address instanceof PhoneNumber phone ? phone.region().orElse(null) : null;
    }

    /** {@return the rows the engine ships; unmodifiable} */
    public static List<StopRule> legalRules() {
        return StopRules.SHIPPED;
    }

    /** {@return the tenant's own rows, earliest first; unmodifiable} */
    public List<StopRule> stopRules() {
        return stopRules;
    }

    /** {@return whether the rows count that the engine ships} */
    public boolean heedsLegalRules() {
        return legal;
    }

    /** {@return what is asked, placeholders not yet filled} */
    public String requestText() {
        return requestText;
    }

    /** {@return for how long contacts may answer} */
    public Duration requestLife() {
        return requestLife;
    }

    /** {@return after what time it is asked once more} */
    public Duration reminderAfter() {
        return reminderAfter;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ConsentPolicy that
                && stopRules.equals(that.stopRules)
                && legal == that.legal
                && requestText.equals(that.requestText)
                && requestLife.equals(that.requestLife)
                && reminderAfter.equals(that.reminderAfter)
                && replies.equals(that.replies);
    }

    @Override
    public int hashCode() {
        return Objects.hash(stopRules, legal, requestText, requestLife, reminderAfter, replies);
    }

    /** {@return the rows about STOP and how long contacts may answer} */
    @Override
    public String toString() {
        return "STOP " + stopRules + ", requests live " + requestLife;
    }
}
