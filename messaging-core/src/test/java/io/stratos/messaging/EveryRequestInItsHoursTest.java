package io.stratos.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.stratos.messaging.consent.Evidence;
import io.stratos.messaging.consent.Purpose;
import io.stratos.messaging.contact.Address;
import io.stratos.messaging.contact.PhoneNumber;
import io.stratos.messaging.internal.schedule.FreshZones;
import io.stratos.messaging.internal.schedule.HoursOracle;
import io.stratos.messaging.internal.schedule.Places;
import io.stratos.messaging.limit.RateLimit;
import io.stratos.messaging.memory.InMemoryMessagingStore;
import io.stratos.messaging.message.OutboundMessage;
import io.stratos.messaging.schedule.ContactTimes;
import io.stratos.messaging.schedule.LegalProfile;
import io.stratos.messaging.schedule.TimeRules;
import io.stratos.messaging.simulation.SimulatedProvider;
import io.stratos.messaging.simulation.VirtualClock;
import io.stratos.messaging.spi.provider.SendRequest;
import io.stratos.messaging.tenant.TenantProfile;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** INV-4: whatever waits for whatever reason, no request leaves outside the hours of any place its contact may be in. */
class EveryRequestInItsHoursTest {

    private static final List<String> AREAS = List.of(
            "205", "305", "850", "212", "215", "214", "915", "208", "541", "604", "403", "204", "867", "416", "418",
            "709", "808", "907", "787", "671", "401", "605", "504", "601", "801", "405", "410", "503", "571", "307",
            "242");
    private static final List<String> ZONES =
            List.of("America/New_York", "Pacific/Honolulu", "America/Vancouver", "Europe/Paris", "America/Phoenix");

    private final HoursOracle oracle = new HoursOracle();
    private final FreshZones zones = new FreshZones();
    private final Places places = new Places();
    private final List<SendRequest> requests = new ArrayList<>();

    @ParameterizedTest
    @CsvSource({
        "2026-03-05T12:00:00Z, STANDARD, 1",
        "2026-10-29T12:00:00Z, STRICT,   2",
        "2026-12-22T12:00:00Z, STANDARD, 3",
    })
    void requests_overDays_areInsideTheHoursOfEveryPlace(Instant begin, LegalProfile profile, long seed) {
        Random random = new Random(seed);
        VirtualClock clock = VirtualClock.at(begin);
        SimulatedProvider provider = SimulatedProvider.builder(clock).build();
        try (MessagingEngine engine = MessagingEngine.builder()
                .store(InMemoryMessagingStore.create(clock))
                .addProvider(new WatchedProvider(provider, requests::add))
                .clock(clock)
                .executor(Runnable::run, 4)
                .build()) {
            engine.tenants()
                    .register(TenantProfile.of("acme", "Acme")
                            .sender("+14155550100", provider.name(), provider.account())
                            .limit(RateLimit.of(20).per(Duration.ofMinutes(20)))
                            .times(TimeRules.ofDefaults().legal(profile)));
            Tenant acme = engine.tenant("acme");
            List<Address> contacts = contacts(acme, random);
            int checked = 0;
            Instant end = begin.plus(Duration.ofDays(3));
            while (clock.instant().isBefore(end)) {
                for (int i = random.nextInt(6); i > 0; i--) {
                    OutboundMessage message = OutboundMessage.to(contacts.get(random.nextInt(contacts.size())))
                            .text("offer")
                            .purpose(Purpose.MARKETING);
                    acme.messages()
                            .send(
                                    random.nextInt(3) == 0
                                            ? message.sendAt(
                                                    clock.instant().plus(Duration.ofMinutes(random.nextInt(2_000))))
                                            : message);
                }
                engine.runDue();
                for (SendRequest request : requests.subList(checked, requests.size())) {
                    check(acme, request, clock.instant(), profile == LegalProfile.STRICT);
                }
                checked = requests.size();
                clock.advance(Duration.ofSeconds(60 + random.nextInt(1_500)));
            }
            assertThat(checked).isGreaterThan(150);
        }
    }

    private void check(Tenant acme, SendRequest request, Instant at, boolean strict) {
        ContactTimes known = acme.schedule().of(request.to());
        var where = places.of(request.to(), known);
        List<ZoneRules> readings = where.zones().stream()
                .flatMap(zone -> zones.readings(zone).stream())
                .toList();
        assertThat(request.validity()).as("how long the provider may try").isPresent();
        Instant end = at.plus(request.validity().orElseThrow());
        for (Instant later = at; later.isBefore(end); later = later.plus(Duration.ofMinutes(30))) {
            requireOpen(oracle.isOpen(where.regions(), readings, strict, later), where.toString(), at, later);
        }
        Instant last = end.minusSeconds(1);
        requireOpen(oracle.isOpen(where.regions(), readings, strict, last), where.toString(), at, last);
    }

    private static void requireOpen(boolean open, String where, Instant at, Instant later) {
        if (!open) {
            throw new AssertionError("sent at " + at + ", it may arrive at " + later + ", by " + where);
        }
    }

    private static List<Address> contacts(Tenant acme, Random random) {
        List<Address> contacts = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            String area = AREAS.get(i % AREAS.size());
            PhoneNumber number = PhoneNumber.of(String.format(Locale.ROOT, "+1%s55501%02d", area, i % 100));
            contacts.add(number);
            acme.consent().optIn(number, Purpose.MARKETING, Evidence.form("web"));
            if (random.nextInt(4) == 0) {
                acme.schedule().zone(number, ZoneId.of(ZONES.get(random.nextInt(ZONES.size()))));
            }
        }
        return contacts;
    }
}
