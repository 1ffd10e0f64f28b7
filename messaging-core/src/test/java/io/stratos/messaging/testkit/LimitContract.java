package io.stratos.messaging.testkit;

import static io.stratos.messaging.testkit.StoreFixtures.ACME;
import static io.stratos.messaging.testkit.StoreFixtures.OTHER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stratos.messaging.consent.ConsentAction;
import io.stratos.messaging.delivery.Decision;
import io.stratos.messaging.delivery.Verdict;
import io.stratos.messaging.id.MessageId;
import io.stratos.messaging.id.TenantId;
import io.stratos.messaging.limit.Period;
import io.stratos.messaging.message.Message;
import io.stratos.messaging.message.MessageStatus;
import io.stratos.messaging.spi.store.AddressRecord;
import io.stratos.messaging.spi.store.Claim;
import io.stratos.messaging.spi.store.Crossing;
import io.stratos.messaging.spi.store.Draw;
import io.stratos.messaging.spi.store.Draw.Scope;
import io.stratos.messaging.spi.store.Intent;
import io.stratos.messaging.spi.store.IntentDecision;
import io.stratos.messaging.spi.store.IntentResult;
import io.stratos.messaging.spi.store.MessagingStore;
import io.stratos.messaging.spi.store.SendGate;
import io.stratos.messaging.spi.store.Settlement;
import io.stratos.messaging.spi.store.Taking;
import io.stratos.messaging.spi.store.Tally;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Limits: draws are granted exactly, on any number of threads and stores, and cost nothing where there are none. */
abstract class LimitContract extends StoreContractBase {

    private static final Period HOUR = new Period.Sliding(Duration.ofHours(1));
    private static final int THREADS = 8;

    private final Draw.Key tenantKey = new Draw.Key(ACME, Scope.TENANT, "");
    private final Draw.Key senderKey = new Draw.Key(ACME, Scope.SENDER, StoreFixtures.SENDER.value());

    private static Draw draw(Draw.Key key, long limit) {
        return new Draw(key, limit, HOUR, 1, List.of(), "t" + limit, false);
    }

    private IntentDecision.Proceed drawing(Draw... draws) {
        IntentDecision.Proceed free = proceed(1);
        return new IntentDecision.Proceed(
                free.decision(), free.route(), free.unitLimit(), free.unitCount(), List.of(draws), List.of(), null);
    }

    private long used(Draw.Key key) {
        Map<Draw.Key, String> texts = session().tallies(List.of(key));
        return Tally.of(texts.get(key), HOUR).used(HOUR, now());
    }

    private List<Message> accepted(TenantId tenant, int count) {
        List<Message> messages = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            messages.add(accept(make.outbound(tenant, contact(tenant)).build()));
        }
        return messages;
    }

    private List<IntentResult> intend(MessagingStore store, List<Claim> claims, Function<Claim, IntentDecision> gate) {
        List<Intent> intents = claims.stream()
                .map(claim -> new Intent(claim, make.attemptId()))
                .toList();
        return store.intent(intents, LEASE, (claim, recipient) -> gate.apply(claim));
    }

    /** One pass over what is due: in one transaction, or held first and decided in another. */
    private List<IntentResult> pass(
            MessagingStore store, int size, boolean held, Function<Claim, IntentDecision> gate) {
        if (!held) {
            return store.take(Taking.of(size, LEASE), make::attemptId, (claim, recipient) -> gate.apply(claim));
        }
        List<Intent> intents =
                store
                        .take(Taking.of(size, LEASE), make::attemptId, (claim, recipient) -> new IntentDecision.Hold())
                        .stream()
                        .map(IntentResult::intent)
                        .toList();
        return intents.isEmpty() ? List.of() : store.intent(intents, LEASE, (claim, recipient) -> gate.apply(claim));
    }

    private static List<IntentDecision.Proceed> proceeding(List<IntentResult> results) {
        return results.stream()
                .map(IntentResult::decision)
                .filter(IntentDecision.Proceed.class::isInstance)
                .map(IntentDecision.Proceed.class::cast)
                .toList();
    }

    @Test
    @DisplayName(
            "Within the limit messages go, in the order of the batch; over it they wait, and the trace says for what")
    void intent_overTheLimit_waits() {
        accepted(ACME, 5);
        Instant before = now();

        List<IntentResult> results = pass(store(), MANY, false, claim -> drawing(draw(tenantKey, 3)));

        assertThat(proceeding(results)).hasSize(3);
        assertThat(results.subList(0, 3))
                .allSatisfy(result -> assertThat(result.decision()).isInstanceOf(IntentDecision.Proceed.class));
        assertThat(used(tenantKey)).isEqualTo(3);
        IntentDecision.Defer waits = (IntentDecision.Defer) results.get(3).decision();
        assertThat(waits.waitsFor()).isEqualTo(Scope.TENANT);
        assertThat(waits.until()).isBetween(before.plus(Duration.ofHours(1)), now().plus(Duration.ofHours(1)));
        MessageId waiting = results.get(3).intent().claim().message().id();
        assertThat(stored(waiting).status()).isEqualTo(MessageStatus.QUEUED);
        assertThat(trace(waiting).attempts()).isEmpty();
        Verdict verdict = trace(waiting).decisions().get(1).deciding().orElseThrow();
        assertThat(verdict.reason()).isEqualTo("there is no room within the limit of 3 an hour of the tenant");
        assertThat(verdict.allowedFrom().orElseThrow()).isBetween(waits.until().minusMillis(1), waits.until());
    }

    @Test
    @DisplayName("What waits is due when it was promised, comes back as one that waited, and goes")
    void intent_afterItsWait_goes() {
        accepted(ACME, 2);
        intend(store(), claimAll(), claim -> drawing(draw(tenantKey, 1)));
        assertThat(claimAll()).isEmpty();
        advance(Duration.ofMinutes(59));
        assertThat(claimAll()).isEmpty();
        advance(Duration.ofMinutes(1).plusSeconds(1));
        Claim again = claim();
        assertThat(again.progress()).isEqualTo(new Claim.Progress(0, 0, 0, Scope.TENANT));
        assertThat(proceeding(intend(store(), List.of(again), claim -> drawing(draw(tenantKey, 1)))))
                .hasSize(1);
        assertThat(used(tenantKey)).isEqualTo(1);
    }

    @Test
    @DisplayName("A message that has no room in one limit uses up none of the others")
    void intent_severalLimits_allOrNothing() {
        accepted(ACME, 3);
        List<IntentResult> results =
                intend(store(), claimAll(), claim -> drawing(draw(tenantKey, 10), draw(senderKey, 1)));
        assertThat(proceeding(results)).hasSize(1);
        assertThat(used(tenantKey)).isEqualTo(1);
        assertThat(used(senderKey)).isEqualTo(1);
    }

    @Test
    @DisplayName("A gate that throws uses up nothing")
    void intent_failing_usesNothing() {
        accepted(ACME, 2);
        SendGate failing = new SendGate() {
            @Override
            public IntentDecision decide(Claim claim, AddressRecord recipient) {
                return drawing(draw(tenantKey, 1));
            }

            @Override
            public IntentDecision overLimit(Claim claim, IntentDecision.Proceed proceed, Draw over, Instant from) {
                throw new IllegalStateException("planted");
            }
        };
        assertThatThrownBy(() -> take(MANY, failing)).isInstanceOf(IllegalStateException.class);
        assertThat(used(tenantKey)).isZero();
        assertThat(claimAll()).as("what is still due").hasSize(2);
    }

    @Test
    @DisplayName("Waiting never outlasts the time after which a message is not to be sent")
    void intent_expiringWhileItWaits_isDueWhenItExpires() {
        accepted(ACME, 1);
        intend(store(), claimAll(), claim -> drawing(draw(tenantKey, 1)));
        Instant end = now().plus(Duration.ofMinutes(5));
        accept(make.outbound(ACME, contact()).schedule(null, end).build());
        intend(store(), claimAll(), claim -> drawing(draw(tenantKey, 1)));
        advance(Duration.ofMinutes(5).plusSeconds(1));
        assertThat(claimAll()).hasSize(1);
    }

    @Test
    @DisplayName("A limit that spans tenants counts what all of them send")
    void intent_limitOverTenants_countsAll() {
        Draw.Key brand = new Draw.Key(null, Scope.BRAND, "acme & co");
        accepted(ACME, 2);
        accepted(OTHER, 2);
        List<IntentResult> results = intend(store(), claimAll(), claim -> drawing(draw(brand, 3)));
        assertThat(proceeding(results)).hasSize(3);
        assertThat(used(brand)).isEqualTo(3);
        assertThat(used(new Draw.Key(OTHER, Scope.BRAND, "acme & co"))).isZero();
    }

    @Test
    @DisplayName("8 threads on two stores never exceed a limit, and its tally is the number of attempts")
    void intent_from8Threads_neverExceeds() throws Exception {
        int limit = 45;
        accepted(ACME, 120);
        List<Callable<Integer>> tasks = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            MessagingStore store = i % 2 == 0 ? store() : contract().sameStoreAgain();
            int size = 1 + i % 3;
            boolean held = i % 4 == 1;
            tasks.add(() -> {
                int sent = 0;
                List<IntentResult> results = pass(store, size, held, claim -> drawing(draw(tenantKey, limit)));
                while (!results.isEmpty()) {
                    sent += proceeding(results).size();
                    results = pass(store, size, held, claim -> drawing(draw(tenantKey, limit)));
                }
                return sent;
            });
        }
        int sent = Race.run(tasks).stream().mapToInt(Integer::intValue).sum();
        assertThat(sent).isEqualTo(limit);
        assertThat(used(tenantKey)).isEqualTo(limit);
    }

    @Test
    @DisplayName("Each percentage is reported once for all threads and stores, by a transaction that committed")
    void intent_from8Threads_reportsEachPercentageOnce() throws Exception {
        Draw.Key key = new Draw.Key(ACME, Scope.BUDGET, "");
        Draw cost = new Draw(key, 100, new Period.Month(ZoneOffset.UTC), 3, List.of(50, 80, 100), "t", false);
        accepted(ACME, 60);
        List<Callable<List<Integer>>> tasks = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            MessagingStore store = i % 2 == 0 ? store() : contract().sameStoreAgain();
            boolean held = i % 4 == 1;
            tasks.add(() -> {
                List<Integer> told = new ArrayList<>();
                List<IntentResult> results = pass(store, 2, held, claim -> drawing(cost));
                while (!results.isEmpty()) {
                    results.stream()
                            .map(IntentResult::decision)
                            .filter(IntentDecision.Decided.class::isInstance)
                            .flatMap(decision -> ((IntentDecision.Decided) decision).crossings().stream())
                            .map(Crossing::percent)
                            .forEach(told::add);
                    results = pass(store, 2, held, claim -> drawing(cost));
                }
                return told;
            });
        }
        List<Integer> told =
                Race.run(tasks).stream().flatMap(List::stream).sorted().toList();
        assertThat(told).containsExactly(50, 80, 100);
    }

    @Test
    @Timeout(120)
    @DisplayName("Batches that draw on the same limits in other orders, opt-outs and cancellations do not deadlock")
    void intent_racingEverything_neverDeadlocks() throws Exception {
        List<AddressRecord> contacts = new ArrayList<>();
        List<Draw> draws = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            contacts.add(contact());
            draws.add(draw(new Draw.Key(ACME, Scope.CONTACT, "c" + i), 1000));
        }
        List<Message> messages = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            messages.add(accept(make.outbound(ACME, contacts.get(i % 6)).build()));
        }
        List<Callable<Integer>> tasks = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            Random random = new Random(i);
            tasks.add(i < 6 ? () -> sendAll(random, draws) : () -> disturb(random, contacts, messages));
        }
        int sent = Race.run(tasks).stream().mapToInt(Integer::intValue).sum();
        long drawn = draws.stream().mapToLong(draw -> used(draw.key())).sum();
        assertThat(drawn).isEqualTo(2L * sent);
    }

    private int sendAll(Random random, List<Draw> draws) {
        Function<Claim, IntentDecision> gate = claim -> {
            List<Draw> two = new ArrayList<>(draws);
            Collections.shuffle(two, random);
            return drawing(two.get(0), two.get(1));
        };
        int sent = 0;
        List<IntentResult> results = pass(store(), 5, random.nextBoolean(), gate);
        while (!results.isEmpty()) {
            sent += proceeding(results).size();
            results = pass(store(), 5, random.nextBoolean(), gate);
        }
        return sent;
    }

    private int disturb(Random random, List<AddressRecord> contacts, List<Message> messages) {
        for (int i = 0; i < 20; i++) {
            session().record(ACME, make.keyword(contacts.get(random.nextInt(6)).address(), ConsentAction.OPT_OUT_ALL));
            session()
                    .cancel(
                            ACME,
                            List.of(messages.get(random.nextInt(messages.size()))
                                    .id()));
            store().lookAgain(ACME, Set.of(Scope.CONTACT));
        }
        return 0;
    }

    @Test
    @DisplayName("A changed limit makes due what waits for it, and nothing else")
    void lookAgain_makesDueWhatWaitsForTheLimit() {
        accepted(ACME, 2);
        intend(store(), claimAll(), claim -> drawing(draw(tenantKey, 1)));
        accepted(ACME, 2);
        intend(store(), claimAll(), claim -> drawing(draw(new Draw.Key(null, Scope.ACCOUNT, "p a"), 1)));
        accepted(OTHER, 2);
        intend(store(), claimAll(), claim -> drawing(draw(new Draw.Key(OTHER, Scope.TENANT, ""), 1)));
        accept(make.outbound(ACME, contact())
                .schedule(now().plus(Duration.ofHours(3)), null)
                .build());

        store().lookAgain(ACME, Set.of(Scope.TENANT, Scope.SENDER));

        Claim again = claim();
        assertThat(again.message().tenant()).isEqualTo(ACME);
        assertThat(again.progress()).isEqualTo(new Claim.Progress(0, 0, 0));
        assertThat(proceeding(intend(store(), List.of(again), claim -> drawing(draw(tenantKey, 2)))))
                .hasSize(1);
        assertThat(claimAll()).isEmpty();
    }

    @Test
    @DisplayName("A retry after a wait keeps its own time when the limit is changed")
    void lookAgain_leavesRetriesAlone() {
        accepted(ACME, 2);
        intend(store(), claimAll(), claim -> drawing(draw(tenantKey, 1)));
        advance(Duration.ofMinutes(61));
        IntentResult waited = intend(store(), claimAll(), claim -> drawing(draw(tenantKey, 1)))
                .get(0);
        assertThat(waited.decision()).isInstanceOf(IntentDecision.Proceed.class);
        settle(
                waited.intent().claim().token(),
                waited.intent().attempt(),
                notSent(),
                new Settlement.Next.Retry(Duration.ofMinutes(5)));

        store().lookAgain(ACME, Set.of(Scope.TENANT));

        assertThat(claimAll()).isEmpty();
        advance(Duration.ofMinutes(6));
        assertThat(claim().progress().waitedFor()).isNull();
    }

    @Test
    @DisplayName("A message the host moved waits for no limit any more")
    void reschedule_afterAWait_isAsNew() {
        accepted(ACME, 2);
        List<Claim> claims = claimAll();
        intend(store(), claims, claim -> drawing(draw(tenantKey, 1)));
        session().reschedule(ACME, List.of(claims.get(1).message().id()), now().plus(Duration.ofMinutes(10)));
        store().lookAgain(ACME, Set.of(Scope.TENANT));
        assertThat(claimAll()).isEmpty();
        advance(Duration.ofMinutes(11));
        assertThat(claim().progress()).isEqualTo(new Claim.Progress(0, 0, 0));
    }

    @Test
    @DisplayName("What a limit holds up keeps the decisions of every look")
    void intent_overTheLimit_keepsEveryDecision() {
        accepted(ACME, 2);
        List<Claim> claims = claimAll();
        intend(store(), claims, claim -> drawing(draw(tenantKey, 1)));
        List<Decision> decisions = trace(claims.get(1).message().id()).decisions();
        assertThat(decisions).hasSize(2);
        assertThat(decisions.get(1).verdicts()).hasSize(2);
    }
}
