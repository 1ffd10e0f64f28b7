package io.stratos.messaging.internal.gate;

import io.stratos.messaging.consent.Purpose;
import io.stratos.messaging.contact.Channel;
import io.stratos.messaging.delivery.Ruling;
import io.stratos.messaging.delivery.Verdict;
import io.stratos.messaging.internal.schedule.Plan;
import io.stratos.messaging.internal.schedule.SendTimes;
import io.stratos.messaging.message.Message;
import io.stratos.messaging.message.Origin;
import io.stratos.messaging.schedule.Frequency;
import io.stratos.messaging.schedule.LegalTable;
import io.stratos.messaging.schedule.SendTime;
import io.stratos.messaging.schedule.UnknownPlace;
import io.stratos.messaging.spi.store.AddressRecord;
import io.stratos.messaging.tenant.TenantProfile;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether now is a time for it: by the law, the contact, the type of the message, the tenant. Answers to keywords go at any
 * hour, and so does what somebody declared an emergency.
 */
final class HoursRule {

    static final String LAW = "law";
    private static final String CONTACT = "contact";
    private static final Duration ASK_AGAIN = Duration.ofHours(1);
    private static final Duration ASK_NEXT_DAY = Duration.ofDays(1);

    private final SendTimes times;

    HoursRule(SendTimes times) {
        this.times = times;
    }

    /** {@return the open stretch, if it may go and not just at any hour; adds what there is to say} */
    Plan.@Nullable Open ask(Message message, TenantProfile tenant, AddressRecord recipient, List<Verdict> verdicts) {
        if (message.origin() == Origin.KEYWORD_REPLY) {
            return null;
        }
        Optional<String> emergency = message.handling().emergency();
        if (emergency.isPresent()) {
            verdicts.add(Verdict.of(
                    "emergency", Ruling.ALLOW, "it goes at any hour, declared an emergency by " + emergency.get()));
            return null;
        }
        SendTimes.Question question = question(message, tenant, recipient);
        frequency(question, verdicts);
        channel(question, message.channel(), verdicts);
        Instant now = recipient.readAt();
        Optional<Instant> scheduled = message.scheduledAt();
        Instant at = scheduled.isPresent() && now.isBefore(scheduled.get()) ? scheduled.get() : now;
        Plan.Open open = times.openAt(question, at);
        if (open == null) {
            closed(question, at, now, verdicts);
            return null;
        }
        verdicts.addAll(open.verdicts());
        return open;
    }

    private void closed(SendTimes.Question question, Instant at, Instant now, List<Verdict> verdicts) {
        SendTime time = times.resolve(question, at);
        Optional<UnknownPlace> unknown = times.unknown(question);
        for (SendTime.Reason reason : time.reasons()) {
            if (unknown.isPresent()) {
                Verdict verdict = unknown.get() == UnknownPlace.ASK
                        ? Verdict.of(LAW, Ruling.BLOCK, reason.text())
                        : Verdict.defer(LAW, reason.text(), now.plus(ASK_AGAIN));
                verdicts.add(
                        verdict.wouldPass(
                                "if the contact's place were recorded with tenant.schedule(), at an hour the law allows there"));
            } else if (!reason.moved()) {
                verdicts.add(Verdict.of(reason.rule(), Ruling.ALLOW, reason.text()));
            } else {
                Verdict verdict =
                        Verdict.defer(reason.rule(), reason.text(), time.at().orElse(at.plus(ASK_NEXT_DAY)));
                verdicts.add(
                        time.at().isPresent()
                                ? verdict
                                : verdict.wouldPass("if the hours of the law and the contact had one in common"));
            }
        }
    }

    private static void frequency(SendTimes.Question question, List<Verdict> verdicts) {
        Frequency wanted = question.times().preference().frequency();
        boolean refused = switch (wanted) {
            case ALL -> false;
            case IMPORTANT_ONLY -> question.purpose() == Purpose.MARKETING;
            case MINIMAL ->
                question.purpose() != Purpose.CONVERSATIONAL
                        && !question.rules().isUrgent(question.type());
        };
        if (refused) {
            verdicts.add(Verdict.of(
                            CONTACT,
                            Ruling.BLOCK,
                            wanted == Frequency.MINIMAL
                                    ? "the contact wants answers and urgent messages only"
                                    : "the contact wants important messages only")
                    .wouldPass("if the contact wanted more messages"));
        }
    }

    private static void channel(SendTimes.Question question, Channel channel, List<Verdict> verdicts) {
        Channel wanted = question.times().preference().channel();
        Channel way = channel == Channel.MMS ? Channel.SMS : channel;
        boolean refused = wanted != null
                && wanted != way
                && question.purpose() != Purpose.CONVERSATIONAL
                && !question.rules().isUrgent(question.type());
        if (refused) {
            verdicts.add(Verdict.of(CONTACT, Ruling.BLOCK, "the contact wants to be written to by " + wanted)
                    .wouldPass("to an address of theirs for " + wanted));
        }
    }

    LegalTable law() {
        return times.table();
    }

    private static SendTimes.Question question(Message message, TenantProfile tenant, AddressRecord recipient) {
        return new SendTimes.Question(
                tenant.times(),
                message.to(),
                recipient.notes().times(),
                message.purpose(),
                message.handling().type().orElse(null));
    }
}
