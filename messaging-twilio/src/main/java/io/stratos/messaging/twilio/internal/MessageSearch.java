package io.stratos.messaging.twilio.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.stratos.messaging.message.MessageStatus;
import io.stratos.messaging.spi.http.Deadline;
import io.stratos.messaging.spi.http.OneRequest;
import io.stratos.messaging.spi.provider.LookupRequest;
import io.stratos.messaging.spi.provider.LookupResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import okhttp3.HttpUrl;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for a message in Twilio's list of them. The list can be narrowed by sender and recipient only, and its order is
 * not documented, so all pages are read and compared here.
 */
public final class MessageSearch {

    private static final Logger log = LoggerFactory.getLogger(MessageSearch.class);

    private static final int PAGE_SIZE = 500;
    private static final int MOST_PAGES = 6;
    private static final Duration BUDGET = Duration.ofSeconds(30);

    private final Pages pages;
    private final AccountBook accounts;
    private final HttpUrl base;

    public MessageSearch(OneRequest http, AccountBook accounts, String baseUrl) {
        this.pages = new Pages(http);
        this.accounts = accounts;
        this.base = HttpUrl.get(baseUrl);
    }

    public LookupResult lookUp(LookupRequest request) {
        String sid = request.attempt().route().account();
        try {
            Optional<Credentials> account = accounts.find(sid);
            return account.isEmpty()
                    ? LookupResult.unknown("no credentials for account " + sid)
                    : search(request, account.get());
        } catch (RuntimeException failed) {
            log.warn("The look-up of attempt {} failed: {}", request.attempt().id(), Discreet.kind(failed));
            log.debug("A look-up failed", failed);
            return LookupResult.unknown("the look-up failed: " + Discreet.kind(failed));
        }
    }

    private LookupResult search(LookupRequest request, Credentials account) {
        HttpUrl list = Paths.messages(base, account.accountSid());
        HttpUrl page = list.newBuilder()
                .addQueryParameter("To", request.to().value())
                .addQueryParameter("From", request.attempt().route().from().value())
                .addQueryParameter("PageSize", Integer.toString(PAGE_SIZE))
                .build();
        Wanted wanted = Wanted.of(request);
        List<JsonNode> matches = new ArrayList<>();
        Deadline deadline = Deadline.within(BUDGET);
        int records = 0;
        for (int pages = 1; page != null; pages++) {
            if (pages > MOST_PAGES) {
                return LookupResult.unknown("more than " + records + " messages to search");
            }
            Pages.Page read = this.pages.read(page, account, "messages", deadline);
            JsonNode messages = read.list();
            if (messages == null) {
                return LookupResult.unknown("page " + pages + " of the list: " + read.problem());
            }
            for (JsonNode message : messages.path("messages")) {
                records++;
                if (wanted.undecidable(message)) {
                    return LookupResult.unknown("a message like it has no readable date or id");
                }
                if (wanted.matches(message) && !request.isAnothers().test(Json.text(message, "sid"))) {
                    matches.add(message);
                }
            }
            String next = Json.text(messages, "next_page_uri");
            page = next.isEmpty() ? null : Pages.within(list, next);
            if (page == null && !next.isEmpty()) {
                return LookupResult.unknown("the list goes on elsewhere");
            }
        }
        return result(matches, records);
    }

    private static LookupResult result(List<JsonNode> matches, int records) {
        if (matches.isEmpty()) {
            return new LookupResult.Absent("none of " + records + " messages between the two is like it");
        }
        if (matches.size() > 1) {
            return LookupResult.unknown(matches.size() + " messages are like it");
        }
        JsonNode message = matches.get(0);
        MessageStatus status = Statuses.of(Json.text(message, "status"));
        return new LookupResult.Found(Json.text(message, "sid"), status == null ? MessageStatus.SENT : status);
    }
}
