package io.stratos.messaging.sim;

import io.stratos.messaging.delivery.Decision;
import io.stratos.messaging.delivery.MessageTrace;
import io.stratos.messaging.delivery.Ruling;
import io.stratos.messaging.delivery.Verdict;
import io.stratos.messaging.id.AttemptId;
import io.stratos.messaging.message.Message;
import io.stratos.messaging.message.MessageStatus;
import io.stratos.messaging.message.Misfire;
import io.stratos.messaging.message.Misfire.CatchUpIfFresh;
import io.stratos.messaging.message.Misfire.Coalesce;
import io.stratos.messaging.message.Misfire.Skip;
import io.stratos.messaging.message.Misfire.StillTrue;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What became due while nobody was there goes as its policy says, at most one for all of that time to a contact, and what
 * the host must be asked about goes only if it just said yes.
 */
final class LateMessages implements Invariant {

    private static final String NAME = "late";

    /** How old a yes may be, and how long a database's clock goes on while a step is checked. */
    private static final Duration FRESH = Duration.ofMillis(5_500);

    /** Waiting for these changes nothing about since when a message is to go. */
    private static final Set<String> OWED = Set.of("misfire", "condition", "clock", "hold");

    /** What may put off a message when it is accepted, apart from its own time. */
    private static final Set<String> OPEN = Set.of("law", "contact", "hold");

    private final Map<String, Instant> lastWent = new HashMap<>();

    @Override
    public void intended(World world, AttemptId attempt, Journal.Intended intent) {
        Message message = intent.message();
        if (intent.unit() > 0) {
            return;
        }
        Optional<Instant> due = due(world, message, attempt);
        boolean late = due.filter(at -> at.plus(Misfire.GRACE).plus(FRESH).isBefore(world.now()))
                .isPresent();
        Misfire policy = message.handling().misfire().orElseGet(() -> Misfire.ofDefaults(message.purpose()));
        boolean asks = message.handling().condition().isPresent() || (late && policy instanceof StillTrue);
        if (asks) {
            requireYes(world, message);
        }
        if (!late) {
            return;
        }
        Duration by = Duration.between(due.get(), world.now());
        if (policy instanceof Skip
                || (policy instanceof CatchUpIfFresh fresh
                        && by.compareTo(fresh.age().plus(FRESH)) > 0)) {
            throw world.failure(NAME, "goes " + by + " late against " + policy, message);
        }
        if (policy instanceof Coalesce) {
            requireLast(world, message, due.get());
        }
        requireFirstSince(world, message, due.get());
    }

    private static void requireYes(World world, Message message) {
        Journal.Said said = world.journal.said.get(message.id());
        if (said == null || !said.holds() || said.at().plus(FRESH).isBefore(world.now())) {
            throw world.failure(NAME, "goes though the host said " + said, message);
        }
    }

    /** Another one that was put off before may have come due again since the engine looked. */
    private static void requireLast(World world, Message message, Instant due) {
        for (Message other : Invariants.messages(world.base.session(), message.tenant())) {
            boolean later = other.status() == MessageStatus.QUEUED
                    && !isMoved(world, other)
                    && !other.id().equals(message.id())
                    && other.conversation().equals(message.conversation())
                    && other.businessKey().equals(message.businessKey())
                    && (other.businessKey().isPresent() || other.purpose() == message.purpose())
                    && other.scheduledAt().isPresent()
                    && world.base
                                    .session()
                                    .trace(other.tenant(), other.id())
                                    .orElseThrow()
                                    .decisions()
                                    .size()
                            == 1
                    && due(world, other, null)
                            .filter(at -> at.isAfter(due)
                                    && at.plus(Misfire.GRACE).plusSeconds(10).isBefore(world.now()))
                            .isPresent();
            if (later) {
                throw world.failure(NAME, "goes before the later " + other.id(), message);
            }
        }
    }

    /** Moved after the engine looked, it may be due now: nobody promises what was not there to be seen. */
    private static boolean isMoved(World world, Message message) {
        Journal.Handed handed = world.journal.accepted.get(message.id());
        return handed == null || !handed.message().sendAt().equals(message.scheduledAt());
    }

    private void requireFirstSince(World world, Message message, Instant due) {
        String contact = message.tenant() + " " + message.conversation();
        Instant went = lastWent.get(contact);
        if (went != null && !went.isBefore(due)) {
            throw world.failure(NAME, "a second late one; the first went at " + went, message);
        }
        lastWent.put(contact, world.now());
    }

    @Override
    public void atEnd(World world) {
        for (Journal.Handed handed : world.journal.accepted.values()) {
            world.base.session().trace(handed.tenant(), handed.id()).ifPresent(trace -> requireLate(world, trace));
        }
    }

    /** What was skipped as late was late. */
    private static void requireLate(World world, MessageTrace trace) {
        List<Decision> decisions = trace.decisions();
        Decision last = decisions.get(decisions.size() - 1);
        Optional<Verdict> skipped =
                last.deciding().filter(verdict -> verdict.rule().equals("misfire") && verdict.ruling() == Ruling.BLOCK);
        Instant due = trace.message().scheduledAt().orElse(Instant.MAX);
        if (skipped.isPresent() && !last.at().isAfter(due.plus(Misfire.GRACE))) {
            throw world.failure(NAME, "skipped as late, and was not", trace.message());
        }
    }

    /** When a message was last due, where that can be told from outside. */
    private static Optional<Instant> due(World world, Message message, AttemptId but) {
        MessageTrace trace =
                world.base.session().trace(message.tenant(), message.id()).orElseThrow();
        boolean tried = trace.attempts().stream().anyMatch(made -> !made.id().equals(but));
        boolean putOff = trace.decisions().stream()
                .filter(decision -> decision.ruling() == Ruling.DEFER)
                .anyMatch(decision -> decision.deciding()
                        .filter(verdict -> decision.stage() == Decision.Stage.SEND
                                ? !OWED.contains(verdict.rule())
                                : OPEN.contains(verdict.rule()))
                        .isPresent());
        return message.scheduledAt()
                .filter(at -> !tried && !putOff)
                .map(at -> at.isBefore(message.createdAt()) ? message.createdAt() : at);
    }
}
