package io.stratos.messaging.jdbc;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.stratos.messaging.MessagingEngine;
import io.stratos.messaging.Tenant;
import io.stratos.messaging.consent.Evidence;
import io.stratos.messaging.consent.Purpose;
import io.stratos.messaging.delivery.Acceptance;
import io.stratos.messaging.delivery.RetryPolicy;
import io.stratos.messaging.message.OutboundMessage;
import io.stratos.messaging.webhook.WebhookRequest;
import io.stratos.messaging.webhook.WebhookResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executors;
import org.h2.jdbcx.JdbcConnectionPool;
import org.postgresql.ds.PGConnectionPoolDataSource;

/** A host process: an engine that sends, and over HTTP accepts messages and takes webhooks, until it is killed. */
final class ChaosNode {

    static final String TENANT = "acme";
    static final String OURS = "+14155550100";
    static final String PUBLIC_URL = "http://sms.example.com/hooks";
    static final Duration LEASE = Duration.ofSeconds(3);

    private static final RetryPolicy RETRIES = new RetryPolicy(60, Duration.ofMillis(200), Duration.ofSeconds(2));
    private static final Duration LONGEST_OPENING = Duration.ofMillis(200);
    private static final int MOST_CONNECTIONS = 16;
    private static final int THREADS = 8;

    private final MessagingEngine engine;

    private ChaosNode(MessagingEngine engine) {
        this.engine = engine;
    }

    /** Connections kept open, as hosts have them. */
    static JdbcConnectionPool pool(String url) {
        PGConnectionPoolDataSource source = new PGConnectionPoolDataSource();
        source.setURL(url);
        JdbcConnectionPool pool = JdbcConnectionPool.create(source);
        pool.setMaxConnections(MOST_CONNECTIONS);
        return pool;
    }

    static MessagingEngine engine(JdbcMessagingStore store, int journalPort) {
        return MessagingEngine.builder()
                .store(store)
                .addProvider(new JournalProvider(journalPort, LONGEST_OPENING))
                .publicUrl(PUBLIC_URL)
                .lease(LEASE)
                .retries(RETRIES)
                .requestsAtOnce(8)
                .build();
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        ChildProcess.endWithParent();
        MessagingEngine engine = engine(JdbcMessagingStore.create(pool(args[0])), Integer.parseInt(args[1]))
                .start();
        ChaosNode node = new ChaosNode(engine);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.setExecutor(Executors.newFixedThreadPool(THREADS));
        server.createContext("/accept", node::accept);
        server.createContext("/hooks/", node::webhook);
        server.start();
        System.out.println("PORT " + server.getAddress().getPort());
        Thread.currentThread().join();
        engine.close();
    }

    /** Lines: key, recipient, whether to record an opt-in first. The text is the key. */
    private void accept(HttpExchange exchange) throws IOException {
        try (exchange) {
            String[] lines = body(exchange).split("\n", -1);
            Tenant tenant = engine.tenant(TENANT);
            if (Boolean.parseBoolean(lines[2])) {
                tenant.consent().optIn(lines[1], Purpose.TRANSACTIONAL, Evidence.form("booking"));
            }
            Acceptance accepted = tenant.messages()
                    .send(OutboundMessage.to(lines[1]).text(lines[0]).idempotencyKey(lines[0]));
            answer(exchange, 200, accepted.messageId() + " " + accepted.status());
        } catch (RuntimeException failed) {
            answer(exchange, 503, failed.toString());
        }
    }

    private void webhook(HttpExchange exchange) throws IOException {
        try (exchange) {
            WebhookResponse response = engine.webhooks()
                    .handle(
                            JournalProvider.NAME,
                            WebhookRequest.of(
                                    exchange.getRequestMethod(),
                                    "http://localhost" + exchange.getRequestURI(),
                                    exchange.getRequestHeaders(),
                                    exchange.getRequestBody().readAllBytes()));
            answer(exchange, response.status(), response.body());
        }
    }

    private static String body(HttpExchange exchange) throws IOException {
        return new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
