package io.stratos.messaging.spi.provider;

import io.stratos.messaging.message.MessageStatus;

/** What a look-up of a doubtful attempt brought. */
public sealed interface LookupResult {

    /**
     * Exactly one message of the provider's matches.
     *
     * @param providerMessageId the provider's id of it
     * @param status how far it has come
     */
    record Found(String providerMessageId, MessageStatus status) implements LookupResult {}

    /**
     * The provider's records hold no match. Whether that is proof is for the provider's capabilities to say.
     *
     * @param reason what was searched, for people
     */
    record Absent(String reason) implements LookupResult {}

    /**
     * It could not be found out: several matches, or no answer.
     *
     * @param reason why, for people
     */
    record Unknown(String reason) implements LookupResult {}

    /**
     * It could not be found out.
     *
     * @param reason why, for people
     * @return the result
     */
    static LookupResult unknown(String reason) {
        return new Unknown(reason);
    }
}
