package io.stratos.messaging.spi.store;

import io.stratos.messaging.consent.ConsentEvent;
import io.stratos.messaging.id.AttemptId;
import io.stratos.messaging.message.Message;
import io.stratos.messaging.message.MessageStatus;
import io.stratos.messaging.schedule.ContactTimes;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Something a provider reported, ready to be stored. */
public sealed interface Ingest {

    /**
     * An inbound message.
     *
     * @param provider the provider's name
     * @param dedupKey the same for every delivery of the same message, at most 200 characters
     * @param message the message, in the conversation {@link StoreSession#ensureAddress} named
     * @param consent changes of consent it brings; their instants are replaced by the store's
     * @param reply the engine's answer to a keyword or a command; null for none
     * @param times what it changes of what is known of its sender's time; as for {@link ContactTimesRoom#changeTimes}; null for
     *     nothing
     */
    record Inbound(
            String provider,
            String dedupKey,
            Message message,
            List<ConsentEvent> consent,
            @Nullable NewMessage reply,
            @Nullable UnaryOperator<ContactTimes> times)
            implements Ingest {

        /** Copies the list. */
        public Inbound {
            consent = List.copyOf(consent);
        }

        /**
         * One that changes nothing of what is known of its sender's time.
         *
         * @param provider the provider's name
         * @param dedupKey the same for every delivery of the same message, at most 200 characters
         * @param message the message
         * @param consent changes of consent it brings
         * @param reply the engine's answer to a keyword; null for none
         */
        public Inbound(
                String provider,
                String dedupKey,
                Message message,
                List<ConsentEvent> consent,
                @Nullable NewMessage reply) {
            this(provider, dedupKey, message, consent, reply, null);
        }
    }

    /**
     * A delivery receipt.
     *
     * @param provider the provider's name
     * @param account the provider's id of the account
     * @param providerMessageId the provider's id of the message
     * @param attempt our id of the attempt, as it came back; null if it did not
     * @param status what it reports
     * @param code the provider's error code; null if none
     * @param detail the provider's words; null if none
     */
    record Receipt(
            String provider,
            String account,
            String providerMessageId,
            @Nullable AttemptId attempt,
            MessageStatus status,
            @Nullable String code,
            @Nullable String detail)
            implements Ingest {}
}
