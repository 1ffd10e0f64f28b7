package io.stratos.messaging;

import static io.stratos.messaging.EngineFixture.CUSTOMER;
import static org.assertj.core.api.Assertions.assertThat;

import io.stratos.messaging.consent.Evidence;
import io.stratos.messaging.delivery.Verdict;
import io.stratos.messaging.id.MessageId;
import io.stratos.messaging.message.MessageStatus;
import io.stratos.messaging.message.Misfire;
import io.stratos.messaging.message.OutboundMessage;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A contact who may have revoked. */
class HoldTest extends CustomerCase {

    private static final Evidence WHY = Evidence.agent("Kim").with("text", "I think I had enough of these");

    @BeforeEach
    void optIn() {
        f.optIn();
        optInToMarketing();
    }

    @Test
    void held_whatIsAutomaticWaits_ofEveryPurpose_andGoesOnceReleased() {
        MessageId queuedBefore = f.send("Your technician is on the way");
        assertThat(f.acme.consent().hold(customer, WHY).isHeld()).isTrue();
        MessageId marketing = offer().messageId();

        f.pass(Duration.ofSeconds(1));
        assertThat(f.texts()).isEmpty();
        assertThat(f.status(queuedBefore)).isEqualTo(MessageStatus.QUEUED);
        Verdict deciding = f.acme.messages()
                .explain(marketing)
                .askedAgain()
                .orElseThrow()
                .deciding()
                .orElseThrow();
        assertThat(deciding.rule()).isEqualTo("hold");

        f.acme.consent().release(customer, WHY);
        f.pass(Duration.ofSeconds(1));
        assertThat(f.texts()).containsExactlyInAnyOrder("Your technician is on the way", "Sale");
    }

    @Test
    void held_repliesGo() {
        f.customerTexts("maybe");
        f.acme.consent().hold(customer, WHY);

        f.acme.conversations()
                .reply(f.acme.conversations().latest().orElseThrow().id(), "Shall we stop texting you?");
        f.pass(Duration.ofSeconds(1));

        assertThat(f.texts()).containsExactly("Shall we stop texting you?");
    }

    @Test
    void held_stopEndsItAndWhatWaits() {
        f.acme.consent().hold(customer, WHY);
        MessageId waiting = f.send("Your technician is on the way");
        f.pass(Duration.ofSeconds(1));

        f.customerTexts("STOP");
        f.pass(Duration.ofSeconds(1));

        assertThat(f.status(waiting)).isEqualTo(MessageStatus.BLOCKED);
        assertThat(consent().isHeld()).isFalse();
    }

    @Test
    void released_afterLong_whatWasScheduledIsLate() {
        MessageId reminder = f.acme.messages()
                .send(OutboundMessage.to(CUSTOMER)
                        .text("Today at 10")
                        .sendAt(f.clock.instant().plus(Duration.ofHours(1)))
                        .whenLate(Misfire.skip()))
                .messageId();
        f.acme.consent().hold(customer, WHY);
        f.pass(Duration.ofHours(1));
        f.pass(Duration.ofHours(5));

        f.acme.consent().release(customer, WHY);
        f.pass(Duration.ofSeconds(1));

        assertThat(f.status(reminder)).isEqualTo(MessageStatus.EXPIRED);
    }

    @Test
    void released_whatIsScheduledForLaterKeepsItsTime() {
        f.acme.messages()
                .send(OutboundMessage.to(CUSTOMER)
                        .text("Today at 10")
                        .sendAt(f.clock.instant().plus(Duration.ofHours(3))));
        f.acme.consent().hold(customer, WHY);
        f.acme.consent().release(customer, WHY);

        f.pass(Duration.ofHours(2));
        assertThat(f.texts()).isEmpty();
        f.pass(Duration.ofHours(1));
        assertThat(f.texts()).hasSize(1);
    }
}
