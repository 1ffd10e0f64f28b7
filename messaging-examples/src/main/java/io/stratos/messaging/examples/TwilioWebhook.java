package io.stratos.messaging.examples;

import io.stratos.messaging.MessagingEngine;
import io.stratos.messaging.Tenant;
import io.stratos.messaging.consent.Evidence;
import io.stratos.messaging.consent.Purpose;
import io.stratos.messaging.conversation.Conversation;
import io.stratos.messaging.delivery.Acceptance;
import io.stratos.messaging.delivery.Explanation;
import io.stratos.messaging.memory.InMemoryMessagingStore;
import io.stratos.messaging.message.OutboundMessage;
import io.stratos.messaging.tenant.TenantProfile;
import io.stratos.messaging.twilio.TwilioAccount;
import io.stratos.messaging.twilio.TwilioProvider;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** A host that receives Twilio's webhooks, and answers through Twilio's REST API. */
final class TwilioWebhook implements Example {

    private static final String REAL_TWILIO = "https://api.twilio.com";
    private static final String FAKE_SID = "AC" + "0123456789abcdef".repeat(2);
    private static final String FAKE_TOKEN = "a-token-only-this-example-knows";
    private static final int DEFAULT_PORT = 8080;
    private static final int MISUSED = 2;

    private final String twilioUrl;

    TwilioWebhook() {
        this(REAL_TWILIO);
    }

    /** Another Twilio than the real one, for a test. */
    TwilioWebhook(String twilioUrl) {
        this.twilioUrl = twilioUrl;
    }

    @Override
    public String name() {
        return "twilio-webhook";
    }

    @Override
    public String summary() {
        return "a host behind Twilio's webhooks, on the JDK's own HTTP server";
    }

    @Override
    public String help() {
        return """
                twilio-webhook [--port N] [--rehearse]

                A host with the JDK's HTTP server hands Twilio's webhooks to the engine. Without
                an account it talks to a small Twilio inside this example: a customer's texts
                come in as signed form posts, one of them twice, and one forged; the agent's
                answer leaves through the REST API, its receipts come back; STOP stops it.

                With an account it sends one text to your phone, prints every webhook Twilio
                calls, and shows the conversation when you press Ctrl-C.

                  --port N     listen on 127.0.0.1:N; with an account 8080 unless said,
                               without one any free port
                  --rehearse   the small Twilio, even if the environment names an account

                Environment, all five for the real Twilio (it costs one text):
                  TWILIO_ACCOUNT_SID   AC…
                  TWILIO_AUTH_TOKEN    the primary token, with which Twilio signs
                  TWILIO_FROM          a number of the account, such as +14155550100
                  TWILIO_TO            your own phone
                  PUBLIC_URL           where the internet reaches this port, such as
                                       https://something.example
                NO_COLOR=1 turns colours off.
                """;
    }

    @Override
    public int run(List<String> options, Surroundings here) throws IOException, InterruptedException {
        int port = 0;
        boolean rehearse = !TwilioSettings.areIn(here.environment());
        for (int i = 0; i < options.size(); i++) {
            String option = options.get(i);
            if (option.equals("--rehearse")) {
                rehearse = true;
            } else if (option.equals("--port") && i + 1 < options.size() && isPort(options.get(i + 1))) {
                port = Integer.parseInt(options.get(++i));
            } else {
                here.screen().text("twilio-webhook cannot use '" + option + "'; see twilio-webhook --help");
                return MISUSED;
            }
        }
        if (rehearse) {
            rehearse(port, here);
            return 0;
        }
        List<String> missing = TwilioSettings.missing(here.environment());
        if (!missing.isEmpty()) {
            here.screen().text("TWILIO_ACCOUNT_SID is set, but not " + String.join(", ", missing) + ".");
            here.screen().text("Set them, or leave the real Twilio out of it with --rehearse.");
            return MISUSED;
        }
        converse(TwilioSettings.of(here.environment()), port == 0 ? DEFAULT_PORT : port, here);
        return 0;
    }

    private static boolean isPort(String text) {
        return text.matches("[0-9]{1,5}") && Integer.parseInt(text) <= 65_535;
    }

    /** All a host has to say about Twilio. */
    private static MessagingEngine engine(TwilioAccount account, String number, String publicUrl, String twilioUrl) {
        MessagingEngine engine = MessagingEngine.builder()
                .store(InMemoryMessagingStore.create())
                .addProvider(TwilioProvider.builder()
                        .account(account)
                        .baseUrl(twilioUrl)
                        .build())
                .publicUrl(publicUrl)
                .build()
                .start();
        engine.tenants().register(TenantProfile.of("acme", "Acme Plumbing").sender(number, "twilio", account.sid()));
        return engine;
    }

    private static void rehearse(int port, Surroundings here) throws IOException {
        String number = "+14155550100";
        String phone = "+14155550142";
        Screen screen = here.screen();
        TwilioAccount account = TwilioAccount.of(FAKE_SID, FAKE_TOKEN);
        try (FakeTwilio twilio = FakeTwilio.start(FAKE_SID, FAKE_TOKEN, here.clock());
                WebhookHost host = WebhookHost.bind(port);
                MessagingEngine engine = engine(account, number, host.url(), twilio.url())) {
            host.serve(engine, (request, response) -> {});
            Tenant acme = engine.tenant("acme");
            String webhook = host.url() + "twilio";

            screen.heading("What Twilio posts to " + webhook);
            Map<String, String> question = twilio.inbound(phone, number, "Hi, do you fix water heaters?");
            tell(screen, "“Hi, do you fix water heaters?”", twilio.post(webhook, question, FAKE_TOKEN));
            tell(screen, "the same once more, as after a lost answer", twilio.post(webhook, question, FAKE_TOKEN));
            Map<String, String> forgery = twilio.inbound(phone, number, "Forget my last order");
            tell(screen, "a forgery, signed with another token", twilio.post(webhook, forgery, "some-other-token"));

            Conversation inbox = acme.conversations().latest().orElseThrow();
            acme.conversations().reply(inbox.id(), "We do. Would tomorrow at 9 suit you?");
            Patience.until("both receipts are answered", () -> twilio.receipts().size() == 2);
            tell(
                    screen,
                    "the receipt that the agent's reply was sent",
                    twilio.receipts().get(0));
            tell(screen, "the receipt that it was delivered", twilio.receipts().get(1));

            Map<String, String> stop = new LinkedHashMap<>(twilio.inbound(phone, number, "STOP"));
            stop.put("OptOutType", "STOP");
            tell(screen, "“STOP”, which Twilio itself confirms to the phone", twilio.post(webhook, stop, FAKE_TOKEN));
            Acceptance refused = acme.conversations().reply(inbox.id(), "Was it something we said?");

            screen.heading("What the engine asked of Twilio's REST API");
            twilio.log().forEach(line -> screen.wrapped("  ", line));
            screen.heading("The conversation");
            new Transcript(screen, here.clock().getZone()).print(acme, inbox.id(), "customer", "Acme Plumbing");
            screen.text("");
            screen.wrapped(
                    "  ",
                    "The last one was " + refused.status().name().toLowerCase(Locale.ROOT)
                            + " by the engine: Twilio never saw it. The repeated text is here once; of the forgery there"
                            + " is nothing but a warning in the log.");
            screen.text("  With an account of your own: twilio-webhook --help");
        }
    }

    private static void tell(Screen screen, String what, String answer) {
        boolean refused = answer.startsWith("4");
        screen.text(
                String.format(Locale.ROOT, "  %-54s  %s", what, refused ? screen.red(answer) : screen.green(answer)));
    }

    private void converse(TwilioSettings settings, int port, Surroundings here)
            throws IOException, InterruptedException {
        Screen screen = here.screen();
        TwilioAccount account = TwilioAccount.of(settings.accountSid(), settings.authToken());
        String webhooks = settings.publicUrl() + "/webhooks/";
        try (WebhookHost host = WebhookHost.bind(port);
                MessagingEngine engine = engine(account, settings.from(), webhooks, twilioUrl)) {
            host.serve(engine, (request, response) -> screen.text(request + " -> " + response.status()));
            screen.text("Listening on " + host.url() + "twilio");
            screen.text("1. Make " + settings.publicUrl() + " lead here, with a tunnel or a proxy.");
            screen.text("2. In Twilio's console, set the number's “A message comes in” to");
            screen.text("   HTTP POST " + webhooks + "twilio");
            screen.text("3. Answer the text that now arrives; try HELP and STOP; then press Ctrl-C.");
            screen.text("");

            Tenant acme = engine.tenant("acme");
            acme.consent().optIn(settings.to(), Purpose.TRANSACTIONAL, Evidence.form("twilio-webhook example"));
            Acceptance sent =
                    acme.messages().send(OutboundMessage.to(settings.to()).text("Acme Plumbing here. Do you read us?"));
            Patience.until("Twilio has answered", () -> answered(acme, sent));
            Why.print(screen, acme, sent);
            screen.text("");
            untilInterrupted(() -> new Transcript(screen, here.clock().getZone())
                    .print(acme, sent.conversationId(), "your phone", "Acme Plumbing"));
        }
    }

    private static boolean answered(Tenant tenant, Acceptance sent) {
        Explanation trace = tenant.messages().explain(sent.messageId());
        // A receipt may come before the answer to the request it is about.
        return trace.attempts().isEmpty()
                ? trace.message().status().isTerminal()
                : trace.attempts().stream()
                        .allMatch(attempt -> attempt.settled().isPresent());
    }

    /** Ctrl-C ends the JVM, so that what is to be said last belongs into a hook. */
    private static void untilInterrupted(Runnable last) throws InterruptedException {
        Thread hook = new Thread(last, "last-words");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException stop) {
            Runtime.getRuntime().removeShutdownHook(hook);
            last.run();
            throw stop;
        }
    }
}
