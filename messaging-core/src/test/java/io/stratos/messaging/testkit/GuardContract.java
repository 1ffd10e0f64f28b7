package io.stratos.messaging.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.stratos.messaging.spi.store.Arming;
import io.stratos.messaging.spi.store.StoreGuard;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

abstract class GuardContract extends StoreContractBase {

    @Test
    @DisplayName("A new store was never armed, and says who it is and what time it is")
    void read_newStore_isUnarmed() {
        Instant before = store().now();

        StoreGuard.Reading reading = guard().read();

        assertThat(reading.arming()).isNull();
        assertThat(reading.identity()).isNotBlank().hasSizeLessThanOrEqualTo(1000);
        assertThat(reading.at()).isBetween(before, store().now());
        assertThat(guard().history()).isEmpty();
    }

    @Test
    @DisplayName("The identity is the same at every reading, armed or not, now and years later")
    void read_again_isTheSameIdentity() {
        String identity = guard().read().identity();

        guard().arm(1, mark("production", null), "ops", "first");
        advance(Duration.ofDays(1000));

        assertThat(guard().read().identity()).isEqualTo(identity);
    }

    @Test
    @DisplayName("The reading's clock is the store's, wherever it was moved")
    void read_clockMoved_isTheStoresClock() {
        advance(Duration.ofDays(3));
        Instant before = store().now();

        assertThat(guard().read().at()).isBetween(before, store().now());
    }

    @Test
    @DisplayName("An arming comes back with every field, dated by the store")
    void arm_first_comesBackWhole() {
        Instant before = now();
        Arming.Mark mark = new Arming.Mark("e".repeat(64), "i".repeat(1000), Long.MAX_VALUE);

        assertThat(guard().arm(1, mark, "Müller \uD83D\uDD27", "r".repeat(200))).isTrue();

        Arming arming = guard().read().arming();
        assertThat(arming).isNotNull();
        assertThat(arming.number()).isEqualTo(1);
        assertThat(arming.mark()).isEqualTo(mark);
        assertThat(arming.by()).isEqualTo("Müller \uD83D\uDD27");
        assertThat(arming.reason()).isEqualTo("r".repeat(200));
        assertThat(arming.at()).isBetween(before, store().now());
    }

    @Test
    @DisplayName("The arming with the highest number is in force, and none before it is forgotten")
    void arm_several_theLastIsInForce() {
        guard().arm(1, mark("production", 7L), "a", "first");
        guard().arm(2, mark("staging", null), "b", "second");
        guard().arm(3, mark("production", 8L), "c", "third");

        Arming arming = guard().read().arming();
        assertThat(arming).isNotNull();
        assertThat(arming.mark()).isEqualTo(mark("production", 8L));
        assertThat(guard().history()).extracting(Arming::number).containsExactly(1L, 2L, 3L);
        assertThat(guard().history()).extracting(Arming::by).containsExactly("a", "b", "c");
        assertThat(guard().history()).extracting(past -> past.mark().epoch()).containsExactly(7L, null, 8L);
    }

    @Test
    @DisplayName("A number that is taken stays with whoever took it")
    void arm_numberTaken_changesNothing() {
        guard().arm(1, mark("production", null), "a", "first");

        assertThat(guard().arm(1, mark("staging", null), "b", "second")).isFalse();

        assertThat(guard().history()).extracting(Arming::by).containsExactly("a");
    }

    @Test
    @DisplayName("Of eight that arm a new store at once, one does")
    void arm_atOnce_oneDoes() throws Exception {
        List<Callable<Boolean>> tasks = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            String by = "racer" + i;
            tasks.add(() -> guard().arm(1, mark("production", null), by, "race"));
        }

        List<Boolean> won = Race.run(tasks);

        assertThat(won).containsOnlyOnce(true);
        assertThat(guard().history()).extracting(Arming::by).containsExactly("racer" + won.indexOf(true));
    }

    private StoreGuard guard() {
        return store().guard();
    }

    private static Arming.Mark mark(String environment, Long epoch) {
        return new Arming.Mark(environment, "a database", epoch);
    }
}
