package io.stratos.messaging.webhook;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One HTTP request as it came in, without any framework: signatures need the raw bytes and the URL as it was asked for.
 *
 * <p>Parse nothing before handing it in: a body that was decoded and encoded again no longer matches its signature.
 * Immutable and safe for use by many threads; the body is not copied, so do not write to it afterwards.
 */
public final class WebhookRequest {

    private final String method;
    private final String url;
    private final Map<String, List<String>> headers;
    private final byte[] body;

    private WebhookRequest(String method, String url, Map<String, List<String>> headers, byte[] body) {
        this.method = method;
        this.url = url;
        this.headers = headers;
        this.body = body;
    }

    /**
     * A request.
     *
     * @param method {@code POST} or {@code GET}
     * @param url the whole URL as the provider asked for it, query included, nothing decoded. Behind a proxy the scheme
     *     and host seen here may differ; name the public ones with {@code MessagingEngine.Builder.publicUrl}
     * @param headers every header; the case of names does not matter
     * @param rawBody the body's bytes as they came
     * @return the request
     */
    public static WebhookRequest of(String method, String url, Map<String, List<String>> headers, byte[] rawBody) {
        Map<String, List<String>> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach((name, values) -> {
            if (name != null) {
                byName.computeIfAbsent(name, n -> new ArrayList<>()).addAll(values);
            }
        });
        return new WebhookRequest(method.toUpperCase(Locale.ROOT), url, Collections.unmodifiableMap(byName), rawBody);
    }

    /**
     * The same request as seen at another scheme and host; path and query stay as they are.
     *
     * @param origin scheme, host and port, such as {@code https://sms.example.com}
     * @return a new value
     */
    public WebhookRequest at(String origin) {
        return new WebhookRequest(method, origin + target(), headers, body);
    }

    /** {@return the method, upper case} */
    public String method() {
        return method;
    }

    /** {@return the URL, nothing decoded} */
    public String url() {
        return url;
    }

    /** {@return path and query of the URL, nothing decoded; begins with a slash} */
    public String target() {
        int authority = url.indexOf("://");
        int path = url.indexOf('/', authority < 0 ? 0 : authority + 3);
        int query = url.indexOf('?');
        if (path < 0 || (query >= 0 && query < path)) {
            return query < 0 ? "/" : "/" + url.substring(query);
        }
        return url.substring(path);
    }

    /** {@return the query without its question mark, nothing decoded; empty if there is none} */
    public String rawQuery() {
        int query = url.indexOf('?');
        int fragment = url.indexOf('#');
        int end = fragment < 0 ? url.length() : fragment;
        return query < 0 || query > end ? "" : url.substring(query + 1, end);
    }

    /**
     * The first value of a header.
     *
     * @param name its name in any case
     * @return the value, if the header came
     */
    public Optional<String> header(String name) {
        List<String> values = headers.get(name);
        return values == null || values.isEmpty() ? Optional.empty() : Optional.of(values.get(0));
    }

    /** {@return the headers, names compared without case, unmodifiable} */
    public Map<String, List<String>> headers() {
        return headers;
    }

    /** {@return the body's bytes, not a copy} */
    public byte[] body() {
        return body;
    }

    /** {@return method, path and size; no query, which may hold secrets} */
    @Override
    public String toString() {
        String target = target();
        int query = target.indexOf('?');
        return method + " " + (query < 0 ? target : target.substring(0, query)) + " (" + body.length + " bytes)";
    }
}
