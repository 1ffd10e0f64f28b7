package io.stratos.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stratos.messaging.delivery.Cancellation;
import io.stratos.messaging.delivery.Cancellations;
import io.stratos.messaging.delivery.Rescheduling;
import io.stratos.messaging.delivery.Reschedulings;
import io.stratos.messaging.delivery.RunReport;
import io.stratos.messaging.exception.ScheduleConflictException;
import io.stratos.messaging.exception.UnknownMessageException;
import io.stratos.messaging.id.MessageId;
import io.stratos.messaging.message.Message;
import io.stratos.messaging.message.MessageStatus;
import io.stratos.messaging.message.OutboundMessage;
import io.stratos.messaging.simulation.Behavior;
import io.stratos.messaging.tenant.TenantProfile;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class CancelTest {

    private static final String VISIT = "appointment-4711";
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final Duration DAY = Duration.ofDays(1);

    @Test
    void cancel_beforeItIsDue_sendsNothing() {
        try (EngineFixture f = fixture()) {
            MessageId id = scheduled(f, "See you tomorrow");

            assertThat(f.acme.messages().cancel(id)).isEqualTo(Cancellation.CANCELLED);

            f.pass(DAY.plus(DAY));
            assertThat(f.provider.requests()).isZero();
            Message message = f.acme.messages().find(id).orElseThrow();
            assertThat(message.status()).isEqualTo(MessageStatus.CANCELLED);
            assertThat(message.failedAt()).isPresent();
            assertThat(f.acme.messages().cancel(id)).isEqualTo(Cancellation.ALREADY_OVER);
            assertThat(f.acme.messages().explain(id).toText()).contains("CANCELLED");
        }
    }

    @Test
    void cancel_afterItWasSent_isTooLate() {
        try (EngineFixture f = fixture()) {
            MessageId id = f.send("On my way");
            f.engine.runDue();
            assertThat(f.acme.messages().cancel(id)).isEqualTo(Cancellation.TOO_LATE);
            f.pass(Duration.ofMinutes(1));
            assertThat(f.status(id)).isEqualTo(MessageStatus.DELIVERED);
        }
    }

    @Test
    void cancel_inDoubt_isTooLate() {
        try (EngineFixture f = fixture()) {
            f.provider.next(Behavior.acceptThenTimeout());
            MessageId id = f.send("On my way");
            f.engine.runDue();
            assertThat(f.status(id)).isEqualTo(MessageStatus.IN_DOUBT);
            assertThat(f.acme.messages().cancel(id)).isEqualTo(Cancellation.TOO_LATE);
        }
    }

    @Test
    void cancelAbout_takesBackWhatIsAboutIt_andSaysForWhatItIsTooLate() {
        try (EngineFixture f = fixture()) {
            MessageId confirmation = about(f, "Booked");
            f.engine.runDue();
            MessageId reminder = scheduled(f, "See you tomorrow");
            MessageId other = f.send("Invoice");

            assertThat(f.acme.messages().cancelAbout(VISIT))
                    .isEqualTo(new Cancellations(List.of(reminder), List.of(confirmation)));
            assertThat(f.acme.messages().cancelAbout("appointment-1"))
                    .isEqualTo(new Cancellations(List.of(), List.of()));

            f.pass(DAY.plus(DAY));
            assertThat(f.texts()).containsExactly("Booked", "Invoice");
            assertThat(f.status(other)).isEqualTo(MessageStatus.SENT);
            assertThat(f.acme.messages().find(reminder).orElseThrow().businessKey())
                    .contains(VISIT);
        }
    }

    @Test
    void reschedule_movesIt_andTheGateHoldsItUntilThen() {
        try (EngineFixture f = fixture()) {
            MessageId id = scheduled(f, "See you tomorrow");
            Instant later = f.clock.instant().plus(DAY).plus(DAY);

            assertThat(f.acme.messages().reschedule(id, later)).isEqualTo(Rescheduling.RESCHEDULED);

            f.pass(DAY.plus(TICK));
            assertThat(f.provider.requests()).isZero();
            f.pass(DAY);
            assertThat(f.texts()).containsExactly("See you tomorrow");
            assertThat(f.acme.messages().find(id).orElseThrow().scheduledAt()).contains(later);
            assertThat(f.acme.messages().reschedule(id, later.plus(DAY))).isEqualTo(Rescheduling.TOO_LATE);
        }
    }

    @Test
    void rescheduleAbout_intoThePast_sendsNow() {
        try (EngineFixture f = fixture()) {
            MessageId id = scheduled(f, "See you tomorrow");

            assertThat(f.acme.messages().rescheduleAbout(VISIT, Instant.EPOCH))
                    .isEqualTo(new Reschedulings(List.of(id), List.of()));

            f.engine.runDue();
            assertThat(f.texts()).containsExactly("See you tomorrow");
            assertThat(f.acme.messages().find(id).orElseThrow().scheduledAt()).contains(f.clock.instant());
        }
    }

    @Test
    void reschedule_beyondExpiry_isRefusedAndChangesNothing() {
        try (EngineFixture f = fixture()) {
            Instant end = f.clock.instant().plus(DAY);
            MessageId id = f.acme.messages()
                    .send(OutboundMessage.to(EngineFixture.CUSTOMER)
                            .text("Today only")
                            .businessKey(VISIT)
                            .expiresAt(end))
                    .messageId();

            assertThatThrownBy(() -> f.acme.messages().reschedule(id, end))
                    .isInstanceOf(ScheduleConflictException.class)
                    .hasMessageContaining(end.toString())
                    .hasFieldOrPropertyWithValue("code", "schedule-conflict");
            assertThatThrownBy(() -> f.acme.messages().rescheduleAbout(VISIT, end.plus(DAY)))
                    .isInstanceOf(ScheduleConflictException.class);

            f.engine.runDue();
            assertThat(f.texts()).containsExactly("Today only");
        }
    }

    @Test
    void cancel_betweenTwoTries_endsTheTries() {
        try (EngineFixture f = fixture()) {
            f.provider.always(Behavior.connectionRefused());
            MessageId id = f.send("On my way");
            f.engine.runDue();
            int tries = f.provider.requests();

            assertThat(f.acme.messages().cancel(id)).isEqualTo(Cancellation.CANCELLED);

            f.provider.always(Behavior.deliver());
            f.pass(DAY);
            assertThat(f.provider.requests()).isEqualTo(tries);
            assertThat(f.status(id)).isEqualTo(MessageStatus.CANCELLED);
        }
    }

    @Test
    void cancel_whileAnotherNodeHoldsTheClaim_wins() {
        try (EngineFixture f = fixture()) {
            MessageId id = f.send("On my way");
            f.claim(Duration.ofMinutes(1));

            assertThat(f.acme.messages().cancel(id)).isEqualTo(Cancellation.CANCELLED);

            f.pass(Duration.ofMinutes(2));
            assertThat(f.provider.requests()).isZero();
            assertThat(f.engine.runDue()).isEqualTo(RunReport.nothing());
        }
    }

    @Test
    void cancelAndReschedule_ofAnotherTenant_findNothing() {
        try (EngineFixture f = fixture()) {
            f.engine.tenants().register(TenantProfile.of("rival", "Rival"));
            Messages rival = f.engine.tenant("rival").messages();
            MessageId id = scheduled(f, "See you tomorrow");

            assertThatThrownBy(() -> rival.cancel(id)).isInstanceOf(UnknownMessageException.class);
            assertThatThrownBy(() -> rival.reschedule(id, Instant.EPOCH)).isInstanceOf(UnknownMessageException.class);
            assertThat(rival.cancelAbout(VISIT)).isEqualTo(new Cancellations(List.of(), List.of()));
            assertThat(rival.rescheduleAbout(VISIT, Instant.EPOCH).rescheduled())
                    .isEmpty();
            assertThat(f.status(id)).isEqualTo(MessageStatus.QUEUED);
        }
    }

    private static EngineFixture fixture() {
        EngineFixture fixture = new EngineFixture();
        fixture.optIn();
        return fixture;
    }

    private static MessageId about(EngineFixture f, String text) {
        return f.acme.messages()
                .send(OutboundMessage.to(EngineFixture.CUSTOMER).text(text).businessKey(VISIT))
                .messageId();
    }

    private static MessageId scheduled(EngineFixture f, String text) {
        return f.acme.messages()
                .send(OutboundMessage.to(EngineFixture.CUSTOMER)
                        .text(text)
                        .businessKey(VISIT)
                        .sendAt(f.clock.instant().plus(DAY)))
                .messageId();
    }
}
