package io.stratos.messaging.jdbc;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A statement with named parameters, to be run once. */
final class Command {

    private final Sql sql;
    private final Texts.Text text;
    private final Map<String, Binding> bindings = new HashMap<>();
    private Binding @Nullable [] places;

    Command(Sql sql, Texts.Text text) {
        this.sql = sql;
        this.text = text;
    }

    /** Sets a parameter, given its position. */
    @FunctionalInterface
    interface Binding {
        void set(PreparedStatement statement, int position) throws SQLException;
    }

    /** Reads the row a result stands at. */
    @FunctionalInterface
    interface Reading<T> {
        T of(ResultSet row) throws SQLException;
    }

    Command bind(String name, @Nullable Object value) {
        return bind(name, (statement, position) -> statement.setObject(position, value));
    }

    Command bind(String name, Binding binding) {
        bindings.put(name, binding);
        return this;
    }

    /** Sets parameters by their places; where one is null, the parameter there is bound by its name. */
    Command bind(Binding[] all) {
        places = all;
        return this;
    }

    /** Runs it; {@return how many rows it changed} */
    int execute() {
        try (PreparedStatement statement = prepared()) {
            int changed = 0;
            boolean found = statement.execute();
            while (found || statement.getUpdateCount() != -1) {
                changed += found ? 0 : statement.getUpdateCount();
                found = statement.getMoreResults();
            }
            if (sql.commitsItself() && statement.getWarnings() != null) {
                throw statement.getWarnings();
            }
            return changed;
        } catch (SQLException e) {
            throw new Failures.Failed(e);
        }
    }

    /** Runs it and reads what it found; what stands before a query in the same text finds nothing. */
    <T> Found<T> map(Reading<T> reading) {
        try (PreparedStatement statement = prepared();
                ResultSet rs = found(statement)) {
            List<T> found = new ArrayList<>();
            while (rs.next()) {
                found.add(reading.of(rs));
            }
            return new Found<>(found);
        } catch (SQLException e) {
            throw new Failures.Failed(e);
        }
    }

    private static ResultSet found(PreparedStatement statement) throws SQLException {
        boolean found = statement.execute();
        while (!found) {
            found = statement.getMoreResults();
        }
        return statement.getResultSet();
    }

    private PreparedStatement prepared() throws SQLException {
        PreparedStatement statement = sql.connection().prepareStatement(text.text());
        try {
            for (int i = 0; i < text.parameters().size(); i++) {
                binding(i).set(statement, i + 1);
            }
            return statement;
        } catch (SQLException | RuntimeException e) {
            statement.close();
            throw e;
        }
    }

    private Binding binding(int place) {
        Binding binding = places == null ? null : places[place];
        if (binding == null) {
            binding = bindings.get(text.parameters().get(place));
        }
        if (binding == null) {
            throw new IllegalStateException("parameter " + text.parameters().get(place) + " is not bound");
        }
        return binding;
    }

    /** The rows a statement found, in its order. */
    record Found<T>(List<T> list) {

        T one() {
            return findOne().orElseThrow(() -> new IllegalStateException("a statement found nothing"));
        }

        Optional<T> findOne() {
            return list.stream().findFirst();
        }

        void forEach(Consumer<? super T> consumer) {
            list.forEach(consumer);
        }
    }
}
