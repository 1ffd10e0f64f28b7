package io.stratos.messaging.tenant;

import java.util.Map;
import java.util.TreeMap;

/**
 * What the engine answers to STOP, START, HELP and the YES it asked for, where the provider does not.
 *
 * <p>{@code {business}}, {@code {help}} and {@code {purpose}} stand for the tenant's name, its help contact and what the
 * messages are for that it is about. Keep each under 160 GSM-7 characters; none may promote anything. The three
 * components are the tenant's words in whatever language; where they are the built-in English ones, a contact is answered in the
 * language of the keyword they wrote, as far as there is a text in it.
 *
 * @param stop the one confirmation of an opt-out of everything
 * @param start the confirmation of a re-subscription
 * @param help who we are and how to stop
 * @param others the tenant's other texts, by {@link KeywordAnswer} and language, such as {@code STOP_SENDER/es}; see
 *     {@link #with}
 */
public record KeywordTexts(String stop, String start, String help, Map<String, String> others) {

    /** Copies the map. */
    public KeywordTexts {
        others = Map.copyOf(others);
    }

    /**
     * Three texts; the other answers are built in.
     *
     * @param stop the one confirmation of an opt-out of everything
     * @param start the confirmation of a re-subscription
     * @param help who we are and how to stop
     */
    public KeywordTexts(String stop, String start, String help) {
        this(stop, start, help, Map.of());
    }

    /** {@return plain texts that name the business} */
    public static KeywordTexts english() {
        return new KeywordTexts(
                BuiltInTexts.find(KeywordAnswer.STOP, "en"),
                BuiltInTexts.find(KeywordAnswer.START, "en"),
                BuiltInTexts.find(KeywordAnswer.HELP, "en"));
    }

    /**
     * Replaces one answer in one language. In a language that has none of the tenant's it is given in English, if the
     * tenant has that, else as built in.
     *
     * @param answer which
     * @param language as {@link io.stratos.messaging.consent.ReplyReading#language()} says it, such as {@code es}
     * @param text the words
     * @return a new value
     */
    public KeywordTexts with(KeywordAnswer answer, String language, String text) {
        Map<String, String> more = new TreeMap<>(others);
        more.put(answer + "/" + language, text);
        return new KeywordTexts(stop, start, help, more);
    }

    /**
     * The words of an answer, placeholders not yet filled.
     *
     * @param answer which
     * @param language the language of what is answered; empty if nobody can tell
     * @return the tenant's words for it, else the built-in ones
     */
    public String text(KeywordAnswer answer, String language) {
        String own = others.getOrDefault(answer + "/" + language, others.get(answer + "/en"));
        if (own != null) {
            return own;
        }
        String general = switch (answer) {
            case STOP -> stop;
            case START -> start;
            case HELP -> help;
            case STOP_PURPOSE, STOP_SENDER, THANKS -> BuiltInTexts.find(answer, "en");
        };
        return general.equals(BuiltInTexts.find(answer, "en")) ? BuiltInTexts.find(answer, language) : general;
    }
}
