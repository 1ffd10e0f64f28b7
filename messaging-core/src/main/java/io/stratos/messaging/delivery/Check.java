package io.stratos.messaging.delivery;

import io.stratos.messaging.message.Segments;
import io.stratos.messaging.routing.Sender;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What would become of a message if it were to be sent now, or at another instant: the gate's answer to a question.
 * Nothing was stored, and nothing is held for it: a message handed in afterwards is asked about anew.
 *
 * @param decision every rule's verdict
 * @param sender from which sender it would go; null if none can carry it
 * @param segments how its text would travel as SMS
 * @param requests in how many requests it would leave; 0 without a sender
 */
public record Check(Decision decision, @Nullable Sender sender, Segments segments, int requests) {

    /** {@return whether it would go} */
    public boolean wouldPass() {
        return decision.isAllowed();
    }

    /** {@return what would have to change, one for each verdict in the way; none if it would go} */
    public List<Remedy> remedies() {
        return decision.remedies();
    }

    /** {@return from which sender it would go, if one can carry it} */
    public Optional<Sender> chosenSender() {
        return Optional.ofNullable(sender);
    }

    /** {@return the answer as text for people, a line for each verdict and remedy, no number unmasked} */
    public String toText() {
        StringBuilder text = new StringBuilder(wouldPass() ? "it would pass" : "it would not pass").append('\n');
        TraceText.verdicts(text, decision.verdicts(), true);
        String requestCount = requests == 1 ? "1 request" : requests + " requests";
        String segmentCount = segments.count() == 1 ? "1 segment" : segments.count() + " segments";
        return text.append(requests == 0 ? segmentCount : requestCount + ", " + segmentCount)
                .append('\n')
                .toString();
    }
}
