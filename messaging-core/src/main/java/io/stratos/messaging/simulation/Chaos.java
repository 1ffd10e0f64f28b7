package io.stratos.messaging.simulation;

import io.stratos.messaging.delivery.Refusal;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * How often each {@link Fault} befalls a request.
 *
 * <p>Immutable and safe for use by many threads.
 */
public final class Chaos {

    private static final Duration ASKED_TO_WAIT = Duration.ofSeconds(2);
    private static final int LATEST_SECONDS = 600;

    private final Map<Fault, Double> rates;

    private Chaos(Map<Fault, Double> rates) {
        this.rates = rates;
    }

    /** {@return no fault at all} */
    public static Chaos none() {
        return new Chaos(new EnumMap<>(Fault.class));
    }

    /** {@return every fault befalls every twentieth request} */
    public static Chaos rough() {
        Map<Fault, Double> rates = new EnumMap<>(Fault.class);
        for (Fault fault : Fault.values()) {
            rates.put(fault, 0.05);
        }
        return new Chaos(rates);
    }

    /**
     * The same with another rate of one fault.
     *
     * @param fault what goes wrong
     * @param share of the requests, from 0 to 1
     * @return a new value
     * @throws IllegalArgumentException if the share is not from 0 to 1, or the shares of the faults of which a request
     *     can have only one exceed 1 together
     */
    public Chaos rate(Fault fault, double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("share " + share + " of " + fault + " is not from 0 to 1");
        }
        Map<Fault, Double> changed = new EnumMap<>(Fault.class);
        changed.putAll(rates);
        changed.put(fault, share);
        double sum = changed.entrySet().stream()
                .filter(entry -> entry.getKey().isExclusive())
                .mapToDouble(Map.Entry::getValue)
                .sum();
        if (sum > 1 + 1e-9) {
            throw new IllegalArgumentException(
                    "share " + share + " of " + fault + " brings the sum of all outcomes to " + sum + ", above 1");
        }
        return new Chaos(changed);
    }

    /** The same draw for the same seed and number, whatever else was drawn and by which thread. */
    Behavior draw(long seed, long number) {
        SplittableRandom random = new SplittableRandom(new SplittableRandom(seed).nextLong() + number);
        Behavior behavior = outcome(random.nextDouble());
        // All are drawn, used or not, so that a change of one rate does not move the others.
        boolean duplicated = random.nextDouble() < share(Fault.RECEIPTS_DUPLICATED);
        boolean late = random.nextDouble() < share(Fault.RECEIPTS_LATE);
        boolean reordered = random.nextDouble() < share(Fault.RECEIPTS_REORDERED);
        boolean lost = random.nextDouble() < share(Fault.RECEIPTS_LOST);
        Duration delay = Duration.ofSeconds(1 + random.nextInt(LATEST_SECONDS));
        behavior = duplicated ? behavior.receiptsDuplicated() : behavior;
        behavior = late ? behavior.receiptsLate(delay) : behavior;
        behavior = reordered ? behavior.receiptsReordered() : behavior;
        return lost ? behavior.receiptsLost() : behavior;
    }

    private Behavior outcome(double drawn) {
        double upTo = 0;
        for (Fault fault : Fault.values()) {
            upTo += fault.isExclusive() ? share(fault) : 0;
            if (fault.isExclusive() && drawn < upTo) {
                return behaviorOf(fault);
            }
        }
        return Behavior.deliver();
    }

    private static Behavior behaviorOf(Fault fault) {
        return switch (fault) {
            case CONNECTION_REFUSED -> Behavior.connectionRefused();
            case THROTTLED -> Behavior.throttle(ASKED_TO_WAIT);
            case REFUSED -> Behavior.refuse(Refusal.RECIPIENT, "unreachable");
            case ACCEPTED_IN_DOUBT -> Behavior.acceptThenTimeout();
            case LOST_IN_DOUBT -> Behavior.timeoutWithoutAccept();
            case THROWN -> Behavior.throwing();
            case UNDELIVERED -> Behavior.undelivered("carrier");
            default -> Behavior.deliver();
        };
    }

    private double share(Fault fault) {
        return rates.getOrDefault(fault, 0.0);
    }

    @Override
    public String toString() {
        return "Chaos" + rates;
    }
}
