package io.stratos.messaging.simulation;

import io.stratos.messaging.consent.Keyword;
import io.stratos.messaging.contact.Address;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The provider's own list of who opted out of which sender; kept only if the provider answers keywords. */
final class OptOuts {

    private record Pair(Address contact, Address sender) {}

    private final boolean kept;
    private final Set<Pair> pairs = new HashSet<>();

    OptOuts(boolean kept) {
        this.kept = kept;
    }

    /** Acts upon a text, if it is one of the three words this provider knows. */
    synchronized @Nullable Keyword actUpon(Address contact, Address sender, String text) {
        if (!kept) {
            return null;
        }
        switch (text.strip().toUpperCase(Locale.ROOT)) {
            case "STOP" -> {
                pairs.add(new Pair(contact, sender));
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
        return pairs.contains(new Pair(contact, sender));
    }
}
