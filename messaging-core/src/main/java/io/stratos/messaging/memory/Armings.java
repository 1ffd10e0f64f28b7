package io.stratos.messaging.memory;

import io.stratos.messaging.spi.store.Arming;
import io.stratos.messaging.spi.store.StoreGuard;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** What a store in memory was armed for. Its identity is its own: nobody else can ever have these rows. */
final class Armings implements StoreGuard {

    private final ReentrantLock lock = new ReentrantLock();
    private final Clock clock;
    private final List<Arming> armings = new ArrayList<>();

    Armings(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Reading read() {
        lock.lock();
        try {
            String identity = "memory " + Integer.toHexString(System.identityHashCode(this));
            return new Reading(clock.instant(), identity, armings.isEmpty() ? null : armings.get(armings.size() - 1));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean arm(long number, Arming.Mark mark, String by, String reason) {
        lock.lock();
        try {
            boolean free = armings.stream().noneMatch(arming -> arming.number() == number);
            if (free) {
                armings.add(new Arming(number, mark, by, reason, clock.instant()));
            }
            return free;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public List<Arming> history() {
        lock.lock();
        try {
            return List.copyOf(armings);
        } finally {
            lock.unlock();
        }
    }
}
