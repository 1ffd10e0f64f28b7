package io.stratos.messaging.testkit;

import static io.stratos.messaging.testkit.StoreFixtures.ACME;
import static io.stratos.messaging.testkit.StoreFixtures.OTHER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stratos.messaging.consent.Consent;
import io.stratos.messaging.consent.ConsentAction;
import io.stratos.messaging.consent.ConsentEvent;
import io.stratos.messaging.consent.ConsentSource;
import io.stratos.messaging.consent.ConsentStatus;
import io.stratos.messaging.consent.Evidence;
import io.stratos.messaging.consent.Purpose;
import io.stratos.messaging.contact.Address;
import io.stratos.messaging.contact.Channel;
import io.stratos.messaging.contact.Contact;
import io.stratos.messaging.contact.EmailAddress;
import io.stratos.messaging.id.ContactId;
import io.stratos.messaging.id.ConversationId;
import io.stratos.messaging.schedule.CommandAnswers;
import io.stratos.messaging.schedule.ContactTimes;
import io.stratos.messaging.schedule.Frequency;
import io.stratos.messaging.schedule.Preference;
import io.stratos.messaging.schedule.ReplyHours;
import io.stratos.messaging.schedule.WeekHours;
import io.stratos.messaging.spi.store.AddressNotes;
import io.stratos.messaging.spi.store.AddressRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

abstract class AddressContract extends StoreContractBase {

    private static final long SEED = 20_260_302L;
    private static final int ROUNDS = 30;
    private static final List<ConsentAction> ACTIONS = Arrays.stream(ConsentAction.values())
            .filter(action -> action != ConsentAction.SUPPRESS && action != ConsentAction.LIFT)
            .toList();
    private static final List<Purpose> PURPOSES = List.of(Purpose.values());

    @Test
    @DisplayName("A new address makes a contact and a conversation under the ids offered, nothing agreed to")
    void ensureAddress_newAddress_takesTheIdsOffered() {
        Address phone = make.phone();
        ContactId contact = make.contactId();
        ConversationId conversation = make.conversationId();
        Instant before = now();

        AddressRecord row = session().ensureAddress(ACME, phone, contact, conversation);

        assertThat(row.address()).isEqualTo(phone);
        assertThat(row.contact()).isEqualTo(contact);
        assertThat(row.conversation()).isEqualTo(conversation);
        assertThat(row.lastSender()).isNull();
        assertThat(row.consent()).isEqualTo(Consent.unknown(phone));
        assertThat(row.readAt()).isBetween(before, store().now());
        Contact known = session().contact(ACME, contact).orElseThrow();
        assertThat(known.id()).isEqualTo(contact);
        assertThat(known.name()).isNull();
        assertThat(known.addresses()).containsExactly(phone);
        assertThat(known.createdAt()).isBetween(before, store().now());
    }

    @Test
    @DisplayName("A known address keeps its contact and conversation; the ids offered are not used")
    void ensureAddress_knownAddress_keepsItsIds() {
        AddressRecord first = contact();
        advance(Duration.ofDays(1));
        ContactId unused = make.contactId();

        AddressRecord second = session().ensureAddress(ACME, first.address(), unused, make.conversationId());

        assertThat(second.contact()).isEqualTo(first.contact());
        assertThat(second.conversation()).isEqualTo(first.conversation());
        assertThat(second.readAt()).isAfterOrEqualTo(first.readAt().plus(Duration.ofDays(1)));
        assertThat(session().contact(ACME, unused)).isEmpty();
    }

    @Test
    @DisplayName("A hundred threads with one new address make one contact and one conversation, and all see the same")
    void ensureAddress_from100Threads_makesOneRow() throws Exception {
        Address phone = make.phone();

        List<AddressRecord> rows =
                Race.run(100, () -> session().ensureAddress(ACME, phone, make.contactId(), make.conversationId()));

        assertThat(rows)
                .extracting(AddressRecord::contact)
                .containsOnly(rows.get(0).contact());
        assertThat(rows)
                .extracting(AddressRecord::conversation)
                .containsOnly(rows.get(0).conversation());
        assertThat(session().contact(ACME, rows.get(0).contact()).orElseThrow().addresses())
                .containsExactly(phone);
    }

    @Test
    @DisplayName("Again and again: threads that meet on a new address see one contact and one conversation")
    void ensureAddress_manyMeetings_alwaysMakeOneRow() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            Address phone = make.phone();

            List<AddressRecord> rows =
                    Race.run(4, () -> session().ensureAddress(ACME, phone, make.contactId(), make.conversationId()));

            assertThat(rows)
                    .as("round %s", round)
                    .extracting(AddressRecord::contact)
                    .containsOnly(rows.get(0).contact());
        }
    }

    @Test
    @DisplayName("An address without messages is not listed as a conversation")
    void ensureAddress_withoutMessages_isNotListed() {
        contact();

        assertThat(session().conversations(ACME, null, MANY)).isEmpty();
    }

    @Test
    @DisplayName("Phone numbers, mail addresses of any script and short names are all addresses")
    void ensureAddress_everyKindOfAddress_comesBackEqual() {
        for (String text : List.of("+442071838750", "josé.garcía+x@example.com", "72975")) {
            Address address = Address.parse(text);
            AddressRecord row = session().ensureAddress(ACME, address, make.contactId(), make.conversationId());

            assertThat(row.address()).isEqualTo(address);
            assertThat(session().contact(ACME, row.contact()).orElseThrow().addresses())
                    .containsExactly(address);
        }
    }

    @Test
    @DisplayName("Mail addresses that differ in case before the @ are two addresses")
    void ensureAddress_localPartsOfTwoCases_areTwoRows() {
        AddressRecord lower = session()
                .ensureAddress(ACME, EmailAddress.of("ann@example.com"), make.contactId(), make.conversationId());
        AddressRecord upper = session()
                .ensureAddress(ACME, EmailAddress.of("Ann@example.com"), make.contactId(), make.conversationId());

        assertThat(lower.contact()).isNotEqualTo(upper.contact());
    }

    @Test
    @DisplayName("A recorded event changes the state at once, dated by the store")
    void record_stop_changesTheStateAtTheStoresTime() {
        AddressRecord row = contact();
        session().record(ACME, make.choice(row.address(), ConsentAction.OPT_IN, Purpose.MARKETING));
        advance(Duration.ofHours(1));
        Instant before = now();

        Consent after = session().record(ACME, make.keyword(row.address(), ConsentAction.OPT_OUT_ALL));

        assertThat(after.isStopped()).isTrue();
        assertThat(after.recorded(Purpose.MARKETING)).isEqualTo(ConsentStatus.OPTED_IN);
        assertThat(after.stoppedAt().orElseThrow()).isBetween(before, store().now());
        assertThat(session().consent(ACME, row.address())).isEqualTo(after);
        assertThat(again(row).consent()).isEqualTo(after);
    }

    @Test
    @DisplayName("What is known of time and place comes back whole, and can be forgotten")
    void changeTimes_comesBackWhole() {
        AddressRecord row = contact();
        assertThat(row.notes()).isEqualTo(AddressNotes.none());
        ContactTimes known = ContactTimes.none()
                .zone(ZoneId.of("America/New_York"))
                .lastZone(ZoneId.of("Europe/Paris"))
                .region("US-FL")
                .preference(Preference.hours(WeekHours.parse("Mon-Fri 09:00-12:00 13:00-18:00; Sat 22:00-02:00"))
                        .doNotDisturb(Instant.parse("2026-03-05T00:00:00Z"))
                        .frequency(Frequency.MINIMAL)
                        .by(Channel.EMAIL))
                .answers(CommandAnswers.none().confirmed(now()).explained(now()))
                .segment("homeowners")
                .replies(ReplyHours.none().after(now(), 17));

        assertThat(session().changeTimes(ACME, row.address(), before -> known)).isEqualTo(known);

        assertThat(again(row).notes().times()).isEqualTo(known);
        assertThat(session().addresses(ACME, List.of(row.address())).values())
                .allSatisfy(read -> assertThat(read.notes().times()).isEqualTo(known));
        assertThat(again(row).consent()).isEqualTo(row.consent());
        session().changeTimes(ACME, row.address(), before -> ContactTimes.none());
        assertThat(again(row).notes()).isEqualTo(AddressNotes.none());
    }

    @Test
    @DisplayName("Two changes at once of what is known both take effect")
    void changeTimes_atOnce_bothTakeEffect() throws Exception {
        AddressRecord row = contact();
        ZoneId zone = ZoneId.of("America/New_York");
        for (int round = 0; round < 10; round++) {
            session().changeTimes(ACME, row.address(), before -> ContactTimes.none());
            Race.run(List.of(
                    () -> session().changeTimes(ACME, row.address(), before -> before.zone(zone)),
                    () -> session().changeTimes(ACME, row.address(), before -> before.region("US-FL"))));
            assertThat(again(row).notes().times())
                    .isEqualTo(ContactTimes.none().zone(zone).region("US-FL"));
        }
    }

    @Test
    @DisplayName("An event that changes nothing is kept all the same")
    void record_secondStop_isEvidence() {
        AddressRecord row = contact();
        Consent first = session().record(ACME, make.keyword(row.address(), ConsentAction.OPT_OUT_ALL));
        advance(Duration.ofHours(1));

        Consent second = session().record(ACME, make.keyword(row.address(), ConsentAction.OPT_OUT_ALL));

        assertThat(second).isEqualTo(first);
        assertThat(session().events(ACME, row.address())).hasSize(2);
    }

    @Test
    @DisplayName("Events come back oldest first with everything that proves them")
    void events_afterRecords_areOldestFirstAndWhole() {
        AddressRecord row = contact();
        Evidence proof = Evidence.from(ConsentSource.EXPLICIT)
                .with("wording", "Ich möchte Nachrichten \uD83D\uDCE8 \"erhalten\"\nja")
                .with("ip", "2001:db8::1");
        session()
                .record(
                        ACME,
                        new ConsentEvent(Instant.EPOCH, row.address(), ConsentAction.OPT_IN, Purpose.MARKETING, proof));
        advance(Duration.ofMinutes(1));
        session().record(ACME, make.keyword(row.address(), ConsentAction.OPT_OUT_ALL));

        List<ConsentEvent> events = session().events(ACME, row.address());

        assertThat(events)
                .extracting(ConsentEvent::action)
                .containsExactly(ConsentAction.OPT_IN, ConsentAction.OPT_OUT_ALL);
        assertThat(events).extracting(ConsentEvent::purpose).containsExactly(Purpose.MARKETING, null);
        assertThat(events.get(0).evidence()).isEqualTo(proof);
        assertThat(events).extracting(ConsentEvent::address).containsOnly(row.address());
        assertThat(events.get(1).at()).isAfterOrEqualTo(events.get(0).at().plus(Duration.ofMinutes(1)));
    }

    @Test
    @DisplayName("Any series of events, replayed from nothing, gives the state that is stored")
    void events_replayed_giveTheState() {
        Random random = new Random(SEED);
        for (int round = 0; round < 20; round++) {
            AddressRecord row = contact();
            for (int step = 0; step < 12; step++) {
                advance(Duration.ofSeconds(1 + random.nextInt(1000)));
                Consent returned = session().record(ACME, anyEvent(random, row.address()));
                assertThat(returned)
                        .as("seed %s round %s step %s", SEED, round, step)
                        .isEqualTo(replayed(row));
            }
            assertThat(session().consent(ACME, row.address()))
                    .as("seed %s round %s", SEED, round)
                    .isEqualTo(replayed(row));
        }
    }

    @Test
    @DisplayName("Events recorded from sixteen threads are all kept, and replayed they give the state")
    void record_from16Threads_keepsAllAndTheirOrder() throws Exception {
        AddressRecord row = contact();
        List<Callable<Consent>> tasks = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            ConsentAction action = ACTIONS.get(i % ACTIONS.size());
            boolean forAll = action != ConsentAction.OPT_IN
                    && action != ConsentAction.OPT_OUT
                    && action != ConsentAction.REQUEST;
            Purpose purpose = PURPOSES.get(i % PURPOSES.size());
            tasks.add(() -> session()
                    .record(
                            ACME,
                            forAll
                                    ? make.keyword(row.address(), action)
                                    : make.choice(row.address(), action, purpose)));
        }

        Race.run(tasks);

        assertThat(session().events(ACME, row.address())).hasSize(16);
        assertThat(session().consent(ACME, row.address())).isEqualTo(replayed(row));
    }

    @Test
    @DisplayName("An opt-out for an address without a row is refused, not lost in silence")
    void record_withoutRow_throws() {
        Address stranger = make.phone();

        assertThatThrownBy(() -> session().record(ACME, make.keyword(stranger, ConsentAction.OPT_OUT_ALL)))
                .isInstanceOf(RuntimeException.class);

        assertThat(session().events(ACME, stranger)).isEmpty();
    }

    @Test
    @DisplayName("Nothing is known of an address never heard of, and asking does not change that")
    void consent_strangersAddress_isUnknown() {
        Address stranger = make.phone();

        assertThat(session().consent(ACME, stranger)).isEqualTo(Consent.unknown(stranger));
        assertThat(session().events(ACME, stranger)).isEmpty();
    }

    @Test
    @DisplayName("One tenant's STOP is no other tenant's")
    void record_sameAddressOfTwoTenants_areTwoLedgers() {
        AddressRecord ours = contact();
        AddressRecord theirs = session().ensureAddress(OTHER, ours.address(), make.contactId(), make.conversationId());

        session().record(ACME, make.keyword(ours.address(), ConsentAction.OPT_OUT_ALL));

        assertThat(theirs.contact()).isNotEqualTo(ours.contact());
        assertThat(session().consent(OTHER, ours.address())).isEqualTo(Consent.unknown(ours.address()));
        assertThat(session().events(OTHER, ours.address())).isEmpty();
        assertThat(session().consent(ACME, ours.address()).isStopped()).isTrue();
    }

    private Consent replayed(AddressRecord row) {
        Consent state = Consent.unknown(row.address());
        for (ConsentEvent event : session().events(ACME, row.address())) {
            state = state.after(event);
        }
        return state;
    }

    private ConsentEvent anyEvent(Random random, Address address) {
        return switch (random.nextInt(10)) {
            case 0 -> make.keyword(address, ConsentAction.OPT_OUT_ALL);
            case 1 -> make.keyword(address, ConsentAction.RESUBSCRIBE);
            case 4 -> make.keyword(address, ConsentAction.HOLD);
            case 5 -> make.keyword(address, ConsentAction.RELEASE);
            case 6 -> make.keyword(address, ConsentAction.CONFIRM);
            case 7 -> ending(random, address, ConsentAction.REQUEST);
            case 8 -> ending(random, address, ConsentAction.OPT_IN);
            case 9 ->
                new ConsentEvent(
                        Instant.EPOCH,
                        address,
                        ConsentAction.OPT_OUT_SENDER,
                        null,
                        Evidence.from(ConsentSource.KEYWORD)
                                .with(Evidence.SENDER, make.phone().value()));
            case 2 -> make.choice(address, ConsentAction.OPT_OUT, PURPOSES.get(random.nextInt(PURPOSES.size())));
            default -> make.choice(address, ConsentAction.OPT_IN, PURPOSES.get(random.nextInt(PURPOSES.size())));
        };
    }

    /** It may be over before the next event, and may not. */
    private ConsentEvent ending(Random random, Address address, ConsentAction action) {
        Instant end = now().plusSeconds(1 + random.nextInt(2000));
        return new ConsentEvent(
                Instant.EPOCH,
                address,
                action,
                PURPOSES.get(random.nextInt(PURPOSES.size())),
                Evidence.implied("bought a boiler", end));
    }
}
