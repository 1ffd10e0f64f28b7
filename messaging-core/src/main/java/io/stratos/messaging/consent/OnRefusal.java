package io.stratos.messaging.consent;

/** What the engine does with a text that refuses in its own words. */
public enum OnRefusal {
    /** It counts as a STOP. */
    ACT,
    /** What is sent automatically waits, and somebody is asked: {@code tenant.consent().toReview(…)}. */
    ASK
}
