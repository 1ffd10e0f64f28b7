package io.stratos.messaging.spi.provider;

import io.stratos.messaging.consent.Keyword;
import io.stratos.messaging.contact.Address;
import io.stratos.messaging.contact.Channel;
import io.stratos.messaging.id.AttemptId;
import io.stratos.messaging.message.Content;
import io.stratos.messaging.message.MessageStatus;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One thing a provider reports. */
public sealed interface ProviderEvent {

    /** {@return the provider's id of the message it is about} */
    String providerMessageId();

    /**
     * A contact wrote.
     *
     * @param providerMessageId the provider's id; the same for every delivery of the same message
     * @param from the contact
     * @param to the tenant's number it was sent to
     * @param channel what carried it
     * @param content what it says
     * @param handledKeyword the keyword the provider says it acted upon; null if none
     */
    record InboundMessage(
            String providerMessageId,
            Address from,
            Address to,
            Channel channel,
            Content content,
            @Nullable Keyword handledKeyword)
            implements ProviderEvent {

        /** {@return the keyword the provider says it acted upon, if any} */
        public Optional<Keyword> keyword() {
            return Optional.ofNullable(handledKeyword);
        }
    }

    /**
     * A message of ours moved on.
     *
     * @param providerMessageId the provider's id
     * @param attempt our id of the attempt, from the callback URL; null if it did not come back
     * @param status how far it has come
     * @param code the provider's error code; null if none
     * @param detail the provider's words; null if none
     */
    record DeliveryReceipt(
            String providerMessageId,
            @Nullable AttemptId attempt,
            MessageStatus status,
            @Nullable String code,
            @Nullable String detail)
            implements ProviderEvent {}
}
