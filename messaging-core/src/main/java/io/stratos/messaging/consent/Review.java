package io.stratos.messaging.consent;

import io.stratos.messaging.contact.Address;
import io.stratos.messaging.id.ConversationId;
import io.stratos.messaging.id.MessageId;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A contact who may have revoked; what is sent to them automatically waits until somebody decides. That is done by
 * {@code tenant.consent().release(…)} or an opt-out, and is then listed no more.
 *
 * @param address who
 * @param conversation where to answer them
 * @param since since when it waits, by the store's clock
 * @param message the text that caused it; null if somebody at the host said so
 * @param text its words; null without such a text, or where it was erased
 * @param reason how it was read, or what the host gave as evidence
 */
public record Review(
        Address address,
        ConversationId conversation,
        Instant since,
        @Nullable MessageId message,
        @Nullable String text,
        String reason) {

    /** {@return the words that caused it, if there are any} */
    public Optional<String> words() {
        return Optional.ofNullable(text);
    }

    /** {@return masked address and instant; nothing the contact wrote} */
    @Override
    public String toString() {
        return address.masked() + " to be reviewed since " + since;
    }
}
