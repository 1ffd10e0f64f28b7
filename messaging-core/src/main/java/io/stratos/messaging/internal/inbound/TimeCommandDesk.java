package io.stratos.messaging.internal.inbound;

import io.stratos.messaging.consent.Likelihood;
import io.stratos.messaging.consent.Purpose;
import io.stratos.messaging.consent.ReplyReading;
import io.stratos.messaging.internal.schedule.LearnedTimes;
import io.stratos.messaging.internal.schedule.SendTimes;
import io.stratos.messaging.internal.schedule.TimeRequests;
import io.stratos.messaging.internal.schedule.TimeRequests.Asked;
import io.stratos.messaging.schedule.CommandAnswers;
import io.stratos.messaging.schedule.ContactTimes;
import io.stratos.messaging.schedule.Preference;
import io.stratos.messaging.schedule.TimeWish;
import io.stratos.messaging.spi.provider.ProviderEvent.InboundMessage;
import io.stratos.messaging.spi.store.AddressRecord;
import io.stratos.messaging.spi.store.NewMessage;
import io.stratos.messaging.tenant.TenantProfile;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What a text such as LATER 3PM changes about when its sender is written to, and what is answered. */
final class TimeCommandDesk {

    private final TimeRequests requests = SendTimes.requests();
    private final KeywordAnswers answers;
    private final LearnedTimes learned;

    TimeCommandDesk(KeywordAnswers answers, LearnedTimes learned) {
        this.answers = answers;
        this.learned = learned;
    }

    /** What is stored with the text. */
    record Effect(
            UnaryOperator<ContactTimes> change, @Nullable NewMessage reply) {}

    /** What else they write tells when they answer, where the tenant wants to know. */
    @Nullable
    UnaryOperator<ContactTimes> reply(TenantProfile tenant, AddressRecord contact) {
        return tenant.times().isLearning()
                ? known -> learned.replied(contact.address(), known, contact.readAt())
                : null;
    }

    /** Nothing for who opted out, or may have: a STOP wins over whatever follows it. */
    Optional<Effect> read(TenantProfile tenant, AddressRecord contact, InboundMessage inbound, ReplyReading reading) {
        if (!tenant.times().isObeyingCommands() || contact.consent().isStopped() || reading.optOut() != Likelihood.NO) {
            return Optional.empty();
        }
        Instant now = contact.readAt();
        return requests.read(
                        inbound.content().text(),
                        now,
                        inbound.from(),
                        contact.notes().times(),
                        tenant.times())
                .map(asked -> effect(asked, tenant, contact, inbound));
    }

    private Effect effect(Asked asked, TenantProfile tenant, AddressRecord contact, InboundMessage inbound) {
        Instant now = contact.readAt();
        CommandAnswers before = contact.notes().times().answers();
        boolean isUnderstood = !(asked.wish() instanceof TimeWish.NotUnderstood);
        boolean isAnswered = isUnderstood ? before.mayConfirm(now) : before.mayExplain(now);
        NewMessage reply = isAnswered
                ? answers.write(
                                TimeAnswers.to(asked, today(asked, now)).replace("{business}", tenant.businessName()),
                                Purpose.CONVERSATIONAL,
                                tenant,
                                inbound,
                                contact)
                        .orElse(null)
                : null;
        return new Effect(known -> changed(known, asked.wish(), now, reply != null), reply);
    }

    private static LocalDate today(Asked asked, Instant now) {
        return now.atZone(asked.zone()).toLocalDate();
    }

    /** Asked under the lock of the address: who asks twice at once is answered once. */
    private static ContactTimes changed(ContactTimes known, TimeWish wish, Instant now, boolean isAnswered) {
        CommandAnswers answered = known.answers();
        if (wish instanceof TimeWish.NotUnderstood) {
            return isAnswered && answered.mayExplain(now) ? known.answers(answered.explained(now)) : known;
        }
        Preference wanted = wanted(known.preference(), wish);
        if (wanted.equals(known.preference())) {
            return known;
        }
        return known.preference(wanted).answers(isAnswered ? answered.confirmed(now) : answered);
    }

    private static Preference wanted(Preference before, TimeWish wish) {
        if (wish instanceof TimeWish.NotBefore later) {
            return before.doNotDisturb(later.instant());
        }
        if (wish instanceof TimeWish.Anytime) {
            return new Preference(null, null, before.frequency(), before.channel());
        }
        Preference part = switch (((TimeWish.PartOfDay) wish).part()) {
            case MORNING -> Preference.morning();
            case AFTERNOON -> Preference.afternoon();
            case EVENING -> Preference.evening();
        };
        return new Preference(part.hours(), before.quietUntil(), before.frequency(), before.channel());
    }
}
