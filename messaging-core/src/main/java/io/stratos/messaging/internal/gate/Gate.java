package io.stratos.messaging.internal.gate;

import io.stratos.messaging.consent.Suppression;
import io.stratos.messaging.delivery.Decision;
import io.stratos.messaging.delivery.Ruling;
import io.stratos.messaging.delivery.Verdict;
import io.stratos.messaging.internal.schedule.Plan;
import io.stratos.messaging.internal.schedule.SendTimes;
import io.stratos.messaging.internal.tenant.Providers;
import io.stratos.messaging.message.Message;
import io.stratos.messaging.message.MessageStatus;
import io.stratos.messaging.message.Misfire;
import io.stratos.messaging.routing.Route;
import io.stratos.messaging.routing.Sender;
import io.stratos.messaging.schedule.LegalRule;
import io.stratos.messaging.schedule.LegalTable;
import io.stratos.messaging.spi.store.AddressRecord;
import io.stratos.messaging.spi.store.Claim;
import io.stratos.messaging.spi.store.IntentDecision;
import io.stratos.messaging.tenant.TenantProfile;
import io.stratos.messaging.tenant.TenantStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The one gate in front of every provider: accepting and sending ask the same rules in the same order.
 *
 * <p>Does no I/O and keeps nothing, so that a store can ask it under a lock. Every rule is asked even when one has
 * refused: whoever reads the trace wants to know everything that stands in the way.
 *
 * <p><b>To add a rule</b>, give its verdict a line in {@link #ask}, beside the others:
 *
 * <ul>
 *   <li>A verdict that blocks or defers says what would lift it, with {@link Verdict#wouldPass}: the end of the sentence
 *       "would pass …", which becomes true of this rule alone if that is done ({@code if the contact opted in}, {@code if
 *       the tenant had a sender that carries this MMS}, {@code from 08:00 America/Chicago}). A deferral to an instant that
 *       passes by itself needs none: {@link Verdict#lift} names the instant. {@code RemedyTest} does what each remedy
 *       says and asks again.
 *   <li>Stores do not keep remedies. They are asked for anew when somebody wants to know, with
 *       {@link Decision.Stage#CHECK}, by {@code explain}, {@code check} and {@code checkAt}.
 *   <li>At {@code CHECK} a rule says what it would say at {@code SEND}, and uses nothing up: what draws on a counter draws
 *       at {@code SEND} alone.
 * </ul>
 */
public final class Gate {

    private static final Duration LOOK_AGAIN = Duration.ofMinutes(1);
    private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);

    /** The rules by which a message is not refused but came to nothing: its time is over. */
    private static final Set<String> OVERTAKEN = Set.of("time", MisfireRule.NAME, ConditionRule.NAME);

    /** The rules that put off for as long as the host likes: meanwhile what a message says may cease to be so. */
    private static final Set<String> OPEN_ENDED = Set.of("tenant", ConditionRule.NAME, HoldRule.NAME);

    /** So many verdicts there mostly are. */
    private static final int USUAL = 6;

    private static final Verdict ACTIVE = Verdict.of("tenant", Ruling.ALLOW, "the tenant is active");
    private static final Verdict DUE = Verdict.of("time", Ruling.ALLOW, "it is due");

    private final SenderChoice senders;
    private final HoursRule hours;

    /**
     * A gate that knows what the providers can do.
     *
     * @param providers the engine's providers
     * @param times when messages may go
     */
    public Gate(Providers providers, SendTimes times) {
        this.senders = new SenderChoice(providers);
        this.hours = new HoursRule(times);
    }

    /**
     * Asks every rule.
     *
     * @param stage when it is asked
     * @param message what is to be sent
     * @param tenant whose message
     * @param recipient the recipient's row; its instant of reading is now
     * @return what they say, and the sender if one can carry it
     */
    public Answer ask(Decision.Stage stage, Message message, TenantProfile tenant, AddressRecord recipient) {
        Instant now = recipient.readAt();
        List<Verdict> verdicts = new ArrayList<>(USUAL);
        verdicts.add(tenantRule(tenant, now));
        verdicts.add(timeRule(message, now));
        verdicts.add(ConsentRule.ask(message, recipient.consent().at(now)));
        for (Suppression one : recipient.notes().suppressions().all()) {
            if (SuppressionRule.concerns(message, one, now)) {
                verdicts.add(SuppressionRule.ask(one));
            }
        }
        Optional<Instant> held = recipient.consent().heldAt();
        if (held.isPresent() && HoldRule.concerns(message)) {
            verdicts.add(HoldRule.ask(message, held.get(), now));
        }
        Plan.Open open = hours.ask(message, tenant, recipient, verdicts);
        SenderChoice.Pick pick = senders.pick(message, tenant, recipient);
        verdicts.add(pick.verdict());
        Verdict disclosure = stage == Decision.Stage.ACCEPT ? null : DisclosureRule.ask(message, tenant, recipient);
        if (disclosure != null && stage == Decision.Stage.CHECK) {
            // Whether another one really showed it is looked up when this one is sent.
            if (!DisclosureRule.isShownByAnother(message, recipient)) {
                verdicts.add(disclosure);
            }
            disclosure = null;
        }
        return new Answer(
                new Decision(now, stage, verdicts),
                pick.sender(),
                Optional.empty(),
                Known.Wanted.nothing(),
                open,
                disclosure);
    }

    /** {@return the law it goes by, before what tenants put in and take out} */
    public LegalTable law() {
        return hours.law();
    }

    /**
     * Asks every rule right before a message is sent; those about late messages and the host's conditions last, and only
     * where all others let it go.
     *
     * @param claim what is to be sent
     * @param tenant whose message
     * @param recipient the recipient's row; its instant of reading is now
     * @param known what was found out for it
     * @return what they say, or what they would have to know first
     */
    public Answer ask(Claim claim, TenantProfile tenant, AddressRecord recipient, Known known) {
        Message message = claim.message();
        Answer usual = ask(Decision.Stage.SEND, message, tenant, recipient);
        Instant now = recipient.readAt();
        Optional<Lateness> late = Lateness.of(claim, now);
        if (late.isEmpty() && message.handling().condition().isEmpty()) {
            return usual;
        }
        if (!usual.decision().isAllowed() || claim.progress().unit() > 0) {
            return usual.with(usual.decision(), late, Known.Wanted.nothing());
        }
        return late(claim, tenant, known, usual, late);
    }

    /** Asks what concerns late messages and those with a condition. */
    private static Answer late(Claim claim, TenantProfile tenant, Known known, Answer usual, Optional<Lateness> late) {
        Message message = claim.message();
        Instant now = usual.decision().at();
        Misfire policy = MisfireRule.policy(message, tenant);
        List<Verdict> verdicts = new ArrayList<>(usual.decision().verdicts());
        late.ifPresent(l -> verdicts.add(MisfireRule.ask(message, policy, l, known.later(), now)));
        Set<String> conditions = new TreeSet<>();
        message.handling().condition().ifPresent(conditions::add);
        if (late.isPresent() && policy instanceof Misfire.StillTrue still) {
            conditions.add(still.condition());
        }
        Decision decision = new Decision(now, Decision.Stage.SEND, verdicts);
        if (decision.isAllowed()) {
            boolean look = late.isPresent() && known.later() == null && MisfireRule.looksForLater(message, policy);
            Set<String> unasked = new TreeSet<>(conditions);
            unasked.removeAll(known.conditions().keySet());
            if (look || !unasked.isEmpty()) {
                return usual.with(decision, late, new Known.Wanted(unasked, look));
            }
            conditions.forEach(name -> verdicts.add(ConditionRule.ask(
                    name, Objects.requireNonNull(known.conditions().get(name)), claim.due(), now)));
            decision = new Decision(now, Decision.Stage.SEND, verdicts);
        }
        return usual.with(decision, late, Known.Wanted.nothing());
    }

    /**
     * Asks every rule whether a request in doubt may be repeated as it was.
     *
     * @param message what is to be sent
     * @param tenant whose message
     * @param recipient the recipient's row; its instant of reading is now
     * @param first the way the request took, which the repetition takes too
     * @param until until when the provider makes one text of both, by the store's clock
     * @return what they say, and the sender of the first request if it is still the tenant's
     */
    public Answer askAgain(Message message, TenantProfile tenant, AddressRecord recipient, Route first, Instant until) {
        Instant now = recipient.readAt();
        Optional<Sender> same = tenant.senders().stream()
                .filter(sender -> Route.of(sender).equals(first))
                .findFirst();
        Answer asked = ask(Decision.Stage.SEND, message, tenant, recipient);
        List<Verdict> verdicts = new ArrayList<>(asked.decision().verdicts());
        verdicts.removeIf(verdict -> verdict.rule().equals(SenderChoice.NAME));
        verdicts.add(
                same.isPresent()
                        ? Verdict.of(SenderChoice.NAME, Ruling.CHOOSE, same.get() + ": the first request went this way")
                        : Verdict.of(
                                SenderChoice.NAME,
                                Ruling.BLOCK,
                                "the sender of the first request is not the tenant's any more"));
        if (DisclosureRule.isShownBy(message, recipient)) {
            verdicts.add(Verdict.of(
                    DisclosureRule.NAME,
                    Ruling.BLOCK,
                    "the first request carried the disclosure, which may read otherwise by now"));
        }
        if (recipient.consent().stoppedSenders().containsKey(first.from().value())) {
            verdicts.add(
                    Verdict.of(ConsentRule.NAME, Ruling.BLOCK, "the contact opted out of messages from this number"));
        }
        verdicts.add(
                now.isBefore(until)
                        ? Verdict.of(
                                "key", Ruling.ALLOW, "the provider knows the first request by its key until " + until)
                        : Verdict.of(
                                "key", Ruling.BLOCK, "the provider may have forgotten the key of the first request"));
        return new Answer(new Decision(now, Decision.Stage.SEND, verdicts), same, asked.open());
    }

    /**
     * How a message that was refused ends.
     *
     * @param decision a decision that blocks
     * @return {@code EXPIRED} if only its time ran out, or what it says is no longer so, else {@code BLOCKED}
     */
    public static MessageStatus endOf(Decision decision) {
        boolean onlyTime = decision.verdicts().stream()
                .filter(verdict -> verdict.ruling() == Ruling.BLOCK)
                .allMatch(verdict -> OVERTAKEN.contains(verdict.rule()));
        return onlyTime ? MessageStatus.EXPIRED : MessageStatus.BLOCKED;
    }

    /**
     * Turns an answer that does not allow into what the store shall do.
     *
     * @param decision a decision that blocks or defers
     * @return stop or defer
     */
    public static IntentDecision refusal(Decision decision) {
        return decision.ruling() == Ruling.BLOCK
                ? new IntentDecision.Stop(decision, endOf(decision))
                : new IntentDecision.Defer(decision, askAgain(decision));
    }

    /** Due at once, it would be taken up and deferred again without end. */
    private static Instant askAgain(Decision decision) {
        Instant named = decision.deciding()
                .flatMap(Verdict::allowedFrom)
                .orElse(decision.at().plus(LOOK_AGAIN));
        return named.isAfter(decision.at()) ? named : decision.at().plus(SHORTEST_WAIT);
    }

    /**
     * What there is to say about a message whose tenant has no profile: not now.
     *
     * @param now by the store's clock
     * @return a decision that defers
     */
    public static Decision unknownTenant(Instant now) {
        return new Decision(
                now,
                Decision.Stage.SEND,
                List.of(Verdict.defer("tenant", "the tenant is not registered", now.plus(LOOK_AGAIN))
                        .wouldPass("if the tenant were registered")));
    }

    /**
     * What there is to say about a message with a time, while nobody knows what time it is: not now.
     *
     * @param now by the store's clock
     * @return a decision that defers
     */
    public static Decision clocksDisagree(Instant now) {
        return new Decision(now, Decision.Stage.SEND, List.of(clockRule(now)));
    }

    /**
     * Adds what nobody knowing the time stands in the way of.
     *
     * @param decision what the rules said
     * @return the same with one verdict more
     */
    public static Decision withClocksDisagreeing(Decision decision) {
        List<Verdict> verdicts = new ArrayList<>(decision.verdicts());
        verdicts.add(clockRule(decision.at()));
        return new Decision(decision.at(), decision.stage(), verdicts);
    }

    private static Verdict clockRule(Instant now) {
        return Verdict.defer(
                        "clock",
                        "it has a time, and the clocks of this node and of the store differ by more than a minute",
                        now.plus(LOOK_AGAIN))
                .wouldPass("if both clocks were right");
    }

    /**
     * What there is to say about a message whose provider account takes nothing at present: not now.
     *
     * @param allowed what all other rules said
     * @param until by the store's clock
     * @param why one clause for people
     * @return a decision that defers
     */
    public static Decision accountRests(Decision allowed, Instant until, String why) {
        List<Verdict> verdicts = new ArrayList<>(allowed.verdicts());
        verdicts.add(Verdict.defer("account", why, until));
        return new Decision(allowed.at(), allowed.stage(), verdicts);
    }

    private static Verdict tenantRule(TenantProfile tenant, Instant now) {
        return tenant.status() == TenantStatus.ACTIVE
                ? ACTIVE
                : Verdict.defer("tenant", "the tenant is suspended", now.plus(LOOK_AGAIN))
                        .wouldPass("if the tenant were active again");
    }

    private static Verdict timeRule(Message message, Instant now) {
        Optional<Instant> deadline = message.expiresAt();
        if (deadline.isPresent() && !now.isBefore(deadline.get())) {
            return Verdict.of("time", Ruling.BLOCK, "it was not to be sent at or after " + deadline.get())
                    .wouldPass("if it had not expired");
        }
        Optional<Instant> earliest = message.scheduledAt();
        if (earliest.isPresent() && now.isBefore(earliest.get())) {
            return Verdict.defer("time", "it is scheduled", earliest.get());
        }
        return DUE;
    }

    /**
     * What the rules said together.
     *
     * @param decision every verdict
     * @param sender the sender to use, where one can carry the message
     * @param late how late the message is, if it is
     * @param wanted what has to be found out before the decision holds
     * @param open the open stretch of the contact's hours that holds now; null if hours do not matter, or are closed
     * @param disclosure what is to be said if no other message has shown the contact the tenant's disclosure; null if
     *     nothing, and never when checking
     */
    public record Answer(
            Decision decision,
            Optional<Sender> sender,
            Optional<Lateness> late,
            Known.Wanted wanted,
            Plan.@Nullable Open open,
            @Nullable Verdict disclosure) {

        /**
         * What the rules said that need nothing else.
         *
         * @param decision every verdict
         * @param sender the sender to use, where one can carry the message
         * @param open the open stretch of the contact's hours that holds now; null if hours do not matter, or are closed
         */
        public Answer(Decision decision, Optional<Sender> sender, Plan.@Nullable Open open) {
            this(decision, sender, Optional.empty(), Known.Wanted.nothing(), open, null);
        }

        /** {@return when it must have reached the contact, not included; null if nothing says so} */
        public @Nullable Instant latest() {
            return open == null ? null : open.to();
        }

        /** {@return the laws that limit how many messages of this sort the contact may get; mostly none} */
        public List<LegalRule> caps() {
            return open == null ? List.of() : open.caps(decision.at());
        }

        private Answer with(Decision fuller, Optional<Lateness> lateness, Known.Wanted missing) {
            return new Answer(fuller, sender, lateness, missing, open, disclosure);
        }

        /**
         * {@return whether a wait does not change since when the message is to go: it is late already, or nobody
         * knows for how long it waits}
         */
        public boolean isOwed() {
            return late.isPresent()
                    || decision.deciding()
                            .filter(verdict -> OPEN_ENDED.contains(verdict.rule()))
                            .isPresent();
        }

        /** {@return how a late message that may go ends if another one to the contact went since it was due} */
        public IntentDecision.Stop flooded() {
            List<Verdict> verdicts = new ArrayList<>(decision.verdicts());
            verdicts.removeIf(verdict -> verdict.rule().equals(MisfireRule.NAME));
            verdicts.add(MisfireRule.flood(late.orElseThrow()));
            Decision refused = new Decision(decision.at(), decision.stage(), verdicts);
            return new IntentDecision.Stop(refused, endOf(refused));
        }
    }
}
