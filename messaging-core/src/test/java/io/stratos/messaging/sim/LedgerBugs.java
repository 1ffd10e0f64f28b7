package io.stratos.messaging.sim;

import io.stratos.messaging.consent.Consent;
import io.stratos.messaging.consent.ConsentAction;
import io.stratos.messaging.consent.ConsentEvent;
import io.stratos.messaging.consent.ConsentSource;
import io.stratos.messaging.consent.Evidence;
import io.stratos.messaging.consent.Purpose;
import io.stratos.messaging.consent.SuppressionReason;
import io.stratos.messaging.contact.Address;
import io.stratos.messaging.id.TenantId;
import io.stratos.messaging.schedule.ContactTimes;
import io.stratos.messaging.spi.provider.MessageProvider;
import io.stratos.messaging.spi.store.AddressRecord;
import io.stratos.messaging.spi.store.Ingest;
import io.stratos.messaging.spi.store.IngestResult;
import io.stratos.messaging.spi.store.LedgerChain;
import io.stratos.messaging.spi.store.LedgerLine;
import io.stratos.messaging.spi.store.MessagingStore;
import io.stratos.messaging.spi.store.SealedEvent;
import io.stratos.messaging.spi.store.StoreSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Bugs in how consent comes into the ledger, and in its chain. */
final class LedgerBugs {

    private LedgerBugs() {}

    static void plant(Map<String, Supplier<Bug>> bugs) {
        bugs.put("the ledger's second line is left out", () -> lines((tenant, lines) -> without(lines)));
        bugs.put("a link of the ledger skips the line before", () -> lines(LedgerBugs::skipping));
        bugs.put("a line is hashed over the wrong fields", () -> lines((tenant, lines) -> mixed(lines)));
        bugs.put("evidence is changed after it was sealed", () -> lines((tenant, lines) -> forged(lines)));
        bugs.put("events are never sealed", () -> DispatchBugs.store(Unsealed::new));
        bugs.put(
                "a STOP of who is on hold is lost",
                () -> DispatchBugs.store(inner -> new Changed(inner, LedgerBugs::lostStop)));
        bugs.put(
                "a text that may be a STOP holds nothing",
                () -> DispatchBugs.store(inner -> new Changed(
                        inner,
                        (store, text) -> text.consent().stream()
                                .filter(event -> event.action() != ConsentAction.HOLD)
                                .toList())));
        bugs.put(
                "a YES is consent to every purpose",
                () -> DispatchBugs.store(inner -> new Changed(inner, LedgerBugs::anyYes)));
        bugs.put(
                "a YES is not heard",
                () -> DispatchBugs.store(inner -> new Changed(
                        inner,
                        (store, text) -> text.consent().stream()
                                .filter(event -> event.action() != ConsentAction.CONFIRM)
                                .toList())));
        bugs.put(
                "a STOP reaches one number, whatever its scope",
                () -> DispatchBugs.store(inner -> new Changed(inner, LedgerBugs::narrowed)));
        bugs.put("what a host records is lost now and then", () -> AcceptBugs.on(Careless::new));
        bugs.put("where a contact is is forgotten now and then", () -> AcceptBugs.on(Homeless::new));
        bugs.put("what a provider says of a number is not recorded", Deaf::new);
    }

    private static Bug lines(BiFunction<TenantId, List<SealedEvent>, List<SealedEvent>> change) {
        return AcceptBugs.on(session -> new ForwardingSession(session) {
            @Override
            public List<SealedEvent> ledger(TenantId tenant, long after, int limit) {
                return change.apply(tenant, inner.ledger(tenant, after, limit));
            }
        });
    }

    private static List<SealedEvent> without(List<SealedEvent> lines) {
        return lines.stream().filter(one -> one.line().position() != 2).toList();
    }

    /** From the third line on each follows from the one before the one before. */
    private static List<SealedEvent> skipping(TenantId tenant, List<SealedEvent> lines) {
        List<SealedEvent> skipping = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            LedgerLine line = lines.get(i).line();
            String before = i < 2
                    ? LedgerChain.start(tenant)
                    : skipping.get(i - 2).line().link();
            skipping.add(linked(line, i < 1 ? line.link() : LedgerChain.link(before, line), lines.get(i)));
        }
        return skipping;
    }

    private static SealedEvent linked(LedgerLine line, String link, SealedEvent one) {
        return new SealedEvent(
                new LedgerLine(
                        line.position(), line.addressHash(), line.eventNo(), line.summary(), line.factsHash(), link),
                one.event());
    }

    /** The facts' hash stands where the address' should. */
    private static List<SealedEvent> mixed(List<SealedEvent> lines) {
        return lines.stream()
                .map(one -> new SealedEvent(
                        new LedgerLine(
                                one.line().position(),
                                one.line().factsHash(),
                                one.line().eventNo(),
                                one.line().summary(),
                                one.line().factsHash(),
                                one.line().link()),
                        one.event()))
                .toList();
    }

    private static List<SealedEvent> forged(List<SealedEvent> lines) {
        return lines.stream()
                .map(one -> one.line().position() == 4 && one.event() != null
                        ? new SealedEvent(one.line(), forged(one.event()))
                        : one)
                .toList();
    }

    private static ConsentEvent forged(ConsentEvent event) {
        return new ConsentEvent(
                event.at(),
                event.address(),
                event.action(),
                event.purpose(),
                event.evidence().with("form", "another"));
    }

    private static AddressRecord row(MessagingStore store, Ingest.Inbound text) {
        Address address = text.message().contactAddress();
        return store.session()
                .addresses(text.message().tenant(), Set.of(address))
                .get(address);
    }

    private static List<ConsentEvent> lostStop(MessagingStore store, Ingest.Inbound text) {
        AddressRecord row = row(store, text);
        boolean held = row != null && row.consent().isHeld();
        return text.consent().stream()
                .filter(event -> !held || event.action() != ConsentAction.OPT_OUT_ALL)
                .toList();
    }

    private static List<ConsentEvent> anyYes(MessagingStore store, Ingest.Inbound text) {
        List<ConsentEvent> more = new ArrayList<>(text.consent());
        boolean yes = text.message()
                .content()
                .text()
                .toUpperCase(java.util.Locale.ROOT)
                .startsWith("YES");
        if (yes) {
            more.add(new ConsentEvent(
                    store.now(),
                    text.message().contactAddress(),
                    ConsentAction.OPT_IN,
                    Purpose.MARKETING,
                    Evidence.from(ConsentSource.KEYWORD).with("keyword", "YES")));
        }
        return more;
    }

    private static List<ConsentEvent> narrowed(MessagingStore store, Ingest.Inbound text) {
        UnaryOperator<ConsentEvent> narrow = event -> new ConsentEvent(
                event.at(),
                event.address(),
                ConsentAction.OPT_OUT_SENDER,
                null,
                event.evidence().with(Evidence.SENDER, text.message().to().value()));
        return text.consent().stream()
                .map(event -> event.action() == ConsentAction.OPT_OUT_ALL ? narrow.apply(event) : event)
                .toList();
    }

    /** Another opinion of what a text changes. */
    private static final class Changed extends Forwarding {

        private final BiFunction<MessagingStore, Ingest.Inbound, List<ConsentEvent>> opinion;

        Changed(MessagingStore inner, BiFunction<MessagingStore, Ingest.Inbound, List<ConsentEvent>> opinion) {
            super(inner);
            this.opinion = opinion;
        }

        @Override
        public List<IngestResult> ingest(List<? extends Ingest> events) {
            List<Ingest> changed = new ArrayList<>();
            for (Ingest event : events) {
                changed.add(
                        event instanceof Ingest.Inbound text
                                ? new Ingest.Inbound(
                                        text.provider(),
                                        text.dedupKey(),
                                        text.message(),
                                        opinion.apply(inner, text),
                                        text.reply())
                                : event);
            }
            return inner.ingest(changed);
        }
    }

    private static final class Unsealed extends Forwarding {

        Unsealed(MessagingStore inner) {
            super(inner);
        }

        @Override
        public int seal(int limit) {
            return 0;
        }
    }

    private static final class Careless extends ForwardingSession {

        private int count;

        Careless(StoreSession inner) {
            super(inner);
        }

        @Override
        public Consent record(TenantId tenant, ConsentEvent event) {
            return ++count % 20 == 0 ? inner.consent(tenant, event.address()) : inner.record(tenant, event);
        }
    }

    private static final class Homeless extends ForwardingSession {

        private int count;

        Homeless(StoreSession inner) {
            super(inner);
        }

        @Override
        public ContactTimes changeTimes(TenantId tenant, Address address, UnaryOperator<ContactTimes> change) {
            return ++count % 3 == 0 ? change.apply(ContactTimes.none()) : inner.changeTimes(tenant, address, change);
        }
    }

    private static final class Deaf extends Bug {

        @Override
        MessageProvider provider(FarSide inner, Node node) {
            return new FarBugs.Adapter(inner) {
                @Override
                public Optional<SuppressionReason> suppression(String code) {
                    return Optional.empty();
                }
            };
        }
    }
}
