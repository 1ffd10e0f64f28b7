package io.stratos.messaging.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.stratos.messaging.delivery.Decision;
import io.stratos.messaging.message.Message;
import io.stratos.messaging.spi.store.IntentDecision;
import io.stratos.messaging.spi.store.IntentResult;
import io.stratos.messaging.spi.store.Taking;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** A message whose row cannot be read any more, beside others. */
class UnreadableTest {

    @Test
    void unreadableRow_onH2_keepsNobody_andEnds() throws SQLException {
        keepsNobodyAndEnds(TestH2.inMemory());
    }

    @Test
    void unreadableRow_onPostgres_keepsNobody_andEnds() throws SQLException {
        keepsNobodyAndEnds(TestPostgres.pooledDatabase());
    }

    private static void keepsNobodyAndEnds(DataSource source) throws SQLException {
        AtomicReference<Duration> shift = new AtomicReference<>(Duration.ZERO);
        JdbcMessagingStore store = JdbcMessagingStore.shifted(source, shift::get);
        Steps steps = new Steps(store);
        Message poison = steps.accepted(steps.contact());
        Message fine = steps.accepted(steps.contact());
        run(source, "UPDATE msg_message SET purpose = 'LATER' WHERE message_id = '" + poison.id() + "'");

        List<IntentResult> taken = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            taken.addAll(store.take(
                    Taking.of(10, Steps.LEASE),
                    steps.make::attemptId,
                    (claim, recipient) -> new IntentDecision.Proceed(
                            steps.make.allowed(Decision.Stage.SEND, "go"), steps.make.route(), 1600, 1)));
            shift.set(shift.get().plus(Duration.ofHours(1)));
        }

        assertThat(taken)
                .extracting(result -> result.intent().claim().message().id())
                .containsExactly(fine.id());
        assertThat(run(source, "SELECT status FROM msg_message WHERE message_id = '" + poison.id() + "'"))
                .isEqualTo("FAILED");
        assertThat(run(source, "SELECT count(*) FROM msg_dispatch WHERE message_id = '" + poison.id() + "'"))
                .isEqualTo("0");
        assertThat(run(source, "SELECT verdicts FROM msg_decision WHERE token > 0"))
                .contains("could not be read");
    }

    private static String run(DataSource source, String sql) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            if (!statement.execute(sql)) {
                return "";
            }
            try (ResultSet rs = statement.getResultSet()) {
                return rs.next() ? rs.getString(1) : "";
            }
        }
    }
}
