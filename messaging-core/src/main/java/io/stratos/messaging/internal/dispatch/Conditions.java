package io.stratos.messaging.internal.dispatch;

import io.stratos.messaging.internal.gate.Known.Reply;
import io.stratos.messaging.internal.machine.Machine;
import io.stratos.messaging.message.Message;
import io.stratos.messaging.message.SendCondition;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the host's conditions, and never waits long: one that does not answer in time is not asked again for a while, so
 * that it holds up only messages that need it. Safe for use by many threads.
 */
public final class Conditions {

    private static final Logger LOG = LoggerFactory.getLogger(Conditions.class);
    private static final Duration LONGEST_PATIENCE = Duration.ofSeconds(3);
    private static final Duration REST = Duration.ofSeconds(10);

    private final Map<String, SendCondition> known;
    private final @Nullable ExecutorService threads;
    private final Duration patience;
    private final Machine machine;
    private final Map<String, Long> restingSince = new ConcurrentHashMap<>();

    /**
     * The conditions of one engine.
     *
     * @param known by name
     * @param threads where they are asked, refusing what it has no thread for; null for the caller's own thread, which
     *     then waits as long as it takes
     * @param timing how long things may take
     * @param machine clocks
     */
    public Conditions(
            Map<String, SendCondition> known, @Nullable ExecutorService threads, Timing timing, Machine machine) {
        this.known = Map.copyOf(known);
        this.threads = threads;
        this.machine = machine;
        Duration third = timing.lease().dividedBy(3);
        this.patience = third.compareTo(LONGEST_PATIENCE) < 0 ? third : LONGEST_PATIENCE;
    }

    /** What the host says; whatever goes wrong is silence, with the reason. */
    Reply ask(String name, Message message) {
        SendCondition condition = known.get(name);
        if (condition == null) {
            return Reply.silence("this engine has no condition of that name");
        }
        if (threads == null) {
            return answer(name, condition, message);
        }
        Long since = restingSince.get(name);
        if (since != null && machine.nanos().getAsLong() - since < REST.toNanos()) {
            return Reply.silence("it did not answer in time a moment ago");
        }
        try {
            return wait(name, threads.submit(() -> answer(name, condition, message)));
        } catch (RejectedExecutionException full) {
            return Reply.silence("too many conditions are being asked at once");
        }
    }

    private Reply wait(String name, Future<Reply> asked) {
        try {
            return asked.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException slow) {
            asked.cancel(true);
            restingSince.put(name, machine.nanos().getAsLong());
            LOG.warn("condition '{}' did not answer within {}; it is not asked for {}", name, patience, REST);
            return Reply.silence("it did not answer within " + patience.toMillis() + " ms");
        } catch (InterruptedException stop) {
            asked.cancel(true);
            Thread.currentThread().interrupt();
            return Reply.silence("the engine is being closed");
        } catch (ExecutionException failed) {
            // Only an Error comes here: exceptions are answers.
            LOG.error("condition '{}' failed", name, failed);
            return Reply.silence("it failed with an error");
        }
    }

    private static Reply answer(String name, SendCondition condition, Message message) {
        try {
            return Reply.of(condition.holds(message));
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return Reply.silence("it was interrupted");
        } catch (Exception failed) {
            LOG.warn("condition '{}' failed for message {}", name, message.id(), failed);
            return Reply.silence("it threw " + failed.getClass().getSimpleName());
        }
    }
}
