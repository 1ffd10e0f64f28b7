package io.stratos.messaging.internal.consent;

import io.stratos.messaging.internal.consent.PhraseBook.Hit;
import io.stratos.messaging.internal.consent.Words.Word;
import java.util.List;

/**
 * Which part of a text are the contact's own words: not the message they reacted to, not the mail below their answer,
 * not what they quote at length.
 */
final class OwnWords {

    private static final String OPENING = "\"\u201C\u201E\u201F\u00AB\u2039\u300C";
    private static final String CLOSING = "\"\u201D\u201C\u00BB\u203A\u300D";

    /** As many quoted words may be the contact's own: {@code please "stop"}. */
    private static final int FEW = 3;

    /** A line above a quoted mail is hardly longer, and neither is what a phone writes before a reaction. */
    private static final int LINE = 200;

    private final PhraseBook book;
    private final Work work;

    OwnWords(PhraseBook book, Work work) {
        this.book = book;
        this.work = work;
    }

    /** The contact's own words; empty if the text is a reaction and nothing else. */
    CharSequence of(String text) {
        String own = text.indexOf('\n') < 0 ? text : withoutMail(text);
        int quote = first(own, OPENING);
        if (quote < 0) {
            return own;
        }
        if (quote < LINE && isReaction(own.substring(0, quote))) {
            int end = last(own, CLOSING);
            return end > quote ? own.substring(end + 1) : "";
        }
        return withoutQuotes(own);
    }

    private boolean isReaction(String head) {
        List<Word> words = Words.of(head, book, work);
        for (int from = 0; from < words.size(); from++) {
            Hit hit = book.at(words, from, work);
            boolean tapback = hit != null && hit.rule().kind() == PhraseKind.TAPBACK && hit.to() == words.size();
            if (tapback && (from == 0 || words.size() - from > 1)) {
                return true;
            }
        }
        return false;
    }

    /** Without lines that begin with {@code >}, a signature, and all from a line like "On Monday Acme wrote:". */
    private String withoutMail(String text) {
        StringBuilder own = new StringBuilder(text.length());
        boolean says = false;
        for (int from = 0; from < text.length(); ) {
            int end = text.indexOf('\n', from);
            end = end < 0 ? text.length() : end;
            String line = text.substring(from, end).strip();
            work.steps(end - from + 1);
            if (says && (line.equals("--") || line.startsWith("-----") || introducesMail(line))) {
                break;
            }
            if (!line.startsWith(">")) {
                own.append(line).append('\n');
                says |= line.chars().anyMatch(Character::isLetterOrDigit);
            }
            from = end + 1;
        }
        return says ? own.toString() : text;
    }

    private boolean introducesMail(String line) {
        if (line.length() > LINE || !line.endsWith(":")) {
            return false;
        }
        List<Word> words = Words.of(line, book, work);
        for (int from = Math.max(0, words.size() - FEW); from < words.size(); from++) {
            Hit hit = book.at(words, from, work);
            if (hit != null && hit.rule().kind() == PhraseKind.WROTE && hit.to() == words.size()) {
                return true;
            }
        }
        return false;
    }

    /** Without quotations of more than a few words, unless nothing else is said. */
    private CharSequence withoutQuotes(String text) {
        StringBuilder own = new StringBuilder(text.length());
        int from = 0;
        while (from < text.length()) {
            int open = first(text, OPENING, from);
            int close = open < 0 ? -1 : first(text, CLOSING, open + 1);
            if (close < 0) {
                break;
            }
            own.append(text, from, open).append(' ');
            if (isShort(text, open + 1, close)) {
                own.append(text, open + 1, close).append(' ');
            }
            from = close + 1;
        }
        own.append(text, from, text.length());
        return own.chars().anyMatch(Character::isLetterOrDigit) ? own : text;
    }

    private static boolean isShort(String text, int from, int to) {
        int words = 0;
        boolean within = false;
        for (int i = from; i < to && words <= FEW; i++) {
            boolean letter = Character.isLetterOrDigit(text.charAt(i));
            words += letter && !within ? 1 : 0;
            within = letter;
        }
        return words <= FEW;
    }

    private int first(String text, String marks) {
        return first(text, marks, 0);
    }

    private int first(String text, String marks, int from) {
        for (int i = from; i < text.length(); i++) {
            work.step();
            if (marks.indexOf(text.charAt(i)) >= 0) {
                return i;
            }
        }
        return -1;
    }

    private int last(String text, String marks) {
        for (int i = text.length() - 1; i >= 0; i--) {
            work.step();
            if (marks.indexOf(text.charAt(i)) >= 0) {
                return i;
            }
        }
        return -1;
    }
}
