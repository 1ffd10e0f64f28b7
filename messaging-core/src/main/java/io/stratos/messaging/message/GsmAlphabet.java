package io.stratos.messaging.message;

/**
 * The GSM 03.38 default alphabet and its extension table (3GPP TS 23.038, 6.2.1), as septets per character.
 *
 * <p>It knows how long a character is, not which bits it has. The escape character itself is no character of a text.
 */
final class GsmAlphabet {

    private static final String BASIC = "@£$¥èéùìòÇ\nØø\rÅå" // 00-0F
            + "Δ_ΦΓΛΩΠΨΣΘΞÆæßÉ" // 10-1F, without the escape at 1B
            + " !\"#¤%&'()*+,-./" // 20-2F
            + "0123456789:;<=>?" // 30-3F
            + "¡ABCDEFGHIJKLMNO" // 40-4F
            + "PQRSTUVWXYZÄÖÑÜ§" // 50-5F
            + "¿abcdefghijklmno" // 60-6F
            + "pqrstuvwxyzäöñüà"; // 70-7F

    private static final String EXTENSION = "\f^{}\\[~]|€";

    private static final byte[] SEPTETS = septets();

    private GsmAlphabet() {}

    /** The septets a UTF-16 unit takes: 1 or 2, or 0 if the alphabet lacks it. */
    static int septets(char unit) {
        return unit < SEPTETS.length ? SEPTETS[unit] : 0;
    }

    /**
     * Whether every unit of the text is in the alphabet.
     *
     * <p>No character of the alphabet joins its neighbours, so this needs no look at grapheme clusters.
     */
    static boolean covers(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (septets(text.charAt(i)) == 0) {
                return false;
            }
        }
        return true;
    }

    private static byte[] septets() {
        byte[] septets = new byte['€' + 1];
        BASIC.chars().forEach(unit -> septets[unit] = 1);
        EXTENSION.chars().forEach(unit -> septets[unit] = 2);
        return septets;
    }
}
