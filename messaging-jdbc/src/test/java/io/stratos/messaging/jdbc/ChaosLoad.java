package io.stratos.messaging.jdbc;

import io.stratos.messaging.message.MessageStatus;
import io.stratos.messaging.webhook.WebhookRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * What goes on while things break: messages handed to whatever node answers and repeated under their key until one says
 * that it has them, customers who text STOP meanwhile, and the provider's reports.
 */
final class ChaosLoad implements AutoCloseable {

    private static final Duration CONNECT = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(4);
    private static final Duration BEFORE_AGAIN = Duration.ofMillis(30);
    private static final int THREADS = 12;
    private static final int CUSTOMERS = 8;
    private static final int BURST = 3;
    private static final int REPORT_TRIES = 20;
    private static final int REPORT_AGAIN_MILLIS = 200;

    private final List<NodeProcess> nodes;
    private final Duration pause;
    private final Random random;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();
    private final Clock clock = Clock.systemUTC();
    private final Queue<Handed> handed = new ConcurrentLinkedQueue<>();
    private final AtomicInteger numbers = new AtomicInteger();
    private final AtomicInteger keys = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool(ChaosLoad::daemon);
    private final AtomicInteger running = new AtomicInteger();
    private volatile String phase = "";
    private volatile boolean stopping;

    ChaosLoad(List<NodeProcess> nodes, Duration pause, long seed) {
        this.nodes = nodes;
        this.pause = pause;
        this.random = new Random(seed);
    }

    /** Somebody with a phone. */
    static final class Customer {

        final String number;
        volatile boolean texted;
        volatile @Nullable Instant stoppedBy;

        Customer(String number) {
            this.number = number;
        }
    }

    /** A message on its way into the engine. */
    static final class Handed {

        final String key;
        final Customer to;
        final String phase;
        volatile @Nullable String id;

        Handed(String key, Customer to, String phase) {
            this.key = key;
            this.to = to;
            this.phase = phase;
        }
    }

    void begin(String firstPhase) {
        phase = firstPhase;
        for (int i = 0; i < THREADS; i++) {
            Random own = new Random(random.nextLong());
            running.incrementAndGet();
            threads.execute(() -> run(own));
        }
    }

    void phase(String next) {
        phase = next;
    }

    /** Hands in no more, and waits until every message handed in is acknowledged. */
    boolean end(Duration patience) {
        stopping = true;
        long end = System.nanoTime() + patience.toNanos();
        while (running.get() > 0 && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(BEFORE_AGAIN.toNanos());
        }
        return running.get() == 0;
    }

    /** {@return what a node has acknowledged} */
    List<Handed> acknowledged() {
        return handed.stream().filter(one -> one.id != null).toList();
    }

    /** {@return how many were handed in} */
    int count() {
        return handed.size();
    }

    private void run(Random own) {
        try {
            List<Customer> customers = new ArrayList<>();
            while (!stopping) {
                while (customers.size() < CUSTOMERS) {
                    customers.add(new Customer(number()));
                }
                int index = own.nextInt(customers.size());
                Customer customer = customers.get(index);
                if (customer.stoppedBy != null && own.nextBoolean()) {
                    customers.remove(index);
                    continue;
                }
                if (!customer.texted && own.nextInt(30) == 0) {
                    customer.texted = true;
                    Random others = new Random(own.nextLong());
                    running.incrementAndGet();
                    threads.execute(() -> stop(customer, others));
                    for (int i = 0; i < BURST; i++) {
                        accept(customer, own);
                    }
                } else {
                    accept(customer, own);
                }
                LockSupport.parkNanos(pause.toNanos() / 2 + own.nextLong(pause.toNanos()));
            }
        } finally {
            running.decrementAndGet();
        }
    }

    private String number() {
        int next = numbers.getAndIncrement();
        return String.format(Locale.ROOT, "+1%03d55501%02d", 200 + next / 100, next % 100);
    }

    private void accept(Customer customer, Random own) {
        Handed message = new Handed("m" + keys.incrementAndGet(), customer, phase);
        handed.add(message);
        String body = message.key + "\n" + customer.number + "\n" + !customer.texted;
        Optional<String> answer = Optional.empty();
        while (answer.isEmpty()) {
            if (threads.isShutdown()) {
                return;
            }
            answer = post(own, "/accept", HttpRequest.newBuilder(), body);
        }
        message.id = answer.get().substring(0, answer.get().indexOf(' '));
    }

    private void stop(Customer customer, Random own) {
        try {
            String body = JournalProvider.inbound("in" + customer.number, customer.number, ChaosNode.OURS, "STOP");
            while (call(own, ChaosNode.PUBLIC_URL + "/" + JournalProvider.NAME, body)
                            .isEmpty()
                    && !threads.isShutdown()) {
                LockSupport.parkNanos(BEFORE_AGAIN.toNanos());
            }
            customer.stoppedBy = clock.instant();
        } finally {
            running.decrementAndGet();
        }
    }

    /** Reports on a message a little later, sometimes before its request is answered, sometimes never. */
    void report(String callbackUrl, String providerMessageId) {
        Random own = new Random(providerMessageId.hashCode());
        if (own.nextInt(3) > 0) {
            long wait = own.nextInt(4) == 0 ? 0 : own.nextInt(3000);
            String body = JournalProvider.receipt(providerMessageId, MessageStatus.DELIVERED);
            later(wait, () -> report(own, callbackUrl, body, REPORT_TRIES));
        }
    }

    private void report(Random own, String callbackUrl, String body, int tries) {
        if (tries > 0 && call(own, callbackUrl, body).isEmpty()) {
            later(REPORT_AGAIN_MILLIS, () -> report(own, callbackUrl, body, tries - 1));
        }
    }

    private void later(long millis, Runnable work) {
        if (!threads.isShutdown()) {
            CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS, threads)
                    .execute(work);
        }
    }

    private Optional<String> call(Random own, String url, String body) {
        WebhookRequest call = JournalProvider.call(url, body);
        HttpRequest.Builder request = HttpRequest.newBuilder();
        call.headers().forEach((name, values) -> values.forEach(value -> request.header(name, value)));
        return post(own, call.target(), request, body);
    }

    /** {@return what some node answered; empty if none did, or not well} */
    private Optional<String> post(Random own, String target, HttpRequest.Builder request, String body) {
        int port = nodes.get(own.nextInt(nodes.size())).port();
        if (port > 0) {
            try {
                HttpResponse<String> response = http.send(
                        request.uri(URI.create("http://127.0.0.1:" + port + target))
                                .timeout(PATIENCE)
                                .POST(HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8))
                                .build(),
                        HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
                if (response.statusCode() == 200) {
                    return Optional.of(response.body());
                }
            } catch (IOException away) {
                // Another node, or the same one later.
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
                return Optional.empty();
            }
        }
        LockSupport.parkNanos(BEFORE_AGAIN.toNanos());
        return Optional.empty();
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "load");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void close() {
        stopping = true;
        threads.shutdownNow();
    }
}
