package io.stratos.messaging.twilio;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A server on a raw socket that plays one fault for each request and counts what reaches it. When its plays are used up
 * it accepts, so that a request written twice would show as a success.
 */
final class OneRequestServer implements AutoCloseable {

    static final String SID = "SM" + "0123456789abcdef".repeat(2);

    private static final int QUIET_MILLIS = 50;
    private static final int DRIP_MILLIS = 20;

    private final ServerSocket server;
    private final Thread acceptor;
    private final Deque<Play> plays;
    private final List<Exchange> exchanges = new CopyOnWriteArrayList<>();
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final AtomicInteger requests = new AtomicInteger();
    private volatile boolean wantsQuiet;

    /** What happens with one request; called before anything of it was read. */
    interface Play {
        void act(Exchange exchange) throws IOException;
    }

    OneRequestServer(Play... plays) {
        this.plays = new ArrayDeque<>(List.of(plays));
        try {
            this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            this.server.setSoTimeout(QUIET_MILLIS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.acceptor = new Thread(this::accept, "one-request-server");
        this.acceptor.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    /** How many requests had reached the server when none had come for a while. Ends the server. */
    int requestsWhenQuiet() throws InterruptedException {
        wantsQuiet = true;
        acceptor.join();
        close();
        for (Thread thread : threads) {
            thread.join();
        }
        return requests.get();
    }

    int connections() {
        return exchanges.size();
    }

    private void accept() {
        boolean quiet = false;
        while (!server.isClosed()) {
            try {
                Exchange exchange = new Exchange(server.accept());
                exchanges.add(exchange);
                Thread thread = new Thread(() -> serve(exchange), "one-request-connection");
                threads.add(thread);
                thread.start();
                quiet = false;
            } catch (SocketTimeoutException nobody) {
                if (quiet) {
                    return;
                }
                // Only a whole pause that began after the wish counts.
                quiet = wantsQuiet;
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Exchange exchange) {
        try {
            while (!exchange.socket.isClosed()) {
                next().act(exchange);
            }
        } catch (IOException over) {
            exchange.close();
        }
    }

    private synchronized Play next() {
        return plays.isEmpty() ? accepted() : plays.removeFirst();
    }

    @Override
    public void close() {
        exchanges.forEach(Exchange::close);
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Play accepted() {
        return answer("201 Created", "", "{\"sid\":\"" + SID + "\",\"status\":\"queued\"}");
    }

    static Play answer(String status, String headers, String body) {
        int length = body.getBytes(StandardCharsets.UTF_8).length;
        return exchange -> {
            exchange.readAll();
            exchange.write("HTTP/1.1 " + status + "\r\n" + headers + "Content-Length: " + length + "\r\n\r\n" + body);
        };
    }

    /** One connection. */
    final class Exchange {

        private final Socket socket;
        private final InputStream in;
        private String head = "";

        Exchange(Socket socket) throws IOException {
            this.socket = socket;
            this.in = socket.getInputStream();
        }

        void readHead() throws IOException {
            StringBuilder text = new StringBuilder();
            while (text.indexOf("\r\n\r\n") < 0) {
                int b = in.read();
                if (b < 0) {
                    throw new IOException("the client has gone");
                }
                if (text.isEmpty()) {
                    requests.incrementAndGet();
                }
                text.append((char) b);
            }
            head = text.toString();
        }

        void readAll() throws IOException {
            readHead();
            String marker = "content-length: ";
            String lower = head.toLowerCase(Locale.ROOT);
            int at = lower.indexOf(marker);
            if (at >= 0) {
                int length = Integer.parseInt(lower.substring(at + marker.length(), lower.indexOf('\r', at))
                        .strip());
                in.readNBytes(length);
            }
        }

        void write(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
        }

        /** Waits until the client has had enough. */
        void waitForTheEnd() throws IOException {
            in.transferTo(OutputStream.nullOutputStream());
        }

        /** Writes a byte now and then until the client has had enough. */
        void drip(String text) throws IOException {
            socket.setSoTimeout(DRIP_MILLIS);
            for (int i = 0; !clientHasGone(); i++) {
                write(text.substring(i % text.length(), i % text.length() + 1));
            }
        }

        private boolean clientHasGone() throws IOException {
            try {
                return in.read() < 0;
            } catch (SocketTimeoutException stillThere) {
                return false;
            }
        }

        void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }

        void close() {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
