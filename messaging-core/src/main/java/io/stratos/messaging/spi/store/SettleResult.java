package io.stratos.messaging.spi.store;

/** What became of a settlement. */
public enum SettleResult {
    /** The claim held; the outcome and what follows were written. */
    APPLIED,
    /** The claim was lost, the attempt was in doubt, and the outcome resolved it. */
    EVIDENCE,
    /** The claim was lost; the outcome is kept with the attempt and changed nothing else. */
    RECORDED
}
