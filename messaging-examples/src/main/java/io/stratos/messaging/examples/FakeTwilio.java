package io.stratos.messaging.examples;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.stratos.messaging.twilio.TwilioSignature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** The part of Twilio this example needs, on this machine: takes messages, calls back, and carries what customers text. */
final class FakeTwilio implements AutoCloseable {

    private final String accountSid;
    private final String authToken;
    private final Clock clock;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final ExecutorService callbacks = Executors.newSingleThreadExecutor();
    private final HttpClient client = HttpClient.newHttpClient();
    private final JsonMapper json = new JsonMapper();
    private final AtomicInteger messages = new AtomicInteger();
    private final List<String> log = new CopyOnWriteArrayList<>();
    private final List<String> receipts = new CopyOnWriteArrayList<>();

    private FakeTwilio(String accountSid, String authToken, Clock clock, HttpServer server) {
        this.accountSid = accountSid;
        this.authToken = authToken;
        this.clock = clock;
        this.server = server;
    }

    static FakeTwilio start(String accountSid, String authToken, Clock clock) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        FakeTwilio twilio = new FakeTwilio(accountSid, authToken, clock, server);
        server.createContext("/2010-04-01/Accounts/" + accountSid + "/Messages.json", twilio::messages);
        server.setExecutor(twilio.threads);
        server.start();
        return twilio;
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** {@return what was asked of the REST API and what it answered, a line each} */
    List<String> log() {
        return List.copyOf(log);
    }

    /** {@return what the host answered to each receipt so far} */
    List<String> receipts() {
        return List.copyOf(receipts);
    }

    /** {@return the form of an inbound message, as Twilio documents it} */
    Map<String, String> inbound(String from, String to, String text) {
        String sid = sid();
        Map<String, String> form = new LinkedHashMap<>();
        form.put("ToCountry", "US");
        form.put("SmsMessageSid", sid);
        form.put("NumMedia", "0");
        form.put("SmsSid", sid);
        form.put("FromState", "CA");
        form.put("SmsStatus", "received");
        form.put("Body", text);
        form.put("FromCountry", "US");
        form.put("To", to);
        form.put("NumSegments", "1");
        form.put("MessageSid", sid);
        form.put("AccountSid", accountSid);
        form.put("From", from);
        form.put("ApiVersion", "2010-04-01");
        return form;
    }

    /** Posts a form, signed with a token; answers the status and the body. */
    String post(String url, Map<String, String> form, String token) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", Form.TYPE)
                .header(TwilioSignature.HEADER, TwilioSignature.sign(token, url, form))
                .POST(HttpRequest.BodyPublishers.ofString(Form.encode(form)))
                .build();
        try {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() + " " + answer.body().replaceFirst("<\\?xml.*?\\?>", "");
        } catch (IOException failed) {
            throw new UncheckedIOException("could not call " + url, failed);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while calling " + url, stop);
        }
    }

    private void messages(HttpExchange http) throws IOException {
        if (http.getRequestMethod().equals("GET")) {
            // The inbound log: nobody has written while the host was away.
            try (http) {
                ObjectNode page = json.createObjectNode().putNull("next_page_uri");
                page.putArray("messages");
                answer(http, 200, page);
            }
        } else {
            create(http);
        }
    }

    private void create(HttpExchange http) throws IOException {
        Map<String, String> form = Form.decode(http.getRequestBody().readAllBytes());
        String sid = sid();
        boolean known = ("Basic " + base64(accountSid + ":" + authToken))
                .equals(http.getRequestHeaders().getFirst("Authorization"));
        try (http) {
            answer(http, known ? 201 : 401, known ? message(sid, form) : authenticate());
        }
        log.add("POST " + http.getRequestURI().getPath().replace(accountSid, "AC…") + "  Body=“" + form.get("Body")
                + "”  " + (known ? "201 " + sid.substring(0, 2) + "…" + sid.substring(30) : "401"));
        String callback = form.get("StatusCallback");
        if (known && callback != null) {
            // Options to Twilio itself stand behind the #; they are neither called nor signed.
            String url = callback.replaceFirst("#.*", "");
            callbacks.execute(() -> List.of("sent", "delivered").forEach(status -> report(url, sid, status, form)));
        }
    }

    private void report(String url, String sid, String status, Map<String, String> sent) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("SmsSid", sid);
        form.put("SmsStatus", status);
        form.put("MessageStatus", status);
        form.put("To", sent.getOrDefault("To", ""));
        form.put("MessageSid", sid);
        form.put("AccountSid", accountSid);
        form.put("From", sent.getOrDefault("From", ""));
        form.put("ApiVersion", "2010-04-01");
        receipts.add(post(url, form, authToken));
    }

    private ObjectNode message(String sid, Map<String, String> form) {
        String now = DateTimeFormatter.RFC_1123_DATE_TIME.format(clock.instant().atOffset(ZoneOffset.UTC));
        return json.createObjectNode()
                .put("sid", sid)
                .put("account_sid", accountSid)
                .putNull("messaging_service_sid")
                .put("body", form.get("Body"))
                .put("status", "queued")
                .put("direction", "outbound-api")
                .put("from", form.get("From"))
                .put("to", form.get("To"))
                .put("num_segments", "1")
                .put("num_media", "0")
                .putNull("price")
                .put("price_unit", "USD")
                .putNull("error_code")
                .putNull("error_message")
                .put("date_created", now.replace("GMT", "+0000"))
                .put("date_updated", now.replace("GMT", "+0000"))
                .putNull("date_sent")
                .put("api_version", "2010-04-01")
                .put("uri", "/2010-04-01/Accounts/" + accountSid + "/Messages/" + sid + ".json");
    }

    private ObjectNode authenticate() {
        return json.createObjectNode()
                .put("code", 20003)
                .put("message", "Authenticate")
                .put("more_info", "https://www.twilio.com/docs/errors/20003")
                .put("status", 401);
    }

    private static void answer(HttpExchange http, int status, ObjectNode body) throws IOException {
        byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
        http.getResponseHeaders().set("Content-Type", "application/json");
        http.sendResponseHeaders(status, bytes.length);
        http.getResponseBody().write(bytes);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private String sid() {
        return String.format(Locale.ROOT, "SM%032x", messages.incrementAndGet());
    }

    @Override
    public void close() {
        server.stop(0);
        callbacks.shutdownNow();
        threads.shutdownNow();
    }
}
