package io.stratos.messaging.internal.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HandoverTest {

    private final List<Integer> done = new ArrayList<>();

    @Test
    void tasksThatAllWaitForEachOther_runAtOnce() throws InterruptedException {
        int many = 50;
        CountDownLatch all = new CountDownLatch(many);
        ExecutorService executor = Executors.newCachedThreadPool();
        Handover handover = new Handover(executor);

        for (int i = 0; i < many; i++) {
            handover.execute(() -> {
                all.countDown();
                awaitQuietly(all);
            });
        }

        assertThat(all.await(30, TimeUnit.SECONDS)).isTrue();
        executor.shutdownNow();
    }

    @Test
    void shortTasks_areDoneByTheFirstThreadThatComes() {
        Queue<Runnable> threads = new ArrayDeque<>();
        Handover handover = new Handover(threads::add);

        IntStream.range(0, 100).forEach(i -> handover.execute(() -> done.add(i)));
        assertThat(threads).hasSize(1);
        threads.remove().run();

        assertThat(done).isEqualTo(IntStream.range(0, 100).boxed().toList());
        assertThat(threads)
                .as("woken while the first was under way, with nothing left to do")
                .hasSize(1);
    }

    @Test
    void executorThatRefuses_leavesTheTaskToTheCaller() {
        Handover handover = new Handover(work -> {
            throw new RejectedExecutionException();
        });

        handover.execute(() -> {
            handover.execute(() -> done.add(2));
            done.add(1);
        });

        assertThat(done).containsExactly(2, 1);
    }

    @Test
    void taskThatThrows_keepsNoOther() {
        Queue<Runnable> threads = new ArrayDeque<>();
        Handover handover = new Handover(threads::add);
        handover.execute(() -> {
            throw new IllegalStateException("broken on purpose");
        });
        handover.execute(() -> done.add(1));

        threads.remove().run();

        assertThat(done).containsExactly(1);
    }

    @Test
    void taskAddedWhileTheLastThreadLeaves_isFound() {
        Queue<Runnable> threads = new ArrayDeque<>();
        Handover handover = new Handover(threads::add);
        handover.execute(() -> done.add(1));
        threads.remove().run();

        handover.execute(() -> done.add(2));
        threads.remove().run();

        assertThat(done).containsExactly(1, 2);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
