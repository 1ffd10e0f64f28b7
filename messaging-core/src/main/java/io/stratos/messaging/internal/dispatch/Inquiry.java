package io.stratos.messaging.internal.dispatch;

import io.stratos.messaging.id.MessageId;
import io.stratos.messaging.internal.gate.Known;
import io.stratos.messaging.internal.gate.Known.Reply;
import io.stratos.messaging.internal.gate.Known.Wanted;
import io.stratos.messaging.message.Misfire;
import io.stratos.messaging.spi.store.Claim;
import io.stratos.messaging.spi.store.Intent;
import io.stratos.messaging.spi.store.Later;
import io.stratos.messaging.spi.store.MessagingStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What the gate wants to know of the messages of one pass, and what was found out, holding nothing. An answer counts for
 * five seconds from when it was asked for: if the process froze in between, nobody knows whether it still holds.
 *
 * <p>Safe for use by many threads, each with messages of its own.
 */
final class Inquiry {

    private final MessagingStore store;
    private final Conditions conditions;
    private final Courier courier;
    private final Map<MessageId, Wanted> wanted = new ConcurrentHashMap<>();
    private final Map<MessageId, Found> found = new ConcurrentHashMap<>();

    private record Found(Known known, Courier.Moment at) {}

    Inquiry(MessagingStore store, Conditions conditions, Courier courier) {
        this.store = store;
        this.conditions = conditions;
        this.courier = courier;
    }

    /** What is known of a message; nothing, once that is old. */
    Known known(Claim claim) {
        Found one = found.get(claim.message().id());
        boolean fresh = one != null && courier.since(one.at).compareTo(Timing.FRESH_ANSWER) < 0;
        return one != null && fresh ? one.known : Known.nothing();
    }

    /** The gate's question; asked again under a lock, it may ask something else. */
    void want(Claim claim, Wanted what) {
        wanted.put(claim.message().id(), what);
    }

    /** {@return whether the host has to be asked} */
    boolean asksHost(Intent intent) {
        Wanted what = wanted.get(intent.claim().message().id());
        return what != null && !what.conditions().isEmpty();
    }

    /** Finds out what the gate wants to know, the store's part for all at once, the host's one after the other. */
    void answer(List<Intent> intents) {
        List<Claim> claims = intents.stream().map(Intent::claim).toList();
        Map<MessageId, Later> later = later(claims);
        for (Claim claim : claims) {
            Wanted what = wanted.remove(claim.message().id());
            if (what != null) {
                found.put(
                        claim.message().id(),
                        found(claim, what, later.get(claim.message().id())));
            }
        }
    }

    private Found found(Claim claim, Wanted what, @Nullable Later later) {
        Courier.Moment begun = courier.moment();
        Map<String, Reply> replies = new HashMap<>();
        what.conditions().forEach(name -> replies.put(name, conditions.ask(name, claim.message())));
        return new Found(new Known(replies, later), begun);
    }

    private Map<MessageId, Later> later(List<Claim> claims) {
        List<Claim> asking = claims.stream()
                .filter(claim -> {
                    Wanted what = wanted.get(claim.message().id());
                    return what != null && what.later();
                })
                .toList();
        Map<MessageId, Later> later = new HashMap<>();
        if (!asking.isEmpty()) {
            List<Later> answers = store.dueLater(asking, Misfire.GRACE);
            for (int i = 0; i < asking.size(); i++) {
                later.put(asking.get(i).message().id(), answers.get(i));
            }
        }
        return later;
    }
}
