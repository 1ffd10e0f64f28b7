package io.stratos.messaging.sim;

import io.stratos.messaging.consent.Keyword;
import io.stratos.messaging.conversation.Conversation;
import io.stratos.messaging.id.TenantId;
import io.stratos.messaging.message.LongText;
import io.stratos.messaging.message.Message;
import io.stratos.messaging.spi.store.StoreSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The invariants of the design that this engine promises so far, and what they share. */
final class Invariants {

    private static final int EVERYTHING = 500;

    private Invariants() {}

    static List<Invariant> all() {
        return List.of(
                new Inv01(),
                new Inv02(),
                new Inv03(),
                new Allowed(),
                new Inv04(),
                new Inv05(),
                new Inv06(),
                new Inv07(),
                new Inv09(),
                new Inv10(),
                new Inv11(),
                new Recalled(),
                new Inv13(),
                new LateMessages());
    }

    /** The dispatch units of a text, cut again without the engine. */
    static List<String> units(String text) {
        return text.length() <= World.TEXT_LIMIT ? List.of(text) : LongText.split(text, World.TEXT_LIMIT);
    }

    /** Everything a tenant can see. */
    static List<Message> messages(StoreSession session, TenantId tenant) {
        List<Message> messages = new ArrayList<>();
        for (Conversation conversation : session.conversations(tenant, null, EVERYTHING)) {
            messages.addAll(session.history(tenant, conversation.id(), null, EVERYTHING));
        }
        return messages;
    }

    static Keyword keyword(String text) {
        if (Mail.HINTS.contains(text)) {
            return null;
        }
        String word = text.split(" ", 2)[0].toUpperCase(Locale.ROOT);
        return switch (word) {
            case "STOP", "STOPALL", "UNSUBSCRIBE" -> Keyword.STOP;
            case "START", "UNSTOP" -> Keyword.START;
            case "HELP", "INFO" -> Keyword.HELP;
            default -> null;
        };
    }
}
