package io.stratos.messaging;

import static io.stratos.messaging.EngineFixture.CUSTOMER;
import static io.stratos.messaging.EngineFixture.OURS;
import static org.assertj.core.api.Assertions.assertThat;

import io.stratos.messaging.consent.Evidence;
import io.stratos.messaging.consent.Purpose;
import io.stratos.messaging.contact.Channel;
import io.stratos.messaging.contact.PhoneNumber;
import io.stratos.messaging.delivery.Listening;
import io.stratos.messaging.id.MessageId;
import io.stratos.messaging.message.Content;
import io.stratos.messaging.message.MessageStatus;
import io.stratos.messaging.simulation.SimulatedProvider;
import io.stratos.messaging.spi.provider.PollRequest;
import io.stratos.messaging.spi.provider.PollResult;
import io.stratos.messaging.spi.provider.Polled;
import io.stratos.messaging.spi.provider.ProviderEvent;
import io.stratos.messaging.tenant.TenantProfile;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A provider whose records cannot be read delays nobody, is asked again, and shows. */
class PollTroubleTest {

    private static final Duration ROUND = Duration.ofMinutes(6);

    private final PollFixture f =
            new PollFixture(settings -> settings.inboundLog(true).pageSize(1));

    @BeforeEach
    void firstRound() {
        f.engine.runDue();
    }

    @AfterEach
    void close() {
        f.close();
    }

    @Test
    void whatCannotBeRead_isAskedAgain_withGrowingWaits_andShows() {
        f.textsWhileWeAreDown("STOP");
        Instant known = listening().readUntil().orElseThrow();
        f.polled.instead = request -> PollResult.failed("HTTP 500 about +14155552671");
        List<Integer> asked = new ArrayList<>();
        for (int minute = 0; minute < 40; minute++) {
            int before = f.polled.pages.get();
            f.pass(Duration.ofMinutes(1));
            asked.add(f.polled.pages.get() - before);
        }

        assertThat(asked.stream().mapToInt(Integer::intValue).sum()).isBetween(4, 10);
        assertThat(asked.subList(20, 40).stream().mapToInt(Integer::intValue).sum())
                .isLessThan(asked.subList(0, 20).stream()
                        .mapToInt(Integer::intValue)
                        .sum());
        assertThat(listening().readUntil()).contains(known);
        assertThat(listening().trouble()).contains("HTTP 500 about +14155552671");
        assertThat(listening().sentence()).contains("HTTP 500").doesNotContain("4155552671");
        assertThat(f.consent().isStopped()).isFalse();

        f.polled.instead = request -> null;
        f.pass(Duration.ofMinutes(31));
        assertThat(f.consent().isStopped()).isTrue();
        assertThat(listening().trouble()).isEmpty();
        assertThat(listening().readUntil()).contains(f.clock.instant().minus(Duration.ofMinutes(1)));
    }

    @Test
    void providerThatThrows_failsAsIfItHadSaidSo_andMessagesGo() {
        f.polled.instead = request -> {
            throw new IllegalStateException("broken");
        };
        f.send("on the way");
        f.pass(ROUND);

        assertThat(f.sent()).containsExactly("on the way");
        assertThat(listening().trouble())
                .hasValueSatisfying(why -> assertThat(why).contains("threw"));
    }

    @Test
    void providerThatAsksForMoreTime_getsIt() {
        f.polled.instead = request -> new PollResult.Failed("HTTP 429", Duration.ofMinutes(20));
        f.pass(ROUND);
        int before = f.polled.pages.get();
        f.pass(Duration.ofMinutes(19));
        assertThat(f.polled.pages.get()).isEqualTo(before);
        f.pass(Duration.ofMinutes(2));
        assertThat(f.polled.pages.get()).isGreaterThan(before);
    }

    @Test
    void pagesInACircle_end() {
        f.polled.instead = request -> new PollResult.Page(List.of(), "again");
        f.pass(ROUND);
        assertThat(listening().trouble()).isPresent();
    }

    @Test
    void roundThatWasCutShort_goesOnWhereItWas_onAnotherNode() {
        f.clock.advance(Duration.ofMinutes(20));
        for (int i = 0; i < 3; i++) {
            f.provider.inbound(CUSTOMER, OURS, "text " + i);
        }
        f.clock.advance(Duration.ofMinutes(20));
        List<PollRequest> requests = new ArrayList<>();
        f.polled.instead = request -> {
            requests.add(request);
            if (request.after().isPresent() && requests.size() == 2) {
                throw new OutOfMemoryError("as if the node had died");
            }
            return null;
        };
        f.engine.runDue();
        assertThat(f.inbound()).hasSize(1);
        f.clock.advance(Duration.ofMinutes(3));

        try (MessagingEngine other = f.engine(f.polled)) {
            other.runDue();
        }

        assertThat(f.inbound()).hasSize(3);
        assertThat(requests).hasSize(4);
        assertThat(requests.get(2)).isEqualTo(requests.get(1));
        assertThat(requests)
                .extracting(PollRequest::until)
                .containsOnly(requests.get(0).until());
    }

    @Test
    void textThatCannotBeStored_isNotForgotten_andTheOthersAre() {
        f.clock.advance(ROUND);
        Instant at = f.clock.instant().minus(Duration.ofMinutes(3));
        f.polled.instead = request -> new PollResult.Page(
                List.of(text(null, "an adapter forgot its id", at), text("SIM-in-77", "STOP", at.plusSeconds(1))),
                null);
        f.engine.runDue();

        assertThat(f.consent().isStopped()).isTrue();
        assertThat(listening().trouble())
                .hasValueSatisfying(why -> assertThat(why).contains("could not store 1"));
        assertThat(listening().readUntil().orElseThrow()).isBefore(at);
    }

    private static Polled.Text text(String id, String words, Instant at) {
        return new Polled.Text(
                new ProviderEvent.InboundMessage(
                        id, PhoneNumber.of(CUSTOMER), PhoneNumber.of(OURS), Channel.SMS, Content.text(words), null),
                at);
    }

    @Test
    void providerThatHangs_holdsUpNeitherMessagesNorAnotherProvidersRecords() throws InterruptedException {
        SimulatedProvider second = SimulatedProvider.builder(f.clock)
                .name("second")
                .account("two")
                .inboundLog(true)
                .build();
        CountDownLatch over = new CountDownLatch(1);
        CountDownLatch hanging = new CountDownLatch(1);
        f.polled.instead = request -> {
            hanging.countDown();
            try {
                over.await(30, TimeUnit.SECONDS);
            } catch (InterruptedException closed) {
                Thread.currentThread().interrupt();
            }
            return PollResult.failed("cut short");
        };
        PollFixture.Polled other = new PollFixture.Polled(second);
        try (MessagingEngine engine = f.engine(f.polled, other)) {
            engine.tenants().register(TenantProfile.of("beta", "Beta").sender("+14155550122", "second", "two"));
            engine.tenant("beta").consent().optIn(CUSTOMER, Purpose.TRANSACTIONAL, Evidence.form("booking"));
            MessageId waiting = f.send("on the way");
            f.clock.advance(ROUND);
            engine.start();
            assertThat(hanging.await(10, TimeUnit.SECONDS)).isTrue();

            await(() -> f.status(waiting) == MessageStatus.SENT);
            await(() -> engine.health().listening().stream()
                    .anyMatch(one -> one.account().provider().equals("second")
                            && one.readUntil().isPresent()));
            assertThat(engine.close(Duration.ofSeconds(5))).isTrue();
        } finally {
            over.countDown();
        }
    }

    private static void await(BooleanSupplier done) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!done.getAsBoolean() && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        assertThat(done.getAsBoolean()).isTrue();
    }

    private Listening listening() {
        return f.engine.health().listening().get(0);
    }
}
