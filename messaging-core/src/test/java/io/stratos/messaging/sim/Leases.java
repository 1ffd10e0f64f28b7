package io.stratos.messaging.sim;

import io.stratos.messaging.id.MessageId;
import io.stratos.messaging.spi.store.Claim;
import io.stratos.messaging.spi.store.ClaimToken;
import io.stratos.messaging.spi.store.Recovered;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** INV-2 where it begins: nobody gets what another holds, and a request on its way is given out to nobody. */
final class Leases {

    private record Holder(long token, boolean sending, Instant until) {}

    private static final int ENDLESS = 100;

    private final Map<MessageId, Holder> holders = new HashMap<>();
    private Instant lastClaim = Instant.MIN;
    private int atOnce;

    void claimed(World world, Claim claim, Instant until) {
        atOnce = world.now().equals(lastClaim) ? atOnce + 1 : 0;
        lastClaim = world.now();
        if (atOnce > ENDLESS) {
            throw world.failure("INV-13", "claimed again and again while no time passes", claim.message());
        }
        MessageId id = claim.message().id();
        Holder holder = holders.get(id);
        if (holder != null && holder.sending()) {
            throw world.failure("INV-2", "claimed while a request is on its way or in doubt", claim.message());
        }
        if (holder != null && holder.until().isAfter(world.now())) {
            throw world.failure("INV-2", "claimed by two at once", claim.message());
        }
        holders.put(id, new Holder(claim.token().token(), false, until));
    }

    void decided(ClaimToken token, boolean proceeds, Instant until) {
        if (proceeds) {
            holders.put(token.message(), new Holder(token.token(), true, until));
        } else {
            holders.remove(token.message());
        }
    }

    void released(ClaimToken token) {
        holders.computeIfPresent(
                token.message(), (id, holder) -> holder.token() == token.token() && !holder.sending() ? null : holder);
    }

    void ended(MessageId message) {
        holders.remove(message);
    }

    /** A receipt may have resolved a doubt. */
    void reported(MessageId message) {
        holders.remove(message);
    }

    void doubted(World world, Recovered.Doubt doubt) {
        Holder holder = holders.get(doubt.message().id());
        if (holder != null && holder.sending() && holder.until().isAfter(world.now())) {
            throw world.failure("INV-2", "taken for dead before its lease ended", doubt.message());
        }
    }
}
