package io.stratos.messaging.twilio.internal;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
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
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP client that writes each request at most once and knows whether it was written.
 *
 * <p>Each setting of the client closes one way in which OkHttp writes a request again by itself.
 */
public final class OneRequest implements AutoCloseable {

    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(10);
    private static final int IDLE_CONNECTIONS = 32;
    private static final Duration IDLE = Duration.ofSeconds(60);

    private final OkHttpClient client;

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
                .connectionPool(new ConnectionPool(IDLE_CONNECTIONS, IDLE.toSeconds(), TimeUnit.SECONDS))
                .connectTimeout(CONNECT_WITHIN)
                .addInterceptor(OneRequest::connectInTime)
                .addNetworkInterceptor(OneRequest::writeInTime)
                // The deadline of the whole call decides, not silence for a while.
                .readTimeout(Duration.ZERO)
                .writeTimeout(Duration.ZERO)
                .build();
    }

    Reply post(HttpUrl url, Credentials account, byte[] form, Time time) {
        return execute(request(url, account, time).post(new OnceBody(form)).build(), time, Limits.ANSWER_BYTES);
    }

    Reply get(HttpUrl url, Credentials account, Time time) {
        return execute(request(url, account, time).build(), time, Limits.LIST_BYTES);
    }

    private static Request.Builder request(HttpUrl url, Credentials account, Time time) {
        return new Request.Builder()
                .url(url)
                .tag(Time.class, time)
                .header(
                        "Authorization",
                        okhttp3.Credentials.basic(account.restUser(), account.restSecret(), StandardCharsets.UTF_8))
                .header("Accept", "application/json")
                .header("User-Agent", "stratos-messaging-twilio");
    }

    private Reply execute(Request request, Time time, int mostBytes) {
        Duration within = time.left();
        if (!time.mayWrite() || within.isNegative() || within.isZero()) {
            return new Reply.Unwritten("no time was left for a request");
        }
        Written written = new Written();
        Call call = client.newCall(request);
        call.addEventListener(written);
        call.timeout().timeout(within.toNanos(), TimeUnit.NANOSECONDS);
        try (Response response = call.execute()) {
            return new Reply.Answer(response.code(), response.headers(), body(response, mostBytes));
        } catch (IOException failure) {
            return written.begun.get()
                    ? new Reply.Unanswered("no answer came: " + Discreet.failure(failure))
                    : new Reply.Unwritten("no byte left: " + Discreet.failure(failure));
        }
    }

    /** A connection that opens too late to be written to is not worth waiting for. */
    private static Response connectInTime(Interceptor.Chain chain) throws IOException {
        long left = time(chain.request()).leftToWrite().toMillis();
        int millis = Math.toIntExact(Math.max(1, Math.min(left, CONNECT_WITHIN.toMillis())));
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

    private static @Nullable String body(Response response, int mostBytes) {
        try {
            BufferedSource source = response.body().source();
            return source.request(mostBytes + 1L) ? null : source.readUtf8();
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

        private static final MediaType FORM = MediaType.get("application/x-www-form-urlencoded");

        private final byte[] form;

        OnceBody(byte[] form) {
            this.form = form;
        }

        @Override
        public MediaType contentType() {
            return FORM;
        }

        @Override
        public long contentLength() {
            return form.length;
        }

        @Override
        public boolean isOneShot() {
            return true;
        }

        @Override
        public void writeTo(okio.BufferedSink sink) throws IOException {
            sink.write(form);
        }
    }
}
