package io.stratos.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stratos.messaging.EngineHealth.Sending;
import io.stratos.messaging.contact.PhoneNumber;
import io.stratos.messaging.exception.EnvironmentException;
import io.stratos.messaging.id.MessageId;
import io.stratos.messaging.message.MessageStatus;
import io.stratos.messaging.spi.store.Arming;
import io.stratos.messaging.spi.store.MessagingStore;
import io.stratos.messaging.spi.store.StoreGuard;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose store it is: an engine sends only where the store was armed for what it finds (INV-12). */
@Timeout(30)
class EnvironmentTest {

    private final EngineFixture f = new EngineFixture();
    private final Map<String, Integer> calls = new ConcurrentHashMap<>();

    @BeforeEach
    void consent() {
        f.optIn();
    }

    @AfterEach
    void close() {
        f.close();
    }

    @Test
    void firstStart_armsTheStoreForItsEnvironment_andASecondChangesNothing() {
        engine("production").runDue();
        engine("production").runDue();

        assertThat(f.store.guard().history())
                .extracting(arming -> arming.mark().environment())
                .containsExactly("production");
    }

    @Test
    void unnamedEnvironment_isTheDefaultOne() {
        f.engine.runDue();

        assertThat(engine("default").runDue().claimed()).isZero();
        assertThatThrownBy(engine("production")::runDue).isInstanceOf(EnvironmentException.class);
    }

    @Test
    void otherEnvironment_isRefused_andSaysWhatItFoundAndWhatToDo() {
        engine("production").runDue();
        MessageId id = f.send("hello");
        MessagingEngine staging = engine("staging");

        assertThatThrownBy(staging::runDue)
                .isInstanceOf(EnvironmentException.class)
                .hasMessageContaining("armed for environment 'production'")
                .hasMessageContaining("this is environment 'staging'")
                .hasMessageContaining("engine.rearm(who, why)");

        assertThat(f.status(id)).isEqualTo(MessageStatus.QUEUED);
        assertThat(f.provider.requests()).isZero();
        assertThat(staging.health().sending()).isEqualTo(Sending.REFUSED);
        assertThat(staging.health().refusal().orElseThrow()).contains("staging");
    }

    @Test
    void refused_stillAcceptsReceivesAndObeysStop() {
        engine("production").runDue();
        MessagingEngine staging = engine("staging");
        assertThatThrownBy(staging::runDue).isInstanceOf(EnvironmentException.class);

        MessageId id = f.send("hello");
        int status = staging.webhooks()
                .handle(f.provider.name(), f.provider.inbound(EngineFixture.CUSTOMER, EngineFixture.OURS, "STOP"))
                .status();

        assertThat(status).isEqualTo(200);
        assertThat(f.acme.consent().of(PhoneNumber.of(EngineFixture.CUSTOMER)).isStopped())
                .isTrue();
        assertThat(f.status(id)).isEqualTo(MessageStatus.QUEUED);
    }

    @Test
    void rearm_letsItSend_isKeptWithWhoAndWhy_andStopsTheOthers() {
        MessagingEngine production = engine("production");
        production.runDue();
        MessagingEngine staging = engine("staging");
        MessageId id = f.send("hello");

        staging.rearm("ops@example.com", "load test with the numbers of the test account");
        staging.runDue();

        assertThat(f.status(id)).isEqualTo(MessageStatus.SENT);
        Arming last = f.store.guard().history().get(1);
        assertThat(last.by()).isEqualTo("ops@example.com");
        assertThat(last.reason()).startsWith("load test");
        assertThat(last.at()).isEqualTo(f.clock.instant());
        assertThatThrownBy(production::runDue).isInstanceOf(EnvironmentException.class);
        production.rearm("ops@example.com", "back again");
        assertThatCode(production::runDue).doesNotThrowAnyException();
        assertThatThrownBy(staging::runDue).isInstanceOf(EnvironmentException.class);
    }

    @Test
    void rearm_withoutWhoOrWhy_isRefused() {
        assertThatThrownBy(() -> f.engine.rearm(" ", "why")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> f.engine.rearm("who", "")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> f.engine.rearm("who", "y".repeat(201))).isInstanceOf(IllegalArgumentException.class);
        assertThat(f.store.guard().history()).isEmpty();
    }

    @Test
    void startedWhileRefused_takesNothingUp_untilItIsRearmed() {
        engine("production").runDue();
        MessageId id = f.send("hello");
        try (MessagingEngine staging = started("staging")) {
            await(staging, Sending.REFUSED);
            awaitLooks(2);
            assertThat(calls.get("take")).isNull();
            assertThat(calls.get("recover")).isNull();

            staging.rearm("ops", "meant so");

            awaitSent(id);
            assertThat(staging.health().sending()).isEqualTo(Sending.ALLOWED);
        }
    }

    @Test
    void runningEngine_stops_whenTheStoreIsRearmedElsewhere() {
        try (MessagingEngine production = started("production")) {
            awaitSent(f.send("before"));

            engine("staging").rearm("ops", "moved");
            await(production, Sending.REFUSED);
            int takes = calls.get("take");
            f.send("after");
            production.tenant("acme");
            awaitLooks(2);

            assertThat(calls.get("take")).isEqualTo(takes);
            assertThat(f.provider.requests()).isEqualTo(1);
        }
    }

    @Test
    void epoch_raisedOutside_refusesUntilRearmed_andLeavesTheOtherBehind() {
        AtomicLong counter = new AtomicLong(5);
        MessagingEngine engine = witnessed(counter::get);
        engine.runDue();
        engine.runDue();

        counter.set(6);
        assertThatThrownBy(engine::runDue)
                .isInstanceOf(EnvironmentException.class)
                .hasMessageContaining("at epoch 5")
                .hasMessageContaining("at epoch 6");

        engine.rearm("ops", "the snapshot of Monday is the original now");
        assertThatCode(engine::runDue).doesNotThrowAnyException();
        counter.set(5);
        assertThatThrownBy(engine::runDue).isInstanceOf(EnvironmentException.class);
    }

    @Test
    void witness_forgottenOrNew_isRefused() {
        witnessed(() -> 1).runDue();
        assertThatThrownBy(engine("production")::runDue)
                .isInstanceOf(EnvironmentException.class)
                .hasMessageContaining("without an epoch witness");

        engine("production").rearm("ops", "no witness any more");
        assertThatThrownBy(witnessed(() -> 1)::runDue).isInstanceOf(EnvironmentException.class);
    }

    @Test
    void witness_thatCannotAnswer_letsNothingGo() {
        AtomicLong away = new AtomicLong();
        MessagingEngine engine = witnessed(() -> {
            if (away.get() > 0) {
                throw new IllegalStateException("no route to the witness");
            }
            return 1;
        });
        engine.runDue();
        MessageId id = f.send("hello");
        away.set(1);

        assertThatThrownBy(engine::runDue).hasMessageContaining("no route");
        assertThat(f.status(id)).isEqualTo(MessageStatus.QUEUED);
        assertThat(engine.health().sending()).isEqualTo(Sending.REFUSED);

        away.set(0);
        engine.runDue();
        assertThat(f.status(id)).isEqualTo(MessageStatus.SENT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "with space", "line\nbreak", "prod/eu"})
    void environment_malformed_isRefusedWhereItIsSet(String name) {
        assertThatThrownBy(() -> MessagingEngine.builder().environment(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(name);
    }

    @Test
    void environment_tooLongOrTwice_isRefused() {
        assertThatThrownBy(() -> MessagingEngine.builder().environment("e".repeat(65)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> MessagingEngine.builder().environment("a").environment("b"))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void health_beforeTheFirstLook_isUnknown() {
        assertThat(f.engine.health())
                .isEqualTo(new EngineHealth(Sending.UNKNOWN, null, Duration.ZERO, List.of(), List.of()));
    }

    private MessagingEngine engine(String environment) {
        return builder().environment(environment).executor(Runnable::run, 1).build();
    }

    private MessagingEngine witnessed(EpochWitness witness) {
        return builder()
                .environment("production")
                .epochWitness(witness)
                .executor(Runnable::run, 1)
                .build();
    }

    private MessagingEngine started(String environment) {
        return MessagingEngine.builder()
                .store(counted(MessagingStore.class, f.store))
                .addProvider(f.provider)
                .clock(f.clock)
                .environment(environment)
                .lease(Duration.ofSeconds(2))
                .build()
                .start();
    }

    private EngineBuilder builder() {
        return MessagingEngine.builder().store(f.store).addProvider(f.provider).clock(f.clock);
    }

    private <T> T counted(Class<T> type, T real) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    calls.merge(method.getName(), 1, Integer::sum);
                    Object result = method.invoke(real, arguments);
                    return result instanceof StoreGuard guard ? counted(StoreGuard.class, guard) : result;
                }));
    }

    /** So many looks at what the store is armed for from now on; between two of them is a whole pass. */
    private void awaitLooks(int looks) {
        int seen = calls.get("read");
        while (calls.get("read") <= seen + looks) {
            Thread.onSpinWait();
        }
    }

    private static void await(MessagingEngine engine, Sending sending) {
        while (engine.health().sending() != sending) {
            Thread.onSpinWait();
        }
    }

    private void awaitSent(MessageId id) {
        while (f.status(id) != MessageStatus.SENT) {
            Thread.onSpinWait();
        }
    }
}
