package io.stratos.messaging.message;

import io.stratos.messaging.consent.Purpose;

/**
 * What the engine may do by itself once nobody can know whether the provider took a request. Receipts and look-ups may
 * resolve the doubt under each of them, and the host may at any time: see {@code messages().resolve}.
 */
public enum DoubtPolicy {
    /**
     * There is no second request, not even the host's: proof that the provider does not have the first one ends the
     * message as {@code FAILED}; without proof it stays in doubt until the host gives it up or says where it is.
     */
    NEVER_RESEND,
    /**
     * Proof that the provider does not have it leads to another attempt, which passes the gate again; so does repeating
     * the same request under the same key where the provider declares that a repetition makes no second text. Without
     * proof it stays in doubt for the host to decide.
     */
    RESEND_AFTER_PROOF_OF_ABSENCE,
    /** The engine looks and tells what it found; whether there is another request is for the host to decide. */
    ASK_HOST;

    /**
     * What holds unless the message or its tenant says otherwise.
     *
     * @param purpose what the message is for
     * @return never again for marketing, else only after proof
     */
    public static DoubtPolicy of(Purpose purpose) {
        return purpose == Purpose.MARKETING ? NEVER_RESEND : RESEND_AFTER_PROOF_OF_ABSENCE;
    }
}
