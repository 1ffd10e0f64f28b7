package io.stratos.messaging.internal.accept;

import io.stratos.messaging.delivery.Doubt;
import io.stratos.messaging.delivery.Replaying;
import io.stratos.messaging.delivery.Resolution;
import io.stratos.messaging.delivery.Resolving;
import io.stratos.messaging.exception.UnknownMessageException;
import io.stratos.messaging.id.AttemptId;
import io.stratos.messaging.id.MessageId;
import io.stratos.messaging.id.TenantId;
import io.stratos.messaging.spi.store.Interventions.Order;
import io.stratos.messaging.spi.store.StoreSession;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What people decide about messages the engine could not bring to an end.
 *
 * @param tenant whose messages
 * @param session where they are
 * @param rest how long after its beginning a request may still be on its way
 */
public record Decided(TenantId tenant, StoreSession session, Duration rest) {

    private static final int LONGEST_NAME = 64;
    private static final int LONGEST_REASON = 200;
    private static final int PAGE = 200;

    /**
     * Decides the doubt there is about a message at this moment.
     *
     * @param id which
     * @param resolution what to do
     * @param by who says so
     * @param reason why
     * @return what came of it
     */
    public Resolving resolve(MessageId id, Resolution resolution, String by, String reason) {
        checkWho(by, reason);
        Doubt doubt = session.doubt(tenant, id).orElse(null);
        if (doubt == null && session.message(tenant, id).isEmpty()) {
            throw unknown(id);
        }
        if (doubt == null) {
            return Resolving.NOT_IN_DOUBT;
        }
        return resolve(id, doubt.attempt().id(), resolution, by, reason);
    }

    /**
     * Decides one doubt.
     *
     * @param id about which message
     * @param attempt about which request
     * @param resolution what to do
     * @param by who says so
     * @param reason why
     * @return what came of it
     */
    public Resolving resolve(MessageId id, AttemptId attempt, Resolution resolution, String by, String reason) {
        checkWho(by, reason);
        return session.resolve(tenant, new Order(id, attempt, resolution, rest, by, reason))
                .orElseThrow(() -> unknown(id));
    }

    /**
     * Brings one back.
     *
     * @param id which
     * @param by who says so
     * @param reason why
     * @return what came of it
     */
    public Replaying replay(MessageId id, String by, String reason) {
        checkWho(by, reason);
        Replaying result = session.replay(tenant, List.of(id), by, reason).get(id);
        if (result == null) {
            throw unknown(id);
        }
        return result;
    }

    /**
     * Brings back all about one thing.
     *
     * @param key the host's name for it
     * @param by who says so
     * @param reason why
     * @return those brought back
     */
    public List<MessageId> replayAbout(String key, String by, String reason) {
        checkWho(by, reason);
        ContentCheck.businessKey(key);
        return replayed(session.replay(tenant, session.about(tenant, key), by, reason));
    }

    /**
     * Brings back all that failed lately.
     *
     * @param since since when, by the store's clock
     * @param by who says so
     * @param reason why
     * @return those brought back
     */
    public List<MessageId> replayFailed(Instant since, String by, String reason) {
        checkWho(by, reason);
        List<MessageId> all = new ArrayList<>();
        List<MessageId> page = session.failed(tenant, since, null, PAGE);
        while (!page.isEmpty()) {
            all.addAll(replayed(session.replay(tenant, page, by, reason)));
            page = session.failed(tenant, since, page.get(page.size() - 1), PAGE);
        }
        return all;
    }

    private static List<MessageId> replayed(Map<MessageId, Replaying> results) {
        return results.entrySet().stream()
                .filter(entry -> entry.getValue() == Replaying.REPLAYED)
                .map(Map.Entry::getKey)
                .toList();
    }

    private static void checkWho(String by, String reason) {
        check("by", by, LONGEST_NAME);
        check("reason", reason, LONGEST_REASON);
    }

    private static void check(String name, String text, int longest) {
        if (text.isBlank() || text.length() > longest) {
            throw new IllegalArgumentException(name + " was '" + text + "'; say it in 1 to " + longest + " characters");
        }
    }

    private UnknownMessageException unknown(MessageId id) {
        return new UnknownMessageException(tenant.value(), id.toString());
    }
}
