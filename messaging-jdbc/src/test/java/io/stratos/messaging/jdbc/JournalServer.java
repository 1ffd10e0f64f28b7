package io.stratos.messaging.jdbc;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/** A provider's far side that outlives the processes that send to it, and writes down every request it gets. */
final class JournalServer implements AutoCloseable {

    private static final long ANSWER_NANOS = 5_000_000;

    private final ServerSocket server;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final List<String> texts = new ArrayList<>();
    private final Map<String, String> idsByAttempt = new HashMap<>();

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

    int port() {
        return server.getLocalPort();
    }

    /** {@return the texts of all requests, in order of arrival} */
    List<String> texts() {
        lock.lock();
        try {
            return List.copyOf(texts);
        } finally {
            lock.unlock();
        }
    }

    /** {@return whether so many requests have arrived in time} */
    boolean await(int requests, Duration patience) throws InterruptedException {
        long left = patience.toNanos();
        lock.lock();
        try {
            while (texts.size() < requests && left > 0) {
                left = arrived.awaitNanos(left);
            }
            return texts.size() >= requests;
        } finally {
            lock.unlock();
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                Thread serving = new Thread(() -> serve(socket), "journal-connection");
                serving.setDaemon(true);
                serving.start();
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket;
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
            String line = in.readLine();
            if (line == null) {
                return;
            }
            String[] parts = line.split("\t", 3);
            String answer = parts[0].equals("SEND") ? take(parts[1], parts[2]) : find(parts[1]);
            socket.getOutputStream().write((answer + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException killed) {
            // The process at the other end died: that is what this is for.
        }
    }

    private String take(String attempt, String text) {
        String id;
        lock.lock();
        try {
            texts.add(text);
            id = "J" + texts.size();
            idsByAttempt.put(attempt, id);
            arrived.signalAll();
        } finally {
            lock.unlock();
        }
        // An answer takes a moment, so that a kill can fall between request and answer.
        LockSupport.parkNanos(ANSWER_NANOS);
        return "OK " + id;
    }

    private String find(String attempt) {
        lock.lock();
        try {
            String id = idsByAttempt.get(attempt);
            return id == null ? "ABSENT" : "FOUND " + id;
        } finally {
            lock.unlock();
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
