package io.stratos.messaging.twilio.internal;

import io.stratos.messaging.message.Media;
import io.stratos.messaging.spi.provider.SendRequest;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The fields of a request to send a message. */
final class MessageForm {

    /**
     * Asks Twilio to repeat a receipt we could not store; by default it does so only if it cannot connect. Twilio cuts
     * the fragment off before it calls and signs.
     */
    private static final String REPEAT_RECEIPTS = "#rc=5&rp=5xx,ct,rt";

    private MessageForm() {}

    static List<Map.Entry<String, String>> of(SendRequest request) {
        List<Map.Entry<String, String>> form = new ArrayList<>();
        form.add(Map.entry("To", request.to().value()));
        // With a service, Twilio would pick any of its senders; the gate picked this one.
        form.add(Map.entry("From", request.route().from().value()));
        request.route().throughPool().ifPresent(pool -> form.add(Map.entry("MessagingServiceSid", pool)));
        if (!request.content().text().isEmpty()) {
            form.add(Map.entry("Body", request.content().text()));
        }
        for (Media media : request.content().media()) {
            form.add(Map.entry("MediaUrl", media.url().toString()));
        }
        request.callback().ifPresent(url -> form.add(Map.entry("StatusCallback", callback(url))));
        request.validity().ifPresent(validity -> form.add(Map.entry("ValidityPeriod", seconds(validity))));
        return form;
    }

    private static String callback(URI url) {
        return url.getRawFragment() == null ? url + REPEAT_RECEIPTS : url.toString();
    }

    /** Rounded down, as the message must not outlive the window; less than a second is the one second there is. */
    private static String seconds(Duration validity) {
        long seconds = Math.min(validity.toSeconds(), Limits.LONGEST_VALIDITY.toSeconds());
        return Long.toString(Math.max(seconds, Limits.SHORTEST_VALIDITY.toSeconds()));
    }
}
