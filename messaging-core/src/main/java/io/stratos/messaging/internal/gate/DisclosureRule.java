package io.stratos.messaging.internal.gate;

import io.stratos.messaging.consent.Purpose;
import io.stratos.messaging.contact.Channel;
import io.stratos.messaging.delivery.Decision;
import io.stratos.messaging.delivery.Ruling;
import io.stratos.messaging.delivery.Verdict;
import io.stratos.messaging.message.Content;
import io.stratos.messaging.message.Message;
import io.stratos.messaging.message.Origin;
import io.stratos.messaging.spi.store.AddressRecord;
import io.stratos.messaging.spi.store.Disclosed;
import io.stratos.messaging.tenant.Disclosure;
import io.stratos.messaging.tenant.TenantProfile;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The first text to a contact says who writes and how to stop. Its verdict is kept with the attempt, so it holds the very
 * words: what is added to a request, looked for at the provider and shown in a dossier is read from there.
 */
public final class DisclosureRule {

    static final String NAME = "disclosure";

    private static final String ADDS = "the contact has not been shown it yet, so this follows the text: ";
    private static final String HAS = "the contact has not been shown it yet, and the text says it";

    private DisclosureRule() {}

    /**
     * What is to be said about a message.
     *
     * @return null if it goes as it is, whoever else does
     */
    static @Nullable Verdict ask(Message message, TenantProfile tenant, AddressRecord recipient) {
        Disclosure disclosure = tenant.disclosure().orElse(null);
        if (disclosure == null || !concerns(message, disclosure, recipient)) {
            return null;
        }
        String words = disclosure.filled(tenant);
        return says(message.content().text(), words)
                ? Verdict.of(NAME, Ruling.ALLOW, HAS)
                : Verdict.of(NAME, Ruling.ALLOW, ADDS + words);
    }

    private static boolean concerns(Message message, Disclosure disclosure, AddressRecord recipient) {
        Disclosed shown = recipient.notes().disclosed();
        if (shown != null && shown.certain()) {
            return false;
        }
        boolean reply = message.purpose() == Purpose.CONVERSATIONAL && recipient.lastSender() != null;
        return message.origin() == Origin.HOST
                && (message.channel() == Channel.SMS || message.channel() == Channel.MMS)
                && (disclosure.onReplies() || !reply);
    }

    /** Whether another message shows it already, or may. */
    static boolean isShownByAnother(Message message, AddressRecord recipient) {
        Disclosed shown = recipient.notes().disclosed();
        return shown != null && !shown.by().equals(message.id());
    }

    /** Whether this message was to show it. */
    static boolean isShownBy(Message message, AddressRecord recipient) {
        Disclosed shown = recipient.notes().disclosed();
        return shown != null && shown.by().equals(message.id());
    }

    /** Case and the width of spaces do not matter; white space only becomes less. */
    private static boolean says(String text, String words) {
        String wanted = plain(words);
        return text.length() >= wanted.length() && plain(text).contains(wanted);
    }

    private static String plain(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        boolean gap = false;
        for (int i = 0; i < text.length(); i++) {
            char one = text.charAt(i);
            if (Character.isWhitespace(one)) {
                gap = plain.length() > 0;
            } else {
                if (gap) {
                    plain.append(' ');
                    gap = false;
                }
                plain.append(Character.toLowerCase(one));
            }
        }
        return plain.toString();
    }

    /**
     * The words that a request carries besides its message's own.
     *
     * @param decision what the gate said when the request was permitted
     * @return the words, if there are any
     */
    public static Optional<String> added(Decision decision) {
        for (Verdict verdict : decision.verdicts()) {
            if (verdict.rule().equals(NAME)) {
                return added(verdict);
            }
        }
        return Optional.empty();
    }

    /**
     * The words that a verdict adds.
     *
     * @param verdict of this rule
     * @return the words, if there are any
     */
    public static Optional<String> added(Verdict verdict) {
        String reason = verdict.reason();
        return reason.startsWith(ADDS) ? Optional.of(reason.substring(ADDS.length())) : Optional.empty();
    }

    /**
     * A text with such words after it.
     *
     * @param content what goes in one request
     * @param words the words
     * @return both, on lines of their own
     */
    public static Content with(Content content, String words) {
        return content.withText(content.text() + separator(content.text()) + words);
    }

    private static String separator(String text) {
        return text.isEmpty() || text.endsWith("\n") ? "" : "\n";
    }

    /**
     * How much room such words take.
     *
     * @param words the words
     * @return UTF-16 units at most
     */
    public static int room(String words) {
        return words.length() + 1;
    }

    /**
     * The words do not fit.
     *
     * @param limit what a request carries
     * @return a verdict that blocks
     */
    public static Verdict tooLong(int limit) {
        return Verdict.of(
                        NAME,
                        Ruling.BLOCK,
                        "the contact has not been shown the disclosure yet, and beside it nothing fits into a request of "
                                + limit + " characters")
                .wouldPass("if the tenant's disclosure were shorter");
    }
}
