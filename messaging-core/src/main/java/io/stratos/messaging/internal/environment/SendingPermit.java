package io.stratos.messaging.internal.environment;

import io.stratos.messaging.exception.EnvironmentException;
import io.stratos.messaging.spi.store.Arming;
import io.stratos.messaging.spi.store.Arming.Mark;
import io.stratos.messaging.spi.store.StoreGuard;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says whether this engine may send from its store: only if the store was armed for this environment, in this very
 * database, at this epoch. Arms a store that never was. Safe for use by many threads.
 */
public final class SendingPermit {

    private static final Logger LOG = LoggerFactory.getLogger(SendingPermit.class);
    private static final int TRIES = 4;
    private static final int LONGEST_NAME = 64;
    private static final int LONGEST_REASON = 200;

    private final StoreGuard store;
    private final Clock clock;
    private final String environment;
    private final @Nullable LongSupplier witness;
    private volatile Standing standing = new Standing(false, null, Skew.NONE);

    /**
     * A permit that was not asked for yet.
     *
     * @param store the store's part
     * @param clock the engine's clock
     * @param environment the name of where the engine runs
     * @param witness the host's counter of copies made live; null without one
     */
    public SendingPermit(StoreGuard store, Clock clock, String environment, @Nullable LongSupplier witness) {
        this.store = store;
        this.clock = clock;
        this.environment = environment;
        this.witness = witness;
    }

    /**
     * Compares what the store was armed for with what is found, and the two clocks. If that fails, nobody can know, and
     * nothing may be sent.
     *
     * @return whether this engine may send
     */
    public boolean check() {
        Standing before = standing;
        Standing now;
        try {
            now = look();
        } catch (RuntimeException failed) {
            standing =
                    new Standing(true, "nothing is sent: what the store was armed for could not be read", before.skew);
            throw failed;
        }
        standing = now;
        tell(before, now);
        return now.refusal == null;
    }

    /**
     * Like {@link #check()}, for callers who want to be told.
     *
     * @throws EnvironmentException if this engine may not send
     */
    public void require() {
        check();
        String refusal = standing.refusal;
        if (refusal != null) {
            throw new EnvironmentException(refusal);
        }
    }

    /**
     * Arms the store for this engine's environment, this database and this epoch, whatever it was armed for.
     *
     * @param by who says so
     * @param reason why
     */
    public void rearm(String by, String reason) {
        checkText("by", by, LONGEST_NAME);
        checkText("reason", reason, LONGEST_REASON);
        for (int tries = 0; tries < TRIES; tries++) {
            StoreGuard.Reading reading = store.read();
            long number = reading.arming() == null ? 1 : reading.arming().number() + 1;
            if (store.arm(number, mark(reading), by, reason)) {
                LOG.warn("re-armed by {} because: {}", by, reason);
                check();
                return;
            }
        }
        throw new EnvironmentException("others armed this store " + TRIES + " times while it was being re-armed for"
                + " environment '" + environment + "'; agree on who may, and try again");
    }

    /** {@return whether it was asked for yet} */
    public boolean isChecked() {
        return standing.checked;
    }

    /** {@return whether this engine may send, as of the last check} */
    public boolean isGiven() {
        Standing last = standing;
        return last.checked && last.refusal == null;
    }

    /** {@return why nothing may be sent, as of the last check; empty if it may be, or was not checked} */
    public Optional<String> refusal() {
        return Optional.ofNullable(standing.refusal);
    }

    /** {@return how far the engine's clock is ahead of the store's, as of the last check; negative if it is behind} */
    public Duration skew() {
        return standing.skew.ahead();
    }

    /** {@return whether one of the two clocks must be wrong by so much that nothing with a time can be decided} */
    public boolean clocksDisagree() {
        return standing.skew.level() == Skew.Level.TOO_FAR;
    }

    private Standing look() {
        Instant asked = clock.instant();
        StoreGuard.Reading reading = store.read();
        Skew skew = Skew.measured(asked, clock.instant(), reading.at());
        Mark found = mark(reading);
        if (reading.arming() == null) {
            String reason = "first start on a store that was never armed";
            if (store.arm(1, found, "engine", reason)) {
                LOG.info("armed for environment '{}' in {}", found.environment(), found.identity());
                return new Standing(true, null, skew);
            }
            reading = store.read();
        }
        Arming arming = Objects.requireNonNull(reading.arming(), "arming");
        return new Standing(true, arming.mark().equals(found) ? null : refusal(arming, found), skew);
    }

    private Mark mark(StoreGuard.Reading reading) {
        return new Mark(environment, reading.identity(), witness == null ? null : witness.getAsLong());
    }

    private static String refusal(Arming arming, Mark found) {
        boolean witnessed = arming.mark().epoch() != null || found.epoch() != null;
        return "nothing is sent: the store was armed for " + words(arming.mark(), witnessed) + " (by " + arming.by()
                + " at "
                + arming.at() + ": " + arming.reason() + "), but this is " + words(found, witnessed)
                + ". It may be a copy whose messages the original sends. If this engine shall send, and no other"
                + " does, call engine.rearm(who, why)";
    }

    private static String words(Mark mark, boolean witnessed) {
        String epoch = mark.epoch() == null ? " without an epoch witness" : " at epoch " + mark.epoch();
        return "environment '" + mark.environment() + "' in " + mark.identity() + (witnessed ? epoch : "");
    }

    private static void tell(Standing before, Standing now) {
        if (now.refusal != null && !now.refusal.equals(before.refusal)) {
            LOG.error("{}", now.refusal);
        } else if (now.refusal == null && before.refusal != null) {
            LOG.warn("sending again: what the store was armed for is what this engine finds");
        }
        if (now.skew.level() != before.skew.level()) {
            switch (now.skew.level()) {
                case FINE -> LOG.info("this node's clock and the store's agree again");
                case NOTICED -> LOG.warn("this node's clock is {} ahead of the store's", now.skew.ahead());
                case TOO_FAR ->
                    LOG.warn(
                            "this node's clock is {} ahead of the store's: messages with a time to go or to expire wait"
                                    + " until the clocks agree",
                            now.skew.ahead());
            }
        }
    }

    private static void checkText(String name, String text, int longest) {
        if (text.isBlank() || text.length() > longest) {
            throw new IllegalArgumentException(name + " was '" + text + "'; say it in 1 to " + longest + " characters");
        }
    }

    private record Standing(boolean checked, @Nullable String refusal, Skew skew) {}
}
