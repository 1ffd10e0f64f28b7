package io.stratos.messaging.simulation;

import io.stratos.messaging.delivery.Outcome;
import io.stratos.messaging.delivery.Refusal;
import io.stratos.messaging.message.MessageStatus;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the simulated provider does with one request, and which receipts follow.
 *
 * <p>Delays pass on the provider's clock; nothing waits. Immutable and safe for use by many threads.
 */
public final class Behavior {

    private static final Duration SENT_AFTER = Duration.ofSeconds(1);
    private static final Duration DELIVERED_AFTER = Duration.ofSeconds(3);

    /** How far the request gets. */
    enum Reach {
        NOTHING_LEFT,
        NOT_KEPT,
        KEPT
    }

    private final Reach reach;
    private final @Nullable Outcome answer;
    private final ReceiptPlan receipts;

    private Behavior(Reach reach, @Nullable Outcome answer, ReceiptPlan receipts) {
        this.reach = reach;
        this.answer = answer;
        this.receipts = receipts;
    }

    /** {@return takes the message; it is sent after a second and delivered after three} */
    public static Behavior deliver() {
        return deliver(SENT_AFTER, DELIVERED_AFTER);
    }

    /**
     * Takes the message, and reports it sent and then delivered.
     *
     * @param sentAfter from the request to the first receipt
     * @param deliveredAfter from the request to the second
     * @return the behavior
     */
    public static Behavior deliver(Duration sentAfter, Duration deliveredAfter) {
        return accept().receipt(MessageStatus.SENT, sentAfter, null)
                .receipt(MessageStatus.DELIVERED, deliveredAfter, null);
    }

    /** {@return takes the message and never reports on it} */
    public static Behavior accept() {
        return new Behavior(Reach.KEPT, null, ReceiptPlan.NONE);
    }

    /**
     * Takes the message; it is sent after a second, and after three the carrier reports that the phone did not get it.
     *
     * @param code the provider's error code
     * @return the behavior
     */
    public static Behavior undelivered(String code) {
        return accept().receipt(MessageStatus.SENT, SENT_AFTER, null)
                .receipt(MessageStatus.UNDELIVERED, DELIVERED_AFTER, code);
    }

    /**
     * Refuses for good.
     *
     * @param refusal what it objects to
     * @param code the provider's own code
     * @return the behavior
     */
    public static Behavior refuse(Refusal refusal, String code) {
        return new Behavior(
                Reach.NOT_KEPT, new Outcome.Refused(refusal, code, "refused as scripted"), ReceiptPlan.NONE);
    }

    /**
     * Answers that there were too many requests.
     *
     * @param retryAfter how long it asks to wait
     * @return the behavior
     */
    public static Behavior throttle(Duration retryAfter) {
        return new Behavior(Reach.NOT_KEPT, new Outcome.NotSent("too many requests", retryAfter), ReceiptPlan.NONE);
    }

    /** {@return cannot be reached: no byte leaves, and no request is counted} */
    public static Behavior connectionRefused() {
        return new Behavior(Reach.NOTHING_LEFT, new Outcome.NotSent("connection refused", null), ReceiptPlan.NONE);
    }

    /** {@return takes and delivers the message, but its answer gets lost: the caller is left in doubt} */
    public static Behavior acceptThenTimeout() {
        return new Behavior(Reach.KEPT, new Outcome.InDoubt("no answer within the deadline"), deliver().receipts);
    }

    /** {@return never gets the message, and the caller cannot know: the same doubt, the other truth} */
    public static Behavior timeoutWithoutAccept() {
        return new Behavior(Reach.NOT_KEPT, new Outcome.InDoubt("no answer within the deadline"), ReceiptPlan.NONE);
    }

    /** {@return throws an {@link IllegalStateException} out of {@code send}, and does not have the message} */
    public static Behavior throwing() {
        return new Behavior(Reach.NOT_KEPT, null, ReceiptPlan.NONE);
    }

    /**
     * The same with one more receipt. Has no effect where the message is not taken.
     *
     * @param status what it reports
     * @param after from the request to the receipt
     * @param code the provider's error code; null for none
     * @return a new value
     * @throws IllegalArgumentException if the delay is negative
     */
    public Behavior receipt(MessageStatus status, Duration after, @Nullable String code) {
        if (after.isNegative()) {
            throw new IllegalArgumentException("receipt after " + after + "; a receipt follows its request");
        }
        return new Behavior(reach, answer, receipts.plus(new ReceiptPlan.Step(status, after, code)));
    }

    /** {@return the same, each receipt coming twice, half a second apart} */
    public Behavior receiptsDuplicated() {
        return new Behavior(reach, answer, receipts.copies(2));
    }

    /**
     * The same with later receipts.
     *
     * @param by how much later
     * @return a new value
     */
    public Behavior receiptsLate(Duration by) {
        return new Behavior(reach, answer, receipts.later(by));
    }

    /** {@return the same, the receipts coming at the same times in the opposite order} */
    public Behavior receiptsReordered() {
        return new Behavior(reach, answer, receipts.backwards());
    }

    /** {@return the same, no receipt ever arriving; a look-up still tells the truth} */
    public Behavior receiptsLost() {
        return new Behavior(reach, answer, receipts.copies(0));
    }

    Reach reach() {
        return reach;
    }

    /** What the caller hears; null where a message that was kept is accepted, and where one that was not kept throws. */
    @Nullable
    Outcome answer() {
        return answer;
    }

    ReceiptPlan receipts() {
        return receipts;
    }
}
