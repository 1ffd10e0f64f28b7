package io.stratos.messaging.jdbc;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes that go to the database together: as one statement where it can do that, else one after the other.
 *
 * <p>None of them sees what another wrote, and no two may write the same row.
 */
final class Writes {

    private final Sql sql;
    private final List<Write> all = new ArrayList<>();
    private final @Nullable Condition condition;

    Writes(Sql sql) {
        this(sql, null);
    }

    /**
     * Inserts that happen only if something is found.
     *
     * @param sql a database that can write to several tables by one statement
     * @param condition what has to be found; null for nothing
     */
    Writes(Sql sql, @Nullable Condition condition) {
        this.sql = sql;
        this.condition = condition;
    }

    /**
     * A query that decides whether anything is written.
     *
     * @param name says which query it is
     * @param text finds something, or nothing
     * @param binding binds its parameters
     */
    record Condition(String name, Supplier<String> text, Consumer<Command> binding) {}

    /**
     * A write.
     *
     * @param rows what is written
     * @param kind equal only for writes whose text follows from the rows' columns in the same way
     * @param text made once the names of the rows' parameters are settled
     * @param binding binds what is bound besides the rows
     */
    private record Write(Rows<?> rows, Kind kind, Supplier<String> text, Consumer<Command> binding) {}

    /**
     * What a statement does, and to what.
     *
     * @param verb such as INSERT
     * @param table which table
     * @param keys the columns that say which rows it is about
     */
    record Kind(String verb, String table, List<String> keys) {}

    Sql sql() {
        return sql;
    }

    /** Takes up a write; the text is asked for, if at all, once the names of the rows' parameters are settled. */
    void add(Rows<?> rows, Kind kind, Supplier<String> text) {
        if (rows.size() > 0) {
            all.add(new Write(rows, kind, text, command -> {}));
        }
    }

    /** Takes up a write that needs no rows. */
    void add(String text, Consumer<Command> binding) {
        all.add(new Write(Rows.of(List.of()), new Kind(text, "", List.of()), () -> text, binding));
    }

    /** Runs them; {@return how many rows the last of them wrote} */
    int run() {
        if (condition != null || (sql.dialect().writesTogether() && all.size() > 1)) {
            return together();
        }
        int written = 0;
        for (Write write : all) {
            Command update = write.rows.bind(sql.update(write.text.get()));
            write.binding.accept(update);
            written = update.execute();
        }
        return written;
    }

    private int together() {
        List<Rows<?>> written = new ArrayList<>(all.size());
        List<@Nullable Object> key = new ArrayList<>();
        key.add(condition == null ? "" : condition.name);
        key.add(sql.savepoint());
        for (Write write : all) {
            write.rows.number(written.size());
            written.add(write.rows);
            key.add(write.kind);
            write.rows.addShapeTo(key);
        }
        Shape shape = sql.texts().of(key, () -> sql.guarded(text()), written);
        Command update = sql.update(shape, written);
        all.forEach(write -> write.binding.accept(update));
        if (condition != null) {
            condition.binding.accept(update);
        }
        return update.execute();
    }

    private String text() {
        int last = all.size() - 1;
        StringBuilder text = new StringBuilder();
        if (condition != null) {
            text.append("WITH met AS MATERIALIZED (")
                    .append(condition.text.get())
                    .append(")");
        }
        for (int i = 0; i <= last; i++) {
            String each = all.get(i).text.get() + (condition == null ? "" : " WHERE EXISTS (SELECT 1 FROM met)");
            if (i < last) {
                text.append(text.isEmpty() ? "WITH " : ", ")
                        .append("w")
                        .append(i)
                        .append(" AS (")
                        .append(each)
                        .append(")");
            } else {
                text.append(" ").append(each);
            }
        }
        return text.toString();
    }
}
