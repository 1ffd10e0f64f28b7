package io.stratos.messaging;

import static io.stratos.messaging.EngineFixture.CUSTOMER;
import static org.assertj.core.api.Assertions.assertThat;

import io.stratos.messaging.consent.ConsentStatus;
import io.stratos.messaging.consent.Evidence;
import io.stratos.messaging.consent.Purpose;
import io.stratos.messaging.consent.Suppression;
import io.stratos.messaging.consent.SuppressionReason;
import io.stratos.messaging.contact.PhoneNumber;
import io.stratos.messaging.delivery.Acceptance;
import io.stratos.messaging.delivery.Refusal;
import io.stratos.messaging.delivery.Verdict;
import io.stratos.messaging.message.MessageStatus;
import io.stratos.messaging.simulation.Behavior;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Addresses to which nothing is sent, whatever their owner agreed to. */
class SuppressionTest extends CustomerCase {

    private static final Evidence KIM = Evidence.agent("Kim");

    @BeforeEach
    void optIn() {
        f.optIn();
    }

    @Test
    void suppressed_isBlocked_andConsentStaysAsItWas() {
        f.acme.consent().suppress(customer, SuppressionReason.COMPLAINT, KIM);

        Acceptance refused = f.accept("Hello");

        assertThat(refused.status()).isEqualTo(MessageStatus.BLOCKED);
        Verdict deciding = refused.decision().deciding().orElseThrow();
        assertThat(deciding.rule()).isEqualTo("suppression");
        assertThat(deciding.reason()).contains("complaint");
        assertThat(consent().status(Purpose.TRANSACTIONAL)).isEqualTo(ConsentStatus.OPTED_IN);

        assertThat(f.acme.consent().lift(customer, SuppressionReason.COMPLAINT, KIM))
                .isEmpty();
        assertThat(f.accept("Hello").status()).isEqualTo(MessageStatus.QUEUED);
    }

    @Test
    void suppressed_whatWasQueuedBefore_isBlocked() {
        f.send("Hello");
        f.acme.consent().suppress(customer, SuppressionReason.DECEASED, KIM);
        f.pass(Duration.ofSeconds(1));
        assertThat(f.texts()).isEmpty();
    }

    @Test
    void suppression_ends_byItself() {
        f.acme.consent()
                .suppress(
                        customer,
                        SuppressionReason.CARRIER_BLOCK,
                        KIM.until(f.clock.instant().plusSeconds(60)));
        f.clock.advance(Duration.ofSeconds(59));
        assertThat(f.accept("Hello").status()).isEqualTo(MessageStatus.BLOCKED);
        f.clock.advance(Duration.ofSeconds(1));
        assertThat(f.acme.consent().suppressions(customer)).isEmpty();
        assertThat(f.accept("Hello").status()).isEqualTo(MessageStatus.QUEUED);
    }

    @Test
    void suppression_isOfTheAddress_notOfAnother() {
        PhoneNumber other = PhoneNumber.of("+14155550123");
        f.acme.consent().suppress(customer, SuppressionReason.LANDLINE, KIM);
        assertThat(f.acme.consent().suppressions(other)).isEmpty();
        assertThat(f.acme.consent().suppressions(customer))
                .extracting(Suppression::reason)
                .containsExactly(SuppressionReason.LANDLINE);
    }

    @Test
    void doNotService_repliesGo() {
        f.customerTexts("Are you open?");
        f.acme.consent().suppress(customer, SuppressionReason.DO_NOT_SERVICE, KIM);
        assertThat(f.accept("Reminder").status()).isEqualTo(MessageStatus.BLOCKED);
        assertThat(f.acme.conversations()
                        .reply(f.acme.conversations().latest().orElseThrow().id(), "We are not.")
                        .status())
                .isEqualTo(MessageStatus.QUEUED);
    }

    @Test
    void refusedForGood_isSuppressed_untilThatMayHaveChanged() {
        f.provider.to(CUSTOMER, Behavior.refuse(Refusal.RECIPIENT, "LANDLINE"));
        f.send("Hello");
        f.pass(Duration.ofSeconds(1));

        assertThat(f.acme.consent().suppressions(customer)).hasSize(1);
        assertThat(f.accept("Hello").status()).isEqualTo(MessageStatus.BLOCKED);
        f.clock.advance(Duration.ofDays(365));
        assertThat(f.accept("Hello").status()).isEqualTo(MessageStatus.QUEUED);
    }

    @Test
    void refusedForAReasonThatSaysNothingOfTheNumber_isNotSuppressed() {
        f.provider.to(CUSTOMER, Behavior.refuse(Refusal.RECIPIENT, "country not enabled"));
        f.send("Hello");
        f.pass(Duration.ofSeconds(1));
        assertThat(f.acme.consent().suppressions(customer)).isEmpty();
    }

    @Test
    void receiptThatSaysSo_suppresses_once() {
        f.provider.to(CUSTOMER, Behavior.undelivered("INVALID_NUMBER"));
        f.send("Hello");
        for (int i = 0; i < 5; i++) {
            f.pass(Duration.ofSeconds(1));
        }
        for (int again = 0; again < 3; again++) {
            f.deliver(f.provider.receipt(
                    f.provider.sent().get(0).providerMessageId(),
                    f.provider.sent().get(0).callbackUrl(),
                    MessageStatus.UNDELIVERED,
                    "INVALID_NUMBER"));
        }
        assertThat(f.acme.consent().suppressions(customer))
                .extracting(Suppression::reason)
                .containsExactly(SuppressionReason.INVALID_NUMBER);
        assertThat(f.acme.consent().history(customer)).hasSize(2);
    }

    @Test
    void receiptThatSaysOptOut_isOne() {
        f.provider.to(CUSTOMER, Behavior.undelivered("PROVIDER_OPT_OUT"));
        f.send("Hello");
        for (int i = 0; i < 5; i++) {
            f.pass(Duration.ofSeconds(1));
        }
        assertThat(consent().isStopped()).isTrue();
    }
}
