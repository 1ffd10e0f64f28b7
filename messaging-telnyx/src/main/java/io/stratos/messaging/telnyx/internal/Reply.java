package io.stratos.messaging.telnyx.internal;

import okhttp3.Headers;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/** What came of one HTTP request, by what is certain. */
sealed interface Reply {

    /**
     * A status line and headers came.
     *
     * @param status HTTP status code
     * @param headers the headers
     * @param body the body; null if it did not come whole, or was larger than any that makes sense
     */
    record Answer(int status, Headers headers, @Nullable ByteString body) implements Reply {}

    /**
     * No byte of the request left.
     *
     * @param reason why, for people
     */
    record Unwritten(String reason) implements Reply {}

    /**
     * The request left, or may have, and no answer came.
     *
     * @param reason what was seen, for people
     */
    record Unanswered(String reason) implements Reply {}
}
