package io.stratos.messaging.internal.schedule;

import io.stratos.messaging.internal.schedule.TimeWords.Kind;
import io.stratos.messaging.internal.schedule.TimeWords.Token;
import io.stratos.messaging.schedule.TimeWish;
import io.stratos.messaging.schedule.TimeWish.Part;
import java.text.Normalizer;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads what a contact texts about when they want messages: {@code LATER 3PM}, {@code LATER TOMORROW 9}, {@code EVENING},
 * {@code ANYTIME}, and the like in Spanish and French.
 *
 * <p>A pure function of text, instant and zone. Only a text that is a command from end to end is one: whoever writes
 * "later would be better, can you come at 5" talks to an agent.
 */
public final class TimeCommands {

    /** No command is nearly as long. */
    private static final int LONGEST = 100;

    private static final List<Part> PARTS = List.of(Part.MORNING, Part.AFTERNOON, Part.EVENING);

    private TimeCommands() {}

    /**
     * Reads a command.
     *
     * @param text what the contact wrote
     * @param now when they wrote it
     * @param zone whose clock they mean
     * @return what they wish; empty if the text is no command about time
     */
    public static Optional<TimeWish> read(String text, Instant now, ZoneId zone) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        List<Token> tokens = TimeWords.BUILT_IN.tokens(parts(text)).stream()
                .filter(token -> token.kind() != Kind.FILLER)
                .toList();
        if (tokens.isEmpty()) {
            return Optional.empty();
        }
        Token first = tokens.get(0);
        if (first.kind() == Kind.LATER) {
            return later(tokens, now, zone);
        }
        if (tokens.size() > 1) {
            return Optional.empty();
        }
        return switch (first.kind()) {
            case ANYTIME -> Optional.of(new TimeWish.Anytime());
            case PART, HABIT -> Optional.of(new TimeWish.PartOfDay(PARTS.get(first.value())));
            default -> Optional.empty();
        };
    }

    /**
     * The language of a command.
     *
     * @param text what the contact wrote
     * @return that of its first word in any table, such as {@code fr}; {@code en} if there is none
     */
    static String language(String text) {
        return TimeWords.BUILT_IN.tokens(parts(text)).stream()
                .map(Token::language)
                .filter(language -> !language.isEmpty())
                .findFirst()
                .orElse("en");
    }

    private static Optional<TimeWish> later(List<Token> tokens, Instant now, ZoneId zone) {
        List<Token> rest = tokens.subList(1, tokens.size());
        long unknown =
                rest.stream().filter(token -> token.kind() == Kind.UNKNOWN).count();
        boolean time = rest.stream().anyMatch(token -> token.kind() != Kind.UNKNOWN && token.kind() != Kind.COLON);
        if (unknown > 1 || (unknown == 1 && !time)) {
            return Optional.empty();
        }
        String language = tokens.get(0).language();
        try {
            return Optional.of(new TimeWish.NotBefore(new TimePhrase(rest).instant(now, zone)));
        } catch (TimePhrase.NoTimeException e) {
            return Optional.of(new TimeWish.NotUnderstood(language, e.problem()));
        }
    }

    /** Words, figures and the colons between figures, folded to what is compared. */
    private static List<String> parts(String text) {
        String plain = Normalizer.normalize(text, Normalizer.Form.NFKD);
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        for (int i = 0; i < plain.length(); i++) {
            char c = plain.charAt(i);
            int type = Character.getType(c);
            if (type == Character.NON_SPACING_MARK || type == Character.FORMAT) {
                continue;
            }
            boolean goesOn = part.length() > 0
                    && Character.isLetterOrDigit(c)
                    && Character.isDigit(c) == Character.isDigit(part.charAt(0));
            if (!goesOn && part.length() > 0) {
                parts.add(part.toString());
                part.setLength(0);
            }
            if (Character.isLetterOrDigit(c)) {
                part.append(digitOrLower(c));
            } else if ((c == ':' || c == '.') && isDigit(plain, i - 1) && isDigit(plain, i + 1)) {
                parts.add(":");
            }
        }
        if (part.length() > 0) {
            parts.add(part.toString());
        }
        return parts;
    }

    private static char digitOrLower(char c) {
        return Character.isDigit(c) ? (char) ('0' + Character.digit(c, 10)) : Character.toLowerCase(c);
    }

    private static boolean isDigit(String text, int at) {
        return at >= 0 && at < text.length() && Character.isDigit(text.charAt(at));
    }
}
