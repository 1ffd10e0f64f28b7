package io.stratos.messaging.simulation;

import io.stratos.messaging.contact.Channel;
import io.stratos.messaging.spi.provider.ProviderCapabilities;
import io.stratos.messaging.spi.provider.ProviderCapabilities.Feature;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a {@link SimulatedProvider}; each has a default. For one thread; changes after {@link #build} have no
 * effect on what was built.
 */
public final class SimulatedProviderBuilder {

    private static final long MEDIA_BYTES = 5_000_000;

    private final Clock clock;
    private final Set<Feature> features = EnumSet.of(Feature.LOOK_UP);
    private @Nullable URI webhookUrl;

    String name = "simulated";
    String account = "sim";
    long seed = 1;
    Chaos chaos = Chaos.none();
    int textLimit = 1_600;
    int mediaLimit = 10;
    Duration recordsAppearAfter = Duration.ZERO;
    Duration keyWindow = Duration.ZERO;
    boolean keepsKeys = true;
    int pageSize = 50;

    SimulatedProviderBuilder(Clock clock) {
        this.clock = clock;
    }

    private SimulatedProviderBuilder(SimulatedProviderBuilder other) {
        this.clock = other.clock;
        this.features.clear();
        this.features.addAll(other.features);
        this.webhookUrl = other.webhookUrl;
        this.name = other.name;
        this.account = other.account;
        this.seed = other.seed;
        this.chaos = other.chaos;
        this.textLimit = other.textLimit;
        this.mediaLimit = other.mediaLimit;
        this.recordsAppearAfter = other.recordsAppearAfter;
        this.keyWindow = other.keyWindow;
        this.keepsKeys = other.keepsKeys;
        this.pageSize = other.pageSize;
    }

    /**
     * Its name; {@code simulated} unless said.
     *
     * @param providerName lower-case letters, digits and dashes, a letter first, at most 40
     * @return this
     * @throws IllegalArgumentException if it is not such a name
     */
    public SimulatedProviderBuilder name(String providerName) {
        if (!providerName.matches("[a-z][a-z0-9-]{0,39}")) {
            throw new IllegalArgumentException(
                    "provider name '" + providerName + "'; use lower-case letters, digits and dashes");
        }
        this.name = providerName;
        return this;
    }

    /**
     * Its one account; {@code sim} unless said. Requests by a route of another account are refused.
     *
     * @param accountId any text that is not blank
     * @return this
     * @throws IllegalArgumentException if it is blank
     */
    public SimulatedProviderBuilder account(String accountId) {
        if (accountId.isBlank()) {
            throw new IllegalArgumentException("account '" + accountId + "' is blank");
        }
        this.account = accountId;
        return this;
    }

    /**
     * What chaos is drawn from; 1 unless said.
     *
     * @param number any number
     * @return this
     */
    public SimulatedProviderBuilder seed(long number) {
        this.seed = number;
        return this;
    }

    /**
     * What goes wrong where no script says otherwise; nothing unless said.
     *
     * @param rates how often each fault comes
     * @return this
     */
    public SimulatedProviderBuilder chaos(Chaos rates) {
        this.chaos = rates;
        return this;
    }

    /**
     * The longest text of one request; 1,600 UTF-16 units unless said. Longer ones are refused.
     *
     * @param units at least 1
     * @return this
     */
    public SimulatedProviderBuilder textLimit(int units) {
        this.textLimit = units;
        return this;
    }

    /**
     * How many media one request carries; 10 unless said. More are refused; 0 makes a provider without MMS.
     *
     * @param count at least 0
     * @return this
     */
    public SimulatedProviderBuilder mediaLimit(int count) {
        this.mediaLimit = count;
        return this;
    }

    /**
     * Whether it answers STOP, START and HELP by itself, and keeps a list of its own of who opted out; no unless said.
     *
     * @param answers whether it does
     * @return this
     */
    public SimulatedProviderBuilder answersKeywords(boolean answers) {
        return feature(Feature.ANSWERS_KEYWORDS, answers);
    }

    /**
     * Whether past messages can be looked up; yes unless said.
     *
     * @param can whether they can
     * @return this
     */
    public SimulatedProviderBuilder lookUp(boolean can) {
        return feature(Feature.LOOK_UP, can);
    }

    /**
     * Whether what a look-up does not find was certainly not sent; no unless said.
     *
     * @param proves whether it is proof
     * @return this
     */
    public SimulatedProviderBuilder lookUpProvesAbsence(boolean proves) {
        return feature(Feature.LOOK_UP_PROVES_ABSENCE, proves);
    }

    /**
     * How long a look-up does not find a message that is there; not at all unless said.
     *
     * @param delay from its arrival
     * @return this
     */
    public SimulatedProviderBuilder recordsAppearAfter(Duration delay) {
        this.recordsAppearAfter = delay;
        return this;
    }

    /**
     * How long it makes one text of all requests with one attempt's id, and answers each with the same id; not at all unless said.
     *
     * @param window from the first request that it kept; zero for not at all
     * @return this
     */
    public SimulatedProviderBuilder knowsKeys(Duration window) {
        this.keyWindow = window;
        return this;
    }

    /**
     * Whether it keeps what {@link #knowsKeys} declares; yes unless said. A provider that lies makes a text of each request.
     *
     * @param keeps whether it does
     * @return this
     */
    public SimulatedProviderBuilder keepsKeys(boolean keeps) {
        this.keepsKeys = keeps;
        return this;
    }

    /**
     * Whether it keeps what customers texted, to be read later; no unless said.
     *
     * @param keeps whether it does
     * @return this
     */
    public SimulatedProviderBuilder inboundLog(boolean keeps) {
        return feature(Feature.INBOUND_LOG, keeps);
    }

    /**
     * Whether its list of who opted out can be read; no unless said. It {@linkplain #answersKeywords keeps one} only if it answers
     * keywords.
     *
     * @param can whether it can
     * @return this
     */
    public SimulatedProviderBuilder optOutList(boolean can) {
        return feature(Feature.OPT_OUT_LIST, can);
    }

    /**
     * How much a page of its inbound log and its opt-out list holds; 50 unless said.
     *
     * @param size at least 1
     * @return this
     */
    public SimulatedProviderBuilder pageSize(int size) {
        this.pageSize = size;
        return this;
    }

    /**
     * Where webhooks go that have no callback URL, such as inbound texts. Needed where the engine has a public URL, as
     * signatures cover the URL.
     *
     * @param url absolute; {@code https://simulated.invalid/webhooks/} and the name unless said
     * @return this
     */
    public SimulatedProviderBuilder webhookUrl(URI url) {
        this.webhookUrl = url;
        return this;
    }

    private SimulatedProviderBuilder feature(Feature feature, boolean on) {
        if (on) {
            features.add(feature);
        } else {
            features.remove(feature);
        }
        return this;
    }

    /**
     * The provider.
     *
     * @return a new one
     * @throws IllegalArgumentException if a limit is negative, or a text limit is zero
     */
    public SimulatedProvider build() {
        SimulatedProviderBuilder settled = new SimulatedProviderBuilder(this);
        settled.capabilities();
        return new SimulatedProvider(clock, settled);
    }

    String webhookUrl() {
        return webhookUrl == null ? "https://simulated.invalid/webhooks/" + name : webhookUrl.toString();
    }

    ProviderCapabilities capabilities() {
        return new ProviderCapabilities(
                mediaLimit == 0 ? EnumSet.of(Channel.SMS) : EnumSet.of(Channel.SMS, Channel.MMS),
                textLimit,
                mediaLimit,
                MEDIA_BYTES,
                Duration.ZERO,
                features,
                keyWindow);
    }
}
