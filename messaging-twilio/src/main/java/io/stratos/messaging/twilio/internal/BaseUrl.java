package io.stratos.messaging.twilio.internal;

import okhttp3.HttpUrl;

/** Checks where requests shall go. */
public final class BaseUrl {

    private BaseUrl() {}

    /**
     * The URL without a slash at its end.
     *
     * @throws IllegalArgumentException if it is not http or https, or has more than scheme, host and port
     */
    public static String check(String url) {
        HttpUrl parsed = HttpUrl.parse(url);
        boolean bare = parsed != null
                && parsed.encodedPath().equals("/")
                && parsed.encodedQuery() == null
                && parsed.encodedFragment() == null
                && parsed.encodedUsername().isEmpty()
                && parsed.encodedPassword().isEmpty();
        if (parsed == null || !bare) {
            // A password in it is not for the logs.
            throw new IllegalArgumentException("base URL '" + (url.indexOf('@') < 0 ? url : "…@…")
                    + "' is not usable: http or https, host and port are needed and nothing else, such as"
                    + " https://api.twilio.com");
        }
        String text = parsed.toString();
        return text.substring(0, text.length() - 1);
    }
}
