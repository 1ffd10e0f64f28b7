package io.stratos.messaging.simulation;

import io.stratos.messaging.consent.Keyword;
import io.stratos.messaging.contact.Address;
import io.stratos.messaging.spi.provider.PollRequest;
import io.stratos.messaging.spi.provider.Polled;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The provider's own list of who opted out of which sender; kept only if the provider answers keywords. */
final class OptOuts {

    private record Pair(Address contact, Address sender) {}

    private final boolean kept;
    private final Map<Pair, Instant> pairs = new LinkedHashMap<>();

    OptOuts(boolean kept) {
        this.kept = kept;
    }

    /** Acts upon a text, if it is one of the three words this provider knows. */
    synchronized @Nullable Keyword actUpon(Address contact, Address sender, String text, Instant now) {
        if (!kept) {
            return null;
        }
        switch (text.strip().toUpperCase(Locale.ROOT)) {
            case "STOP" -> {
                pairs.putIfAbsent(new Pair(contact, sender), now);
                return Keyword.STOP;
            }
            case "START" -> {
                pairs.remove(new Pair(contact, sender));
                return Keyword.START;
            }
            case "HELP" -> {
                return Keyword.HELP;
            }
            default -> {
                return null;
            }
        }
    }

    synchronized boolean contains(Address contact, Address sender) {
        return pairs.containsKey(new Pair(contact, sender));
    }

    /** Who opted out at a time asked for, in the order in which they did. */
    synchronized List<Polled> listed(PollRequest request) {
        List<Polled> listed = new ArrayList<>();
        pairs.forEach((pair, at) -> {
            if (request.covers(at)) {
                listed.add(new Polled.OptOut(pair.contact(), pair.sender(), at, Keyword.STOP.name()));
            }
        });
        return listed;
    }
}
