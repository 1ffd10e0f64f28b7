package io.stratos.messaging;

import static io.stratos.messaging.EngineFixture.CUSTOMER;
import static io.stratos.messaging.EngineFixture.OURS;
import static org.assertj.core.api.Assertions.assertThat;

import io.stratos.messaging.consent.ConsentEvent;
import io.stratos.messaging.consent.ConsentPolicy;
import io.stratos.messaging.consent.ConsentStatus;
import io.stratos.messaging.consent.Purpose;
import io.stratos.messaging.consent.StopScope;
import io.stratos.messaging.contact.PhoneNumber;
import io.stratos.messaging.delivery.Refusal;
import io.stratos.messaging.message.MessageStatus;
import io.stratos.messaging.message.OutboundMessage;
import io.stratos.messaging.simulation.Behavior;
import io.stratos.messaging.tenant.TenantProfile;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How far a STOP reaches, which is data with a date. The fixture's time is March 2026. */
class StopScopeTest extends CustomerCase {

    private static final String OTHER_OURS = "+14155550101";
    private static final Instant LONG_AGO = Instant.parse("2025-01-01T00:00:00Z");
    private static final Instant REVOKE_ALL = Instant.parse("2027-01-31T05:00:00Z");

    @BeforeEach
    void optIn() {
        f.optIn();
        optInToMarketing();
    }

    private void policy(ConsentPolicy policy) {
        f.engine
                .tenants()
                .register(TenantProfile.of("acme", "Acme Plumbing")
                        .consentPolicy(policy)
                        .sender(OURS, f.provider.name(), f.provider.account())
                        .sender(OTHER_OURS, f.provider.name(), f.provider.account()));
    }

    private static ConsentPolicy since(StopScope scope) {
        return ConsentPolicy.ofDefaults().stopReaches(LONG_AGO, scope, "agreed by letter");
    }

    @Test
    void unlessAgreedOtherwise_aStopReachesEverything() {
        f.customerTexts("STOP");
        assertThat(consent().isStopped()).isTrue();
    }

    @Test
    void purpose_endsThePurposeOfWhatItFollows() {
        policy(since(StopScope.PURPOSE));
        offer();
        f.pass(Duration.ofSeconds(1));

        f.customerTexts("STOP");

        assertThat(consent().isStopped()).isFalse();
        assertThat(consent().status(Purpose.MARKETING)).isEqualTo(ConsentStatus.OPTED_OUT);
        assertThat(consent().status(Purpose.TRANSACTIONAL)).isEqualTo(ConsentStatus.OPTED_IN);
        List<ConsentEvent> events = f.acme.consent().history(customer);
        assertThat(events.get(events.size() - 1).evidence().facts())
                .containsEntry("scope", "PURPOSE")
                .containsEntry("scope_source", "agreed by letter");
    }

    @Test
    void purpose_afterNothing_endsEverything() {
        policy(since(StopScope.PURPOSE));
        f.customerTexts("STOP");
        assertThat(consent().isStopped()).isTrue();
    }

    @Test
    void sender_endsWhatComesFromIt_othersStillReachThem() {
        policy(since(StopScope.SENDER));
        f.customerTexts("STOP");

        assertThat(f.accept("from another").status()).isEqualTo(MessageStatus.QUEUED);
        assertThat(f.acme.messages()
                        .send(OutboundMessage.to(CUSTOMER).from(OURS).text("from this"))
                        .status())
                .isEqualTo(MessageStatus.BLOCKED);
        f.pass(Duration.ofSeconds(1));
        assertThat(f.provider.sent())
                .filteredOn(sent -> sent.content().text().equals("from another"))
                .extracting(sent -> sent.from().value())
                .containsExactly(OTHER_OURS);
        f.customerTexts("START");
        assertThat(consent().stoppedSenders()).isEmpty();
    }

    @Test
    void providersRefusal_ofOneSender_silencesOnlyThatOne_ifTheScopeSaysSo() {
        policy(since(StopScope.SENDER));
        f.provider.to(CUSTOMER, Behavior.refuse(Refusal.OPT_OUT, "21610"));
        f.send("refused");
        f.pass(Duration.ofSeconds(1));

        assertThat(consent().isStopped()).isFalse();
        assertThat(consent().stoppedSenders()).containsOnlyKeys(OURS);
        assertThat(f.accept("from another").status()).isEqualTo(MessageStatus.QUEUED);
    }

    @Test
    void law_isARowWithADate_andOverrulesWhatIsNarrower() {
        ConsentPolicy agreed = since(StopScope.SENDER);
        assertThat(agreed.stop(customer, REVOKE_ALL.minusSeconds(1)).scope()).isEqualTo(StopScope.SENDER);
        assertThat(agreed.stop(customer, REVOKE_ALL).scope()).isEqualTo(StopScope.ALL);
        assertThat(agreed.stop(customer, REVOKE_ALL).source()).contains("64.1200");
        assertThat(agreed.withoutLegalRules().stop(customer, REVOKE_ALL).scope())
                .isEqualTo(StopScope.SENDER);
        assertThat(agreed.stop(PhoneNumber.of("+442079460123"), REVOKE_ALL).scope())
                .isEqualTo(StopScope.SENDER);
    }

    @Test
    void law_inForce_aStopReachesEverything() {
        policy(since(StopScope.SENDER));
        f.clock.advance(Duration.between(f.clock.instant(), REVOKE_ALL));
        f.customerTexts("STOP");
        assertThat(consent().isStopped()).isTrue();
    }

    @Test
    void laterRow_replacesTheEarlier_fromItsDateOn() {
        Instant change = f.clock.instant().plus(Duration.ofDays(1));
        ConsentPolicy policy = since(StopScope.SENDER).stopReaches(change, StopScope.PURPOSE, "agreed anew");
        assertThat(policy.stop(customer, change.minusSeconds(1)).scope()).isEqualTo(StopScope.SENDER);
        assertThat(policy.stop(customer, change).scope()).isEqualTo(StopScope.PURPOSE);
    }
}
