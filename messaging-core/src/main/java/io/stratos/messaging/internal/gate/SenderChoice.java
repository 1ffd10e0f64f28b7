package io.stratos.messaging.internal.gate;

import io.stratos.messaging.contact.Address;
import io.stratos.messaging.contact.Channel;
import io.stratos.messaging.delivery.Ruling;
import io.stratos.messaging.delivery.Verdict;
import io.stratos.messaging.internal.tenant.Providers;
import io.stratos.messaging.message.Content;
import io.stratos.messaging.message.Media;
import io.stratos.messaging.message.Message;
import io.stratos.messaging.message.Origin;
import io.stratos.messaging.routing.Sender;
import io.stratos.messaging.spi.provider.MessageProvider;
import io.stratos.messaging.spi.provider.ProviderCapabilities;
import io.stratos.messaging.spi.store.AddressRecord;
import io.stratos.messaging.tenant.TenantProfile;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * From which sender: the one the host insists on, else the one the contact last wrote to, else the first that can.
 * Deterministic: the same message, profile and recipient give the same sender.
 */
final class SenderChoice {

    static final String NAME = "sender";

    private final Providers providers;

    SenderChoice(Providers providers) {
        this.providers = providers;
    }

    Pick pick(Message message, TenantProfile tenant, AddressRecord recipient) {
        Map<String, Instant> stopped = recipient.consent().stoppedSenders();
        return stopped.isEmpty() || message.origin() == Origin.KEYWORD_REPLY
                ? pickAny(message, tenant, recipient)
                : pickBut(stopped.keySet(), message, tenant, recipient);
    }

    /** Of those from which the contact wants nothing it takes none, as long as there is another. */
    private Pick pickBut(Set<String> stopped, Message message, TenantProfile tenant, AddressRecord recipient) {
        TenantProfile others = tenant;
        for (Sender sender : tenant.senders()) {
            others = stopped.contains(sender.address().value()) ? others.without(sender.address()) : others;
        }
        Pick pick = pickAny(message, others, recipient);
        Pick unbound = pickAny(message, tenant, recipient);
        return pick.sender().isPresent() || unbound.sender().isEmpty()
                ? pick
                : new Pick(
                        Verdict.of(
                                        ConsentRule.NAME,
                                        Ruling.BLOCK,
                                        "the contact opted out of messages from the only number that can carry it")
                                .wouldPass("if the contact texted START, or another sender could carry it"),
                        unbound.sender());
    }

    private Pick pickAny(Message message, TenantProfile tenant, AddressRecord recipient) {
        Optional<Address> wanted = message.from();
        if (wanted.isPresent()) {
            return pickNamed(wanted.get(), message, tenant);
        }
        Address last = recipient.lastSender();
        Sender first = null;
        int able = 0;
        for (Sender sender : tenant.senders()) {
            if (canCarry(sender, message.channel(), message.content())) {
                if (sender.address().equals(last)) {
                    return chosen(sender, "the contact last wrote to it");
                }
                first = first == null ? sender : first;
                able++;
            }
        }
        if (first != null) {
            return chosen(first, able == 1 ? "the only one that can carry it" : "the first that can carry it");
        }
        return none(
                "the tenant has no sender that can carry this " + message.channel(),
                remedy(message, tenant.senders(), "if the tenant had a sender that carries this " + message.channel()));
    }

    private Pick pickNamed(Address wanted, Message message, TenantProfile tenant) {
        Optional<Sender> named = tenant.senderAt(wanted);
        if (named.isPresent() && canCarry(named.get(), message.channel(), message.content())) {
            return chosen(named.get(), "the message names it");
        }
        return none(
                "the sender the message names cannot carry this " + message.channel()
                        + " or is not the tenant's any more",
                remedy(
                        message,
                        named.map(List::of).orElse(List.of()),
                        named.isEmpty()
                                ? "if the sender the message names were the tenant's and carried this "
                                        + message.channel()
                                : "if the sender the message names carried this " + message.channel()));
    }

    private boolean canCarry(Sender sender, Channel channel, Content content) {
        if (!sender.channels().contains(channel)) {
            return false;
        }
        Optional<MessageProvider> provider = providers.find(sender.provider());
        return provider.isPresent() && fits(provider.get().capabilities(), channel, content);
    }

    /** What would make one of the senders able to: the first thing that none of them has. */
    private String remedy(Message message, List<Sender> senders, String another) {
        List<Sender> onChannel = senders.stream()
                .filter(sender -> sender.channels().contains(message.channel()))
                .toList();
        if (onChannel.isEmpty()) {
            return another;
        }
        List<ProviderCapabilities> reachable = onChannel.stream()
                .flatMap(sender -> providers.find(sender.provider()).stream())
                .map(MessageProvider::capabilities)
                .toList();
        if (reachable.isEmpty()) {
            return "if this engine had the provider of " + onChannel.get(0);
        }
        return reachable.stream()
                .filter(can -> can.channels().contains(message.channel()) && can.mediaLimit() > 0)
                .max(Comparator.comparing(ProviderCapabilities::mediaLimit)
                        .thenComparing(ProviderCapabilities::mediaBytes))
                .map(can -> "if it had at most " + can.mediaLimit() + " media of at most " + can.mediaBytes()
                        + " bytes together")
                .orElse(another);
    }

    private static boolean fits(ProviderCapabilities can, Channel channel, Content content) {
        long bytes = 0;
        for (Media one : content.media()) {
            bytes += one.size().orElse(0);
        }
        return can.channels().contains(channel)
                && content.media().size() <= can.mediaLimit()
                && bytes <= can.mediaBytes();
    }

    private static Pick chosen(Sender sender, String why) {
        return new Pick(Verdict.of(NAME, Ruling.CHOOSE, sender + ": " + why), Optional.of(sender));
    }

    private static Pick none(String why, String remedy) {
        return new Pick(Verdict.of(NAME, Ruling.BLOCK, why).wouldPass(remedy), Optional.empty());
    }

    record Pick(Verdict verdict, Optional<Sender> sender) {}
}
