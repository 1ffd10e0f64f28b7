package io.stratos.messaging.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.stratos.messaging.consent.Purpose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class HandlingTest {

    @Test
    void usual_isKeptAsNothing() {
        assertThat(Handling.usual().encoded()).isEmpty();
        assertThat(Handling.decoded(null)).isEqualTo(Handling.usual());
        assertThat(Handling.decoded("")).isEqualTo(Handling.usual());
        assertThat(Handling.usual().doubtPolicy()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(DoubtPolicy.class)
    void doubtPolicy_comesBack(DoubtPolicy policy) {
        Handling handling = Handling.usual().whenInDoubt(policy);
        assertThat(Handling.decoded(handling.encoded().orElseThrow())).isEqualTo(handling);
        assertThat(handling.doubtPolicy()).contains(policy);
    }

    @Test
    void whatALaterReleaseWrote_isKept_andAnUnknownPolicySendsNothingAgain() {
        Handling later = Handling.decoded("c=still-open;d=x;l=b");
        assertThat(later.doubtPolicy()).contains(DoubtPolicy.ASK_HOST);
        assertThat(later.whenInDoubt(DoubtPolicy.NEVER_RESEND).encoded()).contains("c=still-open;d=n;l=b");
    }

    @ParameterizedTest
    @ValueSource(strings = {";", "=", "d", "=a", ";;d=a;", "x=;"})
    void anyText_isRead(String text) {
        assertThat(Handling.decoded(text)).isNotNull();
    }

    @Test
    void marketing_isNeverResent_unlessSaid() {
        assertThat(DoubtPolicy.of(Purpose.MARKETING)).isEqualTo(DoubtPolicy.NEVER_RESEND);
        assertThat(DoubtPolicy.of(Purpose.TRANSACTIONAL)).isEqualTo(DoubtPolicy.RESEND_AFTER_PROOF_OF_ABSENCE);
        assertThat(DoubtPolicy.of(Purpose.CONVERSATIONAL)).isEqualTo(DoubtPolicy.RESEND_AFTER_PROOF_OF_ABSENCE);
    }
}
