package io.stratos.messaging.internal.dispatch;

import io.stratos.messaging.delivery.AccountHealth;
import io.stratos.messaging.delivery.AccountHealth.State;
import io.stratos.messaging.delivery.Outcome;
import io.stratos.messaging.id.MessageId;
import io.stratos.messaging.internal.dispatch.Breaker.Wait;
import io.stratos.messaging.internal.machine.Machine;
import io.stratos.messaging.message.Lane;
import io.stratos.messaging.routing.ProviderAccount;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The provider accounts as this engine finds them: a {@link Breaker} for each, and how many requests each has on its way.
 *
 * <p>No account may fill the permits. It holds at most four times as many as it leaves free (the dynamic threshold of
 * shared buffers, Choudhury and Hahne): one hog leaves a fifth, two leave a ninth, and the last free permit goes only to
 * an account that holds none. Bulk does the same sum without the last eighth. So whoever hangs, others find a permit at
 * once; the price is that an account alone uses four fifths.
 *
 * <p>In memory, of this engine only. Safe for use by many threads: every call holds one lock for a moment.
 */
final class Accounts {

    private static final int SHARE = 4;
    private static final int MOST_KEPT = 10_000;

    /** So many messages are told why they wait; beyond that a queue would be rewritten for nothing. */
    private static final int MOST_TOLD = 500;

    private static final String FULL = "as many requests as this account may have are on their way";
    private static final long SHORTEST_SPREAD = 1_000;

    private final Machine machine;
    private final Duration probeLostAfter;
    private final int permits;
    private final ReentrantLock lock = new ReentrantLock();
    private static final Logger LOG = LoggerFactory.getLogger(Accounts.class);

    private final Map<ProviderAccount, Line> lines = new HashMap<>();

    /**
     * No account is known yet.
     *
     * @param machine clocks and chance
     * @param probeLostAfter how long a request may take, and be written down, at most
     * @param permits how many requests may be on their way at once
     */
    Accounts(Machine machine, Duration probeLostAfter, int permits) {
        this.machine = machine;
        this.probeLostAfter = probeLostAfter;
        this.permits = permits;
    }

    /** What is known of one account; all of it guarded by the lock. */
    private static final class Line {

        private final ProviderAccount account;
        private final Breaker breaker;
        private int held;
        private int told;

        Line(ProviderAccount account, Breaker breaker) {
            this.account = account;
            this.breaker = breaker;
        }
    }

    /**
     * Begins to hand out permits.
     *
     * @param free how many are free, and nobody else's meanwhile
     * @return who gets them; to be closed once it is known which requests go
     */
    Round round(int free) {
        return new Round(free);
    }

    /** {@return those through which nothing, or next to nothing, goes at present} */
    List<AccountHealth> health() {
        lock.lock();
        try {
            List<AccountHealth> unwell = new ArrayList<>();
            for (Line line : lines.values()) {
                Optional<Wait> wait = line.breaker.standing();
                State state = wait.map(Wait::state).orElse(State.HALF_OPEN);
                if (wait.isPresent() || !line.breaker.isClosed()) {
                    Instant until =
                            machine.clock().instant().plus(wait.map(Wait::left).orElse(Duration.ZERO));
                    String why = wait.map(Wait::why).orElse("the next request finds out whether it works again");
                    unwell.add(new AccountHealth(line.account, state, line.breaker.since(), why, until));
                }
            }
            return List.copyOf(unwell);
        } finally {
            lock.unlock();
        }
    }

    /** The most permits an account that holds some may take, of those that are free. */
    private int room(int held, int free, Lane lane) {
        int open = free - (lane == Lane.BULK ? kept() : 0);
        int room = share(held, open);
        if (lane == Lane.BULK) {
            // What somebody waits for finds a permit on this very account too.
            room = Math.min(room, share(held + 1, free - 1));
        }
        return Math.max(held == 0 && open > 0 ? 1 : 0, room);
    }

    /** {@return the most for which what is held then is at most four times what is free then} */
    private static int share(int held, int free) {
        return Math.floorDiv(SHARE * free - held, SHARE + 1);
    }

    /** Bulk leaves these to what somebody is waiting for. */
    private int kept() {
        return permits == 1 ? 0 : Math.max(1, permits / 8);
    }

    private Line line(ProviderAccount account) {
        Line known = lines.get(account);
        if (known != null) {
            return known;
        }
        if (lines.size() >= MOST_KEPT) {
            lines.values()
                    .removeIf(line -> line.held == 0
                            && line.breaker.isClosed()
                            && line.breaker.standing().isEmpty());
        }
        Line line = new Line(account, new Breaker(machine, probeLostAfter));
        lines.put(account, line);
        return line;
    }

    /**
     * The right to one request through one account. Reports what came of it, once, and is handed back, once; it is handed
     * back whatever happens.
     */
    final class Ticket {

        private final Line line;
        private final boolean probe;
        private boolean answered;

        private Ticket(Line line, boolean probe) {
            this.line = line;
            this.probe = probe;
        }

        /** The provider, and nobody else, brought this about. */
        void answered(Outcome outcome) {
            lock.lock();
            try {
                answered = true;
                line.breaker.ended(probe, outcome);
            } finally {
                lock.unlock();
            }
        }

        void back() {
            lock.lock();
            try {
                line.held--;
                if (!answered) {
                    line.breaker.given(probe);
                }
            } finally {
                lock.unlock();
            }
        }
    }

    /**
     * What one pass hands out. The store may ask for a message twice, as it may have to repeat its transaction: the same
     * answer costs nothing again. Not safe for use by several threads, but beside other rounds.
     */
    final class Round implements AutoCloseable {

        private final Map<MessageId, Ticket> tickets = new HashMap<>();
        private int free;
        private boolean lackedRoom;

        private Round(int free) {
            this.free = free;
        }

        /**
         * How many messages to take: as many as the account with the most room can send, so that little is taken in vain.
         *
         * @param lane whose
         * @return 0 if there is no room at all
         */
        int limit(Lane lane) {
            lock.lock();
            try {
                int most = -1;
                for (Line line : lines.values()) {
                    if (line.held > 0 && isOpenTo(line, lane)) {
                        most = Math.max(most, room(line.held, free, lane));
                    }
                }
                int limit = most > 0 ? most : room(0, free, lane);
                lackedRoom |= limit == 0;
                return limit;
            } finally {
                lock.unlock();
            }
        }

        /** {@return the accounts for which it is of no use to take any} */
        Set<ProviderAccount> avoid(Lane lane) {
            lock.lock();
            try {
                Set<ProviderAccount> full = new HashSet<>();
                for (Line line : lines.values()) {
                    if (!isOpenTo(line, lane) && !isToBeTold(line)) {
                        full.add(line.account);
                        lackedRoom = true;
                    }
                }
                return full;
            } finally {
                lock.unlock();
            }
        }

        private boolean isToBeTold(Line line) {
            return line.told < MOST_TOLD
                    && line.breaker.standing().filter(wait -> !wait.isBrief()).isPresent();
        }

        private boolean isOpenTo(Line line, Lane lane) {
            return line.breaker.standing().isEmpty() && room(line.held, free, lane) > 0;
        }

        /** {@return whether anything had to wait for a permit that somebody holds} */
        boolean lackedRoom() {
            return lackedRoom;
        }

        /**
         * Asks for a permit.
         *
         * @param message for which message
         * @param account through which account
         * @param lane the message's lane
         * @return why there is none; empty if it has one now
         */
        Optional<Wait> admit(MessageId message, ProviderAccount account, Lane lane) {
            lock.lock();
            try {
                Ticket before = tickets.get(message);
                if (before != null && before.line.account.equals(account)) {
                    return Optional.empty();
                }
                giveBack(message);
                Line line = line(account);
                Optional<Wait> wait = line.breaker.standing();
                if (wait.isPresent()) {
                    line.told++;
                    return wait.map(Accounts.this::spread);
                }
                if (room(line.held, free, lane) == 0) {
                    lackedRoom = true;
                    return Optional.of(spread(new Wait(Breaker.SOON, State.HALF_OPEN, FULL)));
                }
                line.told = 0;
                line.held++;
                free--;
                tickets.put(message, new Ticket(line, line.breaker.begin()));
                return Optional.empty();
            } finally {
                lock.unlock();
            }
        }

        /**
         * The permit of a message that goes; from now on it is the request's, and outlives the round. A store that lets one go
         * that was not admitted is wrong, but its intent is committed: it must not take the rest of its batch along.
         *
         * @param message which message
         * @param account through which account it goes
         * @return its permit
         */
        Ticket take(MessageId message, ProviderAccount account) {
            lock.lock();
            try {
                Ticket ticket = tickets.remove(message);
                if (ticket != null) {
                    return ticket;
                }
                LOG.error("message {} goes through {} without having been admitted", message, account);
                Line line = line(account);
                line.held++;
                return new Ticket(line, line.breaker.begin());
            } finally {
                lock.unlock();
            }
        }

        /** Takes back what was admitted and does not go. */
        @Override
        public void close() {
            List.copyOf(tickets.keySet()).forEach(this::giveBack);
        }

        private void giveBack(MessageId message) {
            Ticket ticket = tickets.remove(message);
            if (ticket != null) {
                free++;
                ticket.back();
            }
        }
    }

    /** Those who wait for the same moment come back one after the other. */
    private Wait spread(Wait wait) {
        long most = Math.max(SHORTEST_SPREAD, wait.left().toMillis() / 4);
        return new Wait(wait.left().plusMillis(machine.jitter().nextLong(most)), wait.state(), wait.why());
    }
}
