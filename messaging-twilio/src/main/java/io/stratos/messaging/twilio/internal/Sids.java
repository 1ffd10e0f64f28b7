package io.stratos.messaging.twilio.internal;

/** The shapes of Twilio's ids: two letters and 32 hexadecimal digits. */
public final class Sids {

    private static final int LENGTH = 34;

    private Sids() {}

    public static boolean isAccount(String sid) {
        return is("AC", sid);
    }

    public static boolean isApiKey(String sid) {
        return is("SK", sid);
    }

    static boolean isMessage(String sid) {
        return is("SM", sid) || is("MM", sid);
    }

    static boolean isMessagingService(String sid) {
        return is("MG", sid);
    }

    private static boolean is(String prefix, String sid) {
        return sid.length() == LENGTH
                && sid.startsWith(prefix)
                && sid.chars().skip(prefix.length()).allMatch(Sids::isHex);
    }

    private static boolean isHex(int c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    }
}
