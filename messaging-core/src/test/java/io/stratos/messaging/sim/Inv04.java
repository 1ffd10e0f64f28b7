package io.stratos.messaging.sim;

import io.stratos.messaging.consent.Purpose;
import io.stratos.messaging.delivery.Decision;
import io.stratos.messaging.delivery.Ruling;
import io.stratos.messaging.delivery.Verdict;
import io.stratos.messaging.id.AttemptId;
import io.stratos.messaging.message.Message;
import io.stratos.messaging.message.Origin;
import io.stratos.messaging.message.OutboundMessage;
import io.stratos.messaging.spi.provider.SendRequest;
import io.stratos.messaging.spi.store.Claim;
import java.time.Duration;
import java.time.Instant;

/**
 * Nothing goes outside its time: not outside the law's hours anywhere the contact may be, nor theirs, not before it is
 * scheduled, not after it expired, not while its tenant is suspended. And nothing is kept back for hours that are open.
 */
final class Inv04 implements Invariant {

    private static final String NAME = "INV-4";

    /** A database's clock goes on while a step is checked. */
    private static final Duration SLACK = Duration.ofMillis(500);

    /** What would arrive after the window's end is not begun in its last minute. */
    private static final Duration LAST_MINUTE = Duration.ofSeconds(60);

    @Override
    public void claimed(World world, Claim claim) {
        Message message = claim.message();
        if (world.isSuspended(message.tenant())) {
            throw world.failure(NAME, "claimed while its tenant is suspended", message);
        }
    }

    @Override
    public void intended(World world, AttemptId attempt, Journal.Intended intent) {
        requireHours(world, intent, world.now(), "an intent committed");
        Journal.Handed handed = world.journal.accepted.get(intent.message().id());
        if (handed == null) {
            return;
        }
        OutboundMessage asked = handed.message();
        boolean moved = world.journal.moved.containsKey(handed.id());
        if (!moved && asked.sendAt().filter(world.now()::isBefore).isPresent()) {
            throw world.failure(
                    NAME, "an intent committed before " + asked.sendAt().get(), intent.message());
        }
        if (asked.expiresAt()
                .filter(deadline -> world.now().isAfter(deadline.plus(SLACK)))
                .isPresent()) {
            throw world.failure(
                    NAME, "an intent committed after " + asked.expiresAt().get(), intent.message());
        }
    }

    @Override
    public void permitted(World world, Journal.Intended again) {
        requireHours(world, again, world.now(), "a repetition was permitted");
    }

    /** The provider may try until the window ends, and no longer. */
    @Override
    public void written(World world, SendRequest request, Journal.Intended intent) {
        if (intent == null) {
            return;
        }
        Journal.Intended allowed = world.journal.permits.getOrDefault(request.attempt(), intent);
        requireHours(world, allowed, world.now(), "a request was written");
        Message message = intent.message();
        if (message.purpose() != Purpose.MARKETING || message.origin() == Origin.KEYWORD_REPLY) {
            return;
        }
        Duration validity = request.validity()
                .orElseThrow(() -> world.failure(NAME, "the provider was not told when the window ends", message));
        requireHours(world, allowed, world.now().plus(validity).minusSeconds(1), "it may arrive");
    }

    private static void requireHours(World world, Journal.Intended intent, Instant at, String what) {
        String now = closed(world, intent.message(), intent.known(), at);
        if (now != null && closed(world, intent.message(), intent.known(), at.minus(SLACK)) != null) {
            throw world.failure(NAME, what + " at " + at + " against " + now, intent.message());
        }
    }

    private static String closed(World world, Message message, Journal.Known known, Instant at) {
        String law = PlainHours.law(message, known.times(), world.closures(), at);
        return law != null ? law : PlainHours.wish(message, known.times(), at);
    }

    @Override
    public void refused(World world, Message message, Decision decision, Journal.Known known) {
        for (Verdict verdict : decision.verdicts()) {
            boolean refuses = verdict.ruling() == Ruling.BLOCK || verdict.ruling() == Ruling.DEFER;
            boolean ofHours = verdict.rule().equals("law") || verdict.rule().equals("contact");
            if (refuses
                    && ofHours
                    && closed(world, message, known, decision.at()) == null
                    && closed(world, message, known, decision.at().plus(LAST_MINUTE)) == null
                    && closed(world, message, known, decision.at().minus(SLACK)) == null) {
                throw world.failure(NAME, "kept back, and it is not so: " + verdict.reason(), message);
            }
        }
    }
}
