package io.stratos.messaging.internal.accept;

import io.stratos.messaging.consent.ConsentPolicy;
import io.stratos.messaging.consent.Purpose;
import io.stratos.messaging.contact.Channel;
import io.stratos.messaging.contact.EmailAddress;
import io.stratos.messaging.delivery.Decision;
import io.stratos.messaging.delivery.Ruling;
import io.stratos.messaging.internal.gate.Gate;
import io.stratos.messaging.internal.id.IdSource;
import io.stratos.messaging.message.Content;
import io.stratos.messaging.message.Direction;
import io.stratos.messaging.message.Message;
import io.stratos.messaging.message.Origin;
import io.stratos.messaging.spi.store.AddressRecord;
import io.stratos.messaging.spi.store.NewMessage;
import io.stratos.messaging.spi.store.StoreSession;
import io.stratos.messaging.tenant.TenantProfile;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Asks a contact to confirm: one message, and one reminder that the gate lets go only if nobody answered. */
public final class ConsentRequests {

    private final Gate gate;
    private final IdSource ids;

    /**
     * A writer of requests.
     *
     * @param gate the gate, which they pass like every message
     * @param ids where message ids come from
     */
    public ConsentRequests(Gate gate, IdSource ids) {
        this.gate = gate;
        this.ids = ids;
    }

    /**
     * The text a contact is asked with.
     *
     * @param tenant who asks
     * @param purpose to what
     * @return the text
     */
    public static String wording(TenantProfile tenant, Purpose purpose) {
        return tenant.consentPolicy()
                .requestText()
                .replace("{business}", tenant.businessName())
                .replace("{purpose}", purpose.name().toLowerCase(Locale.ROOT));
    }

    /**
     * Sends them, once for each request: repeated, it finds what is stored.
     *
     * @param session where to store
     * @param tenant who asks
     * @param contact whom, as the row stands since the request was recorded
     * @param purpose to what
     * @param until until when they may answer
     */
    public void send(
            StoreSession session, TenantProfile tenant, AddressRecord contact, Purpose purpose, Instant until) {
        ConsentPolicy policy = tenant.consentPolicy();
        List<NewMessage> messages = new ArrayList<>();
        messages.add(message(tenant, contact, purpose, null, until));
        Instant again = contact.readAt().plus(policy.reminderAfter());
        if (again.isBefore(until)) {
            messages.add(message(tenant, contact, purpose, again, until));
        }
        session.accept(messages);
    }

    private NewMessage message(
            TenantProfile tenant, AddressRecord contact, Purpose purpose, @Nullable Instant sendAt, Instant until) {
        Message message = Message.builder(tenant.id(), ids.message(), contact.conversation())
                .kind(
                        Direction.OUTBOUND,
                        Origin.CONSENT_REQUEST,
                        contact.address() instanceof EmailAddress ? Channel.EMAIL : Channel.SMS)
                .to(contact.address())
                .content(Content.text(wording(tenant, purpose)))
                .purpose(purpose)
                .createdAt(contact.readAt())
                .schedule(sendAt, until)
                .build();
        Decision decision =
                gate.ask(Decision.Stage.ACCEPT, message, tenant, contact).decision();
        Message judged = decision.ruling() == Ruling.BLOCK
                ? message.toBuilder()
                        .status(Gate.endOf(decision))
                        .times(null, null, null, contact.readAt())
                        .build()
                : message;
        String key =
                "consent-request/" + contact.contact() + "/" + purpose + "/" + until + (sendAt == null ? "" : "/2");
        return new NewMessage(judged, decision, new NewMessage.IdempotencyKey(key, "consent-request"));
    }
}
