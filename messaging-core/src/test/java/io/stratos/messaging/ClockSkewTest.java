package io.stratos.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.stratos.messaging.id.MessageId;
import io.stratos.messaging.message.MessageStatus;
import io.stratos.messaging.message.OutboundMessage;
import io.stratos.messaging.simulation.VirtualClock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A node whose clock and the store's differ: one of them is wrong, and nobody can know which. */
class ClockSkewTest {

    private final EngineFixture f = new EngineFixture();
    private final VirtualClock nodes = VirtualClock.at(f.clock.instant());
    private final MessagingEngine engine = MessagingEngine.builder()
            .store(f.store)
            .addProvider(f.provider)
            .clock(nodes)
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

    @ParameterizedTest
    @ValueSource(longs = {61, -61, 86_400})
    void overAMinute_messagesWithATimeWait_andTheOthersGo(long seconds) {
        MessageId timed = expiring(Duration.ofDays(3));
        MessageId plain = f.send("plain");
        nodes.advance(Duration.ofSeconds(seconds));

        engine.runDue();

        assertThat(f.status(plain)).isEqualTo(MessageStatus.SENT);
        assertThat(f.status(timed)).isEqualTo(MessageStatus.QUEUED);
        assertThat(f.acme.messages().explain(timed).toString()).contains("clock");
        assertThat(engine.health().clockSkew()).isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void onceTheClocksAgree_whatWaitedGoes() {
        MessageId timed = expiring(Duration.ofDays(3));
        nodes.advance(Duration.ofMinutes(2));
        engine.runDue();

        f.clock.advance(Duration.ofMinutes(2));
        engine.runDue();

        assertThat(f.status(timed)).isEqualTo(MessageStatus.SENT);
        assertThat(engine.health().clockSkew()).isZero();
    }

    @Test
    void whatWaitsTooLong_expires() {
        MessageId timed = expiring(Duration.ofMinutes(1));
        nodes.advance(Duration.ofHours(1));
        engine.runDue();

        f.clock.advance(Duration.ofHours(1));
        engine.runDue();

        assertThat(f.status(timed)).isEqualTo(MessageStatus.EXPIRED);
        assertThat(f.provider.requests()).isZero();
    }

    @Test
    void upToAMinute_everythingGoes() {
        MessageId timed = expiring(Duration.ofDays(3));
        nodes.advance(Duration.ofSeconds(60));

        engine.runDue();

        assertThat(f.status(timed)).isEqualTo(MessageStatus.SENT);
    }

    private MessageId expiring(Duration after) {
        return f.acme.messages()
                .send(OutboundMessage.to(EngineFixture.CUSTOMER)
                        .text("timed")
                        .expiresAt(f.clock.instant().plus(after)))
                .messageId();
    }
}
