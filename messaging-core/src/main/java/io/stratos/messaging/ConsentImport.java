package io.stratos.messaging;

import io.stratos.messaging.consent.Consent;
import io.stratos.messaging.consent.ConsentAction;
import io.stratos.messaging.consent.ConsentEvent;
import io.stratos.messaging.consent.ConsentSource;
import io.stratos.messaging.consent.ConsentStatus;
import io.stratos.messaging.consent.Evidence;
import io.stratos.messaging.consent.ImportReport;
import io.stratos.messaging.consent.Purpose;
import io.stratos.messaging.contact.Address;
import io.stratos.messaging.contact.EmailAddress;
import io.stratos.messaging.contact.PhoneNumber;
import io.stratos.messaging.exception.InvalidEvidenceException;
import io.stratos.messaging.exception.MessagingException;
import io.stratos.messaging.internal.consent.Csv;
import io.stratos.messaging.spi.store.AddressRecord;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Takes consent over from a file, row by row. A yes without what was shown is nobody's written consent. */
final class ConsentImport {

    private static final Set<String> YES = Set.of("yes", "y", "true", "1", "opted_in", "opted in", "subscribed");
    private static final Set<String> NO =
            Set.of("no", "n", "false", "0", "opted_out", "opted out", "unsubscribed", "stop");
    private static final Set<String> KNOWN = Set.of("address", "purpose", "status");

    private final TenantScope scope;
    private final String file;

    ConsentImport(TenantScope scope, String file) {
        this.scope = scope;
        this.file = file;
    }

    ImportReport run(String csv) {
        List<List<String>> records = Csv.read(csv);
        List<String> header = records.isEmpty()
                ? List.of()
                : records.get(0).stream()
                        .map(name -> name.strip().toLowerCase(Locale.ROOT))
                        .toList();
        if (!header.containsAll(KNOWN)) {
            throw new InvalidEvidenceException("'" + file + "' has the columns " + header
                    + "; an import needs address, purpose and status, and takes wording, consented_at, form, ip, user_agent,"
                    + " because and until");
        }
        List<ImportReport.Row> rows = new ArrayList<>();
        for (int i = 1; i < records.size(); i++) {
            Map<String, String> cells = new HashMap<>();
            for (int c = 0; c < Math.min(header.size(), records.get(i).size()); c++) {
                String cell = records.get(i).get(c).strip();
                if (!cell.isEmpty()) {
                    cells.put(header.get(c), cell);
                }
            }
            if (!cells.isEmpty()) {
                rows.add(row(i + 1, cells));
            }
        }
        return new ImportReport(rows);
    }

    private ImportReport.Row row(int number, Map<String, String> cells) {
        try {
            return take(number, cells);
        } catch (Refused refused) {
            return new ImportReport.Row(number, ImportReport.Result.REFUSED, refused.reason);
        }
    }

    private ImportReport.Row take(int number, Map<String, String> cells) {
        Address address = address(cells.get("address"));
        String status = cells.getOrDefault("status", "").toLowerCase(Locale.ROOT);
        @Nullable Purpose purpose = purpose(cells.get("purpose"));
        Evidence evidence = evidence(number, cells);
        AddressRecord row = scope.ensure(address);
        if (NO.contains(status)) {
            ConsentAction action = purpose == null ? ConsentAction.OPT_OUT_ALL : ConsentAction.OPT_OUT;
            record(row, action, purpose, evidence);
            return new ImportReport.Row(
                    number,
                    ImportReport.Result.RECORDED,
                    purpose == null ? "opted out of everything" : "opted out of " + purpose);
        }
        if (!YES.contains(status)) {
            throw new Refused("the status '" + status + "' is none; use opted_in or opted_out");
        }
        if (purpose == null) {
            throw new Refused("an opt-in needs a purpose: transactional, marketing or conversational");
        }
        refuseIfOptedOut(row, purpose);
        return optIn(number, row, purpose, evidence, cells);
    }

    private ImportReport.Row optIn(
            int number, AddressRecord row, Purpose purpose, Evidence evidence, Map<String, String> cells) {
        boolean written = cells.containsKey("wording") && cells.containsKey("consented_at");
        if (!written && cells.containsKey("because") && evidence.expiry().isPresent()) {
            Evidence implied = Evidence.from(ConsentSource.IMPLICIT);
            for (Map.Entry<String, String> fact : evidence.facts().entrySet()) {
                implied = implied.with(fact.getKey(), fact.getValue());
            }
            record(row, ConsentAction.OPT_IN, purpose, implied);
            return new ImportReport.Row(
                    number,
                    ImportReport.Result.IMPLIED,
                    "it shows a relation, so it is implied until "
                            + implied.expiry().orElseThrow());
        }
        if (!written && purpose == Purpose.MARKETING) {
            throw new Refused("a yes alone is no written consent to marketing: add wording, what was shown, and"
                    + " consented_at, when; or because and until for implied consent");
        }
        record(row, ConsentAction.OPT_IN, purpose, evidence);
        return new ImportReport.Row(number, ImportReport.Result.RECORDED, "opted in to " + purpose);
    }

    private static void refuseIfOptedOut(AddressRecord row, Purpose purpose) {
        Consent now = row.consent().at(row.readAt());
        if (now.isStopped() || now.recorded(purpose) == ConsentStatus.OPTED_OUT) {
            throw new Refused("the contact opted out"
                    + now.stoppedAt().map(at -> " at " + at).orElse(" of " + purpose)
                    + "; an import does not undo that");
        }
    }

    private void record(AddressRecord row, ConsentAction action, @Nullable Purpose purpose, Evidence evidence) {
        scope.session()
                .record(scope.tenant(), new ConsentEvent(row.readAt(), row.address(), action, purpose, evidence));
    }

    private Evidence evidence(int number, Map<String, String> cells) {
        Evidence evidence =
                Evidence.from(ConsentSource.IMPORTED).with("file", file).with("row", Integer.toString(number));
        for (Map.Entry<String, String> cell : cells.entrySet()) {
            if (!KNOWN.contains(cell.getKey())) {
                boolean end = cell.getKey().equals("until");
                evidence = evidence.with(
                        cell.getKey(), end ? instant("until", cell.getValue()).toString() : cell.getValue());
            }
        }
        if (cells.containsKey("consented_at")) {
            evidence = evidence.with(
                    "consented_at",
                    instant("consented_at", cells.getOrDefault("consented_at", ""))
                            .toString());
        }
        return evidence;
    }

    /** A day is taken at its beginning, UTC. */
    private static Instant instant(String column, String text) {
        try {
            return text.length() == 10
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : Instant.parse(text);
        } catch (DateTimeException notOne) {
            throw new Refused(column + " '" + text + "' is no instant; use 2026-03-02 or 2026-03-02T17:00:00Z", notOne);
        }
    }

    private static Address address(@Nullable String text) {
        if (text == null) {
            throw new Refused("there is no address");
        }
        try {
            return text.indexOf('@') > 0 ? EmailAddress.of(text) : PhoneNumber.of(text);
        } catch (MessagingException invalid) {
            throw new Refused("the address is none: use a phone number like +14155552671, or a mail address", invalid);
        }
    }

    private static @Nullable Purpose purpose(@Nullable String text) {
        if (text == null || text.equalsIgnoreCase("all")) {
            return null;
        }
        try {
            return Purpose.valueOf(text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw new Refused(
                    "the purpose '" + text + "' is none; use transactional, marketing, conversational, or all",
                    unknown);
        }
    }

    /** Why a row is not taken. */
    private static final class Refused extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final String reason;

        Refused(String reason) {
            super(reason);
            this.reason = reason;
        }

        Refused(String reason, Throwable cause) {
            super(reason, cause);
            this.reason = reason;
        }
    }
}
