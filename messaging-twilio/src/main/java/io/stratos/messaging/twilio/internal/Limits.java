package io.stratos.messaging.twilio.internal;

import java.time.Duration;

/** The numbers of Twilio's reference, and how much of a stranger's input is read. */
final class Limits {

    static final Duration LONGEST_VALIDITY = Duration.ofHours(10);
    static final Duration SHORTEST_VALIDITY = Duration.ofSeconds(1);

    static final int LIST_BYTES = 8 * 1024 * 1024;
    static final int CALL_BYTES = 256 * 1024;
    static final int URL_CHARS = 16 * 1024;

    private Limits() {}
}
