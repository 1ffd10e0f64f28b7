package io.stratos.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stratos.messaging.consent.Consent;
import io.stratos.messaging.consent.ConsentAction;
import io.stratos.messaging.consent.ConsentEvent;
import io.stratos.messaging.consent.ConsentStatus;
import io.stratos.messaging.consent.Evidence;
import io.stratos.messaging.consent.Purpose;
import io.stratos.messaging.exception.InvalidEvidenceException;
import io.stratos.messaging.message.MessageStatus;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Consent that has to be confirmed, and consent that ends. */
class DoubleOptInTest extends CustomerCase {

    private static final Evidence FORM = Evidence.form("newsletter").with("wording", "Send me offers");

    @Test
    void request_isPendingUntilYes() {
        assertThat(request().status(Purpose.MARKETING)).isEqualTo(ConsentStatus.PENDING);
        f.pass(Duration.ofSeconds(1));
        assertThat(f.texts()).hasSize(1);
        assertThat(f.texts().get(0)).contains("Acme Plumbing", "YES", "marketing", "STOP");
        assertThat(offer().status()).isEqualTo(MessageStatus.BLOCKED);

        f.customerTexts("Yes!");

        assertThat(status()).isEqualTo(ConsentStatus.OPTED_IN);
        assertThat(offer().status()).isEqualTo(MessageStatus.QUEUED);
        assertThat(f.acme.consent().history(customer))
                .extracting(ConsentEvent::action)
                .startsWith(ConsentAction.REQUEST, ConsentAction.CONFIRM);
    }

    @Test
    void request_isRepeatedOnce_andThenNoMore() {
        request();
        f.pass(Duration.ofSeconds(1));
        f.pass(Duration.ofHours(25));
        assertThat(f.texts()).hasSize(2);
        f.pass(Duration.ofHours(25));
        f.pass(Duration.ofHours(25));
        assertThat(f.texts()).hasSize(2);
    }

    @Test
    void request_answered_isNotRepeated() {
        request();
        f.pass(Duration.ofSeconds(1));
        f.customerTexts("YES");
        f.pass(Duration.ofHours(25));
        assertThat(f.texts()).hasSize(1);
    }

    @Test
    void request_twice_sendsOnce() {
        request();
        request();
        f.pass(Duration.ofSeconds(1));
        assertThat(f.texts()).hasSize(1);
    }

    @Test
    void request_unanswered_isOver() {
        request();
        f.pass(Duration.ofDays(4));
        assertThat(status()).isEqualTo(ConsentStatus.UNKNOWN);
        f.customerTexts("YES");
        assertThat(status()).isEqualTo(ConsentStatus.UNKNOWN);
    }

    @Test
    void request_answeredWithStop_isNo() {
        request();
        f.customerTexts("STOP");
        f.customerTexts("YES");
        assertThat(consent().isStopped()).isTrue();
        f.customerTexts("START");
        assertThat(status()).isEqualTo(ConsentStatus.UNKNOWN);
    }

    @Test
    void request_ofSomebodyWhoseStopStands_sendsNothing() {
        f.customerTexts("STOP");
        f.pass(Duration.ofSeconds(1));
        int before = f.texts().size();
        request();
        f.pass(Duration.ofSeconds(1));
        assertThat(f.texts()).hasSize(before);
    }

    @Test
    void yes_thatNobodyAskedFor_isNoConsent() {
        f.customerTexts("YES");
        assertThat(status()).isEqualTo(ConsentStatus.UNKNOWN);
    }

    @Test
    void impliedConsent_ends_withoutAnythingRunning() {
        f.acme.consent()
                .optIn(
                        customer,
                        Purpose.MARKETING,
                        Evidence.implied("bought a boiler", f.clock.instant().plus(Duration.ofDays(30))));
        assertThat(offer().status()).isEqualTo(MessageStatus.QUEUED);
        f.clock.advance(Duration.ofDays(30));
        assertThat(status()).isEqualTo(ConsentStatus.UNKNOWN);
        assertThat(offer().status()).isEqualTo(MessageStatus.BLOCKED);
    }

    @Test
    void impliedConsent_takesNothingFromARefusal_orFromWhatHoldsForLonger() {
        Evidence implied =
                Evidence.implied("asked for a quote", f.clock.instant().plus(Duration.ofDays(30)));
        f.acme.consent().optIn(customer, Purpose.MARKETING, FORM);
        f.acme.consent().optIn(customer, Purpose.MARKETING, implied);
        assertThat(consent().standing(Purpose.MARKETING).expiry()).isEmpty();

        f.acme.consent().optOut(customer, Purpose.MARKETING, FORM);
        f.acme.consent().optIn(customer, Purpose.MARKETING, implied);
        assertThat(status()).isEqualTo(ConsentStatus.OPTED_OUT);
    }

    @Test
    void end_thatIsNone_isRefused() {
        assertThatThrownBy(() -> FORM.with("until", "next year"))
                .isInstanceOf(InvalidEvidenceException.class)
                .hasMessageContaining("next year");
    }

    private Consent request() {
        return f.acme.consent().request(customer, Purpose.MARKETING, FORM);
    }

    private ConsentStatus status() {
        return consent().status(Purpose.MARKETING);
    }
}
