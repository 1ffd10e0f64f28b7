package io.stratos.messaging.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A connection, its dialect and the database's clock, as the work inside one transaction sees them. */
record Sql(
        Connection connection,
        Dialect dialect,
        Duration shift,
        Texts texts,
        @Nullable String savepoint,
        boolean commitsItself) {

    Sql(Connection connection, Dialect dialect, Duration shift, Texts texts) {
        this(connection, dialect, shift, texts, null, false);
    }

    /** The parameter of {@link #clock()}; bound by {@link #query} and {@link #update} wherever it occurs. */
    private static final String NOW = "now_shift";

    private static final int MANY = 50;

    /** {@return an expression: what time it is by the database's clock} */
    String clock() {
        return dialect.clock(":" + NOW);
    }

    /** {@return the microseconds to bind to {@link Dialect#clock} for an instant that is this far from now} */
    long micros(Duration fromNow) {
        return TimeUnit.MICROSECONDS.convert(shift.plus(fromNow));
    }

    Command query(String text) {
        return command(text);
    }

    /** @param rows how many it is about, as far as is known: where they are many, its plan must not be a matter of luck */
    Command query(String text, int rows) {
        return command(rows < MANY ? text : dialect.byIndex(text));
    }

    Command update(String text) {
        return command(guarded(text));
    }

    /** {@return the text of an update within its savepoint, if it has one} */
    String guarded(String text) {
        return savepoint == null ? text : "SAVEPOINT " + savepoint + "; " + text + "; RELEASE SAVEPOINT " + savepoint;
    }

    /** {@return a statement whose text was found by its shape} */
    Command update(Shape shape, List<Rows<?>> written) {
        return command(shape.text()).bind(shape.bindings(written));
    }

    /** {@return the same, but what it updates is undone if it fails, as far as the transaction allows that} */
    Sql underSavepoint(String name) {
        return new Sql(connection, dialect, shift, texts, name, false);
    }

    /** {@return the same, where each update is a transaction of its own, and warned of as one} */
    Sql committingItself() {
        return new Sql(connection, dialect, shift, texts, null, true);
    }

    private Command command(String text) {
        return command(texts.of(text));
    }

    private Command command(Texts.Text text) {
        long micros = TimeUnit.MICROSECONDS.convert(shift);
        return new Command(this, text).bind(NOW, (statement, position) -> statement.setLong(position, micros));
    }

    Instant now() {
        return query("SELECT " + clock() + " AS db_now")
                .map(rs -> requiredTime(rs, "db_now"))
                .one();
    }

    Savepoint setSavepoint() {
        try {
            return connection.setSavepoint();
        } catch (SQLException e) {
            throw new Failures.Failed(e);
        }
    }

    void release(Savepoint savepoint) {
        try {
            connection.releaseSavepoint(savepoint);
        } catch (SQLException e) {
            throw new Failures.Failed(e);
        }
    }

    void rollbackTo(Savepoint savepoint) {
        try {
            connection.rollback(savepoint);
        } catch (SQLException e) {
            throw new Failures.Failed(e);
        }
    }

    /**
     * PostgreSQL keeps neither NUL nor half a surrogate pair, and people can send both: what cannot be stored must not
     * make a provider deliver it again for ever.
     *
     * @return the text with U+FFFD in their places
     */
    static String storable(String text) {
        StringBuilder fixed = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean pair = Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1));
            if (pair) {
                i++;
            } else if (c == 0 || Character.isSurrogate(c)) {
                fixed = fixed == null ? new StringBuilder(text) : fixed;
                fixed.setCharAt(i, '\uFFFD');
            }
        }
        return fixed == null ? text : fixed.toString();
    }

    /** {@return the instant as both databases keep it: whole microseconds} */
    static OffsetDateTime time(Instant at) {
        return at.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    }

    static Command.Binding timeArgument(@Nullable Instant at) {
        return (statement, position) -> statement.setObject(position, at == null ? null : time(at));
    }

    static @Nullable Instant time(ResultSet rs, String column) throws SQLException {
        OffsetDateTime at = rs.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    static Instant requiredTime(ResultSet rs, String column) throws SQLException {
        return rs.getObject(column, OffsetDateTime.class).toInstant();
    }

    static UUID uuid(ResultSet rs, String column) throws SQLException {
        return rs.getObject(column, UUID.class);
    }

    static @Nullable UUID uuidOrNull(ResultSet rs, String column) throws SQLException {
        return rs.getObject(column, UUID.class);
    }
}
