package io.stratos.messaging.jdbc;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** Hands out the connections of another source; keeps what is executed, explains it, and can fail at will. */
final class SpiedSource {

    /** May throw before a statement runs or a transaction commits. */
    @FunctionalInterface
    interface Fault {
        void strike() throws SQLException;
    }

    private final DataSource real;
    private final List<String> executed = new CopyOnWriteArrayList<>();
    private final Map<String, String> plans = new ConcurrentHashMap<>();
    private final AtomicInteger commits = new AtomicInteger();
    private final AtomicInteger savepoints = new AtomicInteger();
    private volatile boolean explaining;
    private volatile String analyzed = "";
    private volatile Fault beforeStatement = () -> {};
    private volatile Fault beforeCommit = () -> {};
    private volatile Fault afterCommit = () -> {};
    private volatile boolean warnAtCommit;
    private volatile boolean manualCommit;

    SpiedSource(DataSource real) {
        this.real = real;
    }

    DataSource source() {
        return proxy(DataSource.class, (self, method, arguments) -> {
            Object result = call(real, method, arguments);
            if (!method.getName().equals("getConnection")) {
                return result;
            }
            Connection connection = (Connection) result;
            connection.setAutoCommit(!manualCommit);
            return connection(connection);
        });
    }

    /** Forgets what was executed. */
    void clear() {
        executed.clear();
        plans.clear();
        commits.set(0);
        savepoints.set(0);
    }

    List<String> executed() {
        return List.copyOf(executed);
    }

    int commits() {
        return commits.get();
    }

    /** {@return how many were set by a call of their own} */
    int savepoints() {
        return savepoints.get();
    }

    void explain() {
        explaining = true;
    }

    /** Runs statements with this in their text twice, the first time to see what they touch. */
    void analyze(String ofStatementWith) {
        analyzed = ofStatementWith;
        explaining = true;
    }

    /** {@return the plans of what was executed, by the statement} */
    Map<String, String> plans() {
        return Map.copyOf(plans);
    }

    void beforeStatement(Fault fault) {
        beforeStatement = fault;
    }

    void beforeCommit(Fault fault) {
        beforeCommit = fault;
    }

    /** What strikes once the database has committed: the answer is lost, the work is not. */
    void afterCommit(Fault fault) {
        afterCommit = fault;
    }

    void warnAtCommit() {
        warnAtCommit = true;
    }

    void withoutAutoCommit() {
        manualCommit = true;
    }

    private Connection connection(Connection connection) {
        boolean[] committed = new boolean[1];
        return proxy(Connection.class, (self, method, arguments) -> {
            switch (method.getName()) {
                case "commit" -> {
                    commits.incrementAndGet();
                    beforeCommit.strike();
                    committed[0] = true;
                    Object done = call(connection, method, arguments);
                    afterCommit.strike();
                    return done;
                }
                case "setSavepoint" -> savepoints.incrementAndGet();
                case "getWarnings" -> {
                    if (warnAtCommit && committed[0]) {
                        return warning();
                    }
                }
                case "prepareStatement" -> {
                    return statement(
                            connection, (String) arguments[0], (PreparedStatement) call(connection, method, arguments));
                }
                default -> {}
            }
            return call(connection, method, arguments);
        });
    }

    private PreparedStatement statement(Connection connection, String text, PreparedStatement statement) {
        List<Setting> settings = new ArrayList<>();
        return proxy(PreparedStatement.class, (self, method, arguments) -> {
            if (method.getName().startsWith("set") && arguments != null && arguments.length >= 2) {
                settings.add(new Setting(method, arguments));
            }
            if (!method.getName().startsWith("execute")) {
                boolean warned =
                        method.getName().equals("getWarnings") && warnAtCommit && commitsItself(connection, text);
                return warned ? warning() : call(statement, method, arguments);
            }
            executed.add(text);
            beforeStatement.strike();
            if (explaining) {
                plans.put(text, plan(connection, text, settings));
            }
            if (!commitsItself(connection, text)) {
                return call(statement, method, arguments);
            }
            commits.incrementAndGet();
            beforeCommit.strike();
            Object done = call(statement, method, arguments);
            afterCommit.strike();
            return done;
        });
    }

    /** Whether a statement writes in auto-commit mode. */
    private static boolean commitsItself(Connection connection, String text) throws SQLException {
        return connection.getAutoCommit() && text.contains("INSERT INTO");
    }

    private static SQLWarning warning() {
        return new SQLWarning("canceling wait for synchronous replication", "01000");
    }

    private String plan(Connection connection, String text, List<Setting> settings) throws Throwable {
        boolean runs = !analyzed.isEmpty() && text.contains(analyzed);
        String prefix = runs ? "EXPLAIN (ANALYZE, TIMING OFF, SUMMARY OFF) " : "EXPLAIN ";
        StringBuilder plan = new StringBuilder();
        set(connection, text);
        try (PreparedStatement explain = connection.prepareStatement(prefix + alone(text))) {
            for (Setting setting : settings) {
                call(explain, setting.method, setting.arguments);
            }
            try (ResultSet rs = explain.executeQuery()) {
                while (rs.next()) {
                    plan.append(rs.getString(1)).append('\n');
                }
            }
        }
        return plan.toString();
    }

    /** In the transaction that the statement is about to run in anyhow. */
    private static void set(Connection connection, String text) throws SQLException {
        if (text.startsWith("SET LOCAL ") && !connection.getAutoCommit()) {
            try (Statement settings = connection.createStatement()) {
                settings.execute(text.substring(0, text.length() - alone(text).length()));
            }
        }
    }

    private static String alone(String text) {
        String alone = text;
        while (alone.startsWith("SET LOCAL ")) {
            alone = alone.substring(alone.indexOf(';') + 2);
        }
        return alone;
    }

    private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static final class Setting {

        private final Method method;
        private final Object[] arguments;

        Setting(Method method, Object[] arguments) {
            this.method = method;
            this.arguments = arguments;
        }
    }
}
