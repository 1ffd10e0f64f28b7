package io.stratos.messaging.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.stratos.messaging.exception.IdempotencyConflictException;
import io.stratos.messaging.exception.StoreException;
import io.stratos.messaging.id.MessageId;
import io.stratos.messaging.message.Message;
import io.stratos.messaging.message.MessageStatus;
import io.stratos.messaging.spi.store.AcceptResult;
import io.stratos.messaging.spi.store.AddressRecord;
import io.stratos.messaging.spi.store.Intent;
import io.stratos.messaging.spi.store.NewMessage;
import io.stratos.messaging.spi.store.Recovered;
import io.stratos.messaging.spi.store.SettleResult;
import io.stratos.messaging.spi.store.Settlement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** A commit that throws has taken place or not, and each verb comes to the truth of it in its own way. */
abstract class UnknownCommits {

    private final SpiedSource spied;
    private final ShiftedClock clock = new ShiftedClock();
    private final JdbcMessagingStore store;
    private final Steps steps;

    UnknownCommits(DataSource source) {
        this.spied = new SpiedSource(source);
        this.store = JdbcMessagingStore.shifted(spied.source(), clock);
        this.steps = new Steps(store);
    }

    @Test
    void acceptWithKey_whoseAnswerIsLost_returnsWhatIsStored() {
        List<NewMessage> messages = List.of(keyed("a"), keyed("b"));
        loseAnswers(1);

        List<AcceptResult> results = store.session().accept(messages);

        assertThat(results).extracting(r -> r.message().id()).containsExactlyElementsOf(ids(messages));
        assertThat(results).extracting(AcceptResult::duplicate).containsExactly(false, false);
        assertThat(results.get(0).decision().verdicts())
                .isEqualTo(messages.get(0).decision().verdicts());
        assertThat(steps.claim(10)).hasSize(2);
    }

    @Test
    void acceptWithKey_whoseCommitFailed_isRetryable_andMayBeRepeated() {
        NewMessage message = keyed("a");
        failCommits(1);

        StoreException e =
                catchThrowableOfType(StoreException.class, () -> store.session().accept(List.of(message)));

        assertThat(e).hasMessageContaining("nothing of it is stored");
        assertThat(e.isRetryable()).isTrue();
        assertThat(store.session().accept(List.of(message)).get(0).duplicate()).isFalse();
        assertThat(steps.claim(10)).hasSize(1);
    }

    @Test
    void acceptWithKey_ofAnEarlierMessage_returnsThatOne() {
        NewMessage first = keyed("a");
        NewMessage second = keyed("a");
        store.session().accept(List.of(first));
        loseAnswers(1);

        AcceptResult result = store.session().accept(List.of(second)).get(0);

        assertThat(result.message().id()).isEqualTo(first.message().id());
        assertThat(result.duplicate()).isTrue();
    }

    @Test
    void acceptOfOneKeyTwice_whoseAnswerIsLost_saysWhichIsTheDuplicate() {
        NewMessage first = keyed("a");
        List<NewMessage> both = List.of(first, keyed("a"));
        loseAnswers(1);

        List<AcceptResult> results = store.session().accept(both);

        assertThat(results).extracting(AcceptResult::duplicate).containsExactly(false, true);
        assertThat(results)
                .extracting(r -> r.message().id())
                .containsOnly(first.message().id());
    }

    @Test
    void acceptWithKey_whoseSecondLookFailsToo_staysUnknown() {
        NewMessage message = keyed("a");
        loseAnswers(2);

        StoreException e =
                catchThrowableOfType(StoreException.class, () -> store.session().accept(List.of(message)));

        assertThat(e).hasMessageContaining("outcome is unknown");
        assertThat(e.isRetryable()).isFalse();
        assertThat(e.getSuppressed()).hasSize(1);
        assertThat(store.session().accept(List.of(message)).get(0).message().id())
                .isEqualTo(message.message().id());
    }

    /** The standby did not confirm: the look that finds the message commits as well, and is not confirmed either. */
    @Test
    void acceptWithKey_whoseCommitsAreWarnedOf_staysUnknown() {
        NewMessage message = keyed("a");
        spied.warnAtCommit();

        assertThatThrownBy(() -> store.session().accept(List.of(message)))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("outcome is unknown");
    }

    @Test
    void acceptWithoutKey_whoseAnswerIsLost_staysUnknown() {
        NewMessage plain = steps.message(steps.contact());
        NewMessage other = keyed("a");
        loseAnswers(1);

        assertThatThrownBy(() -> store.session().accept(List.of(plain, other)))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("outcome is unknown");
    }

    @Test
    void acceptWithKey_ofAnotherMessage_isStillAConflict() {
        store.session().accept(List.of(keyed("a")));
        AddressRecord row = steps.contact();
        NewMessage other = steps.make.keyed(steps.make.outbound(Steps.ACME, row).build(), "a", "another fingerprint");

        assertThatThrownBy(() -> store.session().accept(List.of(other)))
                .isInstanceOf(IdempotencyConflictException.class);
    }

    @Test
    void ensureAddress_whoseAnswerIsLost_returnsWhatIsStored() {
        loseAnswers(1);

        AddressRecord row = steps.contact();

        assertThat(store.session()
                        .ensureAddress(Steps.ACME, row.address(), steps.make.contactId(), steps.make.conversationId())
                        .contact())
                .isEqualTo(row.contact());
    }

    @Test
    void claim_whoseAnswerIsLost_isReadyAgainAfterItsLease() {
        steps.accepted(steps.contact());
        loseAnswers(1);
        assertThatThrownBy(() -> steps.claim(1)).isInstanceOf(StoreException.class);
        assertThat(steps.claim(1)).isEmpty();

        assertThat(afterTheLease().released()).isEqualTo(1);

        assertThat(steps.claim(1)).hasSize(1);
    }

    @Test
    void take_whoseAnswerIsLost_comesIntoDoubt() {
        Message message = steps.accepted(steps.contact());
        loseAnswers(1);
        assertThatThrownBy(() -> steps.take(1, steps.proceeding())).isInstanceOf(StoreException.class);
        assertThat(steps.claim(1)).isEmpty();

        assertThat(afterTheLease().doubted()).isEqualTo(1);
        assertThat(status(message)).isEqualTo(MessageStatus.IN_DOUBT);
    }

    @Test
    void take_whoseCommitFailed_tookNothing() {
        steps.accepted(steps.contact());
        failCommits(1);
        assertThatThrownBy(() -> steps.take(1, steps.proceeding())).isInstanceOf(StoreException.class);

        assertThat(steps.claim(1)).hasSize(1);
    }

    @Test
    void intent_whoseAnswerIsLost_isNotGivenBack_andComesIntoDoubt() {
        Message message = steps.accepted(steps.contact());
        List<Intent> intents = steps.intents(steps.claim(1));
        loseAnswers(1);
        assertThatThrownBy(() -> steps.proceed(intents)).isInstanceOf(StoreException.class);

        store.release(List.of(intents.get(0).claim().token()));
        assertThat(steps.claim(1)).isEmpty();

        assertThat(afterTheLease().doubted()).isEqualTo(1);
        assertThat(status(message)).isEqualTo(MessageStatus.IN_DOUBT);
    }

    @Test
    void intent_whoseCommitFailed_isGivenBack() {
        steps.accepted(steps.contact());
        List<Intent> intents = steps.intents(steps.claim(1));
        failCommits(1);
        assertThatThrownBy(() -> steps.proceed(intents)).isInstanceOf(StoreException.class);

        store.release(List.of(intents.get(0).claim().token()));

        assertThat(steps.claim(1)).hasSize(1);
    }

    @Test
    void settle_whoseAnswerIsLost_mayBeRepeated_andChangesNothingMore() {
        Message message = steps.accepted(steps.contact());
        List<Intent> intents = steps.intents(steps.claim(1));
        steps.proceed(intents);
        List<Settlement> settlements = steps.accepted(intents);
        loseAnswers(1);
        assertThatThrownBy(() -> store.settle(settlements)).isInstanceOf(StoreException.class);

        assertThat(store.settle(settlements)).containsExactly(SettleResult.RECORDED);

        assertThat(status(message)).isEqualTo(MessageStatus.SENT);
        assertThat(store.session().trace(Steps.ACME, message.id()).orElseThrow().attempts())
                .hasSize(1);
        assertThat(afterTheLease()).isEqualTo(new Recovered(0, 0, List.of()));
    }

    @Test
    void settle_whoseCommitFailed_mayBeRepeated() {
        Message message = steps.accepted(steps.contact());
        List<Intent> intents = steps.intents(steps.claim(1));
        steps.proceed(intents);
        List<Settlement> settlements = steps.accepted(intents);
        failCommits(1);
        assertThatThrownBy(() -> store.settle(settlements)).isInstanceOf(StoreException.class);

        assertThat(store.settle(settlements)).containsExactly(SettleResult.APPLIED);

        assertThat(status(message)).isEqualTo(MessageStatus.SENT);
    }

    private NewMessage keyed(String key) {
        return steps.make.keyed(steps.make.outbound(Steps.ACME, steps.contact()).build(), key, "f");
    }

    private static List<MessageId> ids(List<NewMessage> messages) {
        return messages.stream().map(m -> m.message().id()).toList();
    }

    private Recovered afterTheLease() {
        clock.advance(Steps.LEASE.plus(Duration.ofSeconds(1)));
        return store.recover(10, Steps.LEASE);
    }

    private MessageStatus status(Message message) {
        return store.session().message(Steps.ACME, message.id()).orElseThrow().status();
    }

    private void loseAnswers(int times) {
        spied.afterCommit(striking(times));
    }

    private void failCommits(int times) {
        spied.beforeCommit(striking(times));
    }

    private static SpiedSource.Fault striking(int times) {
        AtomicInteger left = new AtomicInteger(times);
        return () -> {
            if (left.getAndDecrement() > 0) {
                throw new SQLException("connection reset", "08006");
            }
        };
    }
}
