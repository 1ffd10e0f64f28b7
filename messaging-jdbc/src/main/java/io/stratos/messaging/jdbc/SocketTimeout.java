package io.stratos.messaging.jdbc;

import io.stratos.messaging.exception.EnvironmentException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether a connection gives up on a server that does not answer any more. */
final class SocketTimeout {

    private static final Logger LOG = LoggerFactory.getLogger(SocketTimeout.class);

    private SocketTimeout() {}

    static void check(Connection connection) {
        OptionalInt millis = millis(connection);
        if (millis.isEmpty()) {
            LOG.warn("cannot tell whether the connections of the DataSource have a socket timeout; without one, a"
                    + " database that vanishes without a word makes every thread wait for ever: set the driver's"
                    + " property socketTimeout, such as socketTimeout=30 in the URL");
        } else if (millis.getAsInt() == 0) {
            throw new EnvironmentException("the connections of the DataSource have no socket timeout: a database that"
                    + " vanishes without a word would make the dispatcher, and every STOP, wait for ever; set the"
                    + " driver's property socketTimeout, such as socketTimeout=30 (seconds) in the URL, longer than"
                    + " your slowest statement");
        }
    }

    /** Asks the driver beneath as well: some pools do not pass the question on. */
    private static OptionalInt millis(Connection connection) {
        try {
            return OptionalInt.of(connection.getNetworkTimeout());
        } catch (SQLException | AbstractMethodError | UnsupportedOperationException e) {
            LOG.debug(
                    "the pool does not tell the network timeout: {}",
                    e.getClass().getSimpleName());
        }
        try {
            return OptionalInt.of(connection.getMetaData().getConnection().getNetworkTimeout());
        } catch (SQLException | AbstractMethodError | UnsupportedOperationException e) {
            LOG.debug(
                    "the driver does not tell the network timeout: {}",
                    e.getClass().getSimpleName());
            return OptionalInt.empty();
        }
    }
}
