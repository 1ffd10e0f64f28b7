package io.stratos.messaging.schedule;

/** How careful to be where it is not certain what the law says. */
public enum LegalProfile {
    /** What statutes, charters and agreeing sources say; house defaults where no statute gives hours. */
    STANDARD,
    /** That, and what only a single vendor's table, a contradicted source or a bill says. Never wider than the standard. */
    STRICT
}
