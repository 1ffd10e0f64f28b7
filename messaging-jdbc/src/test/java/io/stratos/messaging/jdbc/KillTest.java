package io.stratos.messaging.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.stratos.messaging.message.MessageStatus;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The least of {@link ChaosTest}, in every build. */
class KillTest {

    @Test
    @Timeout(180)
    void killedWhileSending_losesNothingAndDoublesNothing() throws Exception {
        report(1, new KillRun(1, 1, 40).run());
    }

    private static void report(int kills, Map<MessageStatus, Integer> afterTheKills) {
        int messages =
                afterTheKills.values().stream().mapToInt(Integer::intValue).sum();
        assertThat(messages).isPositive();
        System.out.printf(
                Locale.ROOT,
                "kill -9: %d kills, %d messages, 0 lost, 0 doubled; when the last process died: %s%n",
                kills,
                messages,
                afterTheKills);
    }
}
