package io.stratos.messaging.telnyx.internal;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import okhttp3.Authenticator;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.Dns;
import okhttp3.EventListener;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSink;
import okio.BufferedSource;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP client that writes each request at most once and knows whether it was written.
 *
 * <p>Each setting of the client closes one way in which OkHttp writes a request again by itself.
 */
public final class OneRequest implements AutoCloseable {

    private static final long CONNECT_MILLIS = 10_000;
    private static final int IDLE_CONNECTIONS = 32;
    private static final long IDLE_SECONDS = 60;
    private static final int ANSWER_BYTES = 65_536;

    private final OkHttpClient client;

    /** Opens no connection. */
    public OneRequest() {
        this(Dns.SYSTEM);
    }

    OneRequest(Dns dns) {
        client = new OkHttpClient.Builder()
                .dns(dns)
                .protocols(List.of(Protocol.HTTP_1_1))
                .retryOnConnectionFailure(false)
                .followRedirects(false)
                .followSslRedirects(false)
                .authenticator(Authenticator.NONE)
                .proxyAuthenticator(Authenticator.NONE)
                .connectionPool(new ConnectionPool(IDLE_CONNECTIONS, IDLE_SECONDS, TimeUnit.SECONDS))
                .addInterceptor(OneRequest::connectInTime)
                .addNetworkInterceptor(OneRequest::writeInTime)
                // The deadline of the whole call decides, not silence for a while.
                .readTimeout(Duration.ZERO)
                .writeTimeout(Duration.ZERO)
                .build();
    }

    Reply post(HttpUrl url, String apiKey, byte[] json, Time time) {
        if (!time.mayWrite()) {
            return new Reply.Unwritten("no time was left for a request");
        }
        Written written = new Written();
        Call call = client.newCall(new Request.Builder()
                .url(url)
                .tag(Time.class, time)
                .header("Authorization", "Bearer " + apiKey)
                .header("Accept", "application/json")
                .header("User-Agent", "stratos-messaging-telnyx")
                .post(new OnceBody(json))
                .build());
        call.addEventListener(written);
        call.timeout().timeout(Math.max(1, time.left().toNanos()), TimeUnit.NANOSECONDS);
        try (Response response = call.execute()) {
            return new Reply.Answer(response.code(), response.headers(), body(response));
        } catch (IOException failure) {
            // The message of a failure may name hosts and numbers; its type says enough.
            String type = failure.getClass().getSimpleName();
            return written.begun.get()
                    ? new Reply.Unanswered("no answer came: " + type)
                    : new Reply.Unwritten("no byte left: " + type);
        }
    }

    /** A connection that opens too late to be written to is not worth waiting for. */
    private static Response connectInTime(Interceptor.Chain chain) throws IOException {
        long left = time(chain.request()).leftToWrite().toMillis();
        int millis = Math.toIntExact(Math.max(1, Math.min(left, CONNECT_MILLIS)));
        return chain.withConnectTimeout(millis, TimeUnit.MILLISECONDS).proceed(chain.request());
    }

    /** The connection is open and nothing is written to it yet. */
    private static Response writeInTime(Interceptor.Chain chain) throws IOException {
        if (!time(chain.request()).mayWrite()) {
            throw new InterruptedIOException("the connection opened too late");
        }
        return chain.proceed(chain.request());
    }

    private static Time time(Request request) {
        return Objects.requireNonNull(request.tag(Time.class), "every request has its time");
    }

    private static @Nullable ByteString body(Response response) {
        try {
            BufferedSource source = response.body().source();
            return source.request(ANSWER_BYTES + 1L) ? null : source.readByteString();
        } catch (IOException cut) {
            return null;
        }
    }

    /** Ends idle connections. */
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

        private static final MediaType JSON = MediaType.get("application/json");

        private final byte[] json;

        OnceBody(byte[] json) {
            this.json = json;
        }

        @Override
        public MediaType contentType() {
            return JSON;
        }

        @Override
        public long contentLength() {
            return json.length;
        }

        @Override
        public boolean isOneShot() {
            return true;
        }

        @Override
        public void writeTo(BufferedSink sink) throws IOException {
            sink.write(json);
        }
    }
}
