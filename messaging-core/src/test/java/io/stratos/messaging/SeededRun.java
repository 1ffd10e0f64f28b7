package io.stratos.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.stratos.messaging.consent.Consent;
import io.stratos.messaging.consent.ConsentEvent;
import io.stratos.messaging.consent.Evidence;
import io.stratos.messaging.consent.Purpose;
import io.stratos.messaging.contact.Address;
import io.stratos.messaging.contact.PhoneNumber;
import io.stratos.messaging.delivery.Attempt;
import io.stratos.messaging.delivery.Cancellation;
import io.stratos.messaging.delivery.Rescheduling;
import io.stratos.messaging.id.AttemptId;
import io.stratos.messaging.id.MessageId;
import io.stratos.messaging.memory.InMemoryMessagingStore;
import io.stratos.messaging.message.MessageStatus;
import io.stratos.messaging.message.OutboundMessage;
import io.stratos.messaging.simulation.Behavior;
import io.stratos.messaging.simulation.Chaos;
import io.stratos.messaging.simulation.SimulatedMessage;
import io.stratos.messaging.simulation.SimulatedProvider;
import io.stratos.messaging.simulation.VirtualClock;
import io.stratos.messaging.spi.provider.SendRequest;
import io.stratos.messaging.tenant.TenantProfile;
import io.stratos.messaging.webhook.WebhookRequest;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One seed, one run: hosts, customers, a lying provider and processes that die, all on virtual time and one thread. The
 * invariants of the design are checked after every step and at the end.
 */
final class SeededRun {

    private static final String OURS = "+14155550100";
    private static final List<String> CUSTOMERS = List.of("+14155552671", "+14155552672", "+14155552673");
    private static final int VISITS = 5;
    private static final String LONG_TEXT = "Every pipe has two ends and a plumber knows both. ".repeat(70);

    /** A message that may not be tried before an instant, and how often it had been tried by then. */
    private record Move(int attempts, Instant to) {}

    private final Random random;
    private final VirtualClock clock = VirtualClock.at("2026-03-02T17:00:00Z");
    private final InMemoryMessagingStore store = InMemoryMessagingStore.create(clock);
    private final SimulatedProvider far;
    private final CrashingProvider provider;
    private final Set<Address> stopped = new HashSet<>();
    private final Map<MessageId, MessageStatus> seen = new HashMap<>();
    private final List<WebhookRequest> delivered = new ArrayList<>();
    private final Map<MessageId, Integer> recalled = new HashMap<>();
    private final Map<MessageId, Move> moved = new HashMap<>();
    private MessagingEngine engine;
    private int keys;

    SeededRun(long seed) {
        this.random = new Random(seed);
        this.far = SimulatedProvider.builder(clock)
                .seed(seed)
                .chaos(Chaos.rough())
                .webhookUrl(URI.create("https://sms.example.com/webhooks/simulated"))
                .build();
        this.provider = new CrashingProvider(far, this::beforeTheRequest);
        this.engine = newProcess();
        engine.tenants().register(TenantProfile.of("acme", "Acme").sender(OURS, far.name(), far.account()));
        engine.tenants().register(TenantProfile.of("rival", "Rival"));
        for (String customer : CUSTOMERS) {
            acme().consent().optIn(customer, Purpose.TRANSACTIONAL, Evidence.form("booking"));
        }
    }

    void run(int steps) {
        for (int i = 0; i < steps; i++) {
            step();
            checkStatuses();
        }
        heal();
        checkAtTheEnd();
    }

    private void step() {
        switch (random.nextInt(12)) {
            case 0, 1, 2 -> send();
            case 3 -> customerTexts("STOP");
            case 4 -> customerTexts("START");
            case 5 -> customerTexts("thanks");
            case 6 -> receipts();
            case 7 -> crash();
            case 8 -> changeItsMind();
            default -> work();
        }
        clock.advance(Duration.ofMillis(random.nextInt(20_000)));
    }

    private void send() {
        String text = random.nextInt(4) == 0 ? LONG_TEXT : "message " + keys;
        OutboundMessage message = OutboundMessage.to(customer())
                .text(text)
                .businessKey("visit-" + random.nextInt(VISITS))
                .idempotencyKey("key-" + keys++);
        MessageId id = acme().messages().send(message).messageId();
        seen.putIfAbsent(id, MessageStatus.QUEUED);
        if (random.nextInt(5) == 0) {
            assertThat(acme().messages().send(message).messageId()).isEqualTo(id);
        }
    }

    private void customerTexts(String text) {
        String customer = customer();
        WebhookRequest call = far.inbound(customer, OURS, text);
        assertThat(engine.webhooks().handle(far.name(), call).status()).isEqualTo(200);
        if (text.equals("STOP")) {
            stopped.add(PhoneNumber.of(customer));
        } else if (text.equals("START")) {
            stopped.remove(PhoneNumber.of(customer));
        }
        if (random.nextBoolean()) {
            delivered.add(call);
        }
    }

    /** INV-9: receipts come in any order, some twice; inbound texts come again months of steps later. */
    private void receipts() {
        List<WebhookRequest> due = new ArrayList<>(far.drainCallbacks());
        if (random.nextBoolean()) {
            due.addAll(List.copyOf(due));
        }
        if (!delivered.isEmpty()) {
            due.add(delivered.get(random.nextInt(delivered.size())));
        }
        Collections.shuffle(due, random);
        due.forEach(call -> engine.webhooks().handle(far.name(), call));
    }

    private void crash() {
        provider.crashNext(
                random.nextBoolean()
                        ? CrashingProvider.Crash.BEFORE_THE_REQUEST
                        : CrashingProvider.Crash.AFTER_THE_REQUEST);
        work();
        provider.crashNext(CrashingProvider.Crash.NONE);
    }

    /** A host takes messages back, or moves them, alone or by what they are about; also while they wait for a retry. */
    private void changeItsMind() {
        Messages messages = acme().messages();
        String visit = "visit-" + random.nextInt(VISITS);
        Instant at = clock.instant().plusSeconds(random.nextInt(120) - 30);
        switch (random.nextInt(4)) {
            case 0 -> messages.cancelAbout(visit).cancelled().forEach(this::cancelled);
            case 1 -> messages.rescheduleAbout(visit, at).rescheduled().forEach(id -> moved(id, at));
            case 2 ->
                oneOfTheSeen()
                        .filter(id -> messages.cancel(id) == Cancellation.CANCELLED)
                        .ifPresent(this::cancelled);
            default ->
                oneOfTheSeen()
                        .filter(id -> messages.reschedule(id, at) == Rescheduling.RESCHEDULED)
                        .ifPresent(id -> moved(id, at));
        }
    }

    private void cancelled(MessageId id) {
        recalled.put(id, attempts(id).size());
    }

    private void moved(MessageId id, Instant to) {
        moved.put(id, new Move(attempts(id).size(), to));
    }

    private List<Attempt> attempts(MessageId id) {
        return acme().messages().explain(id).attempts();
    }

    private Optional<MessageId> oneOfTheSeen() {
        List<MessageId> ids = seen.keySet().stream().sorted().toList();
        return ids.isEmpty() ? Optional.empty() : Optional.of(ids.get(random.nextInt(ids.size())));
    }

    private void work() {
        try {
            engine.runDue();
        } catch (CrashingProvider.Killed killed) {
            engine = newProcess();
        }
    }

    /** INV-3: whoever texted STOP and got our answer is written to no more, but for the one confirmation. */
    private void beforeTheRequest(SendRequest request) {
        boolean confirmation = request.content().text().startsWith("Acme:");
        assertThat(stopped.contains(request.to()) && !confirmation)
                .as("a request to somebody who had opted out")
                .isFalse();
    }

    /** INV-5: a status never moves down. */
    private void checkStatuses() {
        seen.replaceAll((id, before) -> {
            MessageStatus now = acme().messages().find(id).orElseThrow().status();
            assertThat(before.after(now))
                    .as("status of %s after %s", id, before)
                    .isEqualTo(now);
            return now;
        });
    }

    /** INV-13: faults stop, time passes, everything drains. */
    private void heal() {
        far.always(Behavior.deliver());
        for (int i = 0; i < 40; i++) {
            work();
            far.drainCallbacks().forEach(call -> engine.webhooks().handle(far.name(), call));
            clock.advance(Duration.ofMinutes(10));
        }
        checkStatuses();
    }

    /** What was taken back in time is never tried again, and the provider has nothing of it. */
    private void checkRecalled() {
        Set<AttemptId> kept = far.sent().stream().map(SimulatedMessage::attempt).collect(Collectors.toSet());
        recalled.forEach((id, before) -> {
            List<Attempt> attempts = attempts(id);
            assertThat(attempts).as("attempts of %s, which was cancelled", id).hasSize(before);
            assertThat(attempts).extracting(Attempt::id).doesNotContainAnyElementsOf(kept);
            assertThat(seen.get(id)).as("status of %s", id).isEqualTo(MessageStatus.CANCELLED);
        });
        moved.forEach((id, move) -> attempts(id).stream()
                .skip(move.attempts)
                .forEach(next -> assertThat(next.startedAt())
                        .as("an attempt of %s, which was moved", id)
                        .isAfterOrEqualTo(move.to)));
    }

    private void checkAtTheEnd() {
        checkRecalled();
        Map<AttemptId, String> units = new HashMap<>();
        seen.forEach((id, status) -> {
            assertThat(status.isTerminal() || status == MessageStatus.SENT || status == MessageStatus.IN_DOUBT)
                    .as("INV-1: %s ended as %s", id, status)
                    .isTrue();
            for (Attempt attempt : attempts(id)) {
                units.put(attempt.id(), id + "#" + attempt.unit());
                assertThat(far.requestsFor(attempt.id()))
                        .as("INV-2: requests of one attempt")
                        .isLessThan(2);
            }
        });
        Set<String> kept = new HashSet<>();
        for (SimulatedMessage message : far.sent()) {
            String unit =
                    units.getOrDefault(message.attempt(), message.attempt().toString());
            assertThat(kept.add(unit))
                    .as("INV-2: %s reached the provider twice", unit)
                    .isTrue();
        }
        for (String customer : CUSTOMERS) {
            checkLedger(PhoneNumber.of(customer));
        }
        assertThat(engine.tenant("rival").conversations().newest(10))
                .as("INV-7")
                .isEmpty();
    }

    /** INV-11: the state is what the events say. */
    private void checkLedger(PhoneNumber customer) {
        Consent replayed = Consent.unknown(customer);
        for (ConsentEvent event : acme().consent().history(customer)) {
            replayed = replayed.after(event);
        }
        assertThat(acme().consent().of(customer)).isEqualTo(replayed);
        assertThat(replayed.isStopped()).isEqualTo(stopped.contains(customer));
    }

    private MessagingEngine newProcess() {
        return MessagingEngine.builder()
                .store(store)
                .addProvider(provider)
                .clock(clock)
                .publicUrl("https://sms.example.com/webhooks")
                .executor(Runnable::run, 3)
                .build();
    }

    private Tenant acme() {
        return engine.tenant("acme");
    }

    private String customer() {
        return CUSTOMERS.get(random.nextInt(CUSTOMERS.size()));
    }
}
