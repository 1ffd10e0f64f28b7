package io.stratos.messaging;

import io.stratos.messaging.contact.Address;
import io.stratos.messaging.delivery.Acceptance;
import io.stratos.messaging.id.TenantId;
import io.stratos.messaging.internal.accept.Acceptor;
import io.stratos.messaging.internal.accept.Outgoing;
import io.stratos.messaging.internal.id.IdSource;
import io.stratos.messaging.message.OutboundMessage;
import io.stratos.messaging.spi.store.AddressRecord;
import io.stratos.messaging.spi.store.StoreSession;
import java.util.List;
import java.util.function.Function;

/** What the doors of one tenant share: whose data, through which session. */
record TenantScope(
        TenantId tenant,
        StoreSession session,
        Acceptor acceptor,
        IdSource ids,
        Runnable accepted,
        Function<TenantScope, Limits> standings) {

    List<Acceptance> accept(List<OutboundMessage> messages) {
        List<Acceptance> acceptances = acceptor.accept(session, tenant, messages);
        accepted.run();
        return acceptances;
    }

    Limits limits() {
        return standings.apply(this);
    }

    Outgoing outgoing() {
        return new Outgoing(tenant, session);
    }

    AddressRecord ensure(Address address) {
        return session.ensureAddress(tenant, address, ids.contact(), ids.conversation());
    }
}
