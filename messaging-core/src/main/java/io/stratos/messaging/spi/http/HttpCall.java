package io.stratos.messaging.spi.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP request to make. Each method returns a new value; immutable and safe for use by many threads, but the body is
 * not copied.
 */
public final class HttpCall {

    private static final int ANSWER_BYTES = 256 * 1024;

    private final String url;
    private final @Nullable String contentType;
    private final byte[] body;
    private final List<Map.Entry<String, String>> headers;
    private final int answerBytes;

    private HttpCall(
            String url,
            @Nullable String contentType,
            byte[] body,
            List<Map.Entry<String, String>> headers,
            int answerBytes) {
        this.url = url;
        this.contentType = contentType;
        this.body = body;
        this.headers = List.copyOf(headers);
        this.answerBytes = answerBytes;
    }

    /**
     * A POST.
     *
     * @param url absolute http or https URL
     * @param contentType media type of the body
     * @param body the body; do not write to it afterwards
     * @return the call
     */
    public static HttpCall post(String url, String contentType, byte[] body) {
        return new HttpCall(url, contentType, body, List.of(), ANSWER_BYTES);
    }

    /**
     * A GET.
     *
     * @param url absolute http or https URL
     * @return the call
     */
    public static HttpCall get(String url) {
        return new HttpCall(url, null, new byte[0], List.of(), ANSWER_BYTES);
    }

    /**
     * The same with one header more.
     *
     * @param name the header's name
     * @param value its value
     * @return a new value
     */
    public HttpCall header(String name, String value) {
        List<Map.Entry<String, String>> more = new ArrayList<>(headers);
        more.add(Map.entry(name, value));
        return new HttpCall(url, contentType, body, more, answerBytes);
    }

    /**
     * The same with another limit on the answer's body; 256 KB unless called.
     *
     * @param bytes the largest body to read; a larger one counts as none
     * @return a new value
     */
    public HttpCall answerUpTo(int bytes) {
        return new HttpCall(url, contentType, body, headers, bytes);
    }

    String url() {
        return url;
    }

    @Nullable
    String contentType() {
        return contentType;
    }

    byte[] body() {
        return body;
    }

    List<Map.Entry<String, String>> headers() {
        return headers;
    }

    int answerBytes() {
        return answerBytes;
    }

    /** {@return method and size; no URL and no header, which may hold secrets} */
    @Override
    public String toString() {
        return contentType == null ? "GET" : "POST of " + body.length + " bytes";
    }
}
