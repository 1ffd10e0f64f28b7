package io.stratos.messaging.sim;

import io.stratos.messaging.consent.ConsentAction;
import io.stratos.messaging.consent.ConsentEvent;
import io.stratos.messaging.consent.Purpose;
import io.stratos.messaging.contact.Address;
import io.stratos.messaging.delivery.Decision;
import io.stratos.messaging.delivery.Ruling;
import io.stratos.messaging.delivery.Verdict;
import io.stratos.messaging.id.AttemptId;
import io.stratos.messaging.id.TenantId;
import io.stratos.messaging.message.Message;
import io.stratos.messaging.message.Origin;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Nothing goes to who did not agree to it, has not said YES yet, is on hold or is suppressed; and nothing is kept back for
 * such a reason that is none. By what truly committed before.
 */
final class Allowed implements Invariant {

    static final String CONSENT = "INV-3";
    static final String HOLD = "hold";
    static final String SUPPRESSION = "suppression";

    /** A database's clock goes on between the decision and this. */
    static final Duration SLACK = Duration.ofMillis(500);

    @Override
    public void intended(World world, AttemptId attempt, Journal.Intended intent) {
        require(world, intent, "an intent committed");
    }

    @Override
    public void permitted(World world, Journal.Intended again) {
        require(world, again, "a repetition was permitted");
    }

    private static void require(World world, Journal.Intended intent, String what) {
        Message message = intent.message();
        PlainConsent said = PlainConsent.of(intent.known().events());
        Instant at = intent.at().minus(SLACK);
        String refusal = said.refusal(message, at);
        if (refusal != null) {
            throw world.failure(CONSENT, what + " though " + refusal, message);
        }
        if (said.isDeafTo(message, intent.from())) {
            throw world.failure(CONSENT, what + " from a number the contact opted out of", message);
        }
        if (said.keeps(message)) {
            throw world.failure(HOLD, what + " though nobody decided yet what the contact meant", message);
        }
        String suppression = said.suppression(message, at);
        if (suppression != null) {
            throw world.failure(SUPPRESSION, what + " though the address is suppressed: " + suppression, message);
        }
    }

    @Override
    public void refused(World world, Message message, Decision decision, Journal.Known known) {
        PlainConsent said = PlainConsent.of(known.events());
        for (Verdict verdict : decision.verdicts()) {
            boolean refuses = verdict.ruling() == Ruling.BLOCK || verdict.ruling() == Ruling.DEFER;
            boolean wrong = refuses
                    && switch (verdict.rule()) {
                        case "consent" ->
                            !said.isDeafToAnybody()
                                    && said.refusal(message, decision.at()) == null
                                    && said.refusal(message, decision.at().minus(SLACK)) == null;
                        case "hold" -> !said.keeps(message);
                        case "suppression" ->
                            said.suppression(message, decision.at().minus(SLACK)) == null;
                        default -> false;
                    };
            if (wrong) {
                String name = verdict.rule().equals("consent") ? CONSENT : verdict.rule();
                throw world.failure(name, "kept back, and it is not so: " + verdict.reason(), message);
            }
        }
    }

    /** Who is asked to confirm is asked once and reminded once. */
    @Override
    public void atEnd(World world) {
        for (TenantId tenant : World.TENANTS) {
            List<Message> all = Invariants.messages(world.truth.session(), tenant);
            for (String number : World.CUSTOMERS) {
                Address customer = World.customer(number);
                List<ConsentEvent> events = world.truth.session().events(tenant, customer);
                for (Purpose purpose : Purpose.values()) {
                    long asked = all.stream()
                            .filter(message -> message.origin() == Origin.CONSENT_REQUEST
                                    && message.purpose() == purpose
                                    && message.to().equals(customer))
                            .count();
                    long requests = events.stream()
                            .filter(event -> event.action() == ConsentAction.REQUEST && event.purpose() == purpose)
                            .count();
                    if (asked > 2 * requests) {
                        throw world.failure(CONSENT, asked + " messages for " + requests + " requests of " + purpose);
                    }
                }
            }
        }
    }
}
