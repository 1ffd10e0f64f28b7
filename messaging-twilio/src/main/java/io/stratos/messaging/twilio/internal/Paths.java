package io.stratos.messaging.twilio.internal;

import okhttp3.HttpUrl;

/** Where things are in the API. */
final class Paths {

    private Paths() {}

    static HttpUrl messages(HttpUrl base, String accountSid) {
        return base.newBuilder()
                .addPathSegment("2010-04-01")
                .addPathSegment("Accounts")
                .addPathSegment(accountSid)
                .addPathSegment("Messages.json")
                .build();
    }

    static HttpUrl media(HttpUrl base, String accountSid, String messageSid) {
        return base.newBuilder()
                .addPathSegment("2010-04-01")
                .addPathSegment("Accounts")
                .addPathSegment(accountSid)
                .addPathSegment("Messages")
                .addPathSegment(messageSid)
                .addPathSegment("Media.json")
                .build();
    }
}
