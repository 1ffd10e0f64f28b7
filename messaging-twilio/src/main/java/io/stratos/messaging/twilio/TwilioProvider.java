package io.stratos.messaging.twilio;

import io.stratos.messaging.consent.SuppressionReason;
import io.stratos.messaging.contact.Channel;
import io.stratos.messaging.delivery.Outcome;
import io.stratos.messaging.spi.http.OneRequest;
import io.stratos.messaging.spi.provider.LookupRequest;
import io.stratos.messaging.spi.provider.LookupResult;
import io.stratos.messaging.spi.provider.MessageProvider;
import io.stratos.messaging.spi.provider.PollRequest;
import io.stratos.messaging.spi.provider.PollResult;
import io.stratos.messaging.spi.provider.ProviderCapabilities;
import io.stratos.messaging.spi.provider.ProviderCapabilities.Feature;
import io.stratos.messaging.spi.provider.SendRequest;
import io.stratos.messaging.spi.provider.WebhookReading;
import io.stratos.messaging.twilio.internal.AccountBook;
import io.stratos.messaging.twilio.internal.BaseUrl;
import io.stratos.messaging.twilio.internal.ErrorClasses;
import io.stratos.messaging.twilio.internal.InboundSearch;
import io.stratos.messaging.twilio.internal.MessageSearch;
import io.stratos.messaging.twilio.internal.MessageSending;
import io.stratos.messaging.twilio.internal.WebhookReader;
import io.stratos.messaging.webhook.WebhookRequest;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Carries messages with Twilio Programmable Messaging.
 *
 * <p>Each {@link #send} writes at most one request, whatever fails: Twilio knows no idempotency key. Nothing is asked
 * of Twilio when the provider is built, so wrong secrets show with the first message. Immutable and safe for use by
 * many threads; it owns its connections until {@link #close}.
 */
public final class TwilioProvider implements MessageProvider {

    private static final String DEFAULT_BASE_URL = "https://api.twilio.com";
    private static final ProviderCapabilities CAPABILITIES = new ProviderCapabilities(
            Set.of(Channel.SMS, Channel.MMS),
            1600,
            10,
            5L * 1024 * 1024,
            Duration.ofHours(10),
            Set.of(Feature.ANSWERS_KEYWORDS, Feature.LOOK_UP, Feature.INBOUND_LOG));

    private final int namedAccounts;
    private final String baseUrl;
    private final OneRequest http;
    private final MessageSending sending;
    private final MessageSearch search;
    private final InboundSearch inbound;
    private final WebhookReader reader;
    private final ErrorClasses errorClasses;

    private TwilioProvider(Builder builder, @Nullable TwilioAccounts finder) {
        AccountBook accounts = new AccountBook(
                builder.accounts.values().stream()
                        .map(TwilioAccount::credentials)
                        .toList(),
                sid -> finder == null ? Optional.empty() : finder.find(sid).map(TwilioAccount::credentials));
        this.namedAccounts = builder.accounts.size();
        this.baseUrl = builder.baseUrl;
        this.http = OneRequest.create("stratos-messaging-twilio");
        this.errorClasses = ErrorClasses.with(builder.errorClasses);
        this.sending = new MessageSending(http, accounts, baseUrl, errorClasses);
        this.search = new MessageSearch(http, accounts, baseUrl);
        this.inbound = new InboundSearch(http, accounts, baseUrl);
        this.reader = new WebhookReader(accounts);
    }

    /**
     * A provider for one account.
     *
     * @param accountSid its SID, {@code AC} and 32 hexadecimal digits
     * @param authToken its auth token
     * @return the provider
     * @throws IllegalArgumentException if the SID is none, or the token is empty or not of visible ASCII characters
     */
    public static TwilioProvider create(String accountSid, String authToken) {
        return builder().account(TwilioAccount.of(accountSid, authToken)).build();
    }

    /** {@return a builder that knows no account yet} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return {@code twilio}} */
    @Override
    public String name() {
        return "twilio";
    }

    /** {@return SMS and MMS within Twilio's limits; what a look-up does not find may still be there} */
    @Override
    public ProviderCapabilities capabilities() {
        return CAPABILITIES;
    }

    @Override
    public Outcome send(SendRequest request) {
        return sending.send(request);
    }

    /**
     * Reads Twilio's list of messages between the two numbers and compares text, media and time.
     *
     * <p>Two equal texts to one recipient within minutes cannot be told apart and are unknown. It takes 30 s at most.
     */
    @Override
    public LookupResult lookUp(LookupRequest request) {
        return search.lookUp(request);
    }

    /**
     * Reads Twilio's list of messages to the number, and for each with media the list of those.
     *
     * <p>It does not say whether Twilio acted upon a keyword. What the account's retention has removed is not in it.
     */
    @Override
    public PollResult inboundLog(PollRequest request) {
        return inbound.read(request);
    }

    /** By the class of the code; 21614 and 30006 mean a landline. */
    @Override
    public Optional<SuppressionReason> suppression(String code) {
        return errorClasses.suppression(code);
    }

    @Override
    public WebhookReading receive(WebhookRequest request) {
        return reader.receive(request);
    }

    @Override
    public void close() {
        http.close();
    }

    /** {@return how many accounts were named, and where requests go; no secret} */
    @Override
    public String toString() {
        return "TwilioProvider[named accounts: " + namedAccounts + ", " + baseUrl + "]";
    }

    /** Collects what a provider needs. Not safe for use by several threads. */
    public static final class Builder {

        private final Map<String, TwilioAccount> accounts = new LinkedHashMap<>();
        private final Map<Integer, TwilioErrorClass> errorClasses = new LinkedHashMap<>();
        private @Nullable TwilioAccounts finder;
        private String baseUrl = DEFAULT_BASE_URL;

        private Builder() {}

        /**
         * Names an account; may be called for several.
         *
         * @param account an account or sub-account
         * @return this
         * @throws IllegalArgumentException if one of the same SID was named before
         */
        public Builder account(TwilioAccount account) {
            if (accounts.putIfAbsent(account.sid(), account) != null) {
                throw new IllegalArgumentException("account '" + account.sid()
                        + "' is already named; give all its auth tokens to one TwilioAccount");
            }
            return this;
        }

        /**
         * Names a way to find accounts that were not named one by one.
         *
         * @param lookUp asked for every account that is not named
         * @return this
         * @throws IllegalStateException if one was named before
         */
        public Builder accounts(TwilioAccounts lookUp) {
            if (finder != null) {
                throw new IllegalStateException("a way to find accounts is already set: " + finder);
            }
            finder = lookUp;
            return this;
        }

        /**
         * Sends requests elsewhere, for tests. Secrets go there too.
         *
         * @param url scheme, host and port, such as {@code http://localhost:8080}
         * @return this
         * @throws IllegalArgumentException if it is not http or https, or has more than scheme, host and port
         */
        public Builder baseUrl(String url) {
            baseUrl = BaseUrl.check(url);
            return this;
        }

        /**
         * Overrules what an error code means.
         *
         * @param code Twilio's error code, such as 21610
         * @param meaning its class
         * @return this
         * @throws IllegalArgumentException if the code is not positive, or was overruled before with another class
         */
        public Builder errorClass(int code, TwilioErrorClass meaning) {
            if (code <= 0) {
                throw new IllegalArgumentException("error code " + code + " is none: Twilio's are positive");
            }
            TwilioErrorClass before = errorClasses.putIfAbsent(code, meaning);
            if (before != null && before != meaning) {
                throw new IllegalArgumentException(
                        "error code " + code + " is already " + before + ", it cannot be " + meaning + " as well");
            }
            return this;
        }

        /**
         * Builds the provider; opens no connection.
         *
         * @return the provider
         * @throws IllegalStateException if there is neither an account nor a way to find one
         */
        public TwilioProvider build() {
            if (accounts.isEmpty() && finder == null) {
                throw new IllegalStateException("no account: name one with account(...) or accounts(...)");
            }
            return new TwilioProvider(this, finder);
        }
    }
}
