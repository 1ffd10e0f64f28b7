package io.stratos.messaging;

import io.stratos.messaging.consent.ConsentAction;
import io.stratos.messaging.consent.ConsentEvent;
import io.stratos.messaging.consent.Evidence;
import io.stratos.messaging.consent.Review;
import io.stratos.messaging.id.MessageId;
import io.stratos.messaging.internal.inbound.RevocationBell;
import io.stratos.messaging.message.Message;
import io.stratos.messaging.spi.store.AddressRecord;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Finds what somebody has to decide about, and why. */
final class Reviewing {

    /** A host that puts a contact on hold may call a fact of its own by that name. */
    private static final Predicate<String> IS_ID =
            Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}").asMatchPredicate();

    private final TenantScope scope;

    Reviewing(TenantScope scope) {
        this.scope = scope;
    }

    List<Review> list(int limit) {
        return scope.session().held(scope.tenant(), limit).stream()
                .map(this::review)
                .toList();
    }

    /** The first event of the hold is what it is about: a later one changes nothing. */
    private Review review(AddressRecord row) {
        Optional<ConsentEvent> cause = scope.session().events(scope.tenant(), row.address()).stream()
                .filter(event -> event.action() == ConsentAction.HOLD)
                .filter(event ->
                        row.consent().heldAt().filter(event.at()::equals).isPresent())
                .findFirst();
        MessageId text = cause.map(event -> event.evidence().facts().get(Evidence.MESSAGE))
                .filter(IS_ID)
                .map(MessageId::of)
                .orElse(null);
        Optional<Message> message =
                text == null ? Optional.empty() : scope.session().message(scope.tenant(), text);
        return new Review(
                row.address(),
                row.conversation(),
                row.consent().heldAt().orElse(row.readAt()),
                text,
                message.map(one -> one.content().text()).orElse(null),
                cause.map(ConsentEvent::evidence).map(RevocationBell::reason).orElse("unknown"));
    }
}
