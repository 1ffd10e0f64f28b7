package io.stratos.messaging.consent;

import io.stratos.messaging.id.TenantId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What verifying a ledger came to.
 *
 * @param tenant whose ledger
 * @param lines how many lines follow from each other and from their events, from the first on
 * @param head the link of the last of them; kept elsewhere, it shows later that nothing before it was replaced
 * @param broken what is wrong first; null if nothing is
 */
public record LedgerCheck(
        TenantId tenant, long lines, String head, @Nullable Break broken) {

    /**
     * The first place where the ledger is not what was sealed.
     *
     * @param position the line's position
     * @param what one clause for people, no phone number in it
     */
    public record Break(long position, String what) {}

    /** {@return whether every line follows from the one before and seals the event that stands there} */
    public boolean isIntact() {
        return broken == null;
    }

    /** {@return what is wrong first, if anything is} */
    public Optional<Break> firstBreak() {
        return Optional.ofNullable(broken);
    }

    /** {@return one line for people} */
    @Override
    public String toString() {
        return "ledger of " + tenant
                + (broken == null
                        ? ": " + lines + " lines intact, head " + head
                        : " broken at position " + broken.position() + ": " + broken.what());
    }
}
