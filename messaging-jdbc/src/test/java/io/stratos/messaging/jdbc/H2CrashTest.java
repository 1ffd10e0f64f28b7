package io.stratos.messaging.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stratos.messaging.MessagingEngine;
import io.stratos.messaging.Tenant;
import io.stratos.messaging.consent.Evidence;
import io.stratos.messaging.consent.Purpose;
import io.stratos.messaging.exception.EnvironmentException;
import io.stratos.messaging.id.MessageId;
import io.stratos.messaging.message.OutboundMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An H2 file as a kill at that moment would leave it: it is copied right after a commit, while nothing else writes, and the
 * copy is opened.
 */
class H2CrashTest {

    private static final int MESSAGES = 150;
    private static final int COMMITS = 150;

    @TempDir
    Path directory;

    @Test
    void fileCopiedAfterEachAccept_hasTheMessage() throws Exception {
        Path database = directory.resolve("h2");
        JdbcConnectionPool pool = H2Process.pool("jdbc:h2:file:" + database + TestH2.DURABLE + TestH2.REUSED_SOON);
        List<MessageId> lost = new ArrayList<>();
        try (MessagingEngine engine = H2Process.engine(pool, 1)) {
            Tenant tenant = engine.tenant(ChaosNode.TENANT);
            for (int i = 0; i < MESSAGES; i++) {
                String customer = String.format(Locale.ROOT, "+121255501%02d", i % 100);
                tenant.consent().optIn(customer, Purpose.TRANSACTIONAL, Evidence.form("booking"));
                MessageId id = tenant.messages()
                        .send(OutboundMessage.to(customer).text("x".repeat(1 + i % 50 * 20)))
                        .messageId();
                if (!isThere(copy(database), "SELECT 1 FROM msg_message WHERE message_id = '" + id + "'")) {
                    lost.add(id);
                }
            }
        } finally {
            pool.dispose();
        }

        assertThat(lost).as("of %d messages", MESSAGES).isEmpty();
    }

    /** Once this fails, H2 has been mended: then let {@link H2Files} allow that version. */
    @Test
    void thisH2_reusingSpace_losesCommits_andIsRefused() throws Exception {
        Path database = directory.resolve("h2");
        String url = "jdbc:h2:file:" + database + ";WRITE_DELAY=0";

        assertThat(lostOf(database, url + TestH2.REUSED_SOON)).isPositive();
        assertThatThrownBy(() -> JdbcMessagingStore.create(TestH2.source(url)))
                .isInstanceOf(EnvironmentException.class)
                .hasMessageContaining("REUSE_SPACE=FALSE")
                .hasMessageContaining("lose");
    }

    @Test
    void thisH2_notReusingSpace_losesNoCommit() throws Exception {
        Path database = directory.resolve("h2");

        assertThat(lostOf(database, "jdbc:h2:file:" + database + TestH2.DURABLE + TestH2.REUSED_SOON))
                .isZero();
    }

    /** {@return after how many commits a kill would have lost it} */
    private static int lostOf(Path database, String url) throws SQLException, IOException {
        Random random = new Random(1);
        int lost = 0;
        try (Connection connection = TestH2.source(url).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE t (id int PRIMARY KEY, x varchar)");
            connection.setAutoCommit(false);
            try (PreparedStatement write = connection.prepareStatement("MERGE INTO t VALUES (?, ?)")) {
                for (int i = 1; i <= COMMITS; i++) {
                    write.setInt(1, random.nextInt(500));
                    write.setString(2, i + "x".repeat(random.nextInt(4000)));
                    write.executeUpdate();
                    write.setInt(1, 0);
                    write.setString(2, Integer.toString(i));
                    write.executeUpdate();
                    connection.commit();
                    if (!isThere(copy(database), "SELECT 1 FROM t WHERE id = 0 AND x = '" + i + "'")) {
                        lost++;
                    }
                }
            }
        }
        return lost;
    }

    private static Path copy(Path database) throws IOException {
        Path copy = database.resolveSibling("copy");
        Files.copy(file(database), file(copy), StandardCopyOption.REPLACE_EXISTING);
        return copy;
    }

    private static Path file(Path database) {
        return database.resolveSibling(database.getFileName() + ".mv.db");
    }

    private static boolean isThere(Path database, String query) throws SQLException {
        try (Connection connection = TestH2.source("jdbc:h2:file:" + database + ";ACCESS_MODE_DATA=r")
                        .getConnection();
                Statement statement = connection.createStatement();
                ResultSet rs = statement.executeQuery(query)) {
            return rs.next();
        }
    }
}
