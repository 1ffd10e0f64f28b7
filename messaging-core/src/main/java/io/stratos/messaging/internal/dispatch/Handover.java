package io.stratos.messaging.internal.dispatch;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands tasks to an executor, waking no more of its threads than find something to do: each one woken wakes the next
 * before it begins, as long as tasks wait, so that none waits for another that takes long. To wake a thread costs more
 * than a short task.
 */
final class Handover {

    private static final Logger LOG = LoggerFactory.getLogger(Handover.class);

    private final Executor executor;
    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean waking = new AtomicBoolean();

    Handover(Executor executor) {
        this.executor = executor;
    }

    /** Returns at once, unless the executor refuses: then the caller's own thread does what waits. */
    void execute(Runnable task) {
        waiting.add(task);
        if (!wake()) {
            LOG.warn("the executor is full; sending on the dispatcher's own thread");
            work();
        }
    }

    /** {@return whether somebody comes for what waits, if anything does} */
    private boolean wake() {
        if (waiting.isEmpty() || !waking.compareAndSet(false, true)) {
            return true;
        }
        try {
            executor.execute(this::work);
            return true;
        } catch (RejectedExecutionException full) {
            waking.set(false);
            return false;
        }
    }

    /** Whoever is refused company does alone what waits. */
    private void work() {
        // Before anything is fetched, so that what is added from now on wakes somebody, and what was added is found.
        waking.set(false);
        Runnable task = waiting.poll();
        while (task != null) {
            wake();
            try {
                task.run();
            } catch (RuntimeException failed) {
                LOG.error("a task failed; those that wait go on", failed);
            }
            task = waiting.poll();
        }
    }
}
