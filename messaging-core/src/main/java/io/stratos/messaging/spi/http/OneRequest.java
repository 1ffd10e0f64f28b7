package io.stratos.messaging.spi.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import okhttp3.Authenticator;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.Dns;
import okhttp3.EventListener;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSink;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP client for providers: it writes each request at most once, in every way a network can fail, and knows whether
 * it was written.
 *
 * <p>No retry, no redirect, no second connection, no answer to a challenge; HTTP/1.1. A connection that opens after the
 * time to write is not written to. It does not judge answers: what a status means is the provider's to say. A name
 * look-up that hangs cannot be cut short, so a call may return late; nothing is written late. Safe for use by many
 * threads.
 */
public final class OneRequest implements AutoCloseable {

    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(10);
    private static final int IDLE_CONNECTIONS = 32;
    private static final Duration IDLE = Duration.ofSeconds(60);
    private static final Pattern NUMBER = Pattern.compile("\\+?[0-9]{7,15}");

    private final OkHttpClient client;
    private final String userAgent;

    OneRequest(String userAgent, Dns dns) {
        this.userAgent = userAgent;
        // Each setting closes one way in which OkHttp writes a request again by itself.
        this.client = new OkHttpClient.Builder()
                .dns(dns)
                .protocols(List.of(Protocol.HTTP_1_1))
                .retryOnConnectionFailure(false)
                .followRedirects(false)
                .followSslRedirects(false)
                .authenticator(Authenticator.NONE)
                .proxyAuthenticator(Authenticator.NONE)
                .connectionPool(new ConnectionPool(IDLE_CONNECTIONS, IDLE.toSeconds(), TimeUnit.SECONDS))
                .connectTimeout(CONNECT_WITHIN)
                .addInterceptor(OneRequest::connectInTime)
                .addNetworkInterceptor(OneRequest::writeInTime)
                // The deadline of the whole call decides, not silence for a while.
                .readTimeout(Duration.ZERO)
                .writeTimeout(Duration.ZERO)
                .build();
    }

    /**
     * A client with connections of its own; opens none yet.
     *
     * @param userAgent what to call itself, such as {@code acme-messaging}
     * @return the client
     */
    public static OneRequest create(String userAgent) {
        return new OneRequest(userAgent, Dns.SYSTEM);
    }

    /**
     * Makes one call, on the calling thread.
     *
     * @param call what to ask
     * @param deadline until when
     * @return what came of it
     * @throws IllegalArgumentException if the URL or a header is malformed; nothing was written
     */
    public Reply send(HttpCall call, Deadline deadline) {
        Request request = request(call, deadline);
        if (!deadline.mayWrite()) {
            return new Reply.Unwritten("no time was left for a request");
        }
        Written written = new Written();
        Call running = client.newCall(request);
        running.addEventListener(written);
        running.timeout().timeout(Math.max(1, deadline.left().toNanos()), TimeUnit.NANOSECONDS);
        try (Response response = running.execute()) {
            return new Reply.Answer(
                    response.code(), response.headers().toMultimap(), body(response, call.answerBytes()));
        } catch (IOException failure) {
            return written.begun.get()
                    ? new Reply.Unanswered("no answer came: " + words(failure))
                    : new Reply.Unwritten("no byte left: " + words(failure));
        }
    }

    private Request request(HttpCall call, Deadline deadline) {
        Request.Builder request = new Request.Builder()
                .url(call.url())
                .tag(Deadline.class, deadline)
                .header("Accept", "application/json")
                .header("User-Agent", userAgent);
        call.headers().forEach(header -> request.header(header.getKey(), header.getValue()));
        String type = call.contentType();
        return type == null
                ? request.build()
                : request.post(new OnceBody(MediaType.get(type), call.body())).build();
    }

    /** A connection that opens too late to be written to is not worth waiting for. */
    private static Response connectInTime(Interceptor.Chain chain) throws IOException {
        long left = deadline(chain.request()).leftToWrite().toMillis();
        int millis = Math.toIntExact(Math.max(1, Math.min(left, CONNECT_WITHIN.toMillis())));
        return chain.withConnectTimeout(millis, TimeUnit.MILLISECONDS).proceed(chain.request());
    }

    /** The connection is open and nothing is written to it yet. */
    private static Response writeInTime(Interceptor.Chain chain) throws IOException {
        if (!deadline(chain.request()).mayWrite()) {
            throw new InterruptedIOException("the connection opened too late");
        }
        return chain.proceed(chain.request());
    }

    private static Deadline deadline(Request request) {
        return Objects.requireNonNull(request.tag(Deadline.class), "every request has its deadline");
    }

    private static @Nullable String body(Response response, int mostBytes) {
        try {
            BufferedSource source = response.body().source();
            return source.request(mostBytes + 1L) ? null : source.readUtf8();
        } catch (IOException cut) {
            return null;
        }
    }

    /** A failure may quote the URL, and a URL a phone number. */
    private static String words(IOException failure) {
        String kind = failure.getClass().getSimpleName();
        String message = failure.getMessage();
        return message == null ? kind : kind + ": " + NUMBER.matcher(message).replaceAll("…");
    }

    /** Ends idle connections; a second call does nothing. */
    @Override
    public void close() {
        client.dispatcher().executorService().shutdown();
        client.connectionPool().evictAll();
    }

    /** Notes that the first byte of the request may have left; whatever fails before did not write any. */
    private static final class Written extends EventListener {

        private final AtomicBoolean begun = new AtomicBoolean();

        @Override
        public void requestHeadersStart(Call call) {
            begun.set(true);
        }
    }

    /** With a body that can be written twice, OkHttp does so after a 503 with {@code Retry-After: 0}. */
    private static final class OnceBody extends RequestBody {

        private final MediaType type;
        private final byte[] bytes;

        OnceBody(MediaType type, byte[] bytes) {
            this.type = type;
            this.bytes = bytes;
        }

        @Override
        public MediaType contentType() {
            return type;
        }

        @Override
        public long contentLength() {
            return bytes.length;
        }

        @Override
        public boolean isOneShot() {
            return true;
        }

        @Override
        public void writeTo(BufferedSink sink) throws IOException {
            sink.write(bytes);
        }
    }
}
