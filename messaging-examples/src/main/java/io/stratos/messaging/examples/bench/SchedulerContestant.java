package io.stratos.messaging.examples.bench;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import javax.sql.DataSource;

/** db-scheduler with its best documented settings and a task that does nothing. */
final class SchedulerContestant implements Contestant {

    private static final int THREADS = 50;
    private static final double LOWER_LIMIT = 4.0;
    private static final double UPPER_LIMIT = 20.0;

    private final Server server;
    private final Clock clock;
    private final CountedSource connections;
    private final DataSource source;
    private final LongAdder done = new LongAdder();
    private final OneTimeTask<Void> task =
            Tasks.oneTime("send", Void.class).execute((instance, context) -> done.increment());
    private final SchedulerClient client;

    SchedulerContestant(Server server, Clock clock) {
        this.server = server;
        this.clock = clock;
        // The columns and indexes of its documentation for PostgreSQL.
        server.run(
                "CREATE TABLE scheduled_tasks (task_name text NOT NULL, task_instance text NOT NULL, task_data bytea,"
                        + " execution_time timestamptz, picked boolean NOT NULL, picked_by text,"
                        + " last_success timestamptz, last_failure timestamptz, consecutive_failures int,"
                        + " last_heartbeat timestamptz, version bigint NOT NULL, priority smallint, state text,"
                        + " PRIMARY KEY (task_name, task_instance))",
                "CREATE INDEX execution_time_idx ON scheduled_tasks (execution_time)",
                "CREATE INDEX last_heartbeat_idx ON scheduled_tasks (last_heartbeat)");
        this.connections = new CountedSource(server.pool(name(), THREADS + 4));
        this.source = connections.source();
        this.client = SchedulerClient.Builder.create(source, task).build();
    }

    @Override
    public String name() {
        return "db_scheduler";
    }

    @Override
    public CountedSource connections() {
        return connections;
    }

    @Override
    public void clear() {
        server.run("TRUNCATE scheduled_tasks");
    }

    @Override
    public void accept(int messages) {
        if (messages == 1) {
            client.scheduleIfNotExists(instance(), clock.instant());
            return;
        }
        List<TaskInstance<?>> batch =
                Stream.<TaskInstance<?>>generate(this::instance).limit(messages).toList();
        client.scheduleBatch(batch, clock.instant());
    }

    private TaskInstance<Void> instance() {
        return task.instance(UUID.randomUUID().toString());
    }

    @Override
    public long drain(int messages) {
        done.reset();
        Scheduler scheduler = Scheduler.create(source, task)
                .threads(THREADS)
                .pollUsingLockAndFetch(LOWER_LIMIT, UPPER_LIMIT)
                .pollingInterval(Duration.ofMillis(100))
                .build();
        try {
            long begun = System.nanoTime();
            scheduler.start();
            Await.until("db-scheduler has run all", () -> done.sum() >= messages);
            Await.until(
                    "db-scheduler has removed all",
                    () -> server.number("SELECT count(*) FROM (SELECT 1 FROM scheduled_tasks LIMIT 1) AS t") == 0);
            return System.nanoTime() - begun;
        } finally {
            scheduler.stop();
        }
    }
}
