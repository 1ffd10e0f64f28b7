package io.stratos.messaging.spi.store;

import io.stratos.messaging.contact.Address;
import io.stratos.messaging.id.TenantId;
import io.stratos.messaging.schedule.ContactTimes;
import io.stratos.messaging.schedule.ReplyHours;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

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

    /**
     * When contacts answered, for an estimate: of some contacts whose replies were counted, which ones is the store's choice.
     *
     * <p>Called on the host's thread, for each segment at most once an hour.
     *
     * @param tenant whose contacts
     * @param segment of which {@linkplain ContactTimes#segment() segment}; null for all contacts
     * @param limit of how many at most
     * @return the replies of each
     */
    List<ReplyHours> replyHours(TenantId tenant, @Nullable String segment, int limit);
}
