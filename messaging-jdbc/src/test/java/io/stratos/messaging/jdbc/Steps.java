package io.stratos.messaging.jdbc;

import io.stratos.messaging.delivery.Decision;
import io.stratos.messaging.delivery.Outcome;
import io.stratos.messaging.id.TenantId;
import io.stratos.messaging.message.Message;
import io.stratos.messaging.spi.store.AddressRecord;
import io.stratos.messaging.spi.store.Claim;
import io.stratos.messaging.spi.store.Intent;
import io.stratos.messaging.spi.store.IntentDecision;
import io.stratos.messaging.spi.store.IntentResult;
import io.stratos.messaging.spi.store.NewMessage;
import io.stratos.messaging.spi.store.Settlement;
import io.stratos.messaging.spi.store.Taking;
import io.stratos.messaging.testkit.StoreFixtures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The steps of a message's life, for tests of this store alone. */
final class Steps {

    static final TenantId ACME = StoreFixtures.ACME;
    static final Duration LEASE = Duration.ofSeconds(30);

    final StoreFixtures make = new StoreFixtures();
    private final JdbcMessagingStore store;

    Steps(JdbcMessagingStore store) {
        this.store = store;
        store.tenants().save(make.profile(ACME));
    }

    AddressRecord contact() {
        return store.session().ensureAddress(ACME, make.phone(), make.contactId(), make.conversationId());
    }

    NewMessage message(AddressRecord to) {
        return make.fresh(make.outbound(ACME, to).build());
    }

    List<NewMessage> messages(int count) {
        List<NewMessage> messages = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            messages.add(message(contact()));
        }
        return messages;
    }

    Message accepted(AddressRecord to) {
        return store.session().accept(List.of(message(to))).get(0).message();
    }

    List<Claim> claim(int limit) {
        return take(limit, new IntentDecision.Hold()).stream()
                .map(result -> result.intent().claim())
                .toList();
    }

    List<IntentResult> take(int limit, IntentDecision decision) {
        return store.take(Taking.of(limit, LEASE), make::attemptId, (claim, recipient) -> decision);
    }

    List<Intent> intents(List<Claim> claims) {
        return claims.stream().map(claim -> new Intent(claim, make.attemptId())).toList();
    }

    List<IntentResult> proceed(List<Intent> intents) {
        return store.intent(intents, LEASE, (claim, recipient) -> proceeding());
    }

    IntentDecision proceeding() {
        return new IntentDecision.Proceed(make.allowed(Decision.Stage.SEND, "proceed"), make.route(), 1600, 1);
    }

    List<Settlement> accepted(List<Intent> intents) {
        return intents.stream()
                .map(intent -> new Settlement(
                        intent.claim().token(),
                        intent.attempt(),
                        new Outcome.Accepted(make.name("SM")),
                        new Settlement.Next.Advance()))
                .toList();
    }
}
