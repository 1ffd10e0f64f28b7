package io.stratos.messaging.sim;

import io.stratos.messaging.consent.ConsentEvent;
import io.stratos.messaging.contact.Address;
import io.stratos.messaging.delivery.Outcome;
import io.stratos.messaging.id.AttemptId;
import io.stratos.messaging.id.MessageId;
import io.stratos.messaging.id.TenantId;
import io.stratos.messaging.message.Message;
import io.stratos.messaging.message.MessageStatus;
import io.stratos.messaging.message.OutboundMessage;
import io.stratos.messaging.schedule.ContactTimes;
import io.stratos.messaging.spi.provider.ProviderEvent;
import io.stratos.messaging.webhook.WebhookRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What truly happened in a run, kept apart from what the engine believes. */
final class Journal {

    /** A message the host was told is accepted, and from when to when it asked for that. */
    record Handed(TenantId tenant, MessageId id, OutboundMessage message, Instant asked, Instant told) {}

    /** What the host said about a message, and when. */
    record Said(boolean holds, Instant at) {}

    /** What truly stood about the recipient while the gate was asked. */
    record Known(List<ConsentEvent> events, ContactTimes times) {}

    /** An intent that truly committed, from which of our addresses, and what stood about the recipient at that moment. */
    record Intended(Message message, int unit, int limit, Instant at, Address from, Known known) {
        String dispatchUnit() {
            return message.tenant() + "/" + message.id() + "#" + unit;
        }
    }

    /** A call of a provider's, and what it says. */
    record Call(String provider, WebhookRequest request, ProviderEvent event) {
        String name() {
            return provider + "/" + event.providerMessageId();
        }
    }

    /** A text somebody sent to a tenant's number. */
    record Texted(TenantId tenant, Address customer, Address to, String text, Instant at) {}

    /** An answer a process got and should have written down. */
    record Answered(Intended intent, AttemptId attempt, Outcome outcome) {}

    /** Attempts whose request may be repeated once, as the store truly committed that. */
    final Map<AttemptId, Intended> permits = new HashMap<>();

    /** Messages the host was told are cancelled. */
    final Set<MessageId> cancelled = new HashSet<>();

    /** Messages the host was told are moved, and to when. */
    final Map<MessageId, Instant> moved = new HashMap<>();

    /** Attempts in doubt after which the host ordered another. */
    final Set<AttemptId> ordered = new HashSet<>();

    final Map<MessageId, Handed> accepted = new LinkedHashMap<>();
    final Map<MessageId, Said> said = new HashMap<>();
    final Map<String, MessageId> keys = new HashMap<>();
    final Map<AttemptId, Intended> intents = new HashMap<>();
    final Map<String, List<AttemptId>> units = new HashMap<>();
    final Map<AttemptId, Instant> written = new HashMap<>();
    final Map<AttemptId, Outcome> answers = new HashMap<>();
    final Set<AttemptId> absent = new HashSet<>();
    final Map<AttemptId, String> kept = new HashMap<>();
    final Map<String, EnumSet<MessageStatus>> toldPerhaps = new HashMap<>();
    final Map<String, EnumSet<MessageStatus>> told = new HashMap<>();
    final Map<String, Texted> texted = new LinkedHashMap<>();
    final Set<String> answered = new LinkedHashSet<>();
    final List<Answered> unwritten = new ArrayList<>();

    void tell(Map<String, EnumSet<MessageStatus>> list, String message, MessageStatus status) {
        list.computeIfAbsent(message, m -> EnumSet.noneOf(MessageStatus.class)).add(status);
    }
}
