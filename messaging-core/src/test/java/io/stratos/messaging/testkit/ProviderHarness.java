package io.stratos.messaging.testkit;

import io.stratos.messaging.contact.Address;
import io.stratos.messaging.message.Media;
import io.stratos.messaging.message.MessageStatus;
import io.stratos.messaging.routing.Route;
import io.stratos.messaging.spi.provider.MessageProvider;
import io.stratos.messaging.webhook.WebhookRequest;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A provider under test together with the far side it talks to, which is a fake that does as it is told.
 *
 * <p>One harness serves one test and is closed after it. It must stand being asked from several threads at once.
 */
public interface ProviderHarness extends AutoCloseable {

    /** How long the far side asks to wait when it throttles, said in the provider's own way. */
    Duration THROTTLE_WAIT = Duration.ofSeconds(7);

    /** What the far side does with a request. */
    enum Answer {
        /** Takes the message and answers with an id of its own. */
        ACCEPT,
        /** Refuses with the code that says that the recipient opted out. */
        REFUSE_OPT_OUT,
        /** Refuses with a code that says that the recipient's number cannot be reached. */
        REFUSE_RECIPIENT,
        /** Refuses the credentials. */
        REFUSE_CREDENTIALS,
        /** Answers 429 and asks to wait {@link #THROTTLE_WAIT}. */
        THROTTLE,
        /** Answers 503 with {@code Retry-After: 0}, which tempts HTTP clients into a second request. */
        SERVER_ERROR,
        /** Answers 302 to a path of its own, which tempts HTTP clients into a second request; counts that one too. */
        REDIRECT,
        /** Takes the message, keeps a record of it, and never answers. */
        TIMEOUT_AFTER_REQUEST,
        /** Nobody listens: no byte can be written. */
        CONNECTION_REFUSED,
        /** Reads the whole request and cuts the connection without an answer. */
        RESET_AFTER_REQUEST,
        /** Answers with the code of success and a body that makes no sense. */
        GARBAGE_2XX
    }

    /**
     * One request as the far side read it off the wire.
     *
     * @param from the sender
     * @param to the recipient
     * @param text the text; empty if none came
     * @param media the addresses of the media, in order
     * @param callbackUrl where receipts shall go; null if none was named
     */
    record Written(
            String from,
            String to,
            String text,
            List<URI> media,
            @Nullable URI callbackUrl) {

        /** Copies the list. */
        public Written {
            media = List.copyOf(media);
        }
    }

    /**
     * The provider; asked for anew after each {@link #answerNext}, so that a harness may hand out one that points to a
     * closed port.
     */
    MessageProvider provider();

    /** What time it is for the provider and the far side. */
    Clock clock();

    /** The route to send by: name of the provider, account, sender; without a pool. */
    Route route();

    /** Somebody to send to; also the one who writes to us. */
    Address recipient();

    /**
     * What the far side does with the next request it gets, after those already scripted; accepts when nothing is.
     *
     * @param answer what to do; one that is supported
     */
    void answerNext(Answer answer);

    /** Whether the far side can do this; a provider without HTTP may not know redirects. */
    default boolean supports(Answer answer) {
        return true;
    }

    /** How many requests to send a message reached the far side, whatever it did with them; look-ups not counted. */
    int requestsOnTheWire();

    /** Every request to send a message that the far side could read, in order of arrival. */
    List<Written> written();

    /** The text of the last request. */
    default String lastText() {
        List<Written> all = written();
        return all.get(all.size() - 1).text();
    }

    /**
     * A signed call: somebody texted us. Different texts make different messages, with different ids of the provider's. The far
     * side keeps it in its inbound log, if the provider declares one; so it does with {@link #inboundWithMedia}.
     *
     * @param from who writes
     * @param to which number of ours
     * @param text what
     */
    WebhookRequest inbound(Address from, Address to, String text);

    /**
     * A signed call: somebody sent us media.
     *
     * @param from who writes
     * @param to which number of ours
     * @param text what; may be empty
     * @param media what comes with it, in order
     */
    WebhookRequest inboundWithMedia(Address from, Address to, String text, List<Media> media);

    /** Media as the far side's inbound log can name them, at least one. */
    default List<Media> loggableMedia() {
        return List.of(Media.of(URI.create("https://media.example.com/one"), "image/jpeg"));
    }

    /**
     * Puts somebody on the far side's list of those who opted out.
     *
     * @param contact who
     * @param sender which number of ours they opted out of
     * @return since when; empty if the far side has no list
     */
    default Optional<Instant> optOut(Address contact, Address sender) {
        return Optional.empty();
    }

    /**
     * A signed call: a message of ours moved on. A failure carries an error code.
     *
     * @param providerMessageId the id the far side gave it
     * @param callbackUrl the callback URL as the far side read it off the wire
     * @param status one of {@link #reportedStatuses()}
     */
    WebhookRequest receipt(String providerMessageId, URI callbackUrl, MessageStatus status);

    /** The statuses the far side has words for. */
    Set<MessageStatus> reportedStatuses();

    /** The same call without its signature. */
    WebhookRequest unsigned(WebhookRequest request);

    /** The same call with its signature and one byte of the body changed in a way that matters. */
    WebhookRequest tampered(WebhookRequest request);

    /** Whether the signature covers the URL. */
    boolean signsUrl();

    /** A call with any body and a right signature; empty if the harness cannot sign what makes no sense. */
    default Optional<WebhookRequest> signed(byte[] body) {
        return Optional.empty();
    }

    /** What must never show up in a text: tokens, keys, passwords. */
    List<String> secrets();

    /** Ends the far side and, once more, the provider. */
    @Override
    void close();
}
