package io.stratos.messaging.consent;

/** What a message is for; consent is given per purpose. */
public enum Purpose {
    /** Serves something the contact asked for: a booking, a reminder of it, an invoice. */
    TRANSACTIONAL,
    /** Promotes: offers, campaigns, review requests. */
    MARKETING,
    /** An agent's words in a conversation the contact takes part in. A contact who wrote first has consented to it. */
    CONVERSATIONAL
}
