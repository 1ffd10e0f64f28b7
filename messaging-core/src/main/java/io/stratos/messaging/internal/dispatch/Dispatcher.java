package io.stratos.messaging.internal.dispatch;

import io.stratos.messaging.delivery.Decision;
import io.stratos.messaging.delivery.RetryPolicy;
import io.stratos.messaging.delivery.RunReport;
import io.stratos.messaging.id.TenantId;
import io.stratos.messaging.internal.environment.SendingPermit;
import io.stratos.messaging.internal.gate.Gate;
import io.stratos.messaging.internal.id.IdSource;
import io.stratos.messaging.internal.tenant.Directory;
import io.stratos.messaging.message.Lane;
import io.stratos.messaging.message.Message;
import io.stratos.messaging.routing.ProviderAccount;
import io.stratos.messaging.routing.Sender;
import io.stratos.messaging.spi.store.AddressRecord;
import io.stratos.messaging.spi.store.Claim;
import io.stratos.messaging.spi.store.Intent;
import io.stratos.messaging.spi.store.IntentDecision;
import io.stratos.messaging.spi.store.IntentResult;
import io.stratos.messaging.spi.store.MessagingStore;
import io.stratos.messaging.spi.store.Recovered;
import io.stratos.messaging.spi.store.Taking;
import io.stratos.messaging.tenant.TenantProfile;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One pass from due to on its way: take up what is due, asking the gate, and hand the requests on. Holds no state
 * between passes; who calls it, and on which threads requests run, is {@link Workers}' business.
 */
final class Dispatcher {

    private static final int MOST_RECOVERED = 200;

    /** The gate may want to know something, and after that something else. */
    private static final int MOST_ROUNDS = 3;

    private final MessagingStore store;
    private final Directory tenants;
    private final Gate gate;
    private final IdSource ids;
    private static final int MOST_SEALED = 500;

    private final Timing timing;
    private final Courier courier;
    private final Reconciler reconciler;
    private final Repetitions repetitions;
    private final SendingPermit permit;
    private final Conditions conditions;
    private final Stumbles stumbles = new Stumbles();
    private final Parts.Limiting limiting;
    private final Ways ways;

    Dispatcher(Parts parts, Courier courier, RetryPolicy retries, SendingPermit permit, Conditions conditions) {
        this.store = parts.store();
        this.tenants = parts.tenants();
        this.gate = parts.gate();
        this.ids = parts.ids();
        this.timing = parts.timing();
        this.courier = courier;
        this.permit = permit;
        this.conditions = conditions;
        this.limiting = parts.limiting();
        this.ways = new Ways(parts);
        this.repetitions = new Repetitions(parts, courier, permit);
        this.reconciler = new Reconciler(parts, retries, repetitions);
    }

    /**
     * Takes up what is due and hands on what may go.
     *
     * @param most the most to take
     * @param round which provider accounts have room: no more is taken than can be sent at once, as an intent must not wait
     * @param carry gets each request whose intent is committed
     * @param aside gets each message about which the host has to be asked, to be decided on another thread
     */
    RunReport dispatch(int most, Accounts.Round round, Consumer<Errand> carry, Consumer<Held> aside) {
        Taking what = new Taking(timing.lease(), share(round, Lane.EXPRESS, most), share(round, Lane.BULK, most));
        if (what.express().limit() == 0) {
            return RunReport.nothing();
        }
        Pass pass = new Pass(round, new Inquiry(store, conditions, courier));
        pass.begin();
        List<IntentResult> taken = store.take(what, ids::attempt, (claim, row) -> decideIfKnown(claim, row, pass));
        pass.carry(taken, carry);
        decide(held(taken), pass, carry, aside);
        return new RunReport(taken.size(), pass.sent, pass.blocked, pass.deferred, 0, 0);
    }

    /**
     * Fetches what the gate lacked and asks it again. Whatever it cannot decide then is due again when its lease ends:
     * given back at once, it could go round for ever.
     */
    private void decide(List<Intent> held, Pass pass, Consumer<Errand> carry, Consumer<Held> aside) {
        List<Intent> undecided = held;
        for (int times = 0; times < MOST_ROUNDS && !undecided.isEmpty(); times++) {
            List<Intent> here = new ArrayList<>();
            for (Intent intent : undecided) {
                if (pass.inquiry.asksHost(intent)) {
                    aside.accept(new Held(intent, pass.inquiry));
                } else {
                    here.add(intent);
                }
            }
            List<IntentResult> results = intendOrGiveBack(here, pass);
            pass.carry(results, carry);
            undecided = held(results);
        }
    }

    private static List<Intent> held(List<IntentResult> results) {
        return results.stream()
                .filter(result -> result.decision() instanceof IntentDecision.Hold)
                .map(IntentResult::intent)
                .toList();
    }

    /** A message about which the host has to be asked, which may take long. */
    final class Held {

        private final Intent intent;
        private final Inquiry inquiry;

        private Held(Intent intent, Inquiry inquiry) {
            this.intent = intent;
            this.inquiry = inquiry;
        }

        Message message() {
            return intent.claim().message();
        }

        /** Asks, and then the gate again; what fails is due again when its lease ends. */
        RunReport decide(Accounts.Round round, Consumer<Errand> carry) {
            Pass pass = new Pass(round, inquiry);
            List<Intent> undecided = List.of(intent);
            for (int times = 0; times < MOST_ROUNDS && !undecided.isEmpty(); times++) {
                List<IntentResult> results = intend(undecided, pass);
                pass.carry(results, carry);
                undecided = held(results);
            }
            return new RunReport(0, pass.sent, pass.blocked, pass.deferred, 0, 0);
        }
    }

    private static Taking.Share share(Accounts.Round round, Lane lane, int most) {
        return new Taking.Share(Math.min(most, round.limit(lane)), round.avoid(lane));
    }

    /** What one pass came to, and when its intents were asked for. */
    private final class Pass {

        private final Accounts.Round round;
        private final Inquiry inquiry;
        private Instant askedAt = Instant.MIN;
        private long askedNanos;
        private int sent;
        private int blocked;
        private int deferred;

        Pass(Accounts.Round round, Inquiry inquiry) {
            this.round = round;
            this.inquiry = inquiry;
        }

        /** An intent commits no earlier than it is asked for. */
        void begin() {
            askedAt = courier.now();
            askedNanos = courier.nanos();
        }

        void carry(List<IntentResult> results, Consumer<Errand> onward) {
            for (IntentResult result : results) {
                IntentDecision decision = result.decision();
                if (decision instanceof IntentDecision.Proceed plan) {
                    sent++;
                    Intent intent = result.intent();
                    Accounts.Ticket ticket = round.take(
                            intent.claim().message().id(),
                            new ProviderAccount(
                                    plan.route().provider(), plan.route().account()));
                    onward.accept(
                            new Errand(intent.claim(), intent.attempt(), plan, askedAt, askedNanos, ticket, null));
                } else if (decision instanceof IntentDecision.Stop) {
                    blocked++;
                } else if (decision instanceof IntentDecision.Defer) {
                    deferred++;
                }
                if (decision instanceof IntentDecision.Decided made
                        && !made.crossings().isEmpty()) {
                    limiting.bell().ring(made);
                }
            }
        }
    }

    private List<IntentResult> intend(List<Intent> intents, Pass pass) {
        if (intents.isEmpty()) {
            return List.of();
        }
        Map<TenantId, TenantProfile> profiles = Profiles.of(intents, tenants);
        pass.inquiry.answer(intents);
        pass.begin();
        return store.intent(
                intents,
                timing.lease(),
                (claim, recipient) ->
                        decide(claim, recipient, profiles.get(claim.message().tenant()), pass));
    }

    /** Without an intent nothing was sent: what cannot be decided now is not kept until its lease ends. */
    private List<IntentResult> intendOrGiveBack(List<Intent> intents, Pass pass) {
        try {
            return intend(intents, pass);
        } catch (RuntimeException failed) {
            try {
                store.release(
                        intents.stream().map(intent -> intent.claim().token()).toList());
            } catch (RuntimeException alsoFailed) {
                failed.addSuppressed(alsoFailed);
            }
            throw failed;
        }
    }

    /**
     * What looking brought.
     *
     * @param report what was done
     * @param open doubts, still ours, that nothing but repeating the request may resolve
     */
    record Looked(RunReport report, List<Recovered.Doubt> open) {}

    /** Gives back what dead workers held, and looks into doubts. */
    Looked recover() {
        Recovered recovered = store.recover(MOST_RECOVERED, timing.lease());
        store.seal(MOST_SEALED);
        List<Recovered.Doubt> open = recovered.due().isEmpty() ? List.of() : reconciler.look(recovered.due());
        return new Looked(
                new RunReport(
                        0,
                        0,
                        0,
                        0,
                        recovered.released() + recovered.doubted(),
                        recovered.due().size()),
                open);
    }

    /** Repeats requests in doubt, under the same attempts, as far as the gate and the providers' promises allow. */
    void repeat(List<Recovered.Doubt> open, Accounts.Round round, Consumer<Errand> carry) {
        repetitions.repeat(open, round, carry);
    }

    private IntentDecision decideIfKnown(Claim claim, AddressRecord recipient, Pass pass) {
        TenantProfile tenant = tenants.fresh(claim.message().tenant());
        return tenant == null ? new IntentDecision.Hold() : decide(claim, recipient, tenant, pass);
    }

    /** One message that cannot be decided about must not keep the others of its batch. */
    private IntentDecision decide(Claim claim, AddressRecord recipient, @Nullable TenantProfile tenant, Pass pass) {
        try {
            IntentDecision decision = ask(claim, recipient, tenant, pass);
            stumbles.over(claim);
            return decision;
        } catch (RuntimeException thrown) {
            return stumbles.after(claim, recipient.readAt(), thrown);
        }
    }

    private IntentDecision ask(Claim claim, AddressRecord recipient, @Nullable TenantProfile tenant, Pass pass) {
        Message message = claim.message();
        if (tenant == null) {
            return refusal(Gate.unknownTenant(recipient.readAt()), claim.due());
        }
        if (permit.clocksDisagree() && hasTime(message)) {
            return refusal(Gate.clocksDisagree(recipient.readAt()), claim.due());
        }
        Gate.Answer answer = gate.ask(claim, tenant, recipient, pass.inquiry.known(claim));
        if (!answer.decision().isAllowed() || answer.sender().isEmpty()) {
            return refusal(answer.decision(), answer.isOwed() ? claim.due() : null);
        }
        if (answer.wanted().isAnything()) {
            pass.inquiry.want(claim, answer.wanted());
            return new IntentDecision.Hold();
        }
        Sender sender = answer.sender().get();
        // Last, as it reserves a permit: nothing else may stand in the way any more.
        Optional<Breaker.Wait> wait = pass.round.admit(message.id(), ProviderAccount.of(sender), message.lane());
        if (wait.isPresent()) {
            return later(answer.decision(), wait.get(), tenant, answer.isOwed() ? claim.due() : null);
        }
        return ways.of(claim, tenant, answer);
    }

    private static IntentDecision refusal(Decision decision, @Nullable Instant owed) {
        return Gate.refusal(decision) instanceof IntentDecision.Defer defer
                ? defer.owing(owed)
                : Gate.refusal(decision);
    }

    /** A tenant that has another account has messages behind this one that can go: it must get out of their way. */
    private static IntentDecision later(
            Decision allowed, Breaker.Wait wait, TenantProfile tenant, @Nullable Instant owed) {
        long accounts =
                tenant.senders().stream().map(ProviderAccount::of).distinct().count();
        return wait.isBrief() && accounts == 1
                ? new IntentDecision.Leave()
                : refusal(Gate.accountRests(allowed, allowed.at().plus(wait.left()), wait.why()), owed);
    }

    private static boolean hasTime(Message message) {
        return message.expiresAt().isPresent() || message.scheduledAt().isPresent();
    }
}
