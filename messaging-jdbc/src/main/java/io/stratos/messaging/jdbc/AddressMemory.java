package io.stratos.messaging.jdbc;

import io.stratos.messaging.spi.store.AddressRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Address rows as this node last read them, and the version each had. Whoever acts on one makes sure, in the statement
 * that acts, that the row still has it; so nothing here has to be forgotten in time. Safe for use by many threads.
 */
final class AddressMemory {

    /** Some megabytes; begun anew once it is full. */
    private static final int MOST = 10_000;

    /** For so long the machine's own clock tells what time it is in the database. */
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final Supplier<Duration> shift;
    private final Map<Addresses.Place, Addresses.Version> rows = new ConcurrentHashMap<>();
    private volatile @Nullable Clock clock;

    AddressMemory(Supplier<Duration> shift) {
        this.shift = shift;
    }

    /** What time it was in the database, when it was that by the machine's own clock. */
    private record Clock(Instant database, long nanos) {}

    void note(Addresses.Place place, Addresses.Version read) {
        if (read.version() == null) {
            return;
        }
        if (rows.size() >= MOST) {
            rows.clear();
        }
        rows.put(place, read);
        clock = new Clock(read.row().readAt().minus(shift.get()), System.nanoTime());
    }

    void forget(Addresses.Place place) {
        rows.remove(place);
    }

    /** {@return the row as it was, as if read now} */
    Optional<AddressRecord> row(Addresses.Place place) {
        Clock known = clock;
        Addresses.Version read = rows.get(place);
        if (read == null || known == null) {
            return Optional.empty();
        }
        Duration since = Duration.ofNanos(System.nanoTime() - known.nanos);
        return since.compareTo(LONGEST) > 0
                ? Optional.empty()
                : Optional.of(at(read.row(), known.database.plus(since).plus(shift.get())));
    }

    /** {@return the version the row had when it was like this} */
    Optional<String> version(Addresses.Place place, AddressRecord like) {
        return Optional.ofNullable(rows.get(place))
                .filter(read -> at(read.row(), like.readAt()).equals(like))
                .map(Addresses.Version::version);
    }

    private static AddressRecord at(AddressRecord row, Instant now) {
        return new AddressRecord(
                row.address(), row.contact(), row.conversation(), row.lastSender(), row.consent(), row.notes(), now);
    }
}
