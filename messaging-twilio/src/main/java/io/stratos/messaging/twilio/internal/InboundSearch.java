package io.stratos.messaging.twilio.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.stratos.messaging.contact.Address;
import io.stratos.messaging.contact.Channel;
import io.stratos.messaging.exception.MessagingException;
import io.stratos.messaging.message.Content;
import io.stratos.messaging.message.Media;
import io.stratos.messaging.spi.http.Deadline;
import io.stratos.messaging.spi.http.OneRequest;
import io.stratos.messaging.spi.provider.PollRequest;
import io.stratos.messaging.spi.provider.PollResult;
import io.stratos.messaging.spi.provider.Polled;
import io.stratos.messaging.spi.provider.ProviderEvent.InboundMessage;
import java.net.URI;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what was texted to a number from Twilio's list of messages, which holds both directions and is narrowed by recipient and date
 * only; the date's wire format is read by the day or by the second, so that what is older is sorted out here.
 */
public final class InboundSearch {

    private static final Logger log = LoggerFactory.getLogger(InboundSearch.class);

    private static final int PAGE_SIZE = 500;
    private static final String WHATSAPP = "whatsapp:";
    private static final String UNKNOWN_TYPE = "application/octet-stream";

    private final Pages pages;
    private final AccountBook accounts;
    private final HttpUrl base;

    public InboundSearch(OneRequest http, AccountBook accounts, String baseUrl) {
        this.pages = new Pages(http);
        this.accounts = accounts;
        this.base = HttpUrl.get(baseUrl);
    }

    public PollResult read(PollRequest request) {
        try {
            Optional<Credentials> account = accounts.find(request.account());
            return account.isEmpty()
                    ? PollResult.failed("no credentials for account " + request.account())
                    : read(request, account.get());
        } catch (RuntimeException failed) {
            log.debug("Reading the inbound log failed", failed);
            return PollResult.failed("reading the inbound log failed: " + Discreet.kind(failed));
        }
    }

    private PollResult read(PollRequest request, Credentials account) {
        HttpUrl list = Paths.messages(base, account.accountSid());
        HttpUrl url =
                request.after().isPresent() ? Pages.within(list, request.after().get()) : first(list, request);
        if (url == null) {
            return PollResult.failed("the list goes on elsewhere");
        }
        Deadline deadline = Deadline.within(request.deadline());
        Pages.Page page = pages.read(url, account, "messages", deadline);
        JsonNode found = page.list();
        if (found == null) {
            return new PollResult.Failed(page.problem(), page.retryAfter());
        }
        List<Polled> heard = new ArrayList<>();
        for (JsonNode record : found.path("messages")) {
            Instant at = at(record);
            if (Json.text(record, "direction").equals("inbound") && (at == null || request.covers(at))) {
                List<Media> media = media(record, account, deadline);
                if (media == null) {
                    return PollResult.failed("the media of a message could not be read");
                }
                text(record, media)
                        .ifPresent(text -> heard.add(new Polled.Text(text, at == null ? request.from() : at)));
            }
        }
        String next = Json.text(found, "next_page_uri");
        return new PollResult.Page(heard, next.isEmpty() ? null : next);
    }

    private static HttpUrl first(HttpUrl list, PollRequest request) {
        Address receiver = Objects.requireNonNull(request.receiver(), "an inbound log is that of a number");
        return list.newBuilder()
                .addQueryParameter("To", receiver.value())
                .addQueryParameter(
                        "DateSent>",
                        request.from().truncatedTo(ChronoUnit.SECONDS).toString())
                .addQueryParameter("PageSize", Integer.toString(PAGE_SIZE))
                .build();
    }

    /** When it came; null if that cannot be read. */
    private static @Nullable Instant at(JsonNode record) {
        for (String field : new String[] {"date_sent", "date_created"}) {
            try {
                return OffsetDateTime.parse(Json.text(record, field), DateTimeFormatter.RFC_1123_DATE_TIME)
                        .toInstant();
            } catch (DateTimeParseException unreadable) {
                // The other one may be readable.
            }
        }
        return null;
    }

    private static Optional<InboundMessage> text(JsonNode record, List<Media> media) {
        String sid = Json.text(record, "sid");
        String from = Json.text(record, "from");
        Content content = Content.text(Json.text(record, "body"));
        for (Media one : media) {
            content = content.withMedia(one);
        }
        Channel channel = from.startsWith(WHATSAPP) ? Channel.WHATSAPP : media.isEmpty() ? Channel.SMS : Channel.MMS;
        try {
            return Sids.isMessage(sid)
                    ? Optional.of(new InboundMessage(
                            sid, address(from), address(Json.text(record, "to")), channel, content, null))
                    : Optional.empty();
        } catch (MessagingException noContact) {
            log.warn("Message {} of the inbound log is from nobody who could be answered", sid);
            return Optional.empty();
        }
    }

    private static Address address(String value) {
        return Address.parse(value.startsWith(WHATSAPP) ? value.substring(WHATSAPP.length()) : value);
    }

    /** The list names no media, only how many; null if they could not be read. */
    private @Nullable List<Media> media(JsonNode record, Credentials account, Deadline deadline) {
        String count = Json.text(record, "num_media");
        String sid = Json.text(record, "sid");
        if (count.isEmpty() || count.equals("0") || !Sids.isMessage(sid)) {
            return List.of();
        }
        HttpUrl list = Paths.media(base, account.accountSid(), sid);
        JsonNode found = pages.read(list, account, "media_list", deadline).list();
        if (found == null) {
            return null;
        }
        List<Media> media = new ArrayList<>();
        for (JsonNode one : found.path("media_list")) {
            HttpUrl url = base.resolve(Json.text(one, "uri").replaceFirst("\\.json$", ""));
            String type = Json.text(one, "content_type").toLowerCase(Locale.ROOT);
            if (url != null) {
                media.add(Media.of(URI.create(url.toString()), type.indexOf('/') < 1 ? UNKNOWN_TYPE : type));
            }
        }
        return media;
    }
}
