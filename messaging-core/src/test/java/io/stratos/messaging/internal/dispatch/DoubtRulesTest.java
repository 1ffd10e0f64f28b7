package io.stratos.messaging.internal.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.stratos.messaging.message.DoubtPolicy;
import io.stratos.messaging.message.MessageStatus;
import io.stratos.messaging.spi.store.Settlement.Next;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of policies. */
class DoubtRulesTest {

    @ParameterizedTest
    @CsvSource({
        "NEVER_RESEND, true, End",
        "NEVER_RESEND, false, End",
        "RESEND_AFTER_PROOF_OF_ABSENCE, true, Retry",
        "RESEND_AFTER_PROOF_OF_ABSENCE, false, End",
        "ASK_HOST, true, Park",
        "ASK_HOST, false, Park"
    })
    void absenceProven(DoubtPolicy policy, boolean another, String next) {
        DoubtRules.Ruling ruling = DoubtRules.absent(policy, another);
        assertThat(ruling.next().getClass().getSimpleName()).isEqualTo(next);
        assertThat(ruling.because().isEmpty()).isEqualTo(ruling.next() instanceof Next.Retry);
        if (ruling.next() instanceof Next.End end) {
            assertThat(end.status()).isEqualTo(MessageStatus.FAILED);
        }
    }

    @Test
    void nothingKnown_isLookedIntoNineTimes_thenParked() {
        assertThat(DoubtRules.unknown(0, true)).isEqualTo(new Next.Reconcile(Duration.ofSeconds(10)));
        assertThat(DoubtRules.unknown(7, true)).isEqualTo(new Next.Reconcile(Duration.ofHours(2)));
        assertThat(DoubtRules.unknown(8, true)).isEqualTo(new Next.Park());
        assertThat(DoubtRules.unknown(0, false)).isEqualTo(new Next.Park());
    }
}
