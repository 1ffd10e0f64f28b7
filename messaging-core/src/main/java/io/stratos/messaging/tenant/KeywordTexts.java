package io.stratos.messaging.tenant;

/**
 * What the engine answers to STOP, START and HELP where the provider does not.
 *
 * <p>{@code {business}} and {@code {help}} stand for the tenant's name and its help contact. Keep each under 160 GSM-7
 * characters; none may promote anything.
 *
 * @param stop the one confirmation of an opt-out
 * @param start the confirmation of a re-subscription
 * @param help who we are and how to stop
 */
public record KeywordTexts(String stop, String start, String help) {

    /** {@return plain texts in English that name the business} */
    public static KeywordTexts english() {
        return new KeywordTexts(
                "{business}: You are unsubscribed and will receive no more messages. Reply START to resubscribe.",
                "{business}: You are subscribed again. Reply HELP for help, STOP to stop.",
                "{business}: For help contact {help}. Msg&data rates may apply. Reply STOP to stop.");
    }
}
