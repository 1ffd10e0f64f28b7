package io.stratos.messaging.sim;

import io.stratos.messaging.delivery.Attempt;
import io.stratos.messaging.delivery.Decision;
import io.stratos.messaging.delivery.MessageTrace;
import io.stratos.messaging.message.DoubtPolicy;
import io.stratos.messaging.message.Message;
import io.stratos.messaging.message.MessageStatus;
import io.stratos.messaging.simulation.SimulatedProvider;
import io.stratos.messaging.spi.provider.ProviderCapabilities.Feature;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/** After faults stop, everything drains: nothing waits, and no doubt stays that somebody could resolve. */
final class Inv13 implements Invariant {

    private static final String NAME = "INV-13";

    /** What may put off a message when it is accepted, apart from its own time. */
    private static final Set<String> OPEN = Set.of("law", "contact", "hold");

    @Override
    public void atEnd(World world) {
        for (Journal.Handed handed : world.journal.accepted.values()) {
            Message message =
                    world.truth.session().message(handed.tenant(), handed.id()).orElse(null);
            if (message == null) {
                continue;
            }
            if (message.status() == MessageStatus.QUEUED || message.status() == MessageStatus.SENDING) {
                throw world.failure(NAME, "still " + message.status(), message);
            }
            if (message.status() == MessageStatus.IN_DOUBT) {
                world.truth.session().trace(handed.tenant(), handed.id()).orElseThrow().attempts().stream()
                        .filter(attempt -> attempt.status() == MessageStatus.IN_DOUBT
                                && !world.journal.ordered.contains(attempt.id()))
                        .forEach(attempt -> requireUnknowable(world, message, attempt));
            }
        }
    }

    /** One account is dead: what asked to go through the other has ended all the same. */
    static void requireEndedBeside(World world, Journal.Handed handed) {
        boolean beside = handed.message()
                .sender()
                .filter(from -> from.value().equals(Actions.number(handed.tenant(), 1)))
                .isPresent();
        MessageTrace trace =
                world.truth.session().trace(handed.tenant(), handed.id()).orElse(null);
        if (beside && trace != null && !hasAnotherReason(world, trace)) {
            MessageStatus status = trace.message().status();
            if (status == MessageStatus.QUEUED || status == MessageStatus.SENDING) {
                throw world.failure(NAME, "waits for another account: still " + status, trace.message());
            }
        }
    }

    /** It is not due, keeps its place behind one that waits, or was put off for something else. */
    private static boolean hasAnotherReason(World world, MessageTrace trace) {
        Message message = trace.message();
        // Time passes in steps while all drains, after the last of which nobody has looked.
        Instant looked = world.now().minus(Duration.ofMinutes(15));
        boolean early = message.scheduledAt().filter(looked::isBefore).isPresent();
        Decision last = trace.decisions().get(trace.decisions().size() - 1);
        boolean asked = last.stage() == Decision.Stage.SEND;
        boolean putOff = last.deciding()
                .filter(verdict -> asked ? !verdict.rule().equals("account") : OPEN.contains(verdict.rule()))
                .isPresent();
        return early || message.handling().isInOrder() || putOff;
    }

    private static void requireUnknowable(World world, Message message, Attempt attempt) {
        SimulatedProvider far = world.far(attempt.route().provider());
        boolean kept = world.journal.kept.containsKey(attempt.id());
        boolean proves = far.capabilities().features().contains(Feature.LOOK_UP_PROVES_ABSENCE);
        boolean forTheHost = message.doubtPolicy() == DoubtPolicy.ASK_HOST && !kept;
        if (!forTheHost && far.capabilities().lookUp() && (kept || proves)) {
            throw world.failure(NAME, "in doubt for ever, though a look-up would tell", message);
        }
    }
}
