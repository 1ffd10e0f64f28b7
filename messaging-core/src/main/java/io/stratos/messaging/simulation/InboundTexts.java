package io.stratos.messaging.simulation;

import io.stratos.messaging.spi.provider.PollRequest;
import io.stratos.messaging.spi.provider.Polled;
import io.stratos.messaging.spi.provider.ProviderEvent.InboundMessage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What customers texted, as the simulated provider keeps it. */
final class InboundTexts {

    private final List<Polled.Text> texts = new ArrayList<>();
    private long given;

    synchronized String nextId() {
        given++;
        return "SIM-in-" + given;
    }

    /** A log does not say whether the provider acted upon a keyword. */
    synchronized void keep(InboundMessage message, Instant now) {
        InboundMessage logged = new InboundMessage(
                message.providerMessageId(), message.from(), message.to(), message.channel(), message.content(), null);
        texts.add(new Polled.Text(logged, now));
    }

    /** Those written to the number at a time asked for, in the order in which they came. */
    synchronized List<Polled> log(PollRequest request) {
        return texts.stream()
                .filter(text -> text.message().to().equals(request.receiver()) && request.covers(text.at()))
                .<Polled>map(text -> text)
                .toList();
    }
}
