package io.stratos.messaging.message;

import java.util.regex.Pattern;

/** How the name of a {@link SendCondition} looks: it is kept with messages, in little room. */
final class ConditionName {

    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,40}");

    private ConditionName() {}

    static boolean isOne(String name) {
        return NAME.matcher(name).matches();
    }

    static String refusal(String name) {
        return "condition '" + name + "'; use 1 to 40 lower-case letters, digits or dashes";
    }
}
