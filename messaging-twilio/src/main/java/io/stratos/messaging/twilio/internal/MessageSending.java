package io.stratos.messaging.twilio.internal;

import io.stratos.messaging.contact.Channel;
import io.stratos.messaging.contact.EmailAddress;
import io.stratos.messaging.delivery.Outcome;
import io.stratos.messaging.delivery.Refusal;
import io.stratos.messaging.spi.http.Deadline;
import io.stratos.messaging.spi.http.HttpCall;
import io.stratos.messaging.spi.http.OneRequest;
import io.stratos.messaging.spi.http.Reply;
import io.stratos.messaging.spi.provider.SendRequest;
import java.time.Duration;
import java.util.Optional;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends a message with one request. */
public final class MessageSending {

    private static final Logger log = LoggerFactory.getLogger(MessageSending.class);

    private static final String FORM = "application/x-www-form-urlencoded";

    private final OneRequest http;
    private final AccountBook accounts;
    private final HttpUrl base;
    private final Judge judge;

    public MessageSending(OneRequest http, AccountBook accounts, String baseUrl, ErrorClasses classes) {
        this.http = http;
        this.accounts = accounts;
        this.base = HttpUrl.get(baseUrl);
        this.judge = new Judge(classes);
    }

    public Outcome send(SendRequest request) {
        Deadline deadline = Deadline.of(request.bounds());
        Outcome unfit = unfit(request);
        if (unfit != null) {
            return unfit;
        }
        Optional<Credentials> account;
        try {
            account = accounts.find(request.route().account());
        } catch (RuntimeException failed) {
            log.warn("The account of attempt {} could not be looked up: {}", request.attempt(), Discreet.kind(failed));
            log.debug("Looking up an account failed", failed);
            return new Outcome.NotSent("looking up the account failed: " + Discreet.kind(failed), null);
        }
        if (account.isEmpty()) {
            return new Outcome.Refused(
                    Refusal.ACCOUNT,
                    "no-account",
                    "no credentials for account " + request.route().account());
        }
        Reply reply = http.send(
                HttpCall.post(
                                Paths.messages(base, request.route().account()).toString(),
                                FORM,
                                FormCode.encode(MessageForm.of(request)))
                        .header("Authorization", account.get().basic()),
                deadline);
        Outcome outcome = judge.outcome(reply);
        if (log.isDebugEnabled()) {
            String id = reply instanceof Reply.Answer answer
                    ? answer.header("Twilio-Request-Id").orElse(null)
                    : null;
            log.debug("Attempt {}, Twilio's request {}: {}", request.attempt(), id, outcome);
        }
        return outcome;
    }

    /** What cannot be said in a request is not left to Twilio to guess. */
    private static @Nullable Outcome unfit(SendRequest request) {
        if (request.channel() != Channel.SMS && request.channel() != Channel.MMS) {
            return new Outcome.Refused(
                    Refusal.REQUEST, "channel", "Twilio messages are not sent by " + request.channel());
        }
        if (request.to() instanceof EmailAddress || request.route().from() instanceof EmailAddress) {
            return new Outcome.Refused(Refusal.REQUEST, "address", "an email address neither sends nor gets a message");
        }
        String pool = request.route().pool();
        if (pool != null && !Sids.isMessagingService(pool)) {
            return new Outcome.Refused(
                    Refusal.SENDER, "pool", "'" + pool + "' is not the SID of a messaging service: MG and 32 digits");
        }
        Duration validity = request.bounds().validity();
        if (validity != null && (validity.isNegative() || validity.isZero())) {
            return new Outcome.NotSent("the time in which it may be delivered was over", null);
        }
        return null;
    }
}
