package io.stratos.messaging.examples;

import java.util.List;
import java.util.Map;

/** The environment variables that make the example talk to the real Twilio. */
record TwilioSettings(String accountSid, String authToken, String from, String to, String publicUrl) {

    private static final List<String> NAMES =
            List.of("TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN", "TWILIO_FROM", "TWILIO_TO", "PUBLIC_URL");

    /** {@return whether the environment names an account} */
    static boolean areIn(Map<String, String> environment) {
        return !environment.getOrDefault("TWILIO_ACCOUNT_SID", "").isBlank();
    }

    /** {@return the variables that are needed and not set} */
    static List<String> missing(Map<String, String> environment) {
        return NAMES.stream()
                .filter(name -> environment.getOrDefault(name, "").isBlank())
                .toList();
    }

    /** Reads them; none may be missing. */
    static TwilioSettings of(Map<String, String> environment) {
        List<String> values = NAMES.stream()
                .map(name -> environment.getOrDefault(name, "").strip())
                .toList();
        return new TwilioSettings(
                values.get(0),
                values.get(1),
                values.get(2),
                values.get(3),
                values.get(4).replaceFirst("/+$", ""));
    }

    /** {@return the account and where webhooks come in; no secret, no number} */
    @Override
    public String toString() {
        return "TwilioSettings[" + accountSid + ", " + publicUrl + "]";
    }
}
