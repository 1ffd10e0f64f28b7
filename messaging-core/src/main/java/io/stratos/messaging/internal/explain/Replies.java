package io.stratos.messaging.internal.explain;

import io.stratos.messaging.contact.Address;
import io.stratos.messaging.delivery.Attempt;
import io.stratos.messaging.delivery.Listening;
import io.stratos.messaging.delivery.MessageTrace;
import io.stratos.messaging.internal.dispatch.Parts;
import io.stratos.messaging.internal.poll.Poller;
import io.stratos.messaging.message.Direction;
import io.stratos.messaging.message.Message;
import io.stratos.messaging.routing.ProviderAccount;
import io.stratos.messaging.spi.provider.ProviderCapabilities;
import io.stratos.messaging.spi.store.PollStanding;
import java.util.List;
import java.util.Optional;

/** What can be known of replies to a message that no webhook brought. */
final class Replies {

    private Replies() {}

    private record Place(ProviderAccount account, Address ours) {}

    static Optional<Listening> of(MessageTrace trace, Parts parts) {
        return trace.message().direction() == Direction.INBOUND
                ? Optional.empty()
                : place(trace, parts).flatMap(place -> listening(place, parts));
    }

    /** Where the last request went from, else where the message shall come from. */
    private static Optional<Place> place(MessageTrace trace, Parts parts) {
        List<Attempt> attempts = trace.attempts();
        if (!attempts.isEmpty()) {
            Attempt last = attempts.get(attempts.size() - 1);
            return Optional.of(new Place(
                    new ProviderAccount(last.route().provider(), last.route().account()),
                    last.route().from()));
        }
        Message message = trace.message();
        return message.from()
                .flatMap(from -> parts.tenants().require(message.tenant()).senderAt(from))
                .map(sender -> new Place(ProviderAccount.of(sender), sender.address()));
    }

    private static Optional<Listening> listening(Place place, Parts parts) {
        return parts.providers()
                .find(place.account().provider())
                .map(provider -> listening(place, provider.capabilities(), parts));
    }

    private static Listening listening(Place place, ProviderCapabilities provider, Parts parts) {
        boolean log = provider.inboundLog();
        if (!log && !provider.optOutList()) {
            return new Listening(place.account(), Listening.By.WEBHOOKS_ALONE, null, null);
        }
        return parts.store().polls().standings(List.of(place.account())).stream()
                .filter(one -> isOf(one, log, place.ours()))
                .findFirst()
                .map(Poller::listening)
                .orElseGet(() -> new Listening(
                        place.account(), log ? Listening.By.INBOUND_LOG : Listening.By.OPT_OUT_LIST, null, null));
    }

    private static boolean isOf(PollStanding one, boolean log, Address ours) {
        return one.inboundLog() == log && (!log || ours.value().equals(one.receiver()));
    }
}
