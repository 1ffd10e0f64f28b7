package io.stratos.messaging.telnyx;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.stratos.messaging.contact.Address;
import io.stratos.messaging.contact.PhoneNumber;
import io.stratos.messaging.message.Media;
import io.stratos.messaging.message.MessageStatus;
import io.stratos.messaging.routing.Route;
import io.stratos.messaging.simulation.VirtualClock;
import io.stratos.messaging.spi.provider.MessageProvider;
import io.stratos.messaging.testkit.ProviderHarness;
import io.stratos.messaging.webhook.WebhookRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** An HTTP server of our own that speaks as Telnyx does. */
final class TelnyxHarness implements ProviderHarness {

    static final String API_KEY = "KEY0123456789-not-a-real-one";

    private static final JsonMapper JSON = new JsonMapper();
    private static final String PUBLIC_URL = "https://hooks.example.com/webhooks/telnyx";

    final Queue<JsonNode> bodies = new ConcurrentLinkedQueue<>();
    final Queue<Map<String, List<String>>> requestHeaders = new ConcurrentLinkedQueue<>();

    /** Answers to the next look at the opt-out list, in place of it. */
    final Queue<String> pages = new ConcurrentLinkedQueue<>();

    final Queue<String> listings = new ConcurrentLinkedQueue<>();

    private final List<ObjectNode> optOuts = new CopyOnWriteArrayList<>();
    private final VirtualClock clock = VirtualClock.at("2026-03-02T09:00:00Z");
    private final TestKey key = new TestKey();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch over = new CountDownLatch(1);
    private final Queue<Answer> script = new ConcurrentLinkedQueue<>();
    private final List<Written> written = new CopyOnWriteArrayList<>();
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger ids = new AtomicInteger();
    private final HttpServer server;
    private final TelnyxProvider provider;
    private final TelnyxProvider unreachable;
    private volatile boolean refuseConnection;

    TelnyxHarness() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
            try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                unreachable = provider(closed.getLocalPort());
            }
        } catch (IOException noSocket) {
            throw new UncheckedIOException(noSocket);
        }
        server.setExecutor(threads);
        server.createContext("/v2/messages", this::answer);
        server.createContext("/v2/messaging_optouts", this::list);
        server.start();
        provider = provider(server.getAddress().getPort());
    }

    private TelnyxProvider provider(int port) {
        return TelnyxProvider.builder(API_KEY, key.publicBase64())
                .baseUrl(URI.create("http://127.0.0.1:" + port + "/v2"))
                .clock(clock)
                .build();
    }

    private void answer(HttpExchange exchange) throws IOException {
        requests.incrementAndGet();
        JsonNode body = JSON.readTree(exchange.getRequestBody().readAllBytes());
        requestHeaders.add(Map.copyOf(exchange.getRequestHeaders()));
        bodies.add(body);
        List<URI> media = new ArrayList<>();
        body.path("media_urls").forEach(url -> media.add(URI.create(url.asText())));
        String callback = body.path("webhook_url").asText("");
        written.add(new Written(
                body.path("from").asText(),
                body.path("to").asText(),
                body.path("text").asText(""),
                media,
                callback.isEmpty() ? null : URI.create(callback)));
        Answer answer = script.poll();
        switch (answer == null ? Answer.ACCEPT : answer) {
            case ACCEPT -> reply(exchange, 200, "{\"data\":{\"id\":\"id-" + ids.incrementAndGet() + "\"}}");
            case REFUSE_OPT_OUT -> reply(exchange, 400, error("40300", "Blocked due to STOP message", body));
            case REFUSE_RECIPIENT -> reply(exchange, 400, error("40310", "Invalid 'to' address", body));
            case REFUSE_CREDENTIALS -> reply(exchange, 401, error("10009", "Authentication failed", body));
            case THROTTLE -> {
                exchange.getResponseHeaders().set("x-ratelimit-reset", "7");
                reply(exchange, 429, error("10011", "Too many requests", body));
            }
            case SERVER_ERROR -> {
                exchange.getResponseHeaders().set("Retry-After", "0");
                reply(exchange, 503, error("10037", "Service unavailable", body));
            }
            case REDIRECT -> {
                exchange.getResponseHeaders().set("Location", "/v2/messages/elsewhere");
                reply(exchange, 302, "");
            }
            case GARBAGE_2XX -> reply(exchange, 200, "<html>all is well</html>");
            case TIMEOUT_AFTER_REQUEST -> waitForTheEnd(exchange);
            case RESET_AFTER_REQUEST -> exchange.close();
            case CONNECTION_REFUSED -> throw new IllegalStateException("nobody connects to a closed port");
        }
    }

    private void list(HttpExchange exchange) throws IOException {
        listings.add(exchange.getRequestURI().getRawQuery());
        String page = pages.poll();
        reply(exchange, 200, page == null ? optOutPage(1, 1, optOuts) : page);
    }

    static String optOutPage(int page, int pages, List<ObjectNode> entries) {
        ObjectNode list = JSON.createObjectNode();
        list.putArray("data").addAll(entries);
        list.putObject("meta")
                .put("page_number", page)
                .put("page_size", 250)
                .put("total_pages", pages)
                .put("total_results", entries.size());
        return list.toString();
    }

    static ObjectNode optOutEntry(String from, String to, String createdAt) {
        return JSON.createObjectNode()
                .put("from", from)
                .put("to", to)
                .put("messaging_profile_id", "740572b6-099c-44a1-89b9-6c92163bc68d")
                .put("keyword", "STOP")
                .put("created_at", createdAt);
    }

    @Override
    public Optional<Instant> optOut(Address contact, Address sender) {
        // As in the example of Telnyx's OpenAPI document.
        optOuts.add(optOutEntry(sender.value(), contact.value(), "2026-03-01 12:00:38.631252+00:00"));
        return Optional.of(Instant.parse("2026-03-01T12:00:38.631252Z"));
    }

    private void waitForTheEnd(HttpExchange exchange) {
        try {
            over.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        exchange.close();
    }

    private static void reply(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static String error(String code, String title, JsonNode request) {
        ObjectNode tree = JSON.createObjectNode();
        tree.putArray("errors")
                .addObject()
                .put("code", code)
                .put("title", title)
                .put("detail", "about " + request.path("to").asText());
        return tree.toString();
    }

    @Override
    public MessageProvider provider() {
        return refuseConnection ? unreachable : provider;
    }

    @Override
    public VirtualClock clock() {
        return clock;
    }

    @Override
    public Route route() {
        return new Route("telnyx", "telnyx", PhoneNumber.of("+14155550100"), null);
    }

    @Override
    public Address recipient() {
        return PhoneNumber.of("+14155550123");
    }

    @Override
    public void answerNext(Answer answer) {
        refuseConnection = answer == Answer.CONNECTION_REFUSED;
        if (!refuseConnection) {
            script.add(answer);
        }
    }

    @Override
    public int requestsOnTheWire() {
        return requests.get();
    }

    @Override
    public List<Written> written() {
        return List.copyOf(written);
    }

    @Override
    public WebhookRequest inbound(Address from, Address to, String text) {
        return inboundWithMedia(from, to, text, List.of());
    }

    @Override
    public WebhookRequest inboundWithMedia(Address from, Address to, String text, List<Media> media) {
        ObjectNode payload = payload("in-" + ids.incrementAndGet(), from, to, "delivered")
                .put("direction", "inbound")
                .put("type", media.isEmpty() ? "SMS" : "MMS")
                .put("text", text);
        ArrayNode items = payload.putArray("media");
        media.forEach(medium ->
                items.addObject().put("url", medium.url().toString()).put("content_type", medium.contentType()));
        return event("message.received", payload);
    }

    @Override
    public WebhookRequest receipt(String providerMessageId, URI callbackUrl, MessageStatus status) {
        String word = switch (status) {
            case SENT -> "sent";
            case DELIVERED -> "delivered";
            case FAILED -> "sending_failed";
            case UNDELIVERED -> "delivery_failed";
            default -> throw new IllegalArgumentException("Telnyx has no word for " + status);
        };
        return receipt(providerMessageId, callbackUrl, word);
    }

    WebhookRequest receipt(String providerMessageId, URI callbackUrl, String word) {
        ObjectNode payload = payload(providerMessageId, route().from(), recipient(), word)
                .put("webhook_url", callbackUrl.toString());
        if (word.endsWith("failed")) {
            payload.putArray("errors").addObject().put("code", "40001").put("title", "Not routable");
        }
        return event(word.equals("sent") ? "message.sent" : "message.finalized", payload);
    }

    static ObjectNode payload(String id, Address from, Address to, String status) {
        ObjectNode payload = JSON.createObjectNode().put("id", id).put("record_type", "message");
        payload.putObject("from").put("phone_number", from.value());
        payload.putArray("to").addObject().put("phone_number", to.value()).put("status", status);
        payload.putArray("errors");
        return payload;
    }

    WebhookRequest event(String type, ObjectNode payload) {
        ObjectNode event = JSON.createObjectNode();
        event.putObject("data")
                .put("record_type", "event")
                .put("id", "event-" + ids.incrementAndGet())
                .put("event_type", type)
                .set("payload", payload);
        return signed(event.toString().getBytes(StandardCharsets.UTF_8)).orElseThrow();
    }

    @Override
    public Optional<WebhookRequest> signed(byte[] body) {
        String timestamp = Long.toString(clock.instant().getEpochSecond());
        return Optional.of(WebhookRequest.of(
                "POST",
                PUBLIC_URL,
                Map.of(
                        "Telnyx-Timestamp",
                        List.of(timestamp),
                        "Telnyx-Signature-Ed25519",
                        List.of(key.signature(timestamp, body))),
                body));
    }

    @Override
    public Set<MessageStatus> reportedStatuses() {
        return EnumSet.of(MessageStatus.SENT, MessageStatus.DELIVERED, MessageStatus.FAILED, MessageStatus.UNDELIVERED);
    }

    @Override
    public WebhookRequest unsigned(WebhookRequest request) {
        Map<String, List<String>> headers = new HashMap<>(request.headers());
        headers.remove("Telnyx-Signature-Ed25519");
        return WebhookRequest.of(request.method(), request.url(), headers, request.body());
    }

    @Override
    public WebhookRequest tampered(WebhookRequest request) {
        String body = new String(request.body(), StandardCharsets.UTF_8).replace("\"id\":\"", "\"id\":\"x");
        return WebhookRequest.of(
                request.method(), request.url(), request.headers(), body.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public boolean signsUrl() {
        return false;
    }

    @Override
    public List<String> secrets() {
        return List.of(API_KEY);
    }

    @Override
    public void close() {
        over.countDown();
        provider.close();
        unreachable.close();
        server.stop(0);
        threads.shutdownNow();
    }
}
