package io.stratos.messaging.examples.bench;

import com.zaxxer.hikari.HikariDataSource;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Statement;
import java.util.concurrent.atomic.LongAdder;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Counts what is executed on the connections of another source, but only while told to: counting costs time. */
final class CountedSource {

    private final HikariDataSource real;
    private final LongAdder statements = new LongAdder();
    private final LongAdder roundTrips = new LongAdder();
    private volatile boolean counting;

    CountedSource(HikariDataSource real) {
        this.real = real;
    }

    DataSource source() {
        return proxy(DataSource.class, (self, method, arguments) -> {
            Object result = call(real, method, arguments);
            return counting && result instanceof Connection connection ? counted(connection) : result;
        });
    }

    /** Counts from nought, on connections that are taken from now on. */
    void begin() {
        statements.reset();
        roundTrips.reset();
        counting = true;
    }

    /** Closes the connections that nobody uses. */
    void forgetAll() {
        real.getHikariPoolMXBean().softEvictConnections();
    }

    void end() {
        counting = false;
    }

    long statements() {
        return statements.sum();
    }

    /** {@return statements, and what else waits for an answer: commits, rollbacks, savepoints} */
    long roundTrips() {
        return roundTrips.sum();
    }

    private Connection counted(Connection connection) {
        return proxy(Connection.class, (self, method, arguments) -> {
            switch (method.getName()) {
                // The driver sends BEGIN together with the first statement.
                case "commit", "rollback", "setSavepoint", "releaseSavepoint" -> roundTrips.increment();
                default -> {}
            }
            Object result = call(connection, method, arguments);
            Class<?> type = method.getReturnType();
            return result != null && Statement.class.isAssignableFrom(type) ? counted(type, result) : result;
        });
    }

    private Object counted(Class<?> type, Object statement) {
        return proxy(type, (self, method, arguments) -> {
            if (method.getName().startsWith("execute")) {
                statements.increment();
                roundTrips.increment();
            }
            return call(statement, method, arguments);
        });
    }

    private static @Nullable Object call(Object target, Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(CountedSource.class.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
