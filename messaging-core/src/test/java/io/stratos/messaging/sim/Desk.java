package io.stratos.messaging.sim;

import io.stratos.messaging.ConsentDesk;
import io.stratos.messaging.consent.ConsentAction;
import io.stratos.messaging.consent.ConsentEvent;
import io.stratos.messaging.consent.Evidence;
import io.stratos.messaging.consent.ImportReport;
import io.stratos.messaging.consent.Purpose;
import io.stratos.messaging.consent.SuppressionReason;
import io.stratos.messaging.contact.Address;
import io.stratos.messaging.exception.StoreException;
import io.stratos.messaging.id.TenantId;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/** What hosts record about consent: holds, suppressions, requests, what is implied, what is imported. */
final class Desk {

    private static final String COLUMNS = "address,purpose,status,wording,consented_at,because,until,batch\n";
    private static final List<SuppressionReason> REASONS = List.of(
            SuppressionReason.DO_NOT_SERVICE,
            SuppressionReason.INVALID_NUMBER,
            SuppressionReason.COMPLAINT,
            SuppressionReason.CARRIER_BLOCK);

    /** Who is asked, at which desk, and what names the step in the evidence. */
    private record Visit(TenantId tenant, Address customer, ConsentDesk desk, String name) {
        Evidence evidence() {
            return Evidence.agent("ann").with("step", name);
        }
    }

    private final World world;
    private final Mail mail;

    Desk(World world, Mail mail) {
        this.world = world;
        this.mail = mail;
    }

    void visit(Node node, Step step, SplittableRandom random) {
        TenantId tenant = World.TENANTS.get(random.nextInt(2));
        Address customer = World.customer(World.CUSTOMERS.get(random.nextInt(World.CUSTOMERS.size())));
        ConsentDesk desk = node.engine.tenant(tenant.value()).consent();
        Visit visit = new Visit(tenant, customer, desk, Long.toHexString(step.salt()));
        try {
            switch (random.nextInt(12)) {
                case 0, 1 -> hold(visit);
                case 2, 3 -> release(visit);
                case 4 -> suppress(visit, random);
                case 5, 6 -> lift(visit, random);
                case 7 -> request(visit, random);
                case 8 -> answer(node, visit, random);
                case 9 -> imply(visit, random);
                case 10 -> take(visit, random);
                default -> choose(visit, random);
            }
        } catch (StoreException failed) {
            world.log("the host hears that it failed");
        }
    }

    private void hold(Visit visit) {
        visit.desk().hold(visit.customer(), visit.evidence());
        requireRecorded(visit, ConsentAction.HOLD);
    }

    private void release(Visit visit) {
        visit.desk().release(visit.customer(), visit.evidence());
        requireRecorded(visit, ConsentAction.RELEASE);
    }

    private void suppress(Visit visit, SplittableRandom random) {
        Evidence evidence = visit.evidence();
        SuppressionReason reason = REASONS.get(random.nextInt(REASONS.size()));
        if (random.nextBoolean()) {
            evidence = evidence.until(world.now().plusSeconds(60 + random.nextInt(20_000)));
        }
        visit.desk().suppress(visit.customer(), reason, evidence);
        requireRecorded(visit, ConsentAction.SUPPRESS);
    }

    /** All of them, so that others have something to do. */
    private void lift(Visit visit, SplittableRandom random) {
        SuppressionReason first = REASONS.get(random.nextInt(REASONS.size()));
        visit.desk().lift(visit.customer(), first, visit.evidence());
        visit.desk()
                .suppressions(visit.customer())
                .forEach(one -> visit.desk().lift(visit.customer(), one.reason(), visit.evidence()));
        requireRecorded(visit, ConsentAction.LIFT);
    }

    private void request(Visit visit, SplittableRandom random) {
        Evidence evidence = visit.evidence();
        if (random.nextBoolean()) {
            evidence = evidence.until(world.now().plusSeconds(300 + random.nextInt(90_000)));
        }
        Purpose purpose = random.nextInt(4) == 0 ? Purpose.TRANSACTIONAL : Purpose.MARKETING;
        visit.desk().request(visit.customer(), purpose, evidence);
        requireRecorded(visit, ConsentAction.REQUEST);
    }

    /** Somebody who was asked says yes, where there is one. */
    private void answer(Node node, Visit visit, SplittableRandom random) {
        int which = random.nextInt(2);
        for (String number : World.CUSTOMERS) {
            List<ConsentEvent> events = world.truth.session().events(visit.tenant(), World.customer(number));
            if (PlainConsent.of(events).isAsked(world.now())) {
                mail.texts(node, visit.tenant(), which, number, random.nextBoolean() ? "YES" : "Yes!");
                return;
            }
        }
    }

    private void imply(Visit visit, SplittableRandom random) {
        Evidence bought = Evidence.implied("a purchase", world.now().plusSeconds(30 + random.nextInt(15_000)))
                .with("step", visit.name());
        visit.desk().optIn(visit.customer(), Purpose.MARKETING, bought);
        requireRecorded(visit, ConsentAction.OPT_IN);
    }

    private void choose(Visit visit, SplittableRandom random) {
        boolean in = random.nextInt(3) > 0;
        Evidence evidence = visit.evidence();
        if (in) {
            visit.desk().optIn(visit.customer(), Purpose.MARKETING, evidence);
        } else {
            Purpose purpose = random.nextBoolean() ? Purpose.MARKETING : Purpose.TRANSACTIONAL;
            visit.desk().optOut(visit.customer(), purpose, evidence);
        }
        requireRecorded(visit, in ? ConsentAction.OPT_IN : ConsentAction.OPT_OUT);
    }

    /** One row that anybody may take, one that nobody may, and a refusal. */
    private void take(Visit visit, SplittableRandom random) {
        String number = visit.customer().value();
        String other = World.CUSTOMERS.get(random.nextInt(World.CUSTOMERS.size()));
        String refuses = World.CUSTOMERS.get(random.nextInt(World.CUSTOMERS.size()));
        String csv = COLUMNS
                + (random.nextBoolean()
                        ? number + ",marketing,yes,Get offers,2026-01-05,,," + visit.name() + "\n"
                        : number + ",marketing,yes,,,a quote," + world.now().plus(Duration.ofHours(3)) + ","
                                + visit.name() + "\n")
                + other + ",marketing,yes,,,,," + visit.name() + "\n"
                + (random.nextInt(3) == 0 ? refuses + ",marketing,no,,,,," + visit.name() + "\n" : "");
        ImportReport report = visit.desk().importCsv(csv, "list-" + visit.name() + ".csv");
        if (report.rows().get(1).result() != ImportReport.Result.REFUSED) {
            throw world.failure(Allowed.CONSENT, "a yes alone was taken for consent to marketing: " + report);
        }
        if (report.rows().get(0).result() != ImportReport.Result.REFUSED) {
            requireRecorded(
                    new Visit(visit.tenant(), visit.customer(), visit.desk(), visit.name()), ConsentAction.OPT_IN);
        }
    }

    /** What the host was told is recorded is in the ledger. */
    private void requireRecorded(Visit visit, ConsentAction action) {
        boolean recorded = world.truth.session().events(visit.tenant(), visit.customer()).stream()
                .anyMatch(event -> event.action() == action
                        && (visit.name().equals(event.evidence().facts().get("step"))
                                || visit.name().equals(event.evidence().facts().get("batch"))));
        world.log("recorded " + action + " of " + visit.tenant() + "'s " + visit.customer());
        if (!recorded) {
            throw world.failure("INV-11", "the host was told that " + action + " is recorded, and it is not");
        }
    }

    /** Whoever has to decide decides: what waits may go. */
    void releaseAll(Node node) {
        for (TenantId tenant : World.TENANTS) {
            for (String number : World.CUSTOMERS) {
                Address customer = World.customer(number);
                List<ConsentEvent> events = world.truth.session().events(tenant, customer);
                if (PlainConsent.of(events).isHeld()) {
                    node.engine.tenant(tenant.value()).consent().release(customer, Evidence.agent("ann"));
                }
            }
        }
    }
}
