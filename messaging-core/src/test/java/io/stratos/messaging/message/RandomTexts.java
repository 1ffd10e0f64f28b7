package io.stratos.messaging.message;

import java.util.List;
import java.util.Random;

/** Texts made of what is hard to cut: emoji sequences, accents, line ends, broken surrogates, and ordinary words. */
final class RandomTexts {

    private static final List<String> PIECES = List.of(
            "a",
            "hello",
            " ",
            "  ",
            "\n",
            "\r\n",
            "\r",
            ". ",
            "! ",
            "€",
            "[",
            "|",
            "ж",
            "漢字",
            "。",
            "😀",
            "👍🏽",
            "🇮🇹",
            "🇮",
            "👨‍👩‍👧‍👦",
            "e\u0301",
            "\u0301",
            "\u200D",
            "\u00A0",
            "\t",
            "\u2019",
            "\u2026",
            "\uD83D",
            "\uDE00",
            "\u200B");

    private RandomTexts() {}

    static String next(Random random, int length) {
        int kinds = 1 + random.nextInt(PIECES.size());
        int first = random.nextInt(PIECES.size());
        StringBuilder text = new StringBuilder();
        int target = random.nextInt(length);
        while (text.length() < target) {
            text.append(PIECES.get((first + random.nextInt(kinds)) % PIECES.size()));
        }
        return text.toString();
    }
}
