package io.stratos.messaging.sim;

import io.stratos.messaging.Schedule;
import io.stratos.messaging.contact.Address;
import io.stratos.messaging.exception.StoreException;
import io.stratos.messaging.id.TenantId;
import io.stratos.messaging.schedule.Closure;
import io.stratos.messaging.schedule.ContactTimes;
import io.stratos.messaging.schedule.Frequency;
import io.stratos.messaging.schedule.Preference;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/** Where customers are, when they want messages, and the moments at which that begins and ends to matter. */
final class Whereabouts {

    /** Ordinary days, both changes of the clocks, and the day on which a STOP has to reach everything. */
    private static final List<Instant> BEGINS = List.of(
            Instant.parse("2026-03-07T19:00:00Z"),
            Instant.parse("2026-10-31T17:00:00Z"),
            Instant.parse("2027-01-30T15:00:00Z"),
            Instant.parse("2026-07-03T17:00:00Z"));

    private static final List<String> ZONES =
            List.of("America/New_York", "Pacific/Honolulu", "America/Phoenix", "America/Chicago");
    private static final List<String> STATES = List.of("US-TX", "US-FL", "US-HI");
    private static final List<Integer> EDGES = List.of(8, 20, 21, 21, 12);

    private final World world;

    Whereabouts(World world) {
        this.world = world;
    }

    /** How long after the ground's own beginning a run begins. */
    static Duration head(long seed, Instant now) {
        int which = (int) Math.floorMod(seed / 2, 8L);
        Instant begin = which < BEGINS.size() ? BEGINS.get(which) : now;
        return begin.isAfter(now) ? Duration.between(now, begin) : Duration.ZERO;
    }

    static List<Closure> closures(long seed, Instant begin) {
        return seed % 5 == 0
                ? List.of(
                        new Closure("US-CA", begin.plusSeconds(3_600), begin.plusSeconds(20_000), "a storm"),
                        new Closure("US-TX", begin.plusSeconds(100_000), begin.plusSeconds(140_000), "a flood"))
                : List.of();
    }

    void change(Node node, SplittableRandom random) {
        TenantId tenant = World.TENANTS.get(random.nextInt(2));
        Address customer = World.customer(World.CUSTOMERS.get(random.nextInt(World.CUSTOMERS.size())));
        Schedule schedule = node.engine.tenant(tenant.value()).schedule();
        boolean forget = random.nextInt(3) == 0;
        try {
            ContactTimes told = switch (random.nextInt(4)) {
                case 0 -> schedule.zone(customer, forget ? null : zone(random));
                case 1 -> schedule.lastZone(customer, forget ? null : zone(random));
                case 2 -> schedule.region(customer, forget ? null : STATES.get(random.nextInt(STATES.size())));
                default -> schedule.prefer(customer, forget ? Preference.anytime() : wish(random));
            };
            world.log(tenant + " knows of " + customer + ": " + told);
            ContactTimes kept = world.truth
                    .session()
                    .addresses(tenant, Set.of(customer))
                    .get(customer)
                    .notes()
                    .times();
            if (!kept.equals(told)) {
                throw world.failure("INV-4", "the host was told " + told + ", kept is " + kept);
            }
        } catch (StoreException failed) {
            world.log("the host hears that it failed");
        }
    }

    private static ZoneId zone(SplittableRandom random) {
        return ZoneId.of(ZONES.get(random.nextInt(ZONES.size())));
    }

    private Preference wish(SplittableRandom random) {
        return switch (random.nextInt(5)) {
            case 0 -> Preference.morning();
            case 1 -> Preference.evening();
            case 2 -> Preference.anytime().doNotDisturb(world.now().plusSeconds(random.nextInt(20_000)));
            case 3 -> Preference.anytime().frequency(Frequency.IMPORTANT_ONLY);
            default -> Preference.afternoon().frequency(Frequency.MINIMAL);
        };
    }

    /** To about the moment at which somebody's hours begin or end, or to the night in which their clocks change. */
    void toAnEdge(SplittableRandom random) {
        PlainHours.Place place = PlainHours.of(World.CUSTOMERS.get(random.nextInt(World.CUSTOMERS.size())));
        ZoneId zone = ZoneId.of(place.zones().stream().sorted().findFirst().orElseThrow());
        ZonedDateTime now = ZonedDateTime.ofInstant(world.now(), zone);
        ZonedDateTime edge = now.with(LocalTime.of(EDGES.get(random.nextInt(EDGES.size())), 0));
        Instant to = (edge.isAfter(now) ? edge : edge.plusDays(1)).toInstant().plusSeconds(random.nextInt(150) - 90L);
        if (to.isAfter(world.now())) {
            world.advance(Duration.between(world.now(), to));
        }
    }

    /** Nothing but the numbers is known any more. */
    void forget(Node node) {
        for (TenantId tenant : World.TENANTS) {
            Schedule schedule = node.engine.tenant(tenant.value()).schedule();
            for (String number : World.CUSTOMERS) {
                Address customer = World.customer(number);
                if (!schedule.of(customer).equals(ContactTimes.none())) {
                    schedule.zone(customer, null);
                    schedule.lastZone(customer, null);
                    schedule.region(customer, null);
                    schedule.prefer(customer, Preference.anytime());
                }
            }
        }
    }
}
