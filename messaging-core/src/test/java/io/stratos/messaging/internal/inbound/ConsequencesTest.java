package io.stratos.messaging.internal.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.stratos.messaging.consent.Consent;
import io.stratos.messaging.consent.ConsentAction;
import io.stratos.messaging.consent.ConsentEvent;
import io.stratos.messaging.consent.ConsentStatus;
import io.stratos.messaging.consent.Keyword;
import io.stratos.messaging.consent.Purpose;
import io.stratos.messaging.consent.Standing;
import io.stratos.messaging.contact.Channel;
import io.stratos.messaging.contact.PhoneNumber;
import io.stratos.messaging.id.ContactId;
import io.stratos.messaging.id.ConversationId;
import io.stratos.messaging.id.MessageId;
import io.stratos.messaging.internal.consent.Classifier;
import io.stratos.messaging.memory.InMemoryMessagingStore;
import io.stratos.messaging.message.Content;
import io.stratos.messaging.simulation.SimulatedProvider;
import io.stratos.messaging.simulation.VirtualClock;
import io.stratos.messaging.spi.provider.ProviderEvent.InboundMessage;
import io.stratos.messaging.spi.store.AddressNotes;
import io.stratos.messaging.spi.store.AddressRecord;
import io.stratos.messaging.tenant.TenantProfile;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ConsequencesTest {

    private static final Instant NOW = Instant.parse("2026-03-02T17:00:00Z");
    private static final PhoneNumber CUSTOMER = PhoneNumber.of("+14155550123");
    private static final Map<Purpose, Standing> PENDING = Map.of(
            Purpose.MARKETING,
            new Standing(ConsentStatus.UNKNOWN, null, NOW.plusSeconds(3600)),
            Purpose.TRANSACTIONAL,
            Standing.of(ConsentStatus.OPTED_IN),
            Purpose.CONVERSATIONAL,
            Standing.of(ConsentStatus.OPTED_IN));

    @Test
    void yes_agreesToWhatIsPending() {
        List<ConsentEvent> events = events("Yes please!", null, asked(null));

        assertThat(events).hasSize(1);
        assertThat(events.get(0).action()).isEqualTo(ConsentAction.CONFIRM);
        assertThat(events.get(0).evidence().facts())
                .containsEntry("keyword", "YES")
                .containsEntry("words", "yes");
    }

    @Test
    void yes_whileAStopStands_agreesToNothing() {
        assertThat(events("YES", null, asked(NOW))).isEmpty();
    }

    @Test
    void yesWithSomethingElse_agreesToNothing() {
        assertThat(events("yes but not before 10", null, asked(null))).isEmpty();
    }

    @Test
    void yes_thatTheProviderTookForAStart_isAYes() {
        assertThat(events("YES", Keyword.START, asked(NOW))).isEmpty();
        assertThat(events("START", Keyword.START, asked(NOW)))
                .extracting(ConsentEvent::action)
                .containsExactly(ConsentAction.RESUBSCRIBE);
    }

    @Test
    void providersStop_countsWhateverTheWords() {
        List<ConsentEvent> events = events("sal", Keyword.STOP, asked(null));

        assertThat(events).extracting(ConsentEvent::action).containsExactly(ConsentAction.OPT_OUT_ALL);
        assertThat(events.get(0).evidence().facts())
                .containsEntry("keyword", "STOP")
                .doesNotContainKey("rule");
    }

    @Test
    void likelyOptOut_holds_once() {
        List<ConsentEvent> events = events("can you guys quit bugging me with this", null, asked(null));

        assertThat(events).extracting(ConsentEvent::action).containsExactly(ConsentAction.HOLD);
        assertThat(events.get(0).evidence().facts()).containsKeys("rule", "words");
        Consent held = Consent.of(CUSTOMER, null, NOW, PENDING, Map.of());
        assertThat(events("can you guys quit bugging me with this", null, held)).isEmpty();
    }

    private static Consent asked(@Nullable Instant stoppedAt) {
        return Consent.of(CUSTOMER, stoppedAt, null, PENDING, Map.of());
    }

    private static List<ConsentEvent> events(String text, @Nullable Keyword handled, Consent consent) {
        SimulatedProvider provider =
                SimulatedProvider.builder(VirtualClock.at(NOW.toString())).build();
        AddressRecord contact = new AddressRecord(
                CUSTOMER,
                new ContactId(new UUID(0, 1)),
                new ConversationId(new UUID(0, 2)),
                null,
                consent,
                AddressNotes.none(),
                NOW);
        InboundMessage inbound = new InboundMessage(
                "p1", CUSTOMER, PhoneNumber.of("+14155550100"), Channel.SMS, Content.text(text), handled);
        Keyword keyword = InboundReader.keyword(inbound, Classifier.read(text)).orElse(null);
        return new Consequences(
                        TenantProfile.of("acme", "Acme"),
                        contact,
                        inbound,
                        provider,
                        Classifier.read(text),
                        new MessageId(new UUID(0, 3)))
                .events(
                        keyword,
                        InMemoryMessagingStore.create(VirtualClock.at(NOW.toString()))
                                .session());
    }
}
