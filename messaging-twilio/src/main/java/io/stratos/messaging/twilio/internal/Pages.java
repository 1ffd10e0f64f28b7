package io.stratos.messaging.twilio.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.stratos.messaging.spi.http.Deadline;
import io.stratos.messaging.spi.http.HttpCall;
import io.stratos.messaging.spi.http.OneRequest;
import io.stratos.messaging.spi.http.Reply;
import java.time.Duration;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** Reads one page of one of Twilio's lists. */
final class Pages {

    private final OneRequest http;

    Pages(OneRequest http) {
        this.http = http;
    }

    /** What came of it: a page of a list, or why there is none. */
    record Page(
            @Nullable JsonNode list,
            String problem,
            @Nullable Duration retryAfter) {}

    Page read(HttpUrl url, Credentials account, String name, Deadline deadline) {
        Reply reply = http.send(
                HttpCall.get(url.toString())
                        .header("Authorization", account.basic())
                        .answerUpTo(Limits.LIST_BYTES),
                deadline);
        if (reply instanceof Reply.Answer answer) {
            JsonNode list = answer.status() == 200 ? Json.object(answer.body()).orElse(null) : null;
            boolean isList = list != null && list.path(name).isArray();
            return new Page(
                    isList ? list : null,
                    "HTTP " + answer.status() + (answer.status() == 200 ? " with a body that is no list" : ""),
                    answer.retryAfter().orElse(null));
        }
        String reason =
                reply instanceof Reply.Unanswered unanswered ? unanswered.reason() : ((Reply.Unwritten) reply).reason();
        return new Page(null, reason, null);
    }

    /** The next page, if it is one of the same list: credentials go nowhere else. */
    static @Nullable HttpUrl within(HttpUrl list, String next) {
        HttpUrl page = list.resolve(next);
        boolean same = page != null
                && page.scheme().equals(list.scheme())
                && page.host().equals(list.host())
                && page.port() == list.port()
                && page.encodedPath().equals(list.encodedPath());
        return same ? page : null;
    }
}
