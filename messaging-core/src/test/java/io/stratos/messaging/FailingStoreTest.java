package io.stratos.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stratos.messaging.exception.StoreException;
import io.stratos.messaging.id.MessageId;
import io.stratos.messaging.message.MessageStatus;
import io.stratos.messaging.spi.store.MessagingStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A store that fails at one verb, some times, and what is left of it. */
class FailingStoreTest {

    private final EngineFixture f = new EngineFixture();
    private final Map<String, Integer> failures = new HashMap<>();
    private final MessagingEngine engine = MessagingEngine.builder()
            .store(failing())
            .addProvider(f.provider)
            .clock(f.clock)
            .publicUrl(EngineFixture.PUBLIC_URL)
            .executor(Runnable::run, 1)
            .build();

    @BeforeEach
    void consent() {
        f.optIn();
    }

    @AfterEach
    void close() {
        f.close();
    }

    @Test
    void intentThatFails_givesItsClaimBackAtOnce() {
        MessageId id = f.send("hello");
        failures.put("intent", 1);
        assertThatThrownBy(engine::runDue).isInstanceOf(StoreException.class);
        engine.runDue();
        assertThat(f.status(id)).isEqualTo(MessageStatus.SENT);
    }

    @Test
    void settleThatFailsTwice_isWrittenTheThirdTime() {
        MessageId id = f.send("hello");
        failures.put("settle", 2);
        engine.runDue();
        assertThat(f.status(id)).isEqualTo(MessageStatus.SENT);
        assertThat(f.texts()).hasSize(1);
    }

    @Test
    void settleThatNeverSucceeds_endsInDoubt_andIsResolvedWithoutASecondRequest() {
        MessageId id = f.send("hello");
        failures.put("settle", 3);
        engine.runDue();
        assertThat(f.status(id)).isEqualTo(MessageStatus.SENDING);
        f.clock.advance(Duration.ofSeconds(61));
        engine.runDue();
        assertThat(f.status(id)).isEqualTo(MessageStatus.DELIVERED);
        assertThat(f.texts()).hasSize(1);
    }

    @Test
    void webhookThatCannotBeStored_isAnswered503_andStoredWhenItComesAgain() {
        var call = f.provider.inbound(EngineFixture.CUSTOMER, EngineFixture.OURS, "STOP");
        failures.put("ingest", 1);
        assertThat(engine.webhooks().handle(f.provider.name(), call).status()).isEqualTo(503);
        assertThat(f.acme.conversations().latest()).isEmpty();
        assertThat(engine.webhooks().handle(f.provider.name(), call).status()).isEqualTo(200);
        assertThat(f.acme.conversations().latest()).isPresent();
    }

    private MessagingStore failing() {
        return (MessagingStore) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {MessagingStore.class}, (proxy, method, arguments) -> {
                    int left = failures.merge(method.getName(), -1, Integer::sum);
                    if (left >= 0) {
                        throw new StoreException("scripted to fail", true, new IllegalStateException("away"));
                    }
                    try {
                        return method.invoke(f.store, arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
    }
}
