package io.stratos.messaging;

import io.stratos.messaging.consent.Consent;
import io.stratos.messaging.consent.ConsentEvent;
import io.stratos.messaging.consent.ConsentPolicy;
import io.stratos.messaging.consent.StopRule;
import io.stratos.messaging.consent.Suppressions;
import io.stratos.messaging.contact.Address;
import io.stratos.messaging.contact.Contact;
import io.stratos.messaging.delivery.MessageTrace;
import io.stratos.messaging.dossier.ConsentProof;
import io.stratos.messaging.dossier.Dossier;
import io.stratos.messaging.dossier.ProvenEvent;
import io.stratos.messaging.id.ConversationId;
import io.stratos.messaging.id.MessageId;
import io.stratos.messaging.id.TenantId;
import io.stratos.messaging.message.Message;
import io.stratos.messaging.spi.store.AddressRecord;
import io.stratos.messaging.spi.store.LedgerChain;
import io.stratos.messaging.spi.store.SealedEvent;
import io.stratos.messaging.spi.store.StoreSession;
import io.stratos.messaging.tenant.TenantProfile;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Puts together what proves why somebody was texted. */
final class Proving {

    private static final int PAGE = 100;

    private final TenantId tenant;
    private final StoreSession session;
    private final TenantScope scope;

    Proving(TenantScope scope) {
        this.scope = scope;
        this.tenant = scope.tenant();
        this.session = scope.session();
    }

    ConsentProof proof(Address address, Instant asOf) {
        scope.consenting().seal().run();
        Optional<LedgerChain> chain = session.ledgerHead(tenant).map(head -> new LedgerChain(tenant, head.key()));
        Map<Integer, SealedEvent> lines = new HashMap<>();
        session.ledger(tenant, address).forEach(one -> lines.put(one.line().eventNo(), one));
        List<String> doubts = new ArrayList<>();
        List<ProvenEvent> events = new ArrayList<>();
        Consent consent = Consent.unknown(address);
        Suppressions suppressions = Suppressions.none();
        List<ConsentEvent> all = session.events(tenant, address);
        for (int i = 0; i < all.size(); i++) {
            ConsentEvent event = all.get(i);
            SealedEvent line = lines.remove(i + 1);
            if (event.at().isAfter(asOf)) {
                continue;
            }
            consent = consent.after(event);
            suppressions = suppressions.after(event);
            Long position = line == null ? null : line.line().position();
            events.add(new ProvenEvent(
                    event, position, line == null ? null : line.line().link()));
            if (line != null) {
                chain.flatMap(known -> known.difference(line.line(), event))
                        .ifPresent(what -> doubts.add("position " + position + ": the event differs in " + what));
            }
        }
        lines.values()
                .forEach(one -> doubts.add("position " + one.line().position() + ": the event is gone, it was '"
                        + one.line().summary() + "'"));
        return new ConsentProof(tenant, address, asOf, consent.at(asOf), suppressions.at(asOf), events, doubts);
    }

    Dossier dossier(Address address) {
        TenantProfile profile = scope.consenting().profiles().apply(tenant);
        AddressRecord row = scope.ensure(address);
        Contact contact = session.contact(tenant, row.contact())
                .orElse(new Contact(row.contact(), null, List.of(address), row.readAt()));
        Set<ConversationId> conversations = new LinkedHashSet<>();
        List<ConsentProof> proofs = new ArrayList<>();
        for (Address each : contact.addresses()) {
            conversations.add(scope.ensure(each).conversation());
            proofs.add(proof(each, row.readAt()));
        }
        List<MessageTrace> messages = new ArrayList<>();
        conversations.forEach(conversation -> messages.addAll(traces(conversation)));
        List<StopRule> rules = new ArrayList<>(profile.consentPolicy().stopRules());
        if (profile.consentPolicy().heedsLegalRules()) {
            rules.addAll(ConsentPolicy.legalRules());
        }
        return new Dossier(
                profile.businessName(),
                row.contact(),
                row.readAt(),
                new Ledger(scope).verify(),
                proofs,
                messages,
                rules);
    }

    private List<MessageTrace> traces(ConversationId conversation) {
        List<MessageTrace> traces = new ArrayList<>();
        @Nullable MessageId before = null;
        List<Message> page;
        do {
            page = session.history(tenant, conversation, before, PAGE);
            for (Message message : page) {
                session.trace(tenant, message.id()).ifPresent(traces::add);
                before = message.id();
            }
        } while (!page.isEmpty());
        Collections.reverse(traces);
        return traces;
    }
}
