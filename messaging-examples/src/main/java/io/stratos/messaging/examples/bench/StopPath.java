package io.stratos.messaging.examples.bench;

import io.stratos.messaging.MessagingEngine;
import io.stratos.messaging.jdbc.JdbcMessagingStore;
import io.stratos.messaging.routing.KeywordReplies;
import io.stratos.messaging.routing.Sender;
import io.stratos.messaging.tenant.TenantProfile;
import io.stratos.messaging.twilio.TwilioAccount;
import io.stratos.messaging.twilio.TwilioProvider;
import io.stratos.messaging.twilio.TwilioSignature;
import io.stratos.messaging.webhook.WebhookRequest;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** From the raw body of Twilio's call, its signature unverified, to the opt-out that is committed and answered. */
final class StopPath implements AutoCloseable {

    private static final String ACCOUNT = "AC" + "0".repeat(32);
    private static final String TOKEN = "nobody-has-this";
    private static final String URL = "https://host.example/twilio";
    private static final double NANOS_PER_MILLI = 1e6;

    private final Server server;
    private final CountedSource connections;
    private final MessagingEngine engine;
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private int sent;

    StopPath(Server server, int contacts) {
        this.server = server;
        this.connections = new CountedSource(server.pool("engine", 4));
        this.engine = MessagingEngine.builder()
                .store(JdbcMessagingStore.create(connections.source()))
                .addProvider(TwilioProvider.builder()
                        .account(TwilioAccount.of(ACCOUNT, TOKEN))
                        .build())
                .build();
        engine.tenants()
                .register(TenantProfile.of(Contacts.TENANT, "Acme")
                        .sender(Sender.of(Contacts.SENDER, "twilio", ACCOUNT)
                                .keywordReplies(KeywordReplies.BY_ENGINE)));
        Contacts.agree(engine.tenant(Contacts.TENANT), 0);
        Contacts.copy(server, contacts);
        server.run("CREATE TABLE host_note (id bigint PRIMARY KEY, note text NOT NULL)");
    }

    /** Contacts text STOP, one after the other. */
    void measure(int stops, Figures figures) {
        WebhookRequest[] calls = new WebhookRequest[stops];
        for (int i = 0; i < stops; i++) {
            calls[i] = stop(sent++);
        }
        server.run("CHECKPOINT");
        long[] took = new long[stops];
        long cpu = threads.getCurrentThreadCpuTime();
        for (int i = 0; i < stops; i++) {
            long begun = System.nanoTime();
            handle(calls[i]);
            took[i] = System.nanoTime() - begun;
        }
        cpu = threads.getCurrentThreadCpuTime() - cpu;
        Arrays.sort(took);
        figures.add("stop_p50", "ms", took[stops / 2] / NANOS_PER_MILLI);
        figures.add("stop_p95", "ms", took[stops * 95 / 100] / NANOS_PER_MILLI);
        figures.add("stop_p99", "ms", took[stops * 99 / 100] / NANOS_PER_MILLI);
        figures.add("stop_cpu", "ms, of the host's thread", cpu / NANOS_PER_MILLI / stops);
        figures.add("commit_p50", "ms, of one row", commit(stops));
        requireStopped();
    }

    /** What the same database takes for one row and its commit: the least that anything durable can take. */
    private double commit(int times) {
        long[] took = new long[times];
        server.run("TRUNCATE host_note");
        for (int i = 0; i < times; i++) {
            long begun = System.nanoTime();
            server.run("INSERT INTO host_note VALUES (" + i + ", 'water heater')");
            took[i] = System.nanoTime() - begun;
        }
        Arrays.sort(took);
        return took[times / 2] / NANOS_PER_MILLI;
    }

    /** Counts what a STOP asks of the database. */
    void count(int stops, Figures figures) {
        connections.begin();
        for (int i = 0; i < stops; i++) {
            handle(stop(sent++));
        }
        connections.end();
        requireStopped();
        figures.add("stop_statements", "each", (double) connections.statements() / stops);
        figures.add("stop_round_trips", "each", (double) connections.roundTrips() / stops);
    }

    private void handle(WebhookRequest call) {
        int status = engine.webhooks().handle("twilio", call).status();
        if (status != 200) {
            throw new IllegalStateException("a STOP was answered " + status);
        }
    }

    private void requireStopped() {
        long stopped = server.number("SELECT count(*) FROM msg_address WHERE stopped_at IS NOT NULL");
        if (stopped != sent) {
            throw new IllegalStateException(sent + " STOPs, and " + stopped + " are in force");
        }
    }

    private static WebhookRequest stop(int number) {
        String sid = String.format(Locale.ROOT, "SM%032x", number);
        Map<String, String> form = new LinkedHashMap<>();
        form.put("ToCountry", "US");
        form.put("SmsMessageSid", sid);
        form.put("NumMedia", "0");
        form.put("SmsSid", sid);
        form.put("SmsStatus", "received");
        form.put("Body", "Stop.");
        form.put("FromCountry", "US");
        form.put("To", Contacts.SENDER);
        form.put("NumSegments", "1");
        form.put("MessageSid", sid);
        form.put("AccountSid", ACCOUNT);
        form.put("From", Contacts.address(number));
        form.put("ApiVersion", "2010-04-01");
        String body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return WebhookRequest.of(
                "POST",
                URL,
                Map.of(
                        "Content-Type",
                        List.of("application/x-www-form-urlencoded"),
                        TwilioSignature.HEADER,
                        List.of(TwilioSignature.sign(TOKEN, URL, form))),
                body.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        engine.close();
    }
}
