package io.stratos.messaging.telnyx.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.stratos.messaging.contact.Address;
import io.stratos.messaging.exception.MessagingException;
import io.stratos.messaging.spi.http.Deadline;
import io.stratos.messaging.spi.http.HttpCall;
import io.stratos.messaging.spi.http.OneRequest;
import io.stratos.messaging.spi.http.Reply;
import io.stratos.messaging.spi.provider.PollRequest;
import io.stratos.messaging.spi.provider.PollResult;
import io.stratos.messaging.spi.provider.Polled;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads Telnyx's list of opt-outs of all messaging profiles. Its pages are numbered, so that an entry which goes (somebody texted START)
 * moves those behind it forward: where there are fewer than before, the page before is read again.
 */
public final class OptOutList {

    private static final Logger log = LoggerFactory.getLogger(OptOutList.class);

    private static final int PAGE_SIZE = 250;
    private static final int LIST_BYTES = 1024 * 1024;

    private final OneRequest http;
    private final String account;
    private final String apiKey;
    private final String url;

    /**
     * The list of one account.
     *
     * @param http writes requests
     * @param account what the engine calls it
     * @param apiKey its key
     * @param baseUrl where the API is, version included
     */
    public OptOutList(OneRequest http, String account, String apiKey, String baseUrl) {
        this.http = http;
        this.account = account;
        this.apiKey = apiKey;
        this.url = baseUrl + (baseUrl.endsWith("/") ? "" : "/") + "messaging_optouts";
    }

    /** Which page, and how many entries there were when the one before was read. */
    private record Cursor(int page, int entries) {

        static Cursor parse(@Nullable String text) {
            if (text == null) {
                return new Cursor(1, 0);
            }
            String[] parts = text.split("/", 2);
            return new Cursor(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
        }

        @Nullable
        String next(int pages, int now) {
            if (now < entries && page > 1) {
                return (page - 1) + "/" + now;
            }
            return page < pages ? (page + 1) + "/" + now : null;
        }
    }

    /**
     * Reads a page.
     *
     * @param request which
     * @return it, or why not
     */
    public PollResult read(PollRequest request) {
        if (!request.account().equals(account)) {
            return PollResult.failed("no key for account " + request.account());
        }
        Cursor cursor;
        try {
            cursor = Cursor.parse(request.cursor());
        } catch (RuntimeException notOurs) {
            return PollResult.failed("the page asked for is none of this list");
        }
        Reply reply = http.send(
                HttpCall.get(url + query(request, cursor))
                        .header("Authorization", "Bearer " + apiKey)
                        .answerUpTo(LIST_BYTES),
                Deadline.within(request.deadline()));
        if (!(reply instanceof Reply.Answer answer)) {
            return PollResult.failed(
                    reply instanceof Reply.Unanswered unanswered
                            ? unanswered.reason()
                            : ((Reply.Unwritten) reply).reason());
        }
        String body = answer.body();
        Optional<JsonNode> list = answer.status() == 200 && body != null
                ? Json.object(body.getBytes(StandardCharsets.UTF_8))
                        .filter(node -> node.path("data").isArray())
                : Optional.empty();
        return list.isPresent()
                ? page(list.get(), cursor, request)
                : new PollResult.Failed(
                        "HTTP " + answer.status() + (answer.status() == 200 ? " with a body that is no list" : ""),
                        RetryAfter.of(answer));
    }

    private static String query(PollRequest request, Cursor cursor) {
        String from = request.from().equals(Instant.EPOCH) ? "" : "&created_at%5Bgte%5D=" + encoded(request.from());
        return "?page%5Bnumber%5D=" + cursor.page() + "&page%5Bsize%5D=" + PAGE_SIZE + from + "&created_at%5Blte%5D="
                + encoded(request.until()) + "&redaction_enabled=false";
    }

    private static String encoded(Instant at) {
        return URLEncoder.encode(at.toString(), StandardCharsets.UTF_8);
    }

    private static PollResult page(JsonNode list, Cursor cursor, PollRequest request) {
        List<Polled> heard = new ArrayList<>();
        for (JsonNode entry : list.path("data")) {
            entry(entry, request.from()).ifPresent(heard::add);
        }
        JsonNode meta = list.path("meta");
        return new PollResult.Page(
                heard,
                cursor.next(
                        meta.path("total_pages").asInt(1),
                        meta.path("total_results").asInt(0)));
    }

    private static Optional<Polled> entry(JsonNode entry, Instant earliest) {
        try {
            String word = Json.text(entry, "keyword");
            return Optional.of(new Polled.OptOut(
                    Address.parse(Json.text(entry, "to")),
                    Address.parse(Json.text(entry, "from")),
                    at(Json.text(entry, "created_at"), earliest),
                    word.isEmpty() ? null : word));
        } catch (MessagingException unreadable) {
            log.warn("An entry of the opt-out list names no contact or no sender of ours");
            return Optional.empty();
        }
    }

    /** Telnyx writes a blank where ISO 8601 has a T. */
    private static Instant at(String text, Instant earliest) {
        try {
            return OffsetDateTime.parse(text.replace(' ', 'T')).toInstant();
        } catch (DateTimeParseException unreadable) {
            return earliest;
        }
    }
}
