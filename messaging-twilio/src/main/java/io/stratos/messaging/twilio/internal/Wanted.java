package io.stratos.messaging.twilio.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.stratos.messaging.spi.provider.LookupRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/**
 * What a record must look like to be the message of an attempt.
 *
 * <p>It was created no earlier than the attempt began, and not so much later that it must be of another attempt at the
 * same text; both by two clocks that may disagree a little.
 *
 * @param to the recipient
 * @param from the sender
 * @param body the text
 * @param media how many media
 * @param earliest when it can have been created at the earliest
 * @param latest when it can have been created at the latest
 */
record Wanted(String to, String from, String body, int media, Instant earliest, Instant latest) {

    private static final Duration SKEW = Duration.ofMinutes(1);
    private static final Duration LATEST_AFTER_START = Duration.ofMinutes(5);

    static Wanted of(LookupRequest request) {
        Instant start = request.attempt().startedAt();
        return new Wanted(
                request.to().value(),
                request.attempt().route().from().value(),
                request.content().text(),
                request.content().media().size(),
                // The record's date has whole seconds.
                start.minus(SKEW).minusSeconds(1),
                start.plus(LATEST_AFTER_START).plus(SKEW));
    }

    boolean matches(JsonNode message) {
        Instant created = created(message);
        return alike(message) && created != null && !created.isBefore(earliest) && !created.isAfter(latest);
    }

    /** Whether it is alike in all that can be read, but not enough can be read. */
    boolean undecidable(JsonNode message) {
        return alike(message) && (created(message) == null || !Sids.isMessage(Json.text(message, "sid")));
    }

    private boolean alike(JsonNode message) {
        return Json.text(message, "direction").equals("outbound-api")
                && Json.text(message, "to").equals(to)
                && Json.text(message, "body").equals(body)
                && fromMatches(Json.text(message, "from"))
                && mediaMatch(Json.text(message, "num_media"));
    }

    /** The sender is null until a service has picked one. */
    private boolean fromMatches(String named) {
        return named.isEmpty() || named.equals(from);
    }

    /** The count may still be 0 while Twilio fetches the media, but text alone never gets any. */
    private boolean mediaMatch(String count) {
        return count.isEmpty() || count.equals("0") || count.equals(Integer.toString(media));
    }

    private static @Nullable Instant created(JsonNode message) {
        try {
            return OffsetDateTime.parse(Json.text(message, "date_created"), DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
        } catch (DateTimeParseException unreadable) {
            return null;
        }
    }
}
