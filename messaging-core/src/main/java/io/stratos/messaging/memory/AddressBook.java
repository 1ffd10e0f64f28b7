package io.stratos.messaging.memory;

import io.stratos.messaging.contact.Address;
import io.stratos.messaging.contact.Contact;
import io.stratos.messaging.id.ContactId;
import io.stratos.messaging.id.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rows of addresses, and the contacts they belong to. */
final class AddressBook {

    private final Map<Scoped<Address>, AddressRow> rows = new HashMap<>();
    private final Map<Scoped<ContactId>, Contact> contacts = new HashMap<>();

    @Nullable
    AddressRow find(TenantId tenant, Address address) {
        return rows.get(new Scoped<>(tenant, address));
    }

    AddressRow require(TenantId tenant, Address address) {
        AddressRow row = find(tenant, address);
        if (row == null) {
            throw new IllegalStateException(
                    "tenant " + tenant + " has no row for " + address.masked() + "; call ensureAddress first");
        }
        return row;
    }

    List<AddressRow> all(TenantId tenant) {
        return rows.entrySet().stream()
                .filter(entry -> entry.getKey().tenant().equals(tenant))
                .map(Map.Entry::getValue)
                .sorted(Comparator.comparing(row -> row.address.value()))
                .toList();
    }

    @Nullable
    Contact contact(TenantId tenant, ContactId id) {
        return contacts.get(new Scoped<>(tenant, id));
    }

    void insert(TenantId tenant, AddressRow row, Instant now) {
        rows.put(new Scoped<>(tenant, row.address), row);
        Contact known = contact(tenant, row.contact);
        List<Address> addresses = new ArrayList<>(known == null ? List.of() : known.addresses());
        addresses.add(row.address);
        contacts.put(
                new Scoped<>(tenant, row.contact),
                new Contact(
                        row.contact,
                        known == null ? null : known.name(),
                        addresses,
                        known == null ? now : known.createdAt()));
    }
}
