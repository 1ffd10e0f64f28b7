package io.stratos.messaging.telnyx.internal;

import io.stratos.messaging.contact.Channel;
import io.stratos.messaging.contact.EmailAddress;
import io.stratos.messaging.delivery.Outcome;
import io.stratos.messaging.delivery.Refusal;
import io.stratos.messaging.spi.http.Deadline;
import io.stratos.messaging.spi.http.HttpCall;
import io.stratos.messaging.spi.http.OneRequest;
import io.stratos.messaging.spi.http.Reply;
import io.stratos.messaging.spi.provider.SendRequest;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends a message with one request. */
public final class MessageSending {

    private static final Logger log = LoggerFactory.getLogger(MessageSending.class);

    private final OneRequest http;
    private final String account;
    private final String apiKey;
    private final String url;
    private final Judge judge;

    /**
     * Sending for one account.
     *
     * @param http writes requests
     * @param account what routes call it
     * @param apiKey its key
     * @param baseUrl where the API is, version included
     * @param classes what error codes mean
     */
    public MessageSending(OneRequest http, String account, String apiKey, String baseUrl, ErrorClasses classes) {
        this.http = http;
        this.account = account;
        this.apiKey = apiKey;
        this.url = baseUrl + (baseUrl.endsWith("/") ? "" : "/") + "messages";
        this.judge = new Judge(classes);
    }

    /**
     * Writes one request, once.
     *
     * @param request what to send
     * @return what came of it
     */
    public Outcome send(SendRequest request) {
        Deadline deadline = Deadline.of(request.bounds());
        Outcome unfit = unfit(request);
        if (unfit != null) {
            return unfit;
        }
        Reply reply = http.send(
                HttpCall.post(url, "application/json", MessageJson.of(request))
                        .header("Authorization", "Bearer " + apiKey),
                deadline);
        Outcome outcome = judge.outcome(reply, request);
        log.debug("Attempt {}: {}", request.attempt(), outcome);
        return outcome;
    }

    /** What cannot be said in a request is not left to Telnyx to guess. */
    private @Nullable Outcome unfit(SendRequest request) {
        if (!request.route().account().equals(account)) {
            return new Outcome.Refused(
                    Refusal.ACCOUNT,
                    "no-account",
                    "no key for account " + request.route().account());
        }
        if (request.channel() != Channel.SMS && request.channel() != Channel.MMS) {
            return new Outcome.Refused(
                    Refusal.REQUEST, "channel", "Telnyx messages are not sent by " + request.channel());
        }
        if (request.to() instanceof EmailAddress || request.route().from() instanceof EmailAddress) {
            return new Outcome.Refused(Refusal.REQUEST, "address", "an email address neither sends nor gets a message");
        }
        return null;
    }
}
