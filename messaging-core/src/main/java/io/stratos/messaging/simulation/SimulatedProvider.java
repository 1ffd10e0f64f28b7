package io.stratos.messaging.simulation;

import io.stratos.messaging.consent.SuppressionReason;
import io.stratos.messaging.contact.Address;
import io.stratos.messaging.contact.Channel;
import io.stratos.messaging.delivery.Outcome;
import io.stratos.messaging.delivery.Refusal;
import io.stratos.messaging.id.AttemptId;
import io.stratos.messaging.message.Content;
import io.stratos.messaging.message.Media;
import io.stratos.messaging.message.MessageStatus;
import io.stratos.messaging.spi.provider.LookupRequest;
import io.stratos.messaging.spi.provider.LookupResult;
import io.stratos.messaging.spi.provider.MessageProvider;
import io.stratos.messaging.spi.provider.PollRequest;
import io.stratos.messaging.spi.provider.PollResult;
import io.stratos.messaging.spi.provider.Polled;
import io.stratos.messaging.spi.provider.ProviderCapabilities;
import io.stratos.messaging.spi.provider.ProviderEvent.InboundMessage;
import io.stratos.messaging.spi.provider.SendRequest;
import io.stratos.messaging.spi.provider.WebhookReading;
import io.stratos.messaging.webhook.WebhookRequest;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A provider that carries nothing anywhere: for hosts' tests, for examples, and for rehearsing failures.
 *
 * <p>Scripted by {@link #next}, {@link #to} and {@link #always}, in this order of precedence; unscripted it draws from
 * its {@link Chaos}, and without chaos it delivers. It has no threads, opens no sockets and never waits: what takes time
 * takes it on the given clock, and receipts come out of {@link #drainCallbacks} when the clock has come to them. The same
 * seed and the same requests in the same order give the same answers, ids and receipts; requests from several threads
 * have no such order. Its webhooks are signed, so the whole way back is exercised.
 *
 * <p>It keeps every message it got for as long as it lives. Safe for use by many threads.
 */
public final class SimulatedProvider implements MessageProvider {

    private final Clock clock;
    private final SimulatedProviderBuilder settings;
    private final Script script;
    private final OptOuts optOuts;
    private final SimulatedCalls calls;
    private final Journal journal = new Journal();
    private final CallbackQueue callbacks = new CallbackQueue();
    private final InboundTexts inbounds = new InboundTexts();

    SimulatedProvider(Clock clock, SimulatedProviderBuilder settings) {
        this.clock = clock;
        this.settings = settings;
        this.script = new Script(settings.seed, settings.chaos);
        this.optOuts = new OptOuts(settings.capabilities().answersKeywords());
        this.calls = new SimulatedCalls(
                settings.account, new CallSignature("simulated/" + settings.name + "/" + settings.seed));
    }

    /**
     * A provider named {@code simulated} with an account {@code sim} that delivers whatever it is given.
     *
     * @param clock what time it is; the engine's, such as a {@link VirtualClock}
     * @return the provider
     */
    public static SimulatedProvider create(Clock clock) {
        return builder(clock).build();
    }

    /**
     * A provider with settings of its own.
     *
     * @param clock what time it is; the engine's, such as a {@link VirtualClock}
     * @return a builder
     */
    public static SimulatedProviderBuilder builder(Clock clock) {
        return new SimulatedProviderBuilder(clock);
    }

    /**
     * Scripts the next requests, one behavior each, after those already scripted.
     *
     * @param behaviors what to do
     * @return this
     */
    public SimulatedProvider next(Behavior... behaviors) {
        script.next(behaviors);
        return this;
    }

    /**
     * Scripts every request to one recipient from now on.
     *
     * @param recipient the recipient's address
     * @param behavior what to do
     * @return this
     * @throws io.stratos.messaging.exception.MessagingException if the address is none
     */
    public SimulatedProvider to(String recipient, Behavior behavior) {
        script.to(Address.parse(recipient), behavior);
        return this;
    }

    /**
     * Scripts every request from now on; ends chaos.
     *
     * @param behavior what to do
     * @return this
     */
    public SimulatedProvider always(Behavior behavior) {
        script.always(behavior);
        return this;
    }

    @Override
    public String name() {
        return settings.name;
    }

    /** {@return its account, for {@code Sender.of(number, provider.name(), provider.account())}} */
    public String account() {
        return settings.account;
    }

    @Override
    public ProviderCapabilities capabilities() {
        return settings.capabilities();
    }

    /**
     * Does what the script says, at once.
     *
     * @param request what to send
     * @return what came of it
     * @throws IllegalStateException if the script says so
     */
    @Override
    public Outcome send(SendRequest request) {
        if (request.bounds().writeWithin().isNegative()
                || request.bounds().writeWithin().isZero()) {
            return new Outcome.NotSent("no time left to write", null);
        }
        Behavior behavior = script.behaviorFor(request.to());
        if (behavior.reach() != Behavior.Reach.NOTHING_LEFT) {
            journal.request(request.attempt());
            Outcome objection = objection(request);
            if (objection != null) {
                return objection;
            }
        }
        Outcome answer = behavior.answer();
        if (behavior.reach() == Behavior.Reach.KEPT) {
            String id = keep(request, behavior.receipts());
            return answer != null ? answer : new Outcome.Accepted(id);
        }
        if (answer == null) {
            throw new IllegalStateException("thrown as scripted for attempt " + request.attempt());
        }
        return answer;
    }

    private @Nullable Outcome objection(SendRequest request) {
        Content content = request.content();
        if (!request.route().account().equals(settings.account)) {
            return refused(Refusal.ACCOUNT, "unknown-account", "this is account '" + settings.account + "'");
        }
        if (content.isBlank()) {
            return refused(Refusal.REQUEST, "empty", "neither text nor media");
        }
        if (content.text().length() > settings.textLimit || content.media().size() > settings.mediaLimit) {
            return refused(Refusal.CONTENT, "too-long", content + " is more than one request carries");
        }
        if (optOuts.contains(request.to(), request.route().from())) {
            return refused(Refusal.OPT_OUT, "opted-out", "the recipient texted STOP");
        }
        return null;
    }

    private static Outcome refused(Refusal refusal, String code, String detail) {
        return new Outcome.Refused(refusal, code, detail);
    }

    private String keep(SendRequest request, ReceiptPlan plan) {
        Instant now = clock.instant();
        Optional<String> known =
                settings.keepsKeys ? journal.known(request.attempt(), now, settings.keyWindow) : Optional.empty();
        if (known.isPresent()) {
            return known.get();
        }
        String id = journal.keep(request, plan, now).providerMessageId();
        String url = request.callback().map(URI::toString).orElse(settings.webhookUrl());
        for (ReceiptPlan.Planned planned : plan.of(now)) {
            ReceiptPlan.Step step = planned.step();
            callbacks.add(planned.due(), calls.receipt(url, id, step.status(), step.code()));
        }
        return id;
    }

    @Override
    public LookupResult lookUp(LookupRequest request) {
        return capabilities().lookUp()
                ? journal.find(request.attempt().id(), clock.instant(), settings.recordsAppearAfter)
                : MessageProvider.super.lookUp(request);
    }

    /** Everything that {@link #inbound} made, whether it was handed in or not. */
    @Override
    public PollResult inboundLog(PollRequest request) {
        return capabilities().inboundLog()
                ? page(request, inbounds.log(request))
                : MessageProvider.super.inboundLog(request);
    }

    @Override
    public PollResult optOutList(PollRequest request) {
        return capabilities().optOutList()
                ? page(request, optOuts.listed(request))
                : MessageProvider.super.optOutList(request);
    }

    private PollResult page(PollRequest request, List<Polled> all) {
        if (!request.account().equals(settings.account)) {
            return PollResult.failed("this is account '" + settings.account + "'");
        }
        int start = request.after().map(Integer::parseInt).orElse(0);
        int end = Math.min(all.size(), start + settings.pageSize);
        return new PollResult.Page(all.subList(start, end), end < all.size() ? Integer.toString(end) : null);
    }

    /** A code means what a {@link SuppressionReason} of that name does; any other says nothing about the number. */
    @Override
    public Optional<SuppressionReason> suppression(String code) {
        return Arrays.stream(SuppressionReason.values())
                .filter(reason -> reason.name().equals(code))
                .findFirst();
    }

    @Override
    public WebhookReading receive(WebhookRequest request) {
        return calls.read(request);
    }

    /** {@return the messages it has, in order of arrival, those included whose caller is in doubt; a copy} */
    public List<SimulatedMessage> sent() {
        return journal.messages();
    }

    /** {@return how many requests reached it, refused ones included; a refused connection is none} */
    public int requests() {
        return journal.total();
    }

    /**
     * How many requests of one attempt reached it. More than one is a fault of the engine's, unless it
     * {@linkplain SimulatedProviderBuilder#knowsKeys knows keys}.
     *
     * @param attempt the attempt
     * @return the number, refused ones included
     */
    public int requestsFor(AttemptId attempt) {
        return journal.requestsFor(attempt);
    }

    /** {@return the receipts due by the clock, oldest first, which stay to be handed out again} */
    public List<WebhookRequest> dueCallbacks() {
        return callbacks.due(clock.instant());
    }

    /** {@return the receipts due by the clock, oldest first, which are handed out only this once} */
    public List<WebhookRequest> drainCallbacks() {
        return callbacks.drain(clock.instant());
    }

    /** {@return when the next receipt is due; may be past; empty if none waits} */
    public Optional<Instant> nextCallbackAt() {
        return callbacks.nextAt();
    }

    /**
     * A signed call: a customer texts us. Every call makes a new message: {@code SIM-in-1}, {@code SIM-in-2} and so on.
     * Hand the same request in twice to rehearse a duplicate.
     *
     * <p>If this provider answers keywords, STOP makes it refuse the sender's messages to that customer until START.
     *
     * @param from the customer's address
     * @param to our number
     * @param text what they wrote; may be empty
     * @param media what came with it
     * @return what to hand to {@code engine.webhooks().handle(provider.name(), ...)}
     * @throws io.stratos.messaging.exception.MessagingException if an address is none
     */
    public WebhookRequest inbound(String from, String to, String text, Media... media) {
        Address contact = Address.parse(from);
        Address sender = Address.parse(to);
        Content content = Content.text(text);
        for (Media one : media) {
            content = content.withMedia(one);
        }
        Instant now = clock.instant();
        InboundMessage message = new InboundMessage(
                inbounds.nextId(),
                contact,
                sender,
                media.length == 0 ? Channel.SMS : Channel.MMS,
                content,
                optOuts.actUpon(contact, sender, text, now));
        inbounds.keep(message, now);
        return calls.inbound(settings.webhookUrl(), message);
    }

    /**
     * A signed receipt out of turn, of any message, known or not.
     *
     * @param providerMessageId the id it reports on
     * @param callbackUrl where it goes, the attempt in its query; null for a receipt that names no attempt
     * @param status what it reports
     * @param code the provider's error code; null for none
     * @return what to hand to {@code engine.webhooks().handle(provider.name(), ...)}
     */
    public WebhookRequest receipt(
            String providerMessageId, @Nullable URI callbackUrl, MessageStatus status, @Nullable String code) {
        String url = callbackUrl == null ? settings.webhookUrl() : callbackUrl.toString();
        return calls.receipt(url, providerMessageId, status, code);
    }

    /**
     * The same call with its body changed after it was signed.
     *
     * @param call a signed call
     * @return a call that must be rejected
     */
    public static WebhookRequest tampered(WebhookRequest call) {
        byte[] body = call.body().length == 0 ? new byte[1] : call.body().clone();
        body[body.length - 1] ^= 1;
        return WebhookRequest.of(call.method(), call.url(), call.headers(), body);
    }

    /** {@return the name, and how many requests and messages it saw} */
    @Override
    public String toString() {
        return "SimulatedProvider[" + settings.name + ", " + requests() + " requests, " + sent().size() + " messages]";
    }
}
