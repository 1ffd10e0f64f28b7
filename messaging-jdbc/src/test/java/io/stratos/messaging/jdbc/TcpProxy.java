package io.stratos.messaging.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/** Stands between a process and a server, and cuts or stalls what goes through. */
final class TcpProxy implements AutoCloseable {

    private static final int BUFFER = 16 * 1024;
    private static final long LOOK_NANOS = 5_000_000;
    private static final int CONNECT_MILLIS = 2000;

    private final int target;
    private final ServerSocket server;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile long requestsHeldUntil = System.nanoTime();
    private volatile long answersHeldUntil = System.nanoTime();

    TcpProxy(int target) {
        this.target = target;
        try {
            server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        run("proxy", this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /** Cuts every connection there is. */
    void cut() {
        open.forEach(TcpProxy::reset);
    }

    /** Lets nothing through for a while; what was written meanwhile arrives afterwards. */
    void stall(Duration time) {
        requestsHeldUntil = System.nanoTime() + time.toNanos();
        answersHeldUntil = requestsHeldUntil;
    }

    /** Lets requests through and no answers; for a cut that follows, so that commits take place unseen. */
    void holdAnswers(Duration time) {
        answersHeldUntil = System.nanoTime() + time.toNanos();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                run("proxy-connection", () -> connect(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void connect(Socket client) {
        Socket far = new Socket();
        open.add(client);
        open.add(far);
        try {
            far.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target), CONNECT_MILLIS);
            client.setTcpNoDelay(true);
            far.setTcpNoDelay(true);
            run("proxy-answers", () -> pump(far, client, false));
            pump(client, far, true);
        } catch (IOException refused) {
            end(client, far);
        }
    }

    private void pump(Socket from, Socket to, boolean requests) {
        byte[] buffer = new byte[BUFFER];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            int count = in.read(buffer);
            while (count >= 0) {
                while ((requests ? requestsHeldUntil : answersHeldUntil) - System.nanoTime() > 0) {
                    if (to.isClosed()) {
                        return;
                    }
                    LockSupport.parkNanos(LOOK_NANOS);
                }
                out.write(buffer, 0, count);
                count = in.read(buffer);
            }
        } catch (IOException cut) {
            // Ends below.
        } finally {
            end(from, to);
        }
    }

    private void end(Socket one, Socket other) {
        open.remove(one);
        open.remove(other);
        reset(one);
        reset(other);
    }

    private static void reset(Socket socket) {
        try (socket) {
            socket.setSoLinger(true, 0);
        } catch (IOException gone) {
            // It was closed already.
        }
    }

    private static void run(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cut();
    }
}
