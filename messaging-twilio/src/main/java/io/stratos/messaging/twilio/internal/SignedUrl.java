package io.stratos.messaging.twilio.internal;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The spellings of one URL that Twilio may have signed: with the port or without, and a few ways to escape the query.
 *
 * <p>All by cutting text: {@link java.net.URI} refuses or rewrites URLs that Twilio signs as they are.
 */
final class SignedUrl {

    private static final Pattern ESCAPED_AT = Pattern.compile("%40");
    private static final Pattern ESCAPED_COLON = Pattern.compile("%3A", Pattern.CASE_INSENSITIVE);

    private SignedUrl() {}

    /** At most eight, the likeliest first. */
    static Set<String> candidates(String url) {
        int fragment = url.indexOf('#');
        String asked = fragment < 0 ? url : url.substring(0, fragment);
        int mark = asked.indexOf('?');
        String place = mark < 0 ? asked : asked.substring(0, mark);
        String query = mark < 0 ? "" : asked.substring(mark);
        Set<String> all = new LinkedHashSet<>();
        for (String spelling : spellings(query)) {
            all.add(withoutPort(place) + spelling);
            all.add(withPort(place) + spelling);
        }
        return all;
    }

    private static Set<String> spellings(String query) {
        Set<String> all = new LinkedHashSet<>();
        all.add(query);
        all.add(query.replace("'", "%27"));
        all.add(query.replace("%27", "'"));
        all.add(ESCAPED_COLON.matcher(ESCAPED_AT.matcher(query).replaceAll("@")).replaceAll(":"));
        return all;
    }

    private static String withoutPort(String place) {
        int colon = portColon(place);
        return colon < 0 ? place : place.substring(0, colon) + place.substring(authorityEnd(place));
    }

    private static String withPort(String place) {
        int start = place.indexOf("://");
        if (start < 0 || portColon(place) >= 0) {
            return place;
        }
        String port = switch (place.substring(0, start).toLowerCase(Locale.ROOT)) {
            case "https" -> ":443";
            case "http" -> ":80";
            default -> "";
        };
        int end = authorityEnd(place);
        return place.substring(0, end) + port + place.substring(end);
    }

    /**
     * Where the port begins with its colon, or -1. Digits alone stand between it and the end of the authority, which
     * tells it from the colons of a password and of an IPv6 address.
     */
    private static int portColon(String place) {
        int end = authorityEnd(place);
        int colon = place.lastIndexOf(':', end - 1);
        boolean digits = colon >= 0 && place.substring(colon + 1, end).chars().allMatch(c -> c >= '0' && c <= '9');
        return digits ? colon : -1;
    }

    private static int authorityEnd(String place) {
        int start = place.indexOf("://");
        int slash = start < 0 ? -1 : place.indexOf('/', start + 3);
        return slash < 0 ? place.length() : slash;
    }
}
