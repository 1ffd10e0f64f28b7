package io.stratos.messaging.spi.store;

import io.stratos.messaging.contact.Address;
import io.stratos.messaging.id.TenantId;
import io.stratos.messaging.schedule.ContactTimes;
import java.util.function.UnaryOperator;

/** What is known of the time and place of addresses. */
public interface ContactTimesRoom {

    /**
     * Changes what is known of an address, under its exclusive lock, so that two changes at once both take effect and the
     * gate sees the newest. If the contact's {@linkplain ContactTimes#preference() wishes} change, what waits in the
     * conversation for anything but a limit or its own time is due, so that the gate is asked about it again.
     *
     * @param tenant whose contact
     * @param address whose times; {@link StoreSession#ensureAddress} made its row
     * @param change makes the new value of the present one; does no I/O, and may be called again if the transaction has to
     *     be repeated
     * @return what is known now
     */
    ContactTimes changeTimes(TenantId tenant, Address address, UnaryOperator<ContactTimes> change);
}
