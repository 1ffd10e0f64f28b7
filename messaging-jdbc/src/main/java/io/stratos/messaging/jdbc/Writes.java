package io.stratos.messaging.jdbc;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntConsumer;
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
     * @param text finds something, or nothing
     * @param binding binds its parameters
     */
    record Condition(String text, Consumer<Command> binding) {}

    private record Write(IntConsumer number, Supplier<String> text, Consumer<Command> binding) {}

    Sql sql() {
        return sql;
    }

    /** Takes up a write; the text is asked for once the names of the rows' parameters are settled. */
    void add(Rows<?> rows, Function<Rows<?>, String> text) {
        if (rows.size() > 0) {
            all.add(new Write(rows::number, () -> text.apply(rows), rows::bind));
        }
    }

    /** Takes up a write that needs no rows. */
    void add(String text, Consumer<Command> binding) {
        all.add(new Write(number -> {}, () -> text, binding));
    }

    /** Runs them; {@return how many rows the last of them wrote} */
    int run() {
        if (condition != null || (sql.dialect().writesTogether() && all.size() > 1)) {
            return together();
        }
        int written = 0;
        for (Write write : all) {
            Command update = sql.update(write.text.get());
            write.binding.accept(update);
            written = update.execute();
        }
        return written;
    }

    private int together() {
        int last = all.size() - 1;
        StringBuilder text = new StringBuilder();
        if (condition != null) {
            text.append("WITH met AS MATERIALIZED (").append(condition.text).append(")");
        }
        for (int i = 0; i <= last; i++) {
            Write write = all.get(i);
            write.number.accept(i);
            String each = write.text.get() + (condition == null ? "" : " WHERE EXISTS (SELECT 1 FROM met)");
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
        Command update = sql.update(text.toString());
        all.forEach(write -> write.binding.accept(update));
        if (condition != null) {
            condition.binding.accept(update);
        }
        return update.execute();
    }
}
