package io.stratos.messaging.internal.dispatch;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How long things may take. One number is given, the lease; the others follow, so that none can contradict it.
 *
 * @param lease how long a claim, and then a request on its way, stays ours
 */
public record Timing(Duration lease) {

    /** How old an intent may be when the first byte is written: a process that froze in between does not write. */
    static final Duration FRESH_INTENT = Duration.ofSeconds(2);

    /** How old what the host or the store said may be when an intent commits; from when they were asked. */
    static final Duration FRESH_ANSWER = Duration.ofSeconds(5);

    /** The poll is the net under the wake-up calls: other nodes, host transactions, retries. */
    static final Duration POLL = Duration.ofSeconds(1);

    /** How long sending waits, once when it begins, for what contacts said meanwhile. */
    static final Duration LISTEN_WITHIN = Duration.ofSeconds(5);

    private static final Duration LONGEST_REQUEST = Duration.ofSeconds(15);
    private static final Duration SHORTEST_LEASE = Duration.ofSeconds(2);

    /** Five within the first minute: the first may fall into the very outage that made the doubt. */
    private static final List<Duration> LOOKS = List.of(
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            Duration.ofSeconds(15),
            Duration.ofSeconds(15),
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2));

    /**
     * Checks the lease.
     *
     * @throws IllegalArgumentException if it is under two seconds
     */
    public Timing {
        if (lease.compareTo(SHORTEST_LEASE) < 0) {
            throw new IllegalArgumentException("lease was " + lease + "; at least " + SHORTEST_LEASE);
        }
    }

    /** {@return how long one request may take: half a lease, so that its answer finds the lease alive} */
    Duration deadline() {
        Duration half = lease.dividedBy(2);
        return half.compareTo(LONGEST_REQUEST) < 0 ? half : LONGEST_REQUEST;
    }

    /**
     * How long after its beginning a request may be repeated by its key: less than the provider promises, by the time a permission
     * and a request take, and by a tenth, as its clock is not ours.
     *
     * @param keyWindow what the provider declares
     * @return zero or less for never
     */
    Duration repeatWithin(Duration keyWindow) {
        return keyWindow.minus(keyWindow.dividedBy(10)).minus(FRESH_INTENT).minus(deadline());
    }

    /** {@return how often to look for what dead workers left} */
    Duration recoverEvery() {
        return lease.dividedBy(6);
    }

    /**
     * How long to wait before looking into a doubt again.
     *
     * @param looks how often it was looked into
     * @return the wait; empty once looking is given up
     */
    static Optional<Duration> waitBeforeLook(int looks) {
        return looks < LOOKS.size() ? Optional.of(LOOKS.get(looks)) : Optional.empty();
    }
}
