package io.stratos.messaging.consent;

/** Where the consent of one address for one purpose stands. */
public enum ConsentStatus {
    /** Nothing is known; the gate treats it as no. */
    UNKNOWN,
    /** Asked, not yet confirmed (double opt-in); the gate treats it as no. */
    PENDING,
    /** Yes. */
    OPTED_IN,
    /** No, until the contact or an explicit re-subscription says otherwise. */
    OPTED_OUT
}
