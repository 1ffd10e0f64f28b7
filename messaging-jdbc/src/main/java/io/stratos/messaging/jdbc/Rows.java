package io.stratos.messaging.jdbc;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Several rows handed to the database as one array for each column, so that one statement reads or writes them all.
 *
 * <p>In the text of the statement they are the rows of {@code v}.
 */
final class Rows<T> {

    private static final int MANY = 20;

    private final Collection<T> elements;
    private final List<Column> columns = new ArrayList<>();
    private final List<Constant> constants = new ArrayList<>();
    private String prefix = "v_";

    private Rows(Collection<T> elements) {
        this.elements = elements;
    }

    static <T> Rows<T> of(Collection<T> elements) {
        return new Rows<>(elements);
    }

    Rows<T> text(String column, Value<T> value) {
        return add(column, "varchar", "varchar", row -> {
            Object text = value.of(row);
            return text == null ? null : Sql.storable((String) text);
        });
    }

    Rows<T> uuid(String column, Value<T> value) {
        return add(column, "uuid", "uuid", value);
    }

    Rows<T> number(String column, Value<T> value) {
        return add(column, "bigint", "int8", value);
    }

    Rows<T> integer(String column, Value<T> value) {
        return add(column, "integer", "int4", value);
    }

    Rows<T> time(String column, Value<T> value) {
        return add(column, "timestamp with time zone", "timestamptz", row -> {
            Object at = value.of(row);
            return at == null ? null : Sql.time((Instant) at);
        });
    }

    private Rows<T> add(String name, String sqlType, String elementType, Value<T> value) {
        Object[] values = new Object[elements.size()];
        int i = 0;
        for (T element : elements) {
            values[i++] = value.of(element);
        }
        columns.add(new Column(name, sqlType, elementType, values, null));
        return this;
    }

    /** Replaces what an insert or update writes into a column; the expression may name columns of {@code v}. */
    Rows<T> computed(String column, String expression) {
        columns.replaceAll(
                c -> c.name.equals(column) ? new Column(c.name, c.sqlType, c.elementType, c.values, expression) : c);
        return this;
    }

    /**
     * A column that every row has the same in, whichever they are.
     *
     * @param expression written into the text; one of few
     */
    Rows<T> constant(String column, String expression) {
        constants.add(new Constant(column, expression));
        return this;
    }

    /** Names the parameters apart from those of other rows in the same statement. */
    void number(int number) {
        prefix = "v" + number + "_";
    }

    int size() {
        return elements.size();
    }

    /** {@return the table expression whose rows these are} */
    String source() {
        List<Column> differing = columns.stream().filter(c -> !c.shared).toList();
        if (differing.size() == columns.size()) {
            return arrays(differing, "v");
        }
        String all = columns.stream()
                .map(c -> c.shared ? "CAST(:" + prefix + c.name + " AS " + c.sqlType + ") AS " + c.name : "u." + c.name)
                .collect(Collectors.joining(", ", "(SELECT ", ""));
        return all + (differing.isEmpty() ? "" : " FROM " + arrays(differing, "u")) + ") AS v";
    }

    private String arrays(List<Column> of, String alias) {
        return of.stream()
                        .map(c -> "CAST(:" + prefix + c.name + " AS " + c.sqlType + " ARRAY)")
                        .collect(Collectors.joining(", ", "unnest(", ")"))
                + of.stream().map(Column::name).collect(Collectors.joining(", ", " AS " + alias + "(", ")"));
    }

    /**
     * Hands in once what all rows have in common. Not for a few rows, which have things in common by chance: each
     * combination is a statement of its own, to be parsed and planned.
     */
    void share() {
        if (size() > 1 && size() < MANY) {
            return;
        }
        columns.forEach(Column::shareIfSame);
        if (size() > 1 && columns.stream().allMatch(c -> c.shared)) {
            columns.get(0).shared = false;
        }
    }

    String names() {
        return Stream.concat(
                        columns.stream().map(Column::name), constants.stream().map(Constant::column))
                .collect(Collectors.joining(", "));
    }

    String expressions() {
        return Stream.concat(
                        columns.stream().map(Column::expression),
                        constants.stream().map(Constant::expression))
                .collect(Collectors.joining(", "));
    }

    Command bind(Command statement) {
        columns.forEach(column -> statement.bind(prefix + column.name, column));
        return statement;
    }

    /** {@return which of the columns it is} */
    int place(String column) {
        return IntStream.range(0, columns.size())
                .filter(i -> columns.get(i).name.equals(column))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no column " + column));
    }

    /** {@return what binds the parameter of a column} */
    Command.Binding column(int place) {
        return columns.get(place);
    }

    /** Adds all that the text of a statement about these rows follows from, apart from the kind of statement. */
    void addShapeTo(List<@Nullable Object> key) {
        for (Column column : columns) {
            key.add(column.name);
            key.add(column.computed);
            key.add(column.shared);
        }
        key.addAll(constants);
    }

    void insertInto(Sql sql, String table) {
        Writes alone = new Writes(sql);
        insertInto(alone, table);
        alone.run();
    }

    void insertInto(Writes writes, String table) {
        // A column without any value is null anyhow; most of a message's are, and each costs an array.
        columns.removeIf(c -> c.computed == null && c.isEmpty());
        if (writes.sql().dialect().writesTogether()) {
            share();
        }
        writes.add(
                this,
                new Writes.Kind("INSERT", table, List.of()),
                () -> "INSERT INTO " + table + " (" + names() + ") SELECT " + expressions() + " FROM " + source());
    }

    /** Inserts those rows whose key is not taken; {@return how many those were} */
    int insertNew(Sql sql, String table, String... keys) {
        return size() == 0 ? 0 : sql.dialect().insertNew(sql, table, this, List.of(keys));
    }

    /** Sets every column but the keys; {@return how many rows there were} */
    int update(Sql sql, String table, String... keys) {
        return size() == 0
                ? 0
                : bind(sql.update(updating(sql.dialect(), table, List.of(keys))))
                        .execute();
    }

    /** Sets every column but the keys. */
    void update(Writes writes, String table, String... keys) {
        if (writes.sql().dialect().writesTogether()) {
            share();
        }
        List<String> named = List.of(keys);
        writes.add(
                this,
                new Writes.Kind("UPDATE", table, named),
                () -> updating(writes.sql().dialect(), table, named));
    }

    private String updating(Dialect dialect, String table, List<String> keys) {
        List<String> assignments = columns.stream()
                .filter(c -> !keys.contains(c.name))
                .map(c -> c.name + " = " + c.expression())
                .toList();
        return dialect.update(table, source(), keys, assignments);
    }

    /** Deletes the rows that equal one of these in every column. */
    void deleteFrom(Writes writes, String table) {
        List<String> keys = columns.stream().map(Column::name).toList();
        writes.add(
                this,
                new Writes.Kind("DELETE", table, keys),
                () -> writes.sql().dialect().delete(table, source(), keys));
    }

    /** What a column of a row is; null for SQL's null. */
    @FunctionalInterface
    interface Value<T> {
        @Nullable
        Object of(T row);
    }

    private record Constant(String column, String expression) {}

    private static final class Column implements Command.Binding {
        private final String name;
        private final String sqlType;
        private final String elementType;
        private final @Nullable Object[] values;
        private final @Nullable String computed;
        private boolean shared;

        Column(String name, String sqlType, String elementType, @Nullable Object[] values, @Nullable String computed) {
            this.name = name;
            this.sqlType = sqlType;
            this.elementType = elementType;
            this.values = values;
            this.computed = computed;
        }

        @Override
        public void set(PreparedStatement statement, int position) throws SQLException {
            if (shared) {
                statement.setObject(position, values[0]);
            } else {
                statement.setArray(position, statement.getConnection().createArrayOf(elementType, values));
            }
        }

        String name() {
            return name;
        }

        void shareIfSame() {
            shared = true;
            for (int i = 1; i < values.length && shared; i++) {
                shared = Objects.equals(values[i], values[0]);
            }
        }

        boolean isEmpty() {
            for (Object value : values) {
                if (value != null) {
                    return false;
                }
            }
            return true;
        }

        String expression() {
            return computed == null ? "v." + name : computed;
        }
    }
}
