package io.stratos.messaging.simulation;

import io.stratos.messaging.contact.Address;
import io.stratos.messaging.contact.PhoneNumber;
import io.stratos.messaging.delivery.Refusal;
import io.stratos.messaging.message.Media;
import io.stratos.messaging.message.MessageStatus;
import io.stratos.messaging.routing.Route;
import io.stratos.messaging.spi.provider.MessageProvider;
import io.stratos.messaging.testkit.ProviderHarness;
import io.stratos.messaging.webhook.WebhookRequest;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The simulated provider is its own far side. */
final class SimulatedHarness implements ProviderHarness {

    private final VirtualClock clock = VirtualClock.at("2026-03-02T09:00:00Z");
    private final SimulatedProvider simulated = SimulatedProvider.builder(clock)
            .knowsKeys(Duration.ofHours(1))
            .answersKeywords(true)
            .inboundLog(true)
            .optOutList(true)
            .build();
    private final Route route = new Route("simulated", "sim", PhoneNumber.of("+14155550100"), null);

    @Override
    public MessageProvider provider() {
        return simulated;
    }

    @Override
    public Clock clock() {
        return clock;
    }

    @Override
    public Route route() {
        return route;
    }

    @Override
    public Address recipient() {
        return PhoneNumber.of("+14155550123");
    }

    @Override
    public void answerNext(Answer answer) {
        simulated.next(
                switch (answer) {
                    case ACCEPT -> Behavior.deliver();
                    case REFUSE_OPT_OUT -> Behavior.refuse(Refusal.OPT_OUT, "opted-out");
                    case REFUSE_RECIPIENT -> Behavior.refuse(Refusal.RECIPIENT, "landline");
                    case REFUSE_CREDENTIALS -> Behavior.refuse(Refusal.ACCOUNT, "credentials");
                    case THROTTLE -> Behavior.throttle(THROTTLE_WAIT);
                    case TIMEOUT_AFTER_REQUEST -> Behavior.acceptThenTimeout();
                    case RESET_AFTER_REQUEST -> Behavior.timeoutWithoutAccept();
                    case CONNECTION_REFUSED -> Behavior.connectionRefused();
                    case SERVER_ERROR, REDIRECT, GARBAGE_2XX -> throw new IllegalArgumentException("no HTTP here");
                });
    }

    @Override
    public boolean supports(Answer answer) {
        return !EnumSet.of(Answer.SERVER_ERROR, Answer.REDIRECT, Answer.GARBAGE_2XX)
                .contains(answer);
    }

    @Override
    public int requestsOnTheWire() {
        return simulated.requests();
    }

    @Override
    public List<Written> written() {
        return simulated.sent().stream()
                .map(message -> new Written(
                        message.from().value(),
                        message.to().value(),
                        message.text(),
                        message.content().media().stream().map(Media::url).toList(),
                        message.callbackUrl()))
                .toList();
    }

    @Override
    public WebhookRequest inbound(Address from, Address to, String text) {
        return simulated.inbound(from.value(), to.value(), text);
    }

    @Override
    public WebhookRequest inboundWithMedia(Address from, Address to, String text, List<Media> media) {
        return simulated.inbound(from.value(), to.value(), text, media.toArray(new Media[0]));
    }

    @Override
    public Optional<Instant> optOut(Address contact, Address sender) {
        simulated.inbound(contact.value(), sender.value(), "STOP");
        return Optional.of(clock.instant());
    }

    @Override
    public WebhookRequest receipt(String providerMessageId, URI callbackUrl, MessageStatus status) {
        return simulated.receipt(providerMessageId, callbackUrl, status, status.isFailure() ? "carrier" : null);
    }

    @Override
    public Set<MessageStatus> reportedStatuses() {
        return EnumSet.of(
                MessageStatus.SENT,
                MessageStatus.FAILED,
                MessageStatus.UNDELIVERED,
                MessageStatus.DELIVERED,
                MessageStatus.READ);
    }

    @Override
    public WebhookRequest unsigned(WebhookRequest request) {
        Map<String, List<String>> headers = new HashMap<>(request.headers());
        headers.remove(CallSignature.HEADER);
        return WebhookRequest.of(request.method(), request.url(), headers, request.body());
    }

    @Override
    public WebhookRequest tampered(WebhookRequest request) {
        return SimulatedProvider.tampered(request);
    }

    @Override
    public boolean signsUrl() {
        return true;
    }

    @Override
    public Optional<WebhookRequest> signed(byte[] body) {
        return Optional.of(new CallSignature("simulated/simulated/1").signed("https://hooks.example.com/x", body));
    }

    @Override
    public List<String> secrets() {
        return List.of("simulated/simulated/1");
    }

    @Override
    public void close() {
        simulated.close();
    }
}
