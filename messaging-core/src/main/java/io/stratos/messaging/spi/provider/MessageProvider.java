package io.stratos.messaging.spi.provider;

import io.stratos.messaging.consent.SuppressionReason;
import io.stratos.messaging.delivery.Outcome;
import io.stratos.messaging.webhook.WebhookRequest;
import java.util.Optional;

/**
 * A company that carries messages, as the engine sees it.
 *
 * <p>To write one: implement this, extend {@code MessageProviderContract} from the core's test-jar, and hand an instance
 * to {@code MessagingEngine.builder().addProvider(...)}. One instance serves one engine, from many threads at once, so
 * it must be thread-safe. It keeps its own secrets and never logs them or a phone number above DEBUG.
 */
public interface MessageProvider extends AutoCloseable {

    /** {@return its name: lower-case letters, digits and dashes, the same for ever, as it is stored with messages} */
    String name();

    /** {@return what it can do; constant over its life} */
    ProviderCapabilities capabilities();

    /**
     * Writes one request for one dispatch unit, once.
     *
     * <p>Called on a worker thread, outside any transaction, after the intent committed; at most once for each attempt
     * id, in parallel for different ones. Only where {@link ProviderCapabilities#keyWindow()} is declared, what is in doubt may be
     * called again with the same attempt id, from another process too: the same request but for its bounds. The engine retries; a provider must not, nor may its HTTP client: no automatic
     * retry, no second connection, no followed redirect. It returns within {@link SendRequest#deadline()}; what is not
     * known by then is {@link Outcome.InDoubt}.
     *
     * <p>Classify by what is certain. Nothing of the request left, or the provider documents that it was not processed:
     * {@link Outcome.NotSent}. A permanent refusal: {@link Outcome.Refused}. An id came back: {@link Outcome.Accepted}.
     * All else: {@link Outcome.InDoubt}.
     *
     * <p>A thrown exception counts as in doubt, since nobody knows what left.
     *
     * @param request what to send
     * @return what came of it
     */
    Outcome send(SendRequest request);

    /**
     * Looks for a message the provider may or may not have.
     *
     * <p>Called on a worker thread, outside any transaction, some seconds after an attempt came into doubt and a few
     * times more with growing pauses; only if {@link ProviderCapabilities#lookUp()} is declared. Reads only. A thrown
     * exception counts as {@link LookupResult#unknown(String)}.
     *
     * @param request what was sent, when, and under which attempt id
     * @return found, certainly absent, or unknown
     */
    default LookupResult lookUp(LookupRequest request) {
        return LookupResult.unknown(name() + " cannot look up past messages");
    }

    /**
     * Reads a page of what contacts wrote to one of our numbers, for what its webhooks could not deliver.
     *
     * <p>Called on a thread of the engine's that sends nothing, outside any transaction, only if {@link ProviderCapabilities.Feature#INBOUND_LOG} is
     * declared: every few minutes for each number, by one node at a time, until a page names no next one. Reads only, and returns
     * within {@link PollRequest#deadline()}. Each text comes under the id of its webhook; which page it is on, in which order, or
     * that it comes again on another, does not matter, nor does what lies before {@link PollRequest#from()}. Left out is at most
     * what can be no message of a contact's. A thrown exception counts as {@link PollResult.Failed}.
     *
     * @param request which account, number, time and page
     * @return the page
     */
    default PollResult inboundLog(PollRequest request) {
        return PollResult.failed(name() + " keeps no inbound log");
    }

    /**
     * Reads a page of the list of those who opted out of an account's numbers.
     *
     * <p>Called as {@link #inboundLog} is, but for a whole account, and only if {@link ProviderCapabilities.Feature#OPT_OUT_LIST} is declared. Entries
     * that came before {@link PollRequest#from()} may be left out.
     *
     * @param request which account, time and page
     * @return the page
     */
    default PollResult optOutList(PollRequest request) {
        return PollResult.failed(name() + " has no opt-out list");
    }

    /**
     * What one of this provider's error codes says about the number, for good: there is no such number, it is a landline, the
     * recipient opted out here.
     *
     * <p>Called after a permanent refusal of a recipient and after a receipt with a code, on a worker's or the host's thread; reads
     * nothing. The engine then sends nothing more there, for as long as that usually holds; so it is not for what passes, nor
     * for what the sender or the text can do about it.
     *
     * @param code as in {@link Outcome.Refused#code()} and {@link ProviderEvent.DeliveryReceipt#code()}
     * @return why nothing should be sent to the number; empty if the code does not say so
     */
    default Optional<SuppressionReason> suppression(String code) {
        return Optional.empty();
    }

    /**
     * Verifies and reads one call of the provider's.
     *
     * <p>Called on the host's own thread inside {@code webhooks().handle}, outside any transaction. It verifies the
     * signature before it parses, over the raw bytes and the textual URL, in constant time. It stores nothing: the engine
     * does, and answers with {@link WebhookReading.Verified#response()} only once what was read is stored. It throws for
     * nothing a stranger can send: what is unsigned, stale or malformed is a {@link WebhookReading.Rejected}.
     *
     * @param request the call as it came, at its public URL
     * @return what it says
     */
    WebhookReading receive(WebhookRequest request);

    /** Ends connections and threads of its own. Called once, after the last send returned. */
    @Override
    default void close() {}
}
