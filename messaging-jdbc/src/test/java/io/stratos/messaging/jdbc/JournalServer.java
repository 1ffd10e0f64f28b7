package io.stratos.messaging.jdbc;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * A provider's far side that outlives the processes that send to it, writes down every request it gets, and does with it
 * what it is told to.
 */
final class JournalServer implements AutoCloseable {

    private static final Duration ANSWER_AFTER = Duration.ofMillis(5);
    private static final Duration LATE = Duration.ofMillis(2500);
    private static final int HEAD_LIMIT = 8192;

    private final ServerSocket server;
    private final Clock clock = Clock.systemUTC();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final List<Arrival> arrivals = new ArrayList<>();
    private final Map<String, String> idsByAttempt = new HashMap<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile Supplier<Fate> fates = () -> Fate.ANSWERED;
    private volatile Calls calls = (callback, id) -> {};
    private volatile long refusedUntil = System.nanoTime();

    JournalServer() {
        try {
            server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread accepting = new Thread(this::accept, "journal");
        accepting.setDaemon(true);
        accepting.start();
    }

    /** What becomes of a request. */
    enum Fate {
        /** Taken and answered. */
        ANSWERED,
        /** Taken, and answered when nobody waits any more. */
        ANSWERED_LATE,
        /** Taken, and the connection cut instead of an answer. */
        ANSWER_LOST,
        /** Taken, and answered that something broke. */
        FAILED,
        /** Not taken: the connection is cut. */
        REQUEST_LOST,
        /** Not taken, and said so. */
        BUSY;

        boolean isTaken() {
            return this != REQUEST_LOST && this != BUSY;
        }
    }

    /**
     * A request.
     *
     * @param attempt whose
     * @param text what was to be sent
     * @param at when its first byte was read
     * @param taken whether a phone rings
     */
    record Arrival(String attempt, String text, Instant at, boolean taken) {}

    /** Gets each message that was taken, to report on it. */
    @FunctionalInterface
    interface Calls {
        void taken(String callbackUrl, String providerMessageId);
    }

    int port() {
        return server.getLocalPort();
    }

    void behave(Supplier<Fate> newFates) {
        fates = newFates;
    }

    void report(Calls newCalls) {
        calls = newCalls;
    }

    /** Cuts every connection there is, and those that open in the given time. */
    void cut(Duration refusing) {
        refusedUntil = System.nanoTime() + refusing.toNanos();
        open.forEach(JournalServer::reset);
    }

    /** {@return every request, in order of arrival} */
    List<Arrival> arrivals() {
        lock.lock();
        try {
            return List.copyOf(arrivals);
        } finally {
            lock.unlock();
        }
    }

    /** {@return the texts of all requests, in order of arrival} */
    List<String> texts() {
        return arrivals().stream().map(Arrival::text).toList();
    }

    /** {@return whether so many requests have arrived in time} */
    boolean await(int requests, Duration patience) throws InterruptedException {
        long left = patience.toNanos();
        lock.lock();
        try {
            while (arrivals.size() < requests && left > 0) {
                left = arrived.awaitNanos(left);
            }
            return arrivals.size() >= requests;
        } finally {
            lock.unlock();
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                if (System.nanoTime() - refusedUntil < 0) {
                    reset(socket);
                    continue;
                }
                open.add(socket);
                Thread serving = new Thread(() -> serve(socket), "journal-connection");
                serving.setDaemon(true);
                serving.start();
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = socket.getInputStream();
            String head = head(in);
            Instant at = clock.instant();
            if (head.startsWith("POST ")) {
                String body = new String(in.readNBytes(length(head)), StandardCharsets.UTF_8);
                take(socket, body.split("\n", 3), at);
            } else if (head.startsWith("GET ")) {
                find(socket, head.substring(head.indexOf('=') + 1, head.indexOf(" HTTP")));
            }
        } catch (IOException killed) {
            // The process at the other end died: that is what this is for.
        } finally {
            open.remove(socket);
        }
    }

    private void take(Socket socket, String[] lines, Instant at) throws IOException {
        Fate fate = fates.get();
        String id;
        lock.lock();
        try {
            arrivals.add(new Arrival(lines[0], lines[2], at, fate.isTaken()));
            id = "J" + arrivals.size();
            if (fate.isTaken()) {
                idsByAttempt.put(lines[0], id);
            }
            arrived.signalAll();
        } finally {
            lock.unlock();
        }
        if (fate.isTaken() && !lines[1].isEmpty()) {
            calls.taken(lines[1], id);
        }
        // An answer takes a moment, so that a kill can fall between request and answer.
        LockSupport.parkNanos((fate == Fate.ANSWERED_LATE ? LATE : ANSWER_AFTER).toNanos());
        switch (fate) {
            case ANSWERED, ANSWERED_LATE -> answer(socket, "200 OK", id);
            case BUSY -> answer(socket, "429 Busy", "");
            case FAILED -> answer(socket, "500 Broken", "");
            case ANSWER_LOST, REQUEST_LOST -> reset(socket);
        }
    }

    private void find(Socket socket, String attempt) throws IOException {
        String id;
        lock.lock();
        try {
            id = idsByAttempt.get(attempt);
        } finally {
            lock.unlock();
        }
        answer(socket, id == null ? "404 Unknown" : "200 OK", id == null ? "" : id);
    }

    private static void answer(Socket socket, String status, String body) throws IOException {
        String text = "HTTP/1.1 " + status + "\r\nContent-Length: " + body.length()
                + "\r\nContent-Type: text/plain\r\nConnection: close\r\n\r\n" + body;
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (head.size() < HEAD_LIMIT) {
            int next = in.read();
            if (next < 0) {
                break;
            }
            head.write(next);
            String text = head.toString(StandardCharsets.US_ASCII);
            if (next == '\n' && text.endsWith("\r\n\r\n")) {
                return text;
            }
        }
        throw new IOException("no request");
    }

    private static int length(String head) {
        return head.lines()
                .filter(line -> line.regionMatches(true, 0, "Content-Length:", 0, 15))
                .mapToInt(line -> Integer.parseInt(line.substring(15).strip()))
                .findFirst()
                .orElse(0);
    }

    private static void reset(Socket socket) {
        try (socket) {
            socket.setSoLinger(true, 0);
        } catch (IOException gone) {
            // It was closed already.
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
