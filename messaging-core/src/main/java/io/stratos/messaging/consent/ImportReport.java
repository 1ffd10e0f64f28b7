package io.stratos.messaging.consent;

import java.util.List;

/**
 * What became of each row of an import.
 *
 * @param rows in the order of the file
 */
public record ImportReport(List<Row> rows) {

    /** Copies the list. */
    public ImportReport {
        rows = List.copyOf(rows);
    }

    /** What became of a row. */
    public enum Result {
        /** Recorded as it says. */
        RECORDED,
        /** Recorded as implied, which ends: the row shows a relation, not that anybody agreed. */
        IMPLIED,
        /** Not recorded. */
        REFUSED
    }

    /**
     * One row.
     *
     * @param number its number in the file, the header being 1
     * @param result what became of it
     * @param reason one clause for people, no phone number in it
     */
    public record Row(int number, Result result, String reason) {}

    /**
     * How many rows came to one result.
     *
     * @param result which
     * @return how many
     */
    public long count(Result result) {
        return rows.stream().filter(row -> row.result() == result).count();
    }
}
