package io.stratos.messaging.examples;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.stratos.messaging.MessagingEngine;
import io.stratos.messaging.webhook.WebhookRequest;
import io.stratos.messaging.webhook.WebhookResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;

/** A host with the JDK's own HTTP server: everything that is needed to receive webhooks. */
final class WebhookHost implements AutoCloseable {

    private static final String PATH = "/webhooks/";
    private static final int LONGEST_BODY = 256 * 1024;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(4);

    private WebhookHost(HttpServer server) {
        this.server = server;
    }

    /** Takes a port of this machine; 0 for any free one. Nothing is answered before {@link #serve}. */
    static WebhookHost bind(int port) throws IOException {
        return new WebhookHost(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0));
    }

    /** {@return where webhooks of a provider arrive, its name still to be added} */
    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + PATH;
    }

    void serve(MessagingEngine engine, BiConsumer<WebhookRequest, WebhookResponse> watcher) {
        server.createContext(PATH, http -> {
            try (http) {
                WebhookRequest request = read(http);
                String provider = http.getRequestURI().getPath().substring(PATH.length());
                WebhookResponse response = engine.webhooks().handle(provider, request);
                watcher.accept(request, response);
                answer(http, response);
            }
        });
        server.setExecutor(threads);
        server.start();
    }

    /** The body stays as it came and the URL as it was asked for: the signature covers both. */
    private static WebhookRequest read(HttpExchange http) throws IOException {
        String url = "http://" + http.getRequestHeaders().getFirst("Host") + http.getRequestURI();
        byte[] rawBody = http.getRequestBody().readNBytes(LONGEST_BODY);
        return WebhookRequest.of(http.getRequestMethod(), url, http.getRequestHeaders(), rawBody);
    }

    private static void answer(HttpExchange http, WebhookResponse response) throws IOException {
        byte[] body = response.body().getBytes(StandardCharsets.UTF_8);
        http.getResponseHeaders().set("Content-Type", response.contentType());
        http.sendResponseHeaders(response.status(), body.length == 0 ? -1 : body.length);
        http.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
