package io.stratos.messaging.spi.provider;

import io.stratos.messaging.contact.Channel;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/**
 * What a provider can do. The gate and the dispatcher ask here and never try.
 *
 * @param channels what it carries
 * @param textLimit the longest text of one request, in UTF-16 units; longer texts leave in several requests
 * @param mediaLimit how many media one request carries
 * @param mediaBytes the largest total size of media in one request, in bytes
 * @param longestValidity the longest time to live it accepts; zero if it knows none
 * @param features what else it can do
 * @param keyWindow how long it knows {@link SendRequest#attempt()} as an idempotency key; zero if it does not. Declaring one
 *     is a promise of the provider's, which the engine cannot check and builds upon: of all requests with the same key, whether
 *     they come one after the other or at once, that reach it within this time of the first, it makes at most one text, and to one
 *     whose text it has it answers that it accepted it, with the id of that text. A request that is not accepted says nothing about
 *     the others
 */
public record ProviderCapabilities(
        Set<Channel> channels,
        int textLimit,
        int mediaLimit,
        long mediaBytes,
        Duration longestValidity,
        Set<Feature> features,
        Duration keyWindow) {

    /** What some providers can do and others cannot. */
    public enum Feature {
        /** It answers STOP, START and HELP by itself unless told otherwise. */
        ANSWERS_KEYWORDS,
        /** It can look up past sends, so that a doubt can be resolved. */
        LOOK_UP,
        /** What a look-up does not find was certainly not sent. */
        LOOK_UP_PROVES_ABSENCE,
        /** It keeps what contacts wrote to a number of ours, and {@link MessageProvider#inboundLog} reads it. */
        INBOUND_LOG,
        /** It lists who opted out of an account's numbers, and {@link MessageProvider#optOutList} reads the list. */
        OPT_OUT_LIST
    }

    /**
     * A provider that knows no idempotency key.
     *
     * @param channels what it carries
     * @param textLimit the longest text of one request, in UTF-16 units; longer texts leave in several requests
     * @param mediaLimit how many media one request carries
     * @param mediaBytes the largest total size of media in one request, in bytes
     * @param longestValidity the longest time to live it accepts; zero if it knows none
     * @param features what else it can do
     * @throws IllegalArgumentException if it carries nothing, or a limit is negative
     */
    public ProviderCapabilities(
            Set<Channel> channels,
            int textLimit,
            int mediaLimit,
            long mediaBytes,
            Duration longestValidity,
            Set<Feature> features) {
        this(channels, textLimit, mediaLimit, mediaBytes, longestValidity, features, Duration.ZERO);
    }

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if it carries nothing, or a limit is negative
     */
    public ProviderCapabilities {
        if (channels.isEmpty() || textLimit < 1 || mediaLimit < 0 || mediaBytes < 0) {
            throw new IllegalArgumentException("channels " + channels + ", text limit " + textLimit + ", media limit "
                    + mediaLimit + ", media bytes " + mediaBytes + "; at least one channel and no negative limit");
        }
        if (keyWindow.isNegative()) {
            throw new IllegalArgumentException("key window " + keyWindow + " is negative");
        }
        channels = Set.copyOf(channels);
        features = features.isEmpty() ? Set.of() : Set.copyOf(EnumSet.copyOf(features));
    }

    /** {@return whether it answers STOP, START and HELP by itself} */
    public boolean answersKeywords() {
        return features.contains(Feature.ANSWERS_KEYWORDS);
    }

    /** {@return whether it can look up past sends} */
    public boolean lookUp() {
        return features.contains(Feature.LOOK_UP);
    }

    /** {@return whether what contacts wrote can be read later} */
    public boolean inboundLog() {
        return features.contains(Feature.INBOUND_LOG);
    }

    /** {@return whether it lists who opted out} */
    public boolean optOutList() {
        return features.contains(Feature.OPT_OUT_LIST);
    }
}
