package io.stratos.messaging.examples;

import io.stratos.messaging.MessagingEngine;
import io.stratos.messaging.Tenant;
import io.stratos.messaging.consent.Evidence;
import io.stratos.messaging.consent.Purpose;
import io.stratos.messaging.contact.Address;
import io.stratos.messaging.contact.PhoneNumber;
import io.stratos.messaging.memory.InMemoryMessagingStore;
import io.stratos.messaging.message.OutboundMessage;
import io.stratos.messaging.schedule.Availability;
import io.stratos.messaging.schedule.Preference;
import io.stratos.messaging.schedule.SendTime;
import io.stratos.messaging.simulation.SimulatedMessage;
import io.stratos.messaging.simulation.SimulatedProvider;
import io.stratos.messaging.simulation.VirtualClock;
import io.stratos.messaging.tenant.TenantProfile;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** One offer to ten contacts in ten places: when each may get it, and why then. */
final class QuietHours implements Example {

    private static final int MISUSED = 2;
    private static final String BEGIN = "2026-11-21T01:30:00Z";
    private static final ZoneId OFFICE = ZoneId.of("America/New_York");
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEE HH:mm", Locale.ENGLISH);

    private static final List<Contact> CONTACTS = List.of(
            new Contact("Ann", "+13055550101", "Miami", "America/New_York"),
            new Contact("Bob", "+18505550102", "Pensacola or Tallahassee", "America/Chicago"),
            new Contact("Cleo", "+12125550103", "New York, prefers mornings", "America/New_York"),
            new Contact("Dan", "+12145550104", "Dallas", "America/Chicago"),
            new Contact("Eve", "+14015550105", "Providence", "America/New_York"),
            new Contact("Finn", "+14155550106", "San Francisco", "America/Los_Angeles"),
            new Contact("Gus", "+13055550107", "a Miami number in Honolulu", "Pacific/Honolulu"),
            // A JDK of before April 2026 would print the wrong time for America/Vancouver.
            new Contact("Hal", "+16045550108", "Vancouver", "-07:00"),
            new Contact("Ida", "+33639980109", "France", "Europe/Paris"),
            new Contact("Jo", "+18005550110", "toll-free, place unknown", "UTC"));

    /** Who, and what a reader would call their place. */
    private record Contact(String name, String number, String place, String zone) {

        Address address() {
            return PhoneNumber.of(number);
        }
    }

    @Override
    public String name() {
        return "quiet-hours";
    }

    @Override
    public String summary() {
        return "one offer, ten places: when each contact may get it, and why then";
    }

    @Override
    public String help() {
        return """
                quiet-hours

                On a Friday evening Acme Plumbing sends one offer to ten contacts in ten
                places. A table says when each may get it and which law says so; then the
                clock runs until Monday, and it shows when each message left.

                Real: the engine and its rules. Simulated: the clock and the phone network.
                It needs no account and no network, and takes a second.

                  --help       this

                Environment: NO_COLOR=1 turns colours off.
                """;
    }

    @Override
    public int run(List<String> options, Surroundings here) {
        if (!options.isEmpty()) {
            here.screen().text("quiet-hours does not know " + String.join(" ", options) + "; see quiet-hours --help");
            return MISUSED;
        }
        VirtualClock clock = VirtualClock.at(BEGIN);
        SimulatedProvider provider = SimulatedProvider.builder(clock).build();
        try (MessagingEngine engine = MessagingEngine.builder()
                .store(InMemoryMessagingStore.create(clock))
                .addProvider(provider)
                .clock(clock)
                .build()) {
            engine.tenants()
                    .register(TenantProfile.of("acme", "Acme Plumbing")
                            .sender("+14155550100", provider.name(), provider.account()));
            Tenant acme = engine.tenant("acme");
            CONTACTS.forEach(contact -> acme.consent().optIn(contact.number, Purpose.MARKETING, Evidence.form("web")));
            acme.schedule().prefer(CONTACTS.get(2).address(), Preference.morning());
            acme.schedule().zone(CONTACTS.get(6).address(), ZoneId.of("Pacific/Honolulu"));
            Instant now = clock.instant();
            Screen screen = here.screen();
            plan(screen, acme, now);
            week(screen, acme, now);
            CONTACTS.forEach(contact -> acme.messages()
                    .send(OutboundMessage.to(contact.number)
                            .text("Ten percent off")
                            .purpose(Purpose.MARKETING)));
            send(screen, engine, provider, clock);
        }
        return 0;
    }

    private static void plan(Screen screen, Tenant acme, Instant now) {
        screen.heading("It is " + DAY.format(now.atZone(OFFICE)) + " in New York. When may each get the offer?");
        for (Contact contact : CONTACTS) {
            SendTime time = acme.schedule().explain(contact.address(), Purpose.MARKETING, now);
            String when = time.at()
                    .map(at -> at.equals(now) ? "now" : local(contact, at) + " there")
                    .orElse("held");
            screen.text(String.format(Locale.ROOT, "  %-5s %-26s %s", contact.name, contact.place, screen.bold(when)));
            for (SendTime.Reason reason : time.reasons()) {
                screen.wrapped("        " + reason.rule() + ": ", reason.text());
            }
        }
    }

    private static String local(Contact contact, Instant at) {
        return DAY.format(at.atZone(ZoneId.of(contact.zone)));
    }

    private static void week(Screen screen, Tenant acme, Instant now) {
        screen.heading("The next two days, an hour a sign: open #, closed .");
        for (Contact contact : CONTACTS) {
            Availability week = acme.schedule().week(contact.address(), Purpose.MARKETING, now);
            StringBuilder strip = new StringBuilder();
            for (int hour = 0; hour < 48; hour++) {
                strip.append(week.isOpen(now.plus(Duration.ofHours(hour))) ? '#' : '.');
            }
            screen.text(String.format(Locale.ROOT, "  %-5s %s", contact.name, strip));
        }
    }

    private static void send(Screen screen, MessagingEngine engine, SimulatedProvider provider, VirtualClock clock) {
        Map<String, Contact> byNumber =
                CONTACTS.stream().collect(Collectors.toMap(Contact::number, contact -> contact));
        screen.heading("Sent, when the clock ran until Monday noon");
        int seen = 0;
        Instant end = clock.instant().plus(Duration.ofHours(63));
        while (clock.instant().isBefore(end)) {
            engine.runDue();
            List<SimulatedMessage> sent = provider.sent();
            for (SimulatedMessage message : sent.subList(seen, sent.size())) {
                Contact contact =
                        Objects.requireNonNull(byNumber.get(message.to().value()));
                screen.text(String.format(
                        Locale.ROOT,
                        "  %s in New York   %-5s %s there",
                        DAY.format(clock.instant().atZone(OFFICE)),
                        contact.name,
                        local(contact, clock.instant())));
            }
            seen = sent.size();
            clock.advance(Duration.ofMinutes(15));
        }
        screen.text("");
        screen.text("  " + seen + " of " + CONTACTS.size() + " left; the rest waits until somebody says where it is.");
    }
}
