package io.stratos.messaging;

import io.stratos.messaging.contact.Address;
import io.stratos.messaging.delivery.Acceptance;
import io.stratos.messaging.id.TenantId;
import io.stratos.messaging.internal.accept.Acceptor;
import io.stratos.messaging.internal.accept.Decided;
import io.stratos.messaging.internal.accept.Outgoing;
import io.stratos.messaging.internal.explain.Explainer;
import io.stratos.messaging.message.OutboundMessage;
import io.stratos.messaging.spi.store.AddressRecord;
import io.stratos.messaging.spi.store.StoreSession;
import java.util.List;

/** What the doors of one tenant share: whose data, through which session. */
record TenantScope(TenantId tenant, StoreSession session, Doors doors, Runnable accepted) {

    List<Acceptance> accept(List<OutboundMessage> messages) {
        List<Acceptance> acceptances = doors.acceptor().accept(session, tenant, messages);
        accepted.run();
        return acceptances;
    }

    Acceptor acceptor() {
        return doors.acceptor();
    }

    Explainer explainer() {
        return doors.explainer();
    }

    Limits limits() {
        return doors.limits().apply(this);
    }

    Doors.Consenting consenting() {
        return doors.consenting();
    }

    Schedule schedule() {
        return doors.schedule().apply(this);
    }

    Outgoing outgoing() {
        return new Outgoing(tenant, session);
    }

    Decided decided() {
        return new Decided(tenant, session, doors.lease());
    }

    AddressRecord ensure(Address address) {
        return session.ensureAddress(
                tenant, address, doors.ids().contact(), doors.ids().conversation());
    }
}
