package io.stratos.messaging.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.stratos.messaging.contact.PhoneNumber;
import io.stratos.messaging.id.TenantId;
import io.stratos.messaging.routing.ProviderAccount;
import io.stratos.messaging.spi.store.Poll;
import io.stratos.messaging.spi.store.PollProgress;
import io.stratos.messaging.spi.store.PollStanding;
import io.stratos.messaging.spi.store.ProviderPolls;
import io.stratos.messaging.tenant.TenantProfile;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

abstract class PollContract extends StoreContractBase {

    private static final String ONE = "+14155550111";
    private static final String TWO = "+14155550112";
    private static final Duration LEASE = Duration.ofMinutes(2);
    private static final Duration PERIOD = Duration.ofMinutes(5);
    private static final Poll.Records LOGS = new Poll.Records("alpha", true, false);
    private static final Poll.Records LISTS = new Poll.Records("alpha", false, true);
    private static final Poll.Records BOTH = new Poll.Records("alpha", true, true);

    @Test
    @DisplayName(
            "Each number has a log of its own from now on, each account an opt-out list from the beginning; a name has no log")
    void enroll_makesARowForEachNumberAndAccount() {
        Instant before = now();
        register("poll-a", ONE, TWO, "ACME");

        polls().enroll(BOTH);

        List<Poll> taken = take(BOTH);
        assertThat(taken)
                .extracting(Poll::source)
                .containsExactlyInAnyOrder(
                        new Poll.Source("alpha", "acc", PhoneNumber.of(ONE), TenantId.of("poll-a")),
                        new Poll.Source("alpha", "acc", PhoneNumber.of(TWO), TenantId.of("poll-a")),
                        new Poll.Source("alpha", "acc", null, null));
        assertThat(taken).allSatisfy(poll -> {
            assertThat(poll.takenAt()).isBetween(before, now());
            assertThat(poll.failures()).isZero();
            Poll.Mark mark = poll.mark();
            assertThat(mark.knownUntil()).isNull();
            assertThat(mark.until()).isNull();
            assertThat(mark.cursor()).isNull();
            if (poll.source().receiver() == null) {
                assertThat(mark.since()).isNull();
            } else {
                assertThat(mark.since()).isBetween(before, now());
            }
        });
    }

    @Test
    @DisplayName("Only what the provider has is enrolled and taken up, and nothing of another provider")
    void recordsThatAreNotAskedFor_areLeftAlone() {
        register("poll-a", ONE);
        polls().enroll(LISTS);
        assertThat(take(LOGS)).isEmpty();
        assertThat(take(new Poll.Records("beta", true, true))).isEmpty();
        polls().enroll(LOGS);

        assertThat(take(LISTS)).hasSize(1);
        assertThat(take(LOGS)).hasSize(1);
    }

    @Test
    @DisplayName("What is taken up is nobody else's until its lease is over, and then has another token")
    void take_twice_findsItOnce_untilTheLeaseEnds() {
        register("poll-a", ONE);
        polls().enroll(LOGS);
        Poll first = take(LOGS).get(0);
        assertThat(take(LOGS)).isEmpty();
        assertThat(polls().take(LOGS, 10, Duration.ofDays(1), LEASE)).isEmpty();

        advance(LEASE.plusSeconds(1));
        Poll second = take(LOGS).get(0);

        assertThat(second.token()).isGreaterThan(first.token());
        assertThat(polls().settle(first, new PollProgress.Done(now(), PERIOD))).isFalse();
        assertThat(polls().settle(second, new PollProgress.Done(now(), PERIOD))).isTrue();
    }

    @Test
    @DisplayName("Of eight nodes that take up at once, one gets each row")
    void take_atOnce_oneGetsIt() throws Exception {
        register("poll-a", ONE, TWO);
        polls().enroll(BOTH);
        List<Callable<List<Poll>>> tasks = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            tasks.add(() -> {
                polls().enroll(BOTH);
                return polls().take(BOTH, 2, Duration.ZERO, LEASE);
            });
        }

        List<Poll.Source> taken =
                Race.run(tasks).stream().flatMap(List::stream).map(Poll::source).toList();

        assertThat(taken).doesNotHaveDuplicates();
        assertThat(taken.size() + take(BOTH).size()).isEqualTo(3);
    }

    @Test
    @DisplayName("A page that was read is kept with the round's end, so that another node goes on from there")
    void settle_page_isResumedByAnother() {
        register("poll-a", ONE);
        polls().enroll(LOGS);
        Poll first = take(LOGS).get(0);
        Instant until = now().minusSeconds(60);
        assertThat(polls().settle(first, new PollProgress.Page(until, "c".repeat(1000), LEASE)))
                .isTrue();
        advance(LEASE.minusSeconds(1));
        assertThat(take(LOGS)).isEmpty();
        advance(Duration.ofSeconds(2));

        Poll second = take(LOGS).get(0);

        assertThat(second.mark().until()).isEqualTo(until);
        assertThat(second.mark().cursor()).isEqualTo("c".repeat(1000));
        assertThat(second.mark().knownUntil()).isNull();
    }

    @Test
    @DisplayName("A round that is over leaves what is known, and the row is due again when it was said")
    void settle_done_isDueAgainThen() {
        register("poll-a", ONE);
        polls().enroll(LOGS);
        Instant until = now();
        Poll first = take(LOGS).get(0);
        polls().settle(first, new PollProgress.Page(until, "next", LEASE));
        polls().settle(first, new PollProgress.Done(until, PERIOD));
        advance(PERIOD.minusSeconds(5));
        assertThat(take(LOGS)).isEmpty();
        advance(Duration.ofSeconds(6));

        Poll again = take(LOGS).get(0);

        assertThat(again.mark()).isEqualTo(new Poll.Mark(first.mark().since(), until, null, null));
    }

    @Test
    @DisplayName("What is known never becomes less, nor by a round with nothing to read")
    void settle_done_neverGoesBack() {
        register("poll-a", ONE);
        polls().enroll(LOGS);
        Instant until = now();
        for (Instant known : new Instant[] {until, until.minusSeconds(90), null}) {
            polls().settle(take(LOGS).get(0), new PollProgress.Done(known, Duration.ZERO));
        }

        assertThat(take(LOGS).get(0).mark().knownUntil()).isEqualTo(until);
    }

    @Test
    @DisplayName("What could not be read begins anew, counts how often, says why, and is not taken early")
    void settle_failed_beginsAnew_andIsNotTakenEarly() {
        register("poll-a", ONE);
        polls().enroll(LOGS);
        Poll first = take(LOGS).get(0);
        polls().settle(first, new PollProgress.Page(now(), "next", LEASE));
        polls().settle(first, new PollProgress.Failed("p".repeat(200), PERIOD));
        assertThat(polls().take(LOGS, 10, PERIOD, LEASE)).isEmpty();
        assertThat(standings()).extracting(PollStanding::problem).containsExactly("p".repeat(200));
        advance(PERIOD.plusSeconds(1));

        Poll again = take(LOGS).get(0);

        assertThat(again.failures()).isEqualTo(1);
        assertThat(again.mark().cursor()).isNull();
        assertThat(again.mark().until()).isNull();
        polls().settle(again, new PollProgress.Done(now(), PERIOD));
        assertThat(standings()).extracting(PollStanding::problem).containsOnlyNulls();
        Poll early = polls().take(LOGS, 10, PERIOD, LEASE).get(0);
        assertThat(early.failures()).isZero();
    }

    @Test
    @DisplayName("The longest due come first, and no more than asked for")
    void take_oldestFirst() {
        register("poll-a", ONE, TWO);
        polls().enroll(LOGS);
        List<Poll> both = take(LOGS);
        polls().settle(both.get(0), new PollProgress.Done(now(), Duration.ofSeconds(20)));
        polls().settle(both.get(1), new PollProgress.Done(now(), Duration.ofSeconds(10)));
        advance(Duration.ofSeconds(30));

        assertThat(polls().take(LOGS, 1, Duration.ZERO, LEASE))
                .extracting(Poll::source)
                .containsExactly(both.get(1).source());
    }

    @Test
    @DisplayName(
            "A number that nobody has any more is not read; one that went to another tenant is read for that one, from then on")
    void numberThatMoved_isReadForItsNewTenant_fromThenOn() {
        register("poll-a", ONE);
        polls().enroll(BOTH);
        take(BOTH).forEach(poll -> polls().settle(poll, new PollProgress.Done(now(), Duration.ZERO)));
        register("poll-a");
        assertThat(take(BOTH)).isEmpty();
        assertThat(polls().furthestBehind()).isEmpty();
        advance(Duration.ofDays(1));
        Instant moved = now();
        register("poll-b", ONE);

        polls().enroll(LOGS);

        Poll poll = take(LOGS).get(0);
        assertThat(poll.source().tenant()).isEqualTo(TenantId.of("poll-b"));
        assertThat(poll.mark().since()).isAfterOrEqualTo(moved);
        assertThat(take(LOGS)).isEmpty();
    }

    @Test
    @DisplayName("An account is as far behind as the furthest of its numbers, and unread as long as one was never read")
    void furthestBehind_saysTheLeast() {
        register("poll-a", ONE, TWO);
        polls().enroll(BOTH);
        ProviderAccount account = new ProviderAccount("alpha", "acc");
        Instant now = now();
        List<Poll> logs = take(LOGS);
        polls().settle(logs.get(0), new PollProgress.Done(now, PERIOD));
        assertThat(polls().furthestBehind())
                .containsExactlyInAnyOrder(
                        new PollStanding(account, null, true, null, null),
                        new PollStanding(account, null, false, null, null));
        polls().settle(logs.get(1), new PollProgress.Done(now.minusSeconds(60), PERIOD));
        polls().settle(take(LISTS).get(0), new PollProgress.Failed("no", PERIOD));

        assertThat(polls().furthestBehind())
                .containsExactlyInAnyOrder(
                        new PollStanding(account, null, true, now.minusSeconds(60), null),
                        new PollStanding(account, null, false, null, "no"));
        assertThat(polls().standings(List.of(account, new ProviderAccount("alpha", "other"))))
                .hasSize(3)
                .contains(new PollStanding(
                        account, logs.get(0).source().receiver().value(), true, now, null));
        assertThat(polls().standings(List.of(new ProviderAccount("beta", "acc"))))
                .isEmpty();
        assertThat(polls().standings(List.of())).isEmpty();
    }

    private ProviderPolls polls() {
        return store().polls();
    }

    private List<Poll> take(Poll.Records records) {
        return polls().take(records, 10, Duration.ZERO, LEASE);
    }

    private List<PollStanding> standings() {
        return polls().standings(List.of(new ProviderAccount("alpha", "acc")));
    }

    private void register(String tenant, String... senders) {
        TenantProfile profile = TenantProfile.of(tenant, "Poll");
        for (String sender : senders) {
            profile = profile.sender(sender, "alpha", "acc");
        }
        store().tenants().save(profile);
    }
}
