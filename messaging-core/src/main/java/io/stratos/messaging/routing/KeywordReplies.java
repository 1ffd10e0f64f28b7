package io.stratos.messaging.routing;

/** Who answers STOP, START and HELP, so that the contact reads one answer and not two. */
public enum KeywordReplies {
    /** What the provider declares of itself; Twilio and Telnyx answer by default. */
    PROVIDER_DEFAULT,
    /** The provider or the network answers; the engine stays silent. */
    BY_PROVIDER,
    /** The engine answers with the tenant's texts. */
    BY_ENGINE
}
