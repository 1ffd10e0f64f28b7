package io.stratos.messaging.internal.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.stratos.messaging.contact.PhoneNumber;
import io.stratos.messaging.id.ConversationId;
import io.stratos.messaging.id.MessageId;
import io.stratos.messaging.id.TenantId;
import io.stratos.messaging.internal.gate.Known.Reply;
import io.stratos.messaging.internal.machine.Machine;
import io.stratos.messaging.message.Message;
import io.stratos.messaging.message.SendCondition;
import io.stratos.messaging.simulation.VirtualClock;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConditionsTest {

    private static final Message MESSAGE = Message.builder(
                    TenantId.of("acme"),
                    new MessageId(new UUID(0x7000L, 0x8000000000000001L)),
                    new ConversationId(new UUID(0x7000L, 0x8000000000000002L)))
            .to(PhoneNumber.of("+14155552671"))
            .createdAt(Instant.parse("2026-03-02T17:00:00Z"))
            .build();

    private final ExecutorService threads = new ThreadPoolExecutor(0, 1, 1, TimeUnit.MINUTES, new SynchronousQueue<>());
    private final AtomicLong nanos = new AtomicLong();
    private final CountDownLatch never = new CountDownLatch(1);
    private final AtomicInteger asked = new AtomicInteger();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void answer_isPassedOn() {
        assertThat(ask(message -> true)).isEqualTo(Reply.of(true));
        assertThat(ask(message -> false)).isEqualTo(Reply.of(false));
    }

    @Test
    void unknownName_isSilence() {
        Reply reply = conditions(Map.of()).ask("booked", MESSAGE);

        assertThat(reply.answer()).isEmpty();
        assertThat(reply.reason()).contains("no condition of that name");
    }

    @Test
    void exception_isSilence_andSaysWhich() {
        Reply reply = ask(message -> {
            throw new IOException("away");
        });

        assertThat(reply.answer()).isEmpty();
        assertThat(reply.reason()).contains("IOException");
    }

    @Test
    void error_isSilence() {
        Reply reply = ask(message -> {
            throw new StackOverflowError();
        });

        assertThat(reply.answer()).isEmpty();
    }

    @Test
    void noAnswerInTime_isSilence_andItIsNotAskedAgainForAWhile() {
        Conditions conditions = conditions(Map.of("hangs", this::hang, "quick", message -> true));

        assertThat(conditions.ask("hangs", MESSAGE).reason()).contains("did not answer within");
        assertThat(conditions.ask("hangs", MESSAGE).reason()).contains("a moment ago");
        assertThat(asked.get()).isEqualTo(1);
        nanos.addAndGet(Duration.ofSeconds(10).toNanos());
        never.countDown();
        assertThat(eventually(conditions, "hangs")).isEqualTo(Reply.of(true));
        assertThat(eventually(conditions, "quick")).isEqualTo(Reply.of(true));
    }

    @Test
    void noThreadLeft_isSilence() {
        Conditions conditions = conditions(Map.of("stubborn", this::ignoreInterrupts, "quick", message -> true));

        conditions.ask("stubborn", MESSAGE);
        Reply reply = conditions.ask("quick", MESSAGE);
        never.countDown();

        assertThat(reply.answer()).isEmpty();
        assertThat(reply.reason()).contains("too many");
    }

    private boolean hang(Message message) throws InterruptedException {
        asked.incrementAndGet();
        never.await();
        return true;
    }

    private boolean ignoreInterrupts(Message message) {
        boolean done = false;
        while (!done) {
            try {
                never.await();
                done = true;
            } catch (InterruptedException ignored) {
                done = never.getCount() == 0;
            }
        }
        return true;
    }

    /** The one thread may still be on its way back. */
    private static Reply eventually(Conditions conditions, String name) {
        Reply reply = conditions.ask(name, MESSAGE);
        while (reply.reason().contains("too many")) {
            Thread.onSpinWait();
            reply = conditions.ask(name, MESSAGE);
        }
        return reply;
    }

    private Reply ask(SendCondition condition) {
        return eventually(conditions(Map.of("booked", condition)), "booked");
    }

    private Conditions conditions(Map<String, SendCondition> known) {
        Machine machine = new Machine(VirtualClock.at("2026-03-02T17:00:00Z"), nanos::get, null);
        return new Conditions(known, threads, new Timing(Duration.ofSeconds(2)), machine);
    }
}
