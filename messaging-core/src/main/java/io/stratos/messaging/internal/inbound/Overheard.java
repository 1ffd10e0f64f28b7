package io.stratos.messaging.internal.inbound;

import io.stratos.messaging.consent.ConsentAction;
import io.stratos.messaging.consent.ConsentEvent;
import io.stratos.messaging.consent.ConsentSource;
import io.stratos.messaging.consent.Evidence;
import io.stratos.messaging.contact.Address;
import io.stratos.messaging.exception.StoreException;
import io.stratos.messaging.id.TenantId;
import io.stratos.messaging.internal.consent.Lessons;
import io.stratos.messaging.internal.id.IdSource;
import io.stratos.messaging.internal.tenant.Directory;
import io.stratos.messaging.spi.provider.MessageProvider;
import io.stratos.messaging.spi.provider.Polled;
import io.stratos.messaging.spi.store.AddressRecord;
import io.stratos.messaging.spi.store.Ingest;
import io.stratos.messaging.spi.store.IngestResult;
import io.stratos.messaging.spi.store.MessagingStore;
import io.stratos.messaging.spi.store.Poll;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores what a provider's records say and no webhook did: a text as its webhook would have been stored, under the same key, so that
 * it counts once whichever comes first; an entry of an opt-out list as a refusal with its code. Safe for use by many threads.
 */
public final class Overheard {

    private static final Logger LOG = LoggerFactory.getLogger(Overheard.class);

    private final MessagingStore store;
    private final Directory tenants;
    private final InboundReader reader;
    private final IdSource ids;
    private final Lessons lessons;

    /**
     * A store of what was overheard.
     *
     * @param store where
     * @param tenants whose number is which
     * @param reader makes inbound messages of what providers have
     * @param ids where ids come from
     */
    public Overheard(MessagingStore store, Directory tenants, InboundReader reader, IdSource ids) {
        this.store = store;
        this.tenants = tenants;
        this.reader = reader;
        this.ids = ids;
        this.lessons = new Lessons(store, tenants);
    }

    /**
     * What storing a page came to.
     *
     * @param failed how many could not be stored, each of which is logged
     * @param replied whether anything is to be sent
     */
    public record Kept(int failed, boolean replied) {}

    /**
     * Stores a page, in the order in which it was said.
     *
     * @param provider whose records it is from
     * @param source which record
     * @param heard the page
     * @return what came of it
     * @throws StoreException if the store is away; some of it may be stored
     */
    public Kept keep(MessageProvider provider, Poll.Source source, List<Polled> heard) {
        int failed = 0;
        boolean replied = false;
        for (Polled one :
                heard.stream().sorted(Comparator.comparing(Polled::at)).toList()) {
            try {
                replied |= keep(provider, source, one);
            } catch (StoreException away) {
                throw away;
            } catch (RuntimeException broken) {
                failed++;
                LOG.error("what {} says was said at {} cannot be stored", provider.name(), one.at(), broken);
            }
        }
        return new Kept(failed, replied);
    }

    private boolean keep(MessageProvider provider, Poll.Source source, Polled one) {
        if (one instanceof Polled.Text text) {
            Address ours = text.message().to();
            Optional<TenantId> tenant = tenants.owner(provider.name(), source.account(), ours)
                    .filter(owner -> owner.equals(source.tenant()) && ours.equals(source.receiver()));
            return tenant.isPresent() && keep(provider, tenant.get(), text);
        }
        Polled.OptOut entry = (Polled.OptOut) one;
        tenants.owner(provider.name(), source.account(), entry.sender())
                .ifPresent(tenant -> learn(provider, tenant, entry));
        return false;
    }

    private boolean keep(MessageProvider provider, TenantId tenant, Polled.Text text) {
        Ingest.Inbound inbound = reader.read(provider, tenant, text.message());
        Address contact = text.message().from();
        List<ConsentEvent> history =
                inbound.consent().isEmpty() ? List.of() : store.session().events(tenant, contact);
        Ingest.Inbound late = LateWords.adjusted(inbound, text.at(), history);
        IngestResult result = store.ingest(List.of(late)).get(0);
        if (result.kind() == IngestResult.Kind.STORED) {
            LOG.info("a text of {} that no webhook brought was found by polling {}", text.at(), provider.name());
            if (late.consent().stream().anyMatch(event -> event.action() == ConsentAction.RESUBSCRIBE)) {
                keepRefusals(tenant, contact, text.at());
            }
        }
        return result.replied();
    }

    /** A STOP may have come while an earlier START was being stored; it counts again. */
    private void keepRefusals(TenantId tenant, Address contact, Instant saidAt) {
        LateWords.refusalsAfter(saidAt, store.session().events(tenant, contact))
                .forEach(refusal -> store.session().record(tenant, refusal));
    }

    private void learn(MessageProvider provider, TenantId tenant, Polled.OptOut entry) {
        AddressRecord row = store.session().ensureAddress(tenant, entry.contact(), ids.contact(), ids.conversation());
        if (LateWords.isLiftedAfter(entry.at(), store.session().events(tenant, entry.contact()))) {
            return;
        }
        Evidence evidence = Evidence.from(ConsentSource.PROVIDER)
                .with("provider", provider.name())
                .with("list", "opt-outs");
        String word = entry.word();
        boolean isNew = lessons.optedOut(
                tenant,
                row,
                entry.sender(),
                LateWords.evidence(word == null ? evidence : evidence.with("keyword", word), entry.at()));
        if (isNew) {
            LOG.info("an opt-out of {} was found on the list of {}", entry.at(), provider.name());
        }
    }
}
