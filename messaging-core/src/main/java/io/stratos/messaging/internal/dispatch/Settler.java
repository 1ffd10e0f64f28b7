package io.stratos.messaging.internal.dispatch;

import io.stratos.messaging.consent.ConsentSource;
import io.stratos.messaging.consent.Evidence;
import io.stratos.messaging.consent.SuppressionReason;
import io.stratos.messaging.delivery.Outcome;
import io.stratos.messaging.exception.StoreException;
import io.stratos.messaging.internal.consent.Lessons;
import io.stratos.messaging.internal.tenant.Providers;
import io.stratos.messaging.message.Message;
import io.stratos.messaging.routing.Route;
import io.stratos.messaging.spi.store.MessagingStore;
import io.stratos.messaging.spi.store.Settlement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what came of attempts, many at a time: whoever finds the store free writes for all who wait.
 *
 * <p>A settlement that cannot be written is not lost but late: the lease of its attempt runs out, the attempt comes into
 * doubt, and look-up or receipt resolve it.
 */
final class Settler {

    private static final Logger LOG = LoggerFactory.getLogger(Settler.class);
    private static final int LARGEST_BATCH = 250;
    private static final int TRIES = 3;

    private final MessagingStore store;
    private final Providers providers;
    private final Lessons lessons;
    private final Runnable afterEach;
    private final ConcurrentLinkedQueue<Waiting> waiting = new ConcurrentLinkedQueue<>();
    private final ReentrantLock writing = new ReentrantLock();

    /**
     * Begins with nothing to write.
     *
     * @param parts where to, and who knows what refusals mean
     * @param afterEach run after each batch
     */
    Settler(Parts parts, Runnable afterEach) {
        this.store = parts.store();
        this.providers = parts.providers();
        this.lessons = new Lessons(parts.store(), parts.tenants());
        this.afterEach = afterEach;
    }

    /** Returns at once if another thread is writing: that thread will write this as well. */
    void settle(Waiting done) {
        waiting.add(done);
        while (!waiting.isEmpty() && writing.tryLock()) {
            try {
                writeAll();
            } finally {
                writing.unlock();
            }
        }
    }

    private void writeAll() {
        List<Waiting> batch = new ArrayList<>();
        Waiting next = waiting.poll();
        while (next != null) {
            batch.add(next);
            next = batch.size() < LARGEST_BATCH ? waiting.poll() : null;
        }
        if (batch.isEmpty()) {
            return;
        }
        try {
            try {
                write(batch);
            } catch (RuntimeException unwritable) {
                LOG.error("{} outcomes cannot be stored together; each by itself", batch.size(), unwritable);
                batch.forEach(this::writeAlone);
            }
            batch.forEach(this::learn);
        } finally {
            batch.forEach(done -> done.afterwards().run());
            afterEach.run();
        }
    }

    private void writeAlone(Waiting done) {
        try {
            write(List.of(done));
        } catch (RuntimeException unwritable) {
            LOG.error(
                    "the outcome of attempt {} cannot be stored; it comes into doubt",
                    done.done().settlement().attempt(),
                    unwritable);
        }
    }

    private void write(List<Waiting> batch) {
        List<Settlement> settlements =
                batch.stream().map(waiting -> waiting.done().settlement()).toList();
        for (int made = 1; ; made++) {
            try {
                store.settle(settlements);
                return;
            } catch (StoreException failed) {
                if (made == TRIES) {
                    LOG.error(
                            "{} outcomes could not be stored; their attempts will come into doubt",
                            batch.size(),
                            failed);
                    return;
                }
            }
        }
    }

    /** A provider that refuses a recipient for good knows something the ledger must know. */
    private void learn(Waiting done) {
        if (!(done.done().answer() instanceof Outcome.Refused refused)) {
            return;
        }
        Message message = done.errand().claim().message();
        Route route = done.errand().plan().route();
        try {
            reason(refused, route)
                    .ifPresent(reason -> lessons.learn(
                            message,
                            route.from(),
                            reason,
                            Evidence.from(ConsentSource.PROVIDER)
                                    .with("provider", route.provider())
                                    .with("code", refused.code())));
        } catch (RuntimeException failed) {
            LOG.error("what the provider said about the recipient of {} could not be stored", message.id(), failed);
        }
    }

    private Optional<SuppressionReason> reason(Outcome.Refused refused, Route route) {
        return switch (refused.refusal()) {
            case OPT_OUT -> Optional.of(SuppressionReason.PROVIDER_OPT_OUT);
            case RECIPIENT ->
                providers.find(route.provider()).flatMap(provider -> provider.suppression(refused.code()));
            case SENDER, CONTENT, ACCOUNT, REQUEST -> Optional.empty();
        };
    }

    /**
     * An outcome to be written.
     *
     * @param errand what was sent
     * @param done what came of it
     * @param afterwards run once it was written or given up
     */
    record Waiting(Errand errand, Courier.Done done, Runnable afterwards) {}
}
