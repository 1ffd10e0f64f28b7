package io.stratos.messaging.internal.consent;

import io.stratos.messaging.consent.ConsentEvent;
import io.stratos.messaging.consent.LedgerCheck;
import io.stratos.messaging.id.TenantId;
import io.stratos.messaging.spi.store.ConsentLedger;
import io.stratos.messaging.spi.store.LedgerChain;
import io.stratos.messaging.spi.store.LedgerHead;
import io.stratos.messaging.spi.store.LedgerLine;
import io.stratos.messaging.spi.store.SealedEvent;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Goes through a ledger line by line. */
public final class LedgerAudit {

    private static final int PAGE = 500;

    private final TenantId tenant;
    private final ConsentLedger ledger;

    /**
     * Of one tenant's ledger.
     *
     * @param tenant whose
     * @param ledger where it stands
     */
    public LedgerAudit(TenantId tenant, ConsentLedger ledger) {
        this.tenant = tenant;
        this.ledger = ledger;
    }

    /**
     * Reads every line, in order.
     *
     * @param each gets it
     */
    public void forEach(Consumer<SealedEvent> each) {
        long last = 0;
        List<SealedEvent> page;
        do {
            page = ledger.ledger(tenant, last, PAGE);
            page.forEach(each);
            last = page.isEmpty() ? last : page.get(page.size() - 1).line().position();
        } while (!page.isEmpty());
    }

    /**
     * Checks that each line follows from the one before and seals the event that stands there, that nothing is missing and
     * nothing stands beside it.
     *
     * @return how far that holds
     */
    public LedgerCheck verify() {
        Optional<LedgerHead> head = ledger.ledgerHead(tenant);
        String start = LedgerChain.start(tenant);
        Walk walk = new Walk(head.map(end -> new LedgerChain(tenant, end.key())).orElse(null), start);
        List<SealedEvent> page;
        do {
            page = ledger.ledger(tenant, walk.position, PAGE);
            for (SealedEvent one : page) {
                LedgerCheck.Break broken = walk.step(one);
                if (broken != null) {
                    return new LedgerCheck(tenant, walk.position, walk.link, broken);
                }
            }
        } while (!page.isEmpty());
        return new LedgerCheck(tenant, walk.position, walk.link, atTheEnd(walk, head.orElse(null)));
    }

    private LedgerCheck.@Nullable Break atTheEnd(Walk walk, @Nullable LedgerHead head) {
        if (head != null && head.position() > walk.position) {
            return new LedgerCheck.Break(
                    walk.position + 1, "lines up to position " + head.position() + " were sealed and are gone");
        }
        if (head != null && head.position() == walk.position && !head.link().equals(walk.link)) {
            return new LedgerCheck.Break(walk.position, "the ledger's end has another link");
        }
        List<ConsentEvent> beside = ledger.unledgered(tenant, 1);
        return beside.isEmpty()
                ? null
                : new LedgerCheck.Break(
                        walk.position + 1,
                        "an event of " + beside.get(0).address().masked() + " ("
                                + beside.get(0).action() + " at "
                                + beside.get(0).at() + ") was recorded past the ledger");
    }

    private static final class Walk {

        private final @Nullable LedgerChain chain;
        private String link;
        private long position;

        Walk(@Nullable LedgerChain chain, String start) {
            this.chain = chain;
            this.link = start;
        }

        LedgerCheck.@Nullable Break step(SealedEvent one) {
            LedgerLine line = one.line();
            if (line.position() != position + 1) {
                return new LedgerCheck.Break(
                        position + 1, "the line is missing; the next one has position " + line.position());
            }
            if (!LedgerChain.link(link, line).equals(line.link())) {
                return new LedgerCheck.Break(
                        line.position(),
                        "its link does not follow from it and the line before: '" + line.summary() + "'");
            }
            String wrong = chain == null ? "the tenant's key is gone" : difference(chain, one);
            if (wrong != null) {
                return new LedgerCheck.Break(line.position(), wrong);
            }
            position = line.position();
            link = line.link();
            return null;
        }

        private static @Nullable String difference(LedgerChain chain, SealedEvent one) {
            return one.event() == null
                    ? "the event is gone: '" + one.line().summary() + "'"
                    : chain.difference(one.line(), one.event())
                            .map(what -> "the event differs in " + what)
                            .orElse(null);
        }
    }
}
