package io.stratos.messaging.examples;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.stratos.messaging.MessagingEngine;
import io.stratos.messaging.Tenant;
import io.stratos.messaging.consent.Evidence;
import io.stratos.messaging.consent.Purpose;
import io.stratos.messaging.conversation.Conversation;
import io.stratos.messaging.delivery.Acceptance;
import io.stratos.messaging.id.ConversationId;
import io.stratos.messaging.jdbc.JdbcMessagingStore;
import io.stratos.messaging.message.OutboundMessage;
import io.stratos.messaging.message.Segments;
import io.stratos.messaging.message.SmartEncoding;
import io.stratos.messaging.simulation.Behavior;
import io.stratos.messaging.simulation.SimulatedProvider;
import io.stratos.messaging.tenant.TenantProfile;
import io.stratos.messaging.webhook.WebhookRequest;
import io.stratos.messaging.webhook.WebhookResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;

/** A plumber and a customer text each other. */
final class Quickstart implements Example {

    private static final int MISUSED = 2;

    @Override
    public String name() {
        return "quickstart";
    }

    @Override
    public String summary() {
        return "a plumber and a customer text; STOP stops it, START brings it back";
    }

    @Override
    public String help() {
        return """
                quickstart [--keep DIR]

                Acme Plumbing tells a customer that the technician is on the way; they text
                back and forth; the customer asks for HELP, says STOP, and later START. Then
                it prints why one message was allowed and why another was refused.

                Real: the engine, its threads, an H2 database on disk. Simulated: the phone
                network. It needs no account and no network, and takes a second or two.

                  --keep DIR   keep the database in DIR, which must not hold one yet;
                               without it, a temporary directory is made and removed

                Environment: NO_COLOR=1 turns colours off.
                """;
    }

    @Override
    public int run(List<String> options, Surroundings here) throws IOException {
        boolean keep = options.size() == 2 && options.get(0).equals("--keep");
        if (!keep && !options.isEmpty()) {
            here.screen().text("quickstart does not know " + String.join(" ", options) + "; see quickstart --help");
            return MISUSED;
        }
        try (Folder folder = keep ? Folder.kept(options.get(1)) : Folder.temporary()) {
            if (folder.hasDatabase()) {
                here.screen().text("There is a database in " + folder.path() + " already; name another directory");
                return MISUSED;
            }
            try (HikariDataSource dataSource = open(folder)) {
                converse(dataSource, here);
            }
            next(folder, here.screen());
        }
        return 0;
    }

    private static void converse(DataSource dataSource, Surroundings here) {
        String number = "+1 415 555 0100";
        String phone = "+1 415 555 0142";
        SimulatedProvider provider =
                SimulatedProvider.create(here.clock()).always(Behavior.deliver(Duration.ZERO, Duration.ZERO));

        // What the host's web framework will hand over when the customer answers.
        WebhookRequest http = provider.inbound(phone, number, "Great, thanks! The side gate is open.");
        String method = http.method();
        String url = http.url();
        Map<String, List<String>> headers = http.headers();
        byte[] rawBody = http.body();

        // tag::readme[]
        MessagingEngine engine = MessagingEngine.builder()
                .store(JdbcMessagingStore.create(dataSource))
                .addProvider(provider) // such as TwilioProvider.create(accountSid, authToken)
                .build()
                .start();

        TenantProfile profile = TenantProfile.of("acme", "Acme Plumbing")
                .helpContact("acme.example/contact")
                .sender(number, provider.name(), provider.account());
        engine.tenants().register(profile);
        Tenant acme = engine.tenant("acme");

        acme.consent().optIn(phone, Purpose.TRANSACTIONAL, Evidence.form("booking"));
        OutboundMessage onTheWay = OutboundMessage.to(phone)
                .text("Hi Dana, Acme Plumbing here. Luis is on his way and will be with you about 10:15.")
                .idempotencyKey("visit-4711-on-the-way");
        Acceptance visit = acme.messages().send(onTheWay);
        // end::readme[]
        // The customer answers what has arrived; the README need not wait for it.
        SimulatedPhone customer = new SimulatedPhone(phone, number, provider, engine);
        customer.receives(acme, acme.conversations().latest().orElseThrow().id());
        // tag::readme[]

        // In the handler of POST /webhooks/…, in any web framework: texts, receipts and STOP come in here.
        WebhookRequest request = WebhookRequest.of(method, url, headers, rawBody);
        WebhookResponse answer = engine.webhooks().handle(provider.name(), request);

        Conversation dana = acme.conversations().latest().orElseThrow();
        acme.conversations().reply(dana.id(), "Perfect. Please keep the dog inside, Luis will ring.");
        // end::readme[]

        try (engine) {
            Acceptance refused = stopAndStart(customer, acme, dana.id());

            here.screen().heading("The conversation, as it stands in the database");
            here.screen()
                    .wrapped(
                            "  ",
                            "The phone network is simulated; the engine, its threads and the H2 database on disk are"
                                    + " real. Times are UTC.");
            here.screen().text("");
            new Transcript(here.screen(), here.clock().getZone()).print(acme, dana.id(), "Dana", "Acme Plumbing");
            explain(acme, visit, refused, answer, here.screen());
        }
    }

    /** {@return the answer to what was sent after the customer's STOP} */
    private static Acceptance stopAndStart(SimulatedPhone customer, Tenant acme, ConversationId conversation) {
        customer.receives(acme, conversation);
        customer.texts("HELP");
        customer.receives(acme, conversation);
        customer.texts("STOP");
        customer.receives(acme, conversation);

        OutboundMessage invoice =
                OutboundMessage.to(customer.number()).text("Your invoice: https://acme.example/i/4711");
        Acceptance refused = acme.messages().send(invoice);

        customer.texts("START");
        acme.messages().send(invoice);
        customer.receives(acme, conversation);
        return refused;
    }

    private static void explain(
            Tenant acme, Acceptance allowed, Acceptance refused, WebhookResponse answer, Screen screen) {
        screen.text("");
        screen.wrapped(
                "  ",
                "Each of Dana's texts and every receipt came in by a signed webhook, answered " + answer.status()
                        + " once it was stored.");
        screen.heading("Why the first message went");
        Why.print(screen, acme, allowed);
        screen.heading("Why the invoice did not, after STOP");
        Why.print(screen, acme, refused);
        screen.heading("What a text costs");
        segments(screen);
    }

    private static void segments(Screen screen) {
        String text = "We’re on our way – Luis will be with you at 10:15. Please leave the side gate open.";
        String emoji = text + " 🔧";
        screen.wrapped("  ", text);
        screen.text("");
        cost("as written", Segments.of(text), screen);
        cost("with smart encoding", Segments.of(text, SmartEncoding.ON), screen);
        cost("with an emoji, smart encoding or not", Segments.of(emoji, SmartEncoding.ON), screen);
    }

    private static void cost(String how, Segments segments, Screen screen) {
        String because = segments.firstNonGsm()
                .map(offender -> ", because of " + offender.unicodeName())
                .orElse("");
        String what = segments.count() == 1 ? "1 segment " : segments.count() + " segments";
        screen.wrapped(
                String.format(Locale.ROOT, "  %-38s%-12s", how, what),
                segments.encoding().name().replace('_', '-') + because.toLowerCase(Locale.ROOT));
    }

    private static HikariDataSource open(Folder folder) {
        JdbcDataSource h2 = new JdbcDataSource();
        h2.setURL(folder.databaseUrl());
        HikariConfig config = new HikariConfig();
        config.setDataSource(h2);
        config.setMaximumPoolSize(4);
        return new HikariDataSource(config);
    }

    private static void next(Folder folder, Screen screen) {
        screen.heading("Next");
        if (folder.stays()) {
            screen.text("  The database stays:       " + folder.path());
        }
        screen.text("  The code you just ran:    Quickstart.java in messaging-examples");
        screen.text("  Webhooks over real HTTP:  run the example twilio-webhook");
        screen.text("  What is promised:         docs/guarantees.md, each promise with its test");
    }
}
