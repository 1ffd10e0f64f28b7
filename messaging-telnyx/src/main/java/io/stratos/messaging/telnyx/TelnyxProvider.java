package io.stratos.messaging.telnyx;

import io.stratos.messaging.consent.SuppressionReason;
import io.stratos.messaging.contact.Channel;
import io.stratos.messaging.delivery.Outcome;
import io.stratos.messaging.spi.http.OneRequest;
import io.stratos.messaging.spi.provider.MessageProvider;
import io.stratos.messaging.spi.provider.PollRequest;
import io.stratos.messaging.spi.provider.PollResult;
import io.stratos.messaging.spi.provider.ProviderCapabilities;
import io.stratos.messaging.spi.provider.ProviderCapabilities.Feature;
import io.stratos.messaging.spi.provider.SendRequest;
import io.stratos.messaging.spi.provider.WebhookReading;
import io.stratos.messaging.telnyx.internal.ErrorClasses;
import io.stratos.messaging.telnyx.internal.MessageSending;
import io.stratos.messaging.telnyx.internal.OptOutList;
import io.stratos.messaging.telnyx.internal.Signatures;
import io.stratos.messaging.telnyx.internal.WebhookReader;
import io.stratos.messaging.webhook.WebhookRequest;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * SMS and MMS by Telnyx.
 *
 * <p>Telnyx knows no idempotency keys and lists no past messages: what is in doubt stays so until a receipt comes, which
 * needs the engine to have a public URL. It takes no time to live with a message, so that its queue may deliver after a window has
 * ended. It lists who opted out, but keeps no log of what else was texted. One instance serves one account, whose webhooks must be of version 2. Telnyx
 * answers STOP, START and HELP by itself. Safe for use by many threads.
 */
public final class TelnyxProvider implements MessageProvider {

    private static final String NAME = "telnyx";
    // Ten parts at most, and a part holds 67 UTF-16 units of a text beyond GSM-7.
    private static final int TEXT_LIMIT = 670;
    private static final int MEDIA_LIMIT = 10;
    private static final long MEDIA_BYTES = 1_000_000;
    private static final ProviderCapabilities CAPABILITIES = new ProviderCapabilities(
            Set.of(Channel.SMS, Channel.MMS),
            TEXT_LIMIT,
            MEDIA_LIMIT,
            MEDIA_BYTES,
            Duration.ZERO,
            Set.of(Feature.ANSWERS_KEYWORDS, Feature.OPT_OUT_LIST));

    private final String account;
    private final String baseUrl;
    private final OneRequest http;
    private final MessageSending sending;
    private final OptOutList optOuts;
    private final WebhookReader reader;
    private final ErrorClasses errorClasses;

    private TelnyxProvider(Builder builder) {
        this.account = builder.account;
        this.baseUrl = builder.baseUrl;
        this.reader = new WebhookReader(account, new Signatures(builder.publicKeyBase64, builder.clock));
        this.http = OneRequest.create("stratos-messaging-telnyx");
        this.errorClasses = ErrorClasses.with(builder.errorClasses);
        this.sending = new MessageSending(http, account, builder.apiKey, baseUrl, errorClasses);
        this.optOuts = new OptOutList(http, account, builder.apiKey, baseUrl);
    }

    /**
     * The provider, for the account named {@code telnyx} in senders.
     *
     * @param apiKey the API key, as the Telnyx portal shows it once
     * @param publicKeyBase64 the account's public key, which webhooks are verified with
     * @return the provider; it connects with the first message
     * @throws IllegalArgumentException if the API key is blank, or the public key is none
     */
    public static TelnyxProvider create(String apiKey, String publicKeyBase64) {
        return builder(apiKey, publicKeyBase64).build();
    }

    /**
     * The provider with settings of its own.
     *
     * @param apiKey the API key, as the Telnyx portal shows it once
     * @param publicKeyBase64 the account's public key, which webhooks are verified with
     * @return a builder
     * @throws IllegalArgumentException if the API key is blank
     */
    public static Builder builder(String apiKey, String publicKeyBase64) {
        return new Builder(apiKey, publicKeyBase64);
    }

    /** {@return {@code telnyx}} */
    @Override
    public String name() {
        return NAME;
    }

    /** {@return SMS and MMS within Telnyx's limits, without a look-up} */
    @Override
    public ProviderCapabilities capabilities() {
        return CAPABILITIES;
    }

    @Override
    public Outcome send(SendRequest request) {
        return sending.send(request);
    }

    /** Reads the list over all messaging profiles; a contact who texted START is not on it any more. */
    @Override
    public PollResult optOutList(PollRequest request) {
        return optOuts.read(request);
    }

    /** By the class of the code; 40001 means a landline. */
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

    /** {@return what the account is called, and where requests go; no secret} */
    @Override
    public String toString() {
        return "TelnyxProvider[" + account + ", " + baseUrl + "]";
    }

    /** Collects what a provider needs; each setting has a default. Not safe for use by several threads. */
    public static final class Builder {

        private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

        private final String apiKey;
        private final String publicKeyBase64;
        private final Map<String, TelnyxErrorClass> errorClasses = new LinkedHashMap<>();
        private String account = NAME;
        private String baseUrl = "https://api.telnyx.com/v2";
        private Clock clock = Clock.systemUTC();

        private Builder(String apiKey, String publicKeyBase64) {
            if (apiKey.isBlank() || !apiKey.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
                throw new IllegalArgumentException("the API key is empty or not of visible ASCII characters");
            }
            this.apiKey = apiKey;
            this.publicKeyBase64 = publicKeyBase64;
        }

        /**
         * Says what senders call the account; {@code telnyx} unless said.
         *
         * @param name any text that is not blank
         * @return this
         * @throws IllegalArgumentException if it is blank
         */
        public Builder account(String name) {
            if (name.isBlank()) {
                throw new IllegalArgumentException("account '" + name + "' is blank");
            }
            account = name;
            return this;
        }

        /**
         * Sends requests elsewhere, for tests. The API key goes there too.
         *
         * @param url absolute, the version included, such as {@code http://localhost:8080/v2}; http is for this machine
         *     only
         * @return this
         * @throws IllegalArgumentException if it is not such a URL
         */
        public Builder baseUrl(URI url) {
            if (url.getHost() == null || url.getRawUserInfo() != null || url.getRawQuery() != null) {
                throw new IllegalArgumentException("base URL is not absolute, or holds credentials or a query; use "
                        + "https://host/v2, or http://localhost:port/v2 in tests");
            }
            boolean local = "http".equals(url.getScheme()) && LOOPBACK.contains(url.getHost());
            if (!local && !"https".equals(url.getScheme())) {
                throw new IllegalArgumentException(
                        "base URL '" + url + "'; use https://host/v2, or http://localhost:port/v2 in tests");
            }
            baseUrl = url.toString();
            return this;
        }

        /**
         * Measures the age of webhooks by a clock of yours; by the system's unless said.
         *
         * @param newClock any clock
         * @return this
         */
        public Builder clock(Clock newClock) {
            clock = newClock;
            return this;
        }

        /**
         * Overrules what an error code means.
         *
         * @param code Telnyx's error code, such as {@code "40300"}
         * @param meaning its class
         * @return this
         * @throws IllegalArgumentException if the code is blank, or was overruled before with another class
         */
        public Builder errorClass(String code, TelnyxErrorClass meaning) {
            if (code.isBlank()) {
                throw new IllegalArgumentException("error code '" + code + "' is blank");
            }
            TelnyxErrorClass before = errorClasses.putIfAbsent(code, meaning);
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
         * @throws IllegalArgumentException if the public key is none
         */
        public TelnyxProvider build() {
            return new TelnyxProvider(this);
        }
    }
}
