package io.stratos.messaging.twilio.internal;

import io.stratos.messaging.consent.Keyword;
import io.stratos.messaging.contact.Address;
import io.stratos.messaging.contact.Channel;
import io.stratos.messaging.exception.InvalidIdException;
import io.stratos.messaging.exception.MessagingException;
import io.stratos.messaging.id.AttemptId;
import io.stratos.messaging.message.Content;
import io.stratos.messaging.message.Media;
import io.stratos.messaging.message.MessageStatus;
import io.stratos.messaging.spi.provider.ProviderEvent;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the fields of a verified call. */
final class EventReader {

    private static final Logger log = LoggerFactory.getLogger(EventReader.class);

    private static final int MOST_MEDIA = 100;
    private static final String WHATSAPP = "whatsapp:";
    private static final String ATTEMPT = "attempt=";
    private static final String UNKNOWN_TYPE = "application/octet-stream";

    private EventReader() {}

    static List<ProviderEvent> read(Fields fields, String rawQuery) throws MalformedCallException {
        String sid = messageSid(fields);
        String status = status(fields);
        if (status == null) {
            if (fields.one("Body") == null) {
                throw new MalformedCallException("parameters Body and MessageStatus are missing");
            }
            return List.of(inbound(sid, fields));
        }
        if (status.equals("received") || status.equals("receiving")) {
            return List.of(inbound(sid, fields));
        }
        return receipt(sid, status, fields, rawQuery);
    }

    private static String messageSid(Fields fields) throws MalformedCallException {
        String sid = fields.one("MessageSid");
        String known = sid != null ? sid : fields.one("SmsSid");
        if (known == null || known.isEmpty()) {
            throw new MalformedCallException("parameter MessageSid is missing");
        }
        if (!Sids.isMessage(known)) {
            throw new MalformedCallException("parameter MessageSid is not the SID of a message");
        }
        return known;
    }

    private static @Nullable String status(Fields fields) throws MalformedCallException {
        String status = fields.one("MessageStatus");
        String known = status != null ? status : fields.one("SmsStatus");
        return known == null || known.isEmpty() ? null : known;
    }

    private static List<ProviderEvent> receipt(String sid, String word, Fields fields, String rawQuery)
            throws MalformedCallException {
        MessageStatus status = Statuses.of(word);
        if (status == null) {
            log.warn("Message {} has a status unknown here: {}", sid, Discreet.sentence(word));
            return List.of();
        }
        String detail = text(fields.one("ErrorMessage"));
        return List.of(new ProviderEvent.DeliveryReceipt(
                sid,
                attempt(rawQuery),
                status,
                text(fields.one("ErrorCode")),
                detail != null ? detail : text(fields.one("ChannelStatusMessage"))));
    }

    private static @Nullable String text(@Nullable String value) {
        return value == null || value.isBlank() ? null : value;
    }

    /** What the callback URL we gave says; whatever else stands there is not worth losing a receipt for. */
    private static @Nullable AttemptId attempt(String rawQuery) {
        for (String field : rawQuery.split("&", -1)) {
            if (field.startsWith(ATTEMPT)) {
                try {
                    return AttemptId.of(field.substring(ATTEMPT.length()));
                } catch (InvalidIdException notOurs) {
                    return null;
                }
            }
        }
        return null;
    }

    private static ProviderEvent.InboundMessage inbound(String sid, Fields fields) throws MalformedCallException {
        String from = fields.required("From");
        String to = fields.required("To");
        int count = mediaCount(fields.one("NumMedia"));
        String body = fields.one("Body");
        if (body == null && count == 0) {
            throw new MalformedCallException("parameter Body is missing");
        }
        Content content = Content.text(body == null ? "" : body);
        for (int i = 0; i < count; i++) {
            content = content.withMedia(media(fields, i));
        }
        Channel channel = from.startsWith(WHATSAPP) ? Channel.WHATSAPP : count > 0 ? Channel.MMS : Channel.SMS;
        return new ProviderEvent.InboundMessage(
                sid, address("From", from), address("To", to), channel, content, keyword(fields.one("OptOutType")));
    }

    private static Address address(String parameter, String value) throws MalformedCallException {
        String plain = value.startsWith(WHATSAPP) ? value.substring(WHATSAPP.length()) : value;
        try {
            return Address.parse(plain);
        } catch (MessagingException notAnAddress) {
            throw new MalformedCallException("parameter " + parameter + " is not an address: " + Discreet.value(plain));
        }
    }

    private static int mediaCount(@Nullable String value) throws MalformedCallException {
        if (value == null || value.isEmpty()) {
            return 0;
        }
        try {
            int count = Integer.parseInt(value);
            if (count >= 0 && count <= MOST_MEDIA) {
                return count;
            }
        } catch (NumberFormatException notANumber) {
            // Said below.
        }
        throw new MalformedCallException("parameter NumMedia is not a number from 0 to " + MOST_MEDIA);
    }

    private static Media media(Fields fields, int index) throws MalformedCallException {
        String parameter = "MediaUrl" + index;
        String url = fields.required(parameter);
        try {
            return Media.of(new URI(url), contentType(fields.one("MediaContentType" + index)));
        } catch (URISyntaxException | MessagingException notUsable) {
            throw new MalformedCallException("parameter " + parameter + " is not an absolute http or https address");
        }
    }

    /** The bare type, without parameters such as a charset. */
    private static String contentType(@Nullable String value) {
        String bare = value == null ? "" : value.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return bare.indexOf('/') < 1 ? UNKNOWN_TYPE : bare;
    }

    private static @Nullable Keyword keyword(@Nullable String optOutType) {
        return switch (optOutType == null ? "" : optOutType.toUpperCase(Locale.ROOT)) {
            case "STOP" -> Keyword.STOP;
            case "START" -> Keyword.START;
            case "HELP" -> Keyword.HELP;
            default -> null;
        };
    }
}
