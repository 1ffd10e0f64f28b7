package io.stratos.messaging;

import io.stratos.messaging.consent.ConsentEvent;
import io.stratos.messaging.consent.LedgerCheck;
import io.stratos.messaging.delivery.JsonText;
import io.stratos.messaging.internal.consent.Csv;
import io.stratos.messaging.internal.consent.LedgerAudit;
import io.stratos.messaging.spi.store.LedgerLine;
import io.stratos.messaging.spi.store.SealedEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Everything a tenant recorded about consent and suppression, each event chained to the one before.
 *
 * <p>Events are chained shortly after their commit by any engine that runs, and before each call here. A chain shows that
 * something in it was changed, taken out, moved or put in by somebody who did not chain all that follows anew; for that keep
 * {@link LedgerCheck#head()} elsewhere from time to time. Safe for use by many threads.
 */
public final class Ledger {

    private static final List<String> COLUMNS = List.of(
            "position",
            "at",
            "address",
            "event_no",
            "action",
            "purpose",
            "source",
            "facts",
            "address_hash",
            "facts_hash",
            "link");

    private final TenantScope scope;

    Ledger(TenantScope scope) {
        this.scope = scope;
    }

    /**
     * Goes through all of it.
     *
     * @return whether it is what was recorded, and if not, where it first is not
     */
    public LedgerCheck verify() {
        return audit().verify();
    }

    /**
     * Writes all of it as comma-separated values by RFC 4180, with a header. Cells that a spreadsheet might run as a formula
     * begin with an apostrophe, phone numbers too.
     *
     * @param out where to; not closed
     * @throws UncheckedIOException if writing fails
     */
    public void toCsv(Appendable out) {
        append(out, Csv.line(COLUMNS));
        audit().forEach(one -> append(
                out,
                Csv.line(cells(one).values().stream()
                        .map(cell -> cell instanceof Map<?, ?> facts ? JsonText.line(facts) : String.valueOf(cell))
                        .toList())));
    }

    /**
     * Writes all of it as JSON, an array with an object for each line, by RFC 8259.
     *
     * @param out where to; not closed
     * @throws UncheckedIOException if writing fails
     */
    public void toJson(Appendable out) {
        String[] before = {"[\n"};
        audit().forEach(one -> {
            append(out, before[0] + JsonText.line(cells(one)));
            before[0] = ",\n";
        });
        append(out, before[0].startsWith("[") ? "[]\n" : "\n]\n");
    }

    private LedgerAudit audit() {
        scope.consenting().seal().run();
        return new LedgerAudit(scope.tenant(), scope.session());
    }

    private static Map<String, Object> cells(SealedEvent one) {
        LedgerLine line = one.line();
        ConsentEvent event = one.event();
        Map<String, Object> cells = new LinkedHashMap<>();
        cells.put("position", line.position());
        cells.put("at", event == null ? "" : event.at());
        cells.put("address", event == null ? "" : event.address().value());
        cells.put("event_no", line.eventNo());
        cells.put("action", event == null ? "" : event.action());
        cells.put("purpose", event == null || event.purpose() == null ? "" : event.purpose());
        cells.put("source", event == null ? "" : event.evidence().source());
        cells.put(
                "facts",
                event == null ? Map.of() : new TreeMap<>(event.evidence().facts()));
        cells.put("address_hash", line.addressHash());
        cells.put("facts_hash", line.factsHash());
        cells.put("link", line.link());
        return cells;
    }

    private static void append(Appendable out, String text) {
        try {
            out.append(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
