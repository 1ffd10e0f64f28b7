package io.stratos.messaging.jdbc;

import io.stratos.messaging.message.Lane;
import io.stratos.messaging.spi.store.Taking;
import java.util.List;

/** What PostgreSQL and H2 say differently. Everything else is one text for both. */
interface Dialect {

    /** {@return the folder of the migrations that only this database gets} */
    String name();

    /**
     * The database's clock, read once for the whole statement.
     *
     * @param parameter a named parameter that holds microseconds to add
     * @return an expression of type timestamp with time zone
     */
    String clock(String parameter);

    /** {@return what follows a select that keeps changes of the rows of this alias out, but not other readers} */
    String forShare(String alias);

    /** {@return what follows a select that keeps everybody else off the rows of this alias} */
    String forUpdate(String alias);

    /** Inserts those rows whose key is not taken, waiting for whoever is taking it; the others change nothing. */
    int insertNew(Sql sql, String table, Rows<?> rows, List<String> keys);

    /**
     * For a statement that writes or reads many rows of tables that may have grown fast.
     *
     * @return the same, going from row to row by indexes, and so do those after it in the transaction
     */
    String byIndex(String text);

    /** {@return an expression: a text that is another whenever the row of this alias has changed; null if there is none} */
    String version(String alias);

    /**
     * Asked only where rows have versions.
     *
     * @param parameter a named parameter that holds what {@link #version} was
     * @return a condition: the row of this alias still has that version; it finds the row by itself, without any index
     */
    String hasVersion(String alias, String parameter);

    /** {@return whether one statement can write to several tables} */
    boolean writesTogether();

    /** {@return a statement that sets columns of the rows that {@code v}, read from the source, names by the keys} */
    String update(String table, String source, List<String> keys, List<String> assignments);

    /** {@return a statement that deletes the rows that {@code v}, read from the source, names by the keys} */
    String delete(String table, String source, List<String> keys);

    /** {@return an expression, of type text: which database this is, see {@link io.stratos.messaging.spi.store.StoreGuard.Reading}} */
    String identity();

    /**
     * Locks rows of a lane that are due, an equal share of each tenant, with their recipients' address rows; those of one
     * tenant oldest first. What others hold is skipped and does not count.
     */
    Found lockDue(Sql sql, Lane lane, Taking.Share share, Turns turns);

    /**
     * What was locked.
     *
     * @param rows those rows
     * @param bulkWaits whether it is of use to look into the lane BULK
     */
    record Found(List<Due> rows, boolean bulkWaits) {}
}
