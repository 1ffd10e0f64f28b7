package io.stratos.messaging.twilio.internal;

import io.stratos.messaging.spi.provider.ProviderEvent;
import io.stratos.messaging.spi.provider.WebhookReading;
import io.stratos.messaging.spi.provider.WebhookReading.Rejected;
import io.stratos.messaging.webhook.WebhookRequest;
import io.stratos.messaging.webhook.WebhookResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Verifies and reads what Twilio calls with: forms that are posted, inbound messages by GET, signed JSON. */
public final class WebhookReader {

    private static final Logger log = LoggerFactory.getLogger(WebhookReader.class);

    /** Says nothing: an answer in TwiML would be a message that no gate has seen. */
    private static final WebhookResponse SILENCE =
            new WebhookResponse(200, "text/xml", "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response/>");

    private static final String SIGNATURE = "X-Twilio-Signature";
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String JSON = "application/json";

    private final AccountBook accounts;

    public WebhookReader(AccountBook accounts) {
        this.accounts = accounts;
    }

    public WebhookReading receive(WebhookRequest call) {
        boolean post = call.method().equals("POST");
        if (!post && !call.method().equals("GET")) {
            return new Rejected(405, "method is neither POST nor GET");
        }
        if (call.body().length > Limits.CALL_BYTES || call.url().length() > Limits.URL_CHARS) {
            return new Rejected(
                    413,
                    "body of " + call.body().length + " bytes, URL of "
                            + call.url().length() + " characters");
        }
        List<String> signatures = call.headers().getOrDefault(SIGNATURE, List.of());
        if (signatures.size() != 1 || signatures.get(0).isBlank()) {
            return new Rejected(403, signatures.size() > 1 ? "several signatures" : "no signature");
        }
        try {
            if (!post) {
                return receiveGet(call, signatures.get(0));
            }
            ContentType type = ContentType.of(call);
            return type.name().equals(JSON)
                    ? receiveJson(call, signatures.get(0))
                    : receiveForm(call, signatures.get(0), type);
        } catch (MalformedCallException malformed) {
            return new Rejected(400, String.valueOf(malformed.getMessage()));
        }
    }

    private WebhookReading receiveForm(WebhookRequest call, String signature, ContentType type)
            throws MalformedCallException {
        if (!type.name().equals(FORM)) {
            throw new MalformedCallException("content type is neither " + FORM + " nor " + JSON);
        }
        if (!type.charset().equals("utf-8") && !type.charset().equals("utf8")) {
            throw new MalformedCallException("charset of the form is not UTF-8, the only one that Twilio signs in");
        }
        Fields form = FormCode.decode(call.body());
        return read(call, signature, form, form);
    }

    private WebhookReading receiveGet(WebhookRequest call, String signature) throws MalformedCallException {
        Fields query = FormCode.decode(call.rawQuery().getBytes(StandardCharsets.UTF_8));
        return read(call, signature, query, Fields.NONE);
    }

    private WebhookReading read(WebhookRequest call, String signature, Fields fields, Fields signed)
            throws MalformedCallException {
        // Read before anything is verified, only to know whose token to verify with.
        String accountSid = fields.required("AccountSid");
        Optional<Credentials> account;
        try {
            account = accounts.find(accountSid);
        } catch (RuntimeException failed) {
            log.warn("The account of a webhook call could not be looked up: {}", Discreet.kind(failed));
            log.debug("Looking up an account failed", failed);
            return new Rejected(503, "looking up the account failed: " + Discreet.kind(failed));
        }
        if (account.isEmpty()) {
            return new Rejected(403, "unknown account");
        }
        if (!Signatures.matches(signature, account.get().authTokens(), call.url(), signed)) {
            return new Rejected(403, "wrong signature for account " + accountSid);
        }
        checkNames(signed);
        List<ProviderEvent> events = EventReader.read(fields, call.rawQuery());
        return new WebhookReading.Verified(accountSid, events, SILENCE);
    }

    /** Its account is nowhere to be read, and it holds nothing the engine wants; it is verified and answered. */
    private WebhookReading receiveJson(WebhookRequest call, String signature) {
        if (Signatures.bodyMatches(call.rawQuery(), call.body())) {
            for (Credentials account : accounts.named()) {
                if (Signatures.matches(signature, account.authTokens(), call.url(), Fields.NONE)) {
                    log.debug("A JSON call of account {} was verified and not read", account.accountSid());
                    return new WebhookReading.Verified(account.accountSid(), List.of(), SILENCE);
                }
            }
        }
        return new Rejected(403, "wrong signature or body hash of a JSON call");
    }

    /**
     * The signed text has no delimiters: with names made of values, one signed form could be cut into another. No name
     * of Twilio's has a character of those that part the values.
     */
    private static void checkNames(Fields signed) throws MalformedCallException {
        for (String name : signed.all().keySet()) {
            if (!name.chars().allMatch(WebhookReader::isNameCharacter)) {
                throw new MalformedCallException("a parameter's name has a character that no name has");
            }
        }
    }

    private static boolean isNameCharacter(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || "_.-[]:".indexOf(c) >= 0;
    }

    private record ContentType(String name, String charset) {

        static ContentType of(WebhookRequest call) {
            String header = call.header("Content-Type").orElse("").toLowerCase(Locale.ROOT);
            String[] parts = header.split(";", -1);
            String charset = "utf-8";
            for (int i = 1; i < parts.length; i++) {
                String part = parts[i].strip();
                if (part.startsWith("charset=")) {
                    charset = part.substring("charset=".length())
                            .replace("\"", "")
                            .strip();
                }
            }
            return new ContentType(parts[0].strip(), charset);
        }
    }
}
