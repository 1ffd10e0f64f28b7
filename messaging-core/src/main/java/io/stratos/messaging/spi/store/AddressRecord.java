package io.stratos.messaging.spi.store;

import io.stratos.messaging.consent.Consent;
import io.stratos.messaging.contact.Address;
import io.stratos.messaging.id.ContactId;
import io.stratos.messaging.id.ConversationId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The row of one (tenant, address): whose it is and what they agreed to. Opt-outs and sends meet on it.
 *
 * @param address the contact's address
 * @param contact whose it is
 * @param conversation where what they say goes
 * @param lastSender the tenant's address they last wrote to; null if they never did
 * @param consent what they agreed to
 * @param notes what else is known of it
 * @param readAt when this was read, by the store's clock
 */
public record AddressRecord(
        Address address,
        ContactId contact,
        ConversationId conversation,
        @Nullable Address lastSender,
        Consent consent,
        AddressNotes notes,
        Instant readAt) {}
