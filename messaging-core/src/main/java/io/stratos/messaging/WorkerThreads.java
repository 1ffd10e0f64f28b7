package io.stratos.messaging;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The engine's own threads: named, daemons, gone after a minute without work. */
final class WorkerThreads {

    private static final int SPARE = 4;

    private WorkerThreads() {}

    /**
     * Threads that wait for the host: refuses what it has no thread for, as waiting in line would be no answer. More than
     * can be asked at once, for those that do not come back in time.
     */
    static ExecutorService forConditions(int atOnce) {
        AtomicInteger number = new AtomicInteger();
        return new ThreadPoolExecutor(0, 2 * atOnce + SPARE, 1, TimeUnit.MINUTES, new SynchronousQueue<>(), task -> {
            Thread thread = new Thread(task, "messaging-condition-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /** One thread for each provider whose records are read, while they are. */
    static ExecutorService forPolling(int providers) {
        AtomicInteger number = new AtomicInteger();
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(providers, providers, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "messaging-poll-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    static ExecutorService create(int atOnce) {
        AtomicInteger number = new AtomicInteger();
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(atOnce, atOnce, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "messaging-worker-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }
}
