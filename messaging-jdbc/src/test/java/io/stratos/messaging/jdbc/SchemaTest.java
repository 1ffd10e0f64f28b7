package io.stratos.messaging.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stratos.messaging.exception.EnvironmentException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

class SchemaTest {

    private static final int AT_ONCE = 4;

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"", ";WRITE_DELAY=500", ";WRITE_DELAY=1", ";REUSE_SPACE=FALSE"})
    void create_onAnH2FileThatLosesCommits_isRefused(String setting) {
        DataSource source = TestH2.source(TestH2.url(directory) + setting);

        assertThatThrownBy(() -> JdbcMessagingStore.create(source))
                .isInstanceOf(EnvironmentException.class)
                .hasMessageContaining("WRITE_DELAY=0")
                .hasMessageContaining("lose");
    }

    @Test
    void create_onAnH2FileThatWasRefused_madeNoTables() {
        String url = TestH2.url(directory);
        assertThatThrownBy(() -> JdbcMessagingStore.create(TestH2.source(url)))
                .isInstanceOf(EnvironmentException.class);

        JdbcMessagingStore store = JdbcMessagingStore.create(TestH2.source(url + TestH2.DURABLE));

        assertThat(store.tenants().list()).isEmpty();
    }

    @Test
    void create_onAnotherDatabase_namesItAndWhatIsSupported() {
        assertThatThrownBy(() -> JdbcMessagingStore.create(pretending("Oracle", 23)))
                .isInstanceOf(EnvironmentException.class)
                .hasMessageContaining("Oracle")
                .hasMessageContaining("PostgreSQL 15")
                .hasMessageContaining("H2 2");
        assertThatThrownBy(() -> JdbcMessagingStore.create(pretending("PostgreSQL", 14)))
                .isInstanceOf(EnvironmentException.class);
    }

    @Test
    void create_onSerializableConnections_isRefused() {
        DataSource source = TestPostgres.emptyDatabase();
        ((PGSimpleDataSource) source).setOptions("-c default_transaction_isolation=serializable");

        assertThatThrownBy(() -> JdbcMessagingStore.create(source))
                .isInstanceOf(EnvironmentException.class)
                .hasMessageContaining("READ COMMITTED");
    }

    @Test
    void create_onPostgresWithoutASocketTimeout_isRefusedAndSaysWhatToSet() {
        PGSimpleDataSource source = TestPostgres.emptyDatabase();
        source.setSocketTimeout(0);

        assertThatThrownBy(() -> JdbcMessagingStore.create(source))
                .isInstanceOf(EnvironmentException.class)
                .hasMessageContaining("socketTimeout=30");
    }

    @Test
    void create_throughAPoolThatHidesTheSocketTimeout_asksTheDriverBeneath() {
        PGSimpleDataSource unlimited = TestPostgres.emptyDatabase();
        unlimited.setSocketTimeout(0);

        assertThatThrownBy(() -> JdbcMessagingStore.create(hidingTheTimeout(unlimited, false)))
                .isInstanceOf(EnvironmentException.class);
        assertThat(JdbcMessagingStore.create(hidingTheTimeout(TestPostgres.emptyDatabase(), false))
                        .tenants()
                        .list())
                .isEmpty();
    }

    @Test
    void create_whereNobodyTellsTheSocketTimeout_works() {
        PGSimpleDataSource unlimited = TestPostgres.emptyDatabase();
        unlimited.setSocketTimeout(0);

        assertThat(JdbcMessagingStore.create(hidingTheTimeout(unlimited, true))
                        .tenants()
                        .list())
                .isEmpty();
    }

    @Test
    void create_besideTheHostsTables_leavesThemAloneOnPostgres() {
        besideTheHost(TestPostgres.emptyDatabase());
    }

    @Test
    void create_besideTheHostsTables_leavesThemAloneOnH2() {
        besideTheHost(TestH2.inMemory());
    }

    private static void besideTheHost(DataSource source) {
        Flyway host = Flyway.configure()
                .dataSource(source)
                .baselineOnMigrate(true)
                .baselineVersion("7")
                .locations("classpath:none")
                .failOnMissingLocations(false)
                .load();
        host.baseline();
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE customer (id integer PRIMARY KEY)");
            statement.execute("INSERT INTO customer VALUES (42)");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }

        TestStore ours = TestStore.on(source);
        TestStore again = TestStore.on(source);
        Steps steps = new Steps(again.store());
        steps.accepted(steps.contact());

        assertThat(new Steps(ours.store()).claim(10)).hasSize(1);
        List<String> rows = new ArrayList<>();
        ours.query("SELECT id FROM customer", rs -> rows.add(rs.getString(1)));
        ours.query(
                "SELECT COUNT(*) FROM \"msg_schema_history\" WHERE \"version\" IN ('1', '2')",
                rs -> rows.add(rs.getString(1)));
        assertThat(rows).containsExactly("42", "2");
        assertThat(host.info().current().getVersion().getVersion()).isEqualTo("7");
        assertThat(host.info().all()).hasSize(1);
    }

    @Test
    void create_byManyAtOnceOnAnEmptyDatabase_worksForAllOnPostgres() throws Exception {
        atOnce(TestPostgres.emptyDatabase());
    }

    @Test
    void create_byManyAtOnceOnAnEmptyDatabase_worksForAllOnH2() throws Exception {
        atOnce(TestH2.inMemory());
    }

    private static void atOnce(DataSource source) throws Exception {
        CyclicBarrier start = new CyclicBarrier(AT_ONCE);
        Callable<JdbcMessagingStore> create = () -> {
            start.await(1, TimeUnit.MINUTES);
            return JdbcMessagingStore.create(source);
        };
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Future<JdbcMessagingStore>> stores = new ArrayList<>();
            for (int i = 0; i < AT_ONCE; i++) {
                stores.add(threads.submit(create));
            }
            for (Future<JdbcMessagingStore> store : stores) {
                assertThat(store.get(2, TimeUnit.MINUTES).tenants().list()).isEmpty();
            }
        } finally {
            threads.shutdownNow();
        }
        List<String> versions = new ArrayList<>();
        TestStore.on(source)
                .query(
                        "SELECT \"version\" FROM \"msg_schema_history\" WHERE \"version\" <> '0' ORDER BY 1",
                        rs -> versions.add(rs.getString(1)));
        assertThat(versions).containsExactly("1", "2");
    }

    /** A pool, and a driver if wanted, that do not know the method. */
    private static DataSource hidingTheTimeout(DataSource real, boolean driverToo) {
        return wrap(
                DataSource.class,
                real,
                (method, result) -> method.equals("getConnection")
                        ? wrap(Connection.class, result, (inner, answer) -> switch (inner) {
                            case "getNetworkTimeout" -> throw new SQLFeatureNotSupportedException("not by this pool");
                            case "getMetaData" ->
                                driverToo
                                        ? wrap(DatabaseMetaData.class, answer, (m, a) -> {
                                            if (m.equals("getConnection")) {
                                                throw new SQLFeatureNotSupportedException("not by this driver");
                                            }
                                            return a;
                                        })
                                        : answer;
                            default -> answer;
                        })
                        : result);
    }

    private interface Change {
        Object of(String method, Object result) throws SQLException;
    }

    private static <T> T wrap(Class<T> type, Object real, Change change) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    try {
                        return change.of(method.getName(), method.invoke(real, arguments));
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    /** A database that says it is something else. */
    private static DataSource pretending(String name, int version) {
        DatabaseMetaData metadata = proxy(DatabaseMetaData.class, method -> switch (method) {
            case "getDatabaseProductName" -> name;
            case "getDatabaseProductVersion" -> version + ".0";
            case "getDatabaseMajorVersion" -> version;
            default -> null;
        });
        Connection connection = proxy(Connection.class, method -> method.equals("getMetaData") ? metadata : null);
        return proxy(DataSource.class, method -> connection);
    }

    private static <T> T proxy(Class<T> type, Function<String, Object> answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) -> answer.apply(method.getName())));
    }
}
