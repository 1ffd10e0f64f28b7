package io.stratos.messaging.delivery;

/**
 * What one pass over due work did.
 *
 * @param claimed messages taken up
 * @param requests requests handed to providers
 * @param blocked messages the gate refused, or whose time ran out
 * @param deferred messages put off to later
 * @param recovered claims of dead workers that were given back or turned to doubt
 * @param reconciled doubts that were looked into
 */
public record RunReport(int claimed, int requests, int blocked, int deferred, int recovered, int reconciled) {

    /** {@return a report of nothing done} */
    public static RunReport nothing() {
        return new RunReport(0, 0, 0, 0, 0, 0);
    }

    /**
     * Both together.
     *
     * @param other another pass
     * @return the sums
     */
    public RunReport plus(RunReport other) {
        return new RunReport(
                claimed + other.claimed,
                requests + other.requests,
                blocked + other.blocked,
                deferred + other.deferred,
                recovered + other.recovered,
                reconciled + other.reconciled);
    }

    /** {@return whether anything was done} */
    public boolean didSomething() {
        return claimed + recovered + reconciled > 0;
    }
}
