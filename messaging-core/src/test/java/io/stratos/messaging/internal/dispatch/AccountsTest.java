package io.stratos.messaging.internal.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.stratos.messaging.delivery.AccountHealth;
import io.stratos.messaging.delivery.Outcome;
import io.stratos.messaging.id.MessageId;
import io.stratos.messaging.internal.dispatch.Accounts.Round;
import io.stratos.messaging.internal.dispatch.Accounts.Ticket;
import io.stratos.messaging.internal.machine.Machine;
import io.stratos.messaging.message.Lane;
import io.stratos.messaging.routing.ProviderAccount;
import io.stratos.messaging.simulation.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccountsTest {

    private static final Instant BEGIN = Instant.parse("2026-03-02T17:00:00Z");
    private static final ProviderAccount A = new ProviderAccount("twilio", "AC1");
    private static final ProviderAccount B = new ProviderAccount("twilio", "AC2");
    private static final ProviderAccount C = new ProviderAccount("telnyx", "AC1");

    private final VirtualClock clock = VirtualClock.at(BEGIN);
    private final Machine machine =
            new Machine(clock, () -> Duration.between(BEGIN, clock.instant()).toNanos(), new Random(11));
    private long ids;

    @ParameterizedTest
    @CsvSource({"1,1", "2,1", "3,2", "4,3", "5,4", "16,12", "20,16", "100,80", "200,160"})
    void oneHog_leavesAFifth(int permits, int most) {
        assertThat(greedy(permits, Lane.EXPRESS, A)).containsExactly(most);
    }

    @ParameterizedTest
    @ValueSource(ints = {9, 18, 90, 200})
    void twoHogs_leaveANinth_andNeitherHasLess(int permits) {
        List<Integer> held = greedy(permits, Lane.EXPRESS, A, B);
        assertThat(permits - held.get(0) - held.get(1)).isGreaterThanOrEqualTo(permits / 9);
        assertThat(held.get(0) - held.get(1)).isBetween(-1, 1);
    }

    @Test
    void lastFreePermit_goesOnlyToAnAccountThatHoldsNone() {
        for (int permits = 2; permits < 200; permits++) {
            Accounts accounts = accounts(permits);
            Round round = accounts.round(permits);
            for (int i = 0; i < permits; i++) {
                take(round, A, Lane.EXPRESS);
                take(round, B, Lane.EXPRESS);
            }
            if (permits > 2) {
                assertThat(take(round, C, Lane.EXPRESS)).as("of %d", permits).isNotNull();
            }
        }
    }

    @Test
    void bulk_leavesAnEighth_andWhatSomebodyWaitsForFindsAPermit_onTheSameAccountToo() {
        for (int permits = 3; permits < 200; permits++) {
            Accounts accounts = accounts(permits);
            Round round = accounts.round(permits);
            int bulk = 0;
            for (int i = 0; i < permits; i++) {
                for (int account = 0; account < 10; account++) {
                    bulk += take(round, new ProviderAccount("p", "A" + account), Lane.BULK) == null ? 0 : 1;
                }
            }
            assertThat(permits - bulk).as("of %d", permits).isGreaterThanOrEqualTo(Math.max(1, permits / 8));
            assertThat(take(round, C, Lane.EXPRESS))
                    .as("another of %d", permits)
                    .isNotNull();
        }
        for (int permits = 3; permits < 200; permits++) {
            Round round = accounts(permits).round(permits);
            for (int i = 0; i < permits; i++) {
                take(round, A, Lane.BULK);
            }
            assertThat(take(round, A, Lane.EXPRESS)).as("same of %d", permits).isNotNull();
        }
    }

    @Test
    void onePermitInAll_isForBulkToo() {
        assertThat(greedy(1, Lane.BULK, A)).containsExactly(1);
    }

    @Test
    void limit_isWhatTheEmptiestAccountInUseCanSend_soThatNothingIsTakenInVain() {
        Accounts accounts = accounts(20);
        assertThat(accounts.round(20).limit(Lane.EXPRESS)).isEqualTo(16);
        Round first = accounts.round(20);
        for (int i = 0; i < 10; i++) {
            take(first, A, Lane.EXPRESS);
        }
        Round second = accounts.round(10);
        assertThat(second.limit(Lane.EXPRESS)).isEqualTo(6);
        for (int i = 0; i < 6; i++) {
            assertThat(take(second, A, Lane.EXPRESS)).isNotNull();
        }
        Round third = accounts.round(4);
        assertThat(third.avoid(Lane.EXPRESS)).containsExactly(A);
        assertThat(third.limit(Lane.EXPRESS)).isEqualTo(3);
        assertThat(accounts.round(0).limit(Lane.EXPRESS)).isZero();
    }

    @Test
    void askedAgainForTheSameMessage_costsNothing_andWhatDoesNotGoIsGivenBack() {
        Accounts accounts = accounts(20);
        try (Round round = accounts.round(20)) {
            MessageId same = id();
            for (int i = 0; i < 100; i++) {
                assertThat(round.admit(same, A, Lane.EXPRESS)).isEmpty();
            }
            for (int i = 0; i < 15; i++) {
                assertThat(round.admit(id(), A, Lane.EXPRESS)).isEmpty();
            }
            assertThat(round.admit(id(), A, Lane.EXPRESS)).isPresent();
            assertThat(round.admit(same, B, Lane.EXPRESS)).isEmpty();
            assertThat(round.admit(same, B, Lane.EXPRESS)).isEmpty();
        }
        Round round = accounts.round(20);
        for (int i = 0; i < 16; i++) {
            assertThat(round.admit(id(), A, Lane.EXPRESS)).isEmpty();
        }
    }

    @Test
    void brokenAccount_isAvoided_deferredWithItsReason_andShown_whileOthersGo() {
        Accounts accounts = accounts(20);
        for (int i = 0; i < 5; i++) {
            fail(accounts, A);
        }
        Round round = accounts.round(20);
        for (int i = 0; i < 500; i++) {
            assertThat(round.avoid(Lane.EXPRESS)).as("some are told why").isEmpty();
            assertThat(round.admit(id(), A, Lane.EXPRESS).orElseThrow().why()).contains("came to nothing");
        }
        assertThat(round.avoid(Lane.EXPRESS)).containsExactly(A);
        assertThat(round.admit(id(), B, Lane.EXPRESS)).isEmpty();
        AccountHealth health = accounts.health().get(0);
        assertThat(accounts.health()).hasSize(1);
        assertThat(health.account()).isEqualTo(A);
        assertThat(health.state()).isEqualTo(AccountHealth.State.OPEN);
        assertThat(health.since()).isEqualTo(BEGIN);
        assertThat(health.until()).isBetween(BEGIN.plusSeconds(4), BEGIN.plusSeconds(5));
    }

    @Test
    void brokenAgain_isToldAnew() {
        Accounts accounts = accounts(20);
        for (int i = 0; i < 5; i++) {
            fail(accounts, A);
        }
        Round first = accounts.round(20);
        for (int i = 0; i < 500; i++) {
            assertThat(first.admit(id(), A, Lane.EXPRESS)).isPresent();
        }
        assertThat(accounts.round(20).avoid(Lane.EXPRESS)).containsExactly(A);
        clock.advance(Duration.ofSeconds(5));
        for (int i = 0; i < 2; i++) {
            Ticket probe = take(accounts.round(20), A, Lane.EXPRESS);
            probe.answered(new Outcome.Accepted("SM"));
            probe.back();
        }
        for (int i = 0; i < 5; i++) {
            fail(accounts, A);
        }
        assertThat(accounts.round(20).avoid(Lane.EXPRESS)).isEmpty();
    }

    @Test
    void halfOpen_oneProbe_evenIfSeveralRoundsAskAtOnce_andAProbeGivenBackIsFree() {
        Accounts accounts = accounts(20);
        for (int i = 0; i < 5; i++) {
            fail(accounts, A);
        }
        clock.advance(Duration.ofSeconds(5));
        assertThat(accounts.health().get(0).state()).isEqualTo(AccountHealth.State.HALF_OPEN);
        try (Round one = accounts.round(10)) {
            Round two = accounts.round(10);
            assertThat(one.admit(id(), A, Lane.EXPRESS)).isEmpty();
            assertThat(one.admit(id(), A, Lane.EXPRESS)).isPresent();
            assertThat(two.admit(id(), A, Lane.EXPRESS)).isPresent();
            assertThat(two.avoid(Lane.EXPRESS)).containsExactly(A);
        }
        Ticket probe = take(accounts.round(20), A, Lane.EXPRESS);
        assertThat(probe).isNotNull();
        probe.answered(new Outcome.Accepted("SM1"));
        probe.back();
        Ticket second = take(accounts.round(20), A, Lane.EXPRESS);
        second.answered(new Outcome.Accepted("SM2"));
        second.back();
        assertThat(accounts.health()).isEmpty();
    }

    @Test
    void deferrals_ofOneMoment_areSpread() {
        Accounts accounts = accounts(20);
        for (int i = 0; i < 5; i++) {
            fail(accounts, A);
        }
        Round round = accounts.round(20);
        List<Duration> waits = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            waits.add(round.admit(id(), A, Lane.EXPRESS).orElseThrow().left());
        }
        assertThat(waits).doesNotHaveDuplicates();
        assertThat(waits).allMatch(wait -> wait.compareTo(Duration.ofSeconds(7)) < 0);
    }

    /** Two accounts, one of which answers after 15 seconds; virtual time, requests end when an agenda says so. */
    @Test
    void hog_doesNotDelayAnother() {
        Flow quiet = new Flow(20, Map.of(B, Duration.ofMillis(50)));
        Flow beside = new Flow(20, Map.of(A, Duration.ofSeconds(15), B, Duration.ofMillis(50)));
        for (int i = 0; i < 5_000; i++) {
            beside.queue(A, Duration.ZERO);
        }
        for (int i = 0; i < 1_000; i++) {
            quiet.queue(B, Duration.ofMillis(30L * i));
            beside.queue(B, Duration.ofMillis(30L * i));
        }
        Map<ProviderAccount, List<Duration>> alone = quiet.run(Duration.ofMinutes(1));
        Map<ProviderAccount, List<Duration>> together = beside.run(Duration.ofMinutes(1));
        assertThat(alone.get(B)).hasSize(1_000).containsOnly(Duration.ZERO);
        // Another pass at most: this queue knows no tenants, and the hog's messages are older.
        assertThat(together.get(B)).hasSize(1_000).allMatch(wait -> wait.compareTo(Duration.ofMillis(5)) <= 0);
        assertThat(together.get(A)).hasSizeBetween(60, 64);
    }

    @Test
    void twoHogs_doNotDelayAThird() {
        Flow flow =
                new Flow(20, Map.of(A, Duration.ofSeconds(15), B, Duration.ofSeconds(15), C, Duration.ofMillis(50)));
        for (int i = 0; i < 5_000; i++) {
            flow.queue(i % 2 == 0 ? A : B, Duration.ZERO);
        }
        for (int i = 0; i < 600; i++) {
            flow.queue(C, Duration.ofMillis(50L * i));
        }
        assertThat(flow.run(Duration.ofMinutes(1)).get(C))
                .hasSize(600)
                .allMatch(wait -> wait.compareTo(Duration.ofMillis(50)) <= 0);
    }

    private List<Integer> greedy(int permits, Lane lane, ProviderAccount... hogs) {
        Round round = accounts(permits).round(permits);
        Map<ProviderAccount, Integer> held = new HashMap<>();
        for (int i = 0; i < permits; i++) {
            for (ProviderAccount hog : hogs) {
                held.merge(hog, take(round, hog, lane) == null ? 0 : 1, Integer::sum);
            }
        }
        return List.of(hogs).stream().map(held::get).toList();
    }

    private Ticket take(Round round, ProviderAccount account, Lane lane) {
        MessageId message = id();
        return round.admit(message, account, lane).isPresent() ? null : round.take(message, account);
    }

    private void fail(Accounts accounts, ProviderAccount account) {
        Ticket ticket = take(accounts.round(20), account, Lane.EXPRESS);
        ticket.answered(new Outcome.InDoubt("no answer"));
        ticket.back();
    }

    private Accounts accounts(int permits) {
        return new Accounts(machine, Duration.ofMinutes(1), permits);
    }

    private MessageId id() {
        return new MessageId(new UUID(0x7000L, 0x8000000000000000L | ids++));
    }

    /** A queue, oldest first, from which passes take as the dispatcher does. */
    private final class Flow {

        private record Queued(ProviderAccount account, Instant due) {}

        private record Busy(Instant until, Ticket ticket) {}

        private final Accounts accounts;
        private final Map<ProviderAccount, Duration> answersAfter;
        private final Instant begin = clock.instant();
        private final Deque<Queued> queue = new ArrayDeque<>();
        private final PriorityQueue<Busy> busy =
                new PriorityQueue<>((one, other) -> one.until().compareTo(other.until()));
        private final Map<ProviderAccount, List<Duration>> waits = new HashMap<>();
        private int free;

        Flow(int permits, Map<ProviderAccount, Duration> answersAfter) {
            this.accounts = accounts(permits);
            this.answersAfter = answersAfter;
            this.free = permits;
        }

        void queue(ProviderAccount account, Duration after) {
            queue.addLast(new Queued(account, begin.plus(after)));
        }

        Map<ProviderAccount, List<Duration>> run(Duration time) {
            clock.set(begin);
            while (clock.instant().isBefore(begin.plus(time))) {
                while (!busy.isEmpty() && !busy.peek().until().isAfter(clock.instant())) {
                    Ticket ticket = busy.poll().ticket();
                    ticket.answered(new Outcome.Accepted("SM"));
                    ticket.back();
                    free++;
                }
                pass();
                clock.advance(Duration.ofMillis(5));
            }
            return waits;
        }

        private void pass() {
            try (Round round = accounts.round(free)) {
                int limit = round.limit(Lane.EXPRESS);
                var avoid = round.avoid(Lane.EXPRESS);
                Iterator<Queued> oldest = queue.iterator();
                while (oldest.hasNext() && limit > 0) {
                    Queued next = oldest.next();
                    if (next.due().isAfter(clock.instant()) || avoid.contains(next.account())) {
                        continue;
                    }
                    limit--;
                    Ticket ticket = take(round, next.account(), Lane.EXPRESS);
                    if (ticket != null) {
                        oldest.remove();
                        free--;
                        waits.computeIfAbsent(next.account(), account -> new ArrayList<>())
                                .add(Duration.between(next.due(), clock.instant()));
                        busy.add(new Busy(clock.instant().plus(answersAfter.get(next.account())), ticket));
                    }
                }
            }
        }
    }
}
