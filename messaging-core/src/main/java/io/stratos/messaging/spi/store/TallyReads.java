package io.stratos.messaging.spi.store;

import java.util.Collection;
import java.util.Map;

/** Reads of how much of limits is used. Called on the host's thread; locks nothing. */
public interface TallyReads {

    /**
     * The tallies of limits.
     *
     * @param keys whose
     * @return the texts of those that were ever drawn on, see {@link Tally#of}
     */
    Map<Draw.Key, String> tallies(Collection<Draw.Key> keys);
}
