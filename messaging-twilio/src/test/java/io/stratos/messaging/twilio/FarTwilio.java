package io.stratos.messaging.twilio;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.stratos.messaging.contact.Address;
import io.stratos.messaging.message.Media;
import io.stratos.messaging.message.MessageStatus;
import io.stratos.messaging.routing.Route;
import io.stratos.messaging.spi.provider.MessageProvider;
import io.stratos.messaging.testkit.ProviderHarness;
import io.stratos.messaging.webhook.WebhookRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Twilio's side of the wire, on a port of its own. */
final class FarTwilio implements ProviderHarness {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PATH = "/2010-04-01/Accounts/" + Requests.ACCOUNT + "/Messages.json";

    private final Clock clock = Clock.fixed(Instant.parse("2026-11-20T10:00:00Z"), ZoneOffset.UTC);
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch over = new CountDownLatch(1);
    private final Queue<Answer> script = new ConcurrentLinkedQueue<>();
    private final AtomicInteger requests = new AtomicInteger();
    private final List<Written> written = new CopyOnWriteArrayList<>();
    private final List<ObjectNode> records = new CopyOnWriteArrayList<>();
    private final List<ObjectNode> received = new CopyOnWriteArrayList<>();
    private final Map<String, List<ObjectNode>> media = new ConcurrentHashMap<>();
    private final TwilioProvider provider;
    private final TwilioProvider unconnected;
    private volatile boolean closedPort;

    FarTwilio() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
            try (ServerSocket closed = new ServerSocket(0)) {
                unconnected = provider(closed.getLocalPort());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
        provider = provider(server.getAddress().getPort());
    }

    private static TwilioProvider provider(int port) {
        return TwilioProvider.builder()
                .account(TwilioAccount.of(Requests.ACCOUNT, Requests.TOKEN, "the-token-before"))
                .baseUrl("http://127.0.0.1:" + port)
                .build();
    }

    @Override
    public MessageProvider provider() {
        return closedPort ? unconnected : provider;
    }

    @Override
    public Clock clock() {
        return clock;
    }

    @Override
    public Route route() {
        return new Route("twilio", Requests.ACCOUNT, Address.parse(Requests.FROM), null);
    }

    @Override
    public Address recipient() {
        return Address.parse(Requests.TO);
    }

    @Override
    public void answerNext(Answer answer) {
        closedPort = answer == Answer.CONNECTION_REFUSED;
        if (!closedPort) {
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

    private void answer(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        if (exchange.getRequestMethod().equals("GET")) {
            list(exchange);
            return;
        }
        requests.incrementAndGet();
        if (!exchange.getRequestURI().getPath().equals(PATH)) {
            respond(exchange, 201, "{\"sid\":\"" + OneRequestServer.SID + "\"}");
            return;
        }
        Map<String, List<String>> form = form(body);
        written.add(read(form));
        Answer answer = script.poll();
        switch (answer == null ? Answer.ACCEPT : answer) {
            case ACCEPT -> respond(exchange, 201, record(form).toString());
            case REFUSE_OPT_OUT -> respond(exchange, 400, problem(21610, "unsubscribed recipient " + Requests.TO));
            case REFUSE_RECIPIENT -> respond(exchange, 400, problem(21211, Requests.TO + " is not a phone number"));
            case REFUSE_CREDENTIALS -> respond(exchange, 401, problem(20003, "Authenticate"));
            case THROTTLE -> {
                exchange.getResponseHeaders().add("Retry-After", Long.toString(THROTTLE_WAIT.toSeconds()));
                respond(exchange, 429, problem(20429, "Too Many Requests"));
            }
            case SERVER_ERROR -> {
                exchange.getResponseHeaders().add("Retry-After", "0");
                respond(exchange, 503, "<html>busy</html>");
            }
            case REDIRECT -> {
                exchange.getResponseHeaders().add("Location", "/elsewhere");
                respond(exchange, 307, "");
            }
            case TIMEOUT_AFTER_REQUEST -> {
                record(form);
                waitForTheEnd(exchange);
            }
            case RESET_AFTER_REQUEST -> exchange.close();
            case GARBAGE_2XX -> respond(exchange, 201, "{\"sid\":42,");
            case CONNECTION_REFUSED -> throw new IllegalStateException("nobody listens, so nobody asks");
        }
    }

    private void waitForTheEnd(HttpExchange exchange) {
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        exchange.close();
    }

    private void list(HttpExchange exchange) throws IOException {
        ObjectNode page = JSON.createObjectNode().putNull("next_page_uri");
        String path = exchange.getRequestURI().getPath();
        if (path.endsWith("/Media.json")) {
            page.putArray("media_list").addAll(media.getOrDefault(path, List.of()));
        } else if (path.equals(PATH)) {
            ArrayNode all = page.putArray("messages");
            records.forEach(all::add);
            received.forEach(all::add);
        }
        respond(exchange, 200, page.toString());
    }

    @Override
    public List<Media> loggableMedia() {
        return List.of(
                Media.of(URI.create(mediaBase() + "/Media/ME" + "1".repeat(32)), "image/jpeg"),
                Media.of(URI.create(mediaBase() + "/Media/ME" + "2".repeat(32)), "video/mp4"));
    }

    private String mediaBase() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/2010-04-01/Accounts/" + Requests.ACCOUNT;
    }

    /** What the inbound log then has, see the examples of Twilio's OpenAPI document. */
    private void keep(String sid, Address from, Address to, String text, List<Media> with) {
        received.add(JSON.createObjectNode()
                .put("sid", sid)
                .put("from", from.value())
                .put("to", to.value())
                .put("body", text)
                .put("direction", "inbound")
                .put("status", "received")
                .put("num_media", Integer.toString(with.size()))
                .put(
                        "date_sent",
                        DateTimeFormatter.RFC_1123_DATE_TIME.format(
                                clock.instant().atOffset(ZoneOffset.UTC))));
        List<ObjectNode> items = new ArrayList<>();
        with.forEach(one -> items.add(JSON.createObjectNode()
                .put("content_type", one.contentType())
                .put("uri", one.url().getPath() + ".json")));
        media.put("/2010-04-01/Accounts/" + Requests.ACCOUNT + "/Messages/" + sid + "/Media.json", items);
    }

    private static void respond(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static String problem(int code, String message) {
        return JSON.createObjectNode().put("code", code).put("message", message).toString();
    }

    private ObjectNode record(Map<String, List<String>> form) {
        ObjectNode record = JSON.createObjectNode()
                .put("sid", sid(UUID.randomUUID().toString()))
                .put("to", form.get("To").get(0))
                .put("from", form.get("From").get(0))
                .put("body", form.getOrDefault("Body", List.of("")).get(0))
                .put("direction", "outbound-api")
                .put("status", "queued")
                .put(
                        "num_media",
                        Integer.toString(
                                form.getOrDefault("MediaUrl", List.of()).size()))
                .put(
                        "date_created",
                        DateTimeFormatter.RFC_1123_DATE_TIME.format(
                                clock.instant().atOffset(ZoneOffset.UTC)));
        records.add(record);
        return record;
    }

    private static Map<String, List<String>> form(byte[] body) {
        Map<String, List<String>> form = new HashMap<>();
        for (String field : new String(body, StandardCharsets.US_ASCII).split("&", -1)) {
            String[] parts = field.split("=", 2);
            form.computeIfAbsent(parts[0], name -> new ArrayList<>())
                    .add(URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return form;
    }

    private static Written read(Map<String, List<String>> form) {
        List<String> callback = form.get("StatusCallback");
        return new Written(
                form.get("From").get(0),
                form.get("To").get(0),
                form.getOrDefault("Body", List.of("")).get(0),
                form.getOrDefault("MediaUrl", List.of()).stream()
                        .map(URI::create)
                        .toList(),
                // Twilio keeps the fragment, which tells it how to call, to itself.
                callback == null ? null : URI.create(callback.get(0).replaceAll("#.*", "")));
    }

    /** A SID for any words; the same for the same. */
    private static String sid(String words) {
        return words.matches("(SM|MM)[0-9a-f]{32}")
                ? words
                : "SM"
                        + UUID.nameUUIDFromBytes(words.getBytes(StandardCharsets.UTF_8))
                                .toString()
                                .replace("-", "");
    }

    @Override
    public WebhookRequest inbound(Address from, Address to, String text) {
        return inboundWithMedia(from, to, text, List.of());
    }

    @Override
    public WebhookRequest inboundWithMedia(Address from, Address to, String text, List<Media> media) {
        Map<String, String> params = new HashMap<>(Map.of(
                "MessageSid", sid(from.value() + to.value() + text),
                "AccountSid", Requests.ACCOUNT,
                "From", from.value(),
                "To", to.value(),
                "Body", text,
                "SmsStatus", "received",
                "NumMedia", Integer.toString(media.size())));
        keep(sid(from.value() + to.value() + text), from, to, text, media);
        for (int i = 0; i < media.size(); i++) {
            params.put("MediaUrl" + i, media.get(i).url().toString());
            params.put("MediaContentType" + i, media.get(i).contentType());
        }
        return Calls.form("https://hooks.example.com/webhooks/twilio", params);
    }

    @Override
    public WebhookRequest receipt(String providerMessageId, URI callbackUrl, MessageStatus status) {
        String word =
                status == MessageStatus.CANCELLED ? "canceled" : status.name().toLowerCase(Locale.ROOT);
        Map<String, String> params = new HashMap<>(Map.of(
                "MessageSid",
                sid(providerMessageId),
                "AccountSid",
                Requests.ACCOUNT,
                "From",
                Requests.FROM,
                "To",
                Requests.TO,
                "MessageStatus",
                word,
                "SmsStatus",
                word));
        if (status.isFailure()) {
            params.put("ErrorCode", "30008");
        }
        return Calls.form(callbackUrl.toString(), params);
    }

    @Override
    public Set<MessageStatus> reportedStatuses() {
        return Set.of(
                MessageStatus.SENT,
                MessageStatus.DELIVERED,
                MessageStatus.UNDELIVERED,
                MessageStatus.FAILED,
                MessageStatus.READ,
                MessageStatus.CANCELLED);
    }

    @Override
    public WebhookRequest unsigned(WebhookRequest request) {
        Map<String, List<String>> headers = new HashMap<>(request.headers());
        headers.keySet().removeIf(TwilioSignature.HEADER::equalsIgnoreCase);
        return WebhookRequest.of(request.method(), request.url(), headers, request.body());
    }

    @Override
    public WebhookRequest tampered(WebhookRequest request) {
        byte[] body = request.body().clone();
        int value = new String(body, StandardCharsets.ISO_8859_1).indexOf("From=%2B1") + "From=%2B1".length();
        body[value] ^= 1;
        return WebhookRequest.of(request.method(), request.url(), request.headers(), body);
    }

    @Override
    public boolean signsUrl() {
        return true;
    }

    /** The account is read before the signature, so it follows whatever comes; what cannot be decoded is not signed. */
    @Override
    public Optional<WebhookRequest> signed(byte[] body) {
        String text = new String(body, StandardCharsets.ISO_8859_1) + "&AccountSid=" + Requests.ACCOUNT;
        return Optional.of(Calls.post(
                "https://hooks.example.com/webhooks/twilio", Calls.FORM, SignedForms.sign(Requests.TOKEN, text), text));
    }

    @Override
    public List<String> secrets() {
        return List.of(Requests.TOKEN, "the-token-before");
    }

    @Override
    public void close() {
        over.countDown();
        provider.close();
        unconnected.close();
        server.stop(0);
        threads.shutdownNow();
    }
}
