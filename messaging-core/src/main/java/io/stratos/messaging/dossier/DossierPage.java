package io.stratos.messaging.dossier;

import io.stratos.messaging.consent.Consent;
import io.stratos.messaging.consent.ConsentEvent;
import io.stratos.messaging.consent.Purpose;
import io.stratos.messaging.consent.StopRule;
import io.stratos.messaging.contact.Address;
import io.stratos.messaging.delivery.Attempt;
import io.stratos.messaging.delivery.Decision;
import io.stratos.messaging.delivery.MessageTrace;
import io.stratos.messaging.delivery.Receipt;
import io.stratos.messaging.delivery.Ruling;
import io.stratos.messaging.message.Direction;
import io.stratos.messaging.message.Message;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The documents as a page for people who were not there. */
final class DossierPage {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final String HOW =
            "All times are UTC, by the database's clock. Each event of consent stands in a ledger of the business, to which lines are"
                    + " only added. A line's link is the SHA-256 of the line and of the link before it, so that no earlier line"
                    + " can be changed, removed or put in without changing every link after it.";

    private final Html html;

    private DossierPage(String title) {
        this.html = new Html(title);
    }

    static String of(ConsentProof proof) {
        DossierPage page = new DossierPage("Consent of " + proof.address().value());
        page.html
                .heading(1, "Consent of " + proof.address().value())
                .paragraph("fine", "As recorded by " + proof.tenant() + " at " + time(proof.asOf()) + " UTC. " + HOW);
        page.proof(proof);
        return page.html.end();
    }

    static String of(Dossier dossier) {
        DossierPage page = new DossierPage("Dossier of a contact of " + dossier.business());
        page.dossier(dossier);
        return page.html.end();
    }

    private void dossier(Dossier dossier) {
        html.heading(1, "Why this person was sent messages")
                .facts(List.of(
                        "Business", dossier.business(),
                        "Contact", dossier.contact().toString(),
                        "Made at", time(dossier.madeAt()) + " UTC",
                        "Ledger", ledger(dossier),
                        "Its last link", dossier.ledger().head()))
                .paragraph("fine", HOW);
        for (ConsentProof proof : dossier.addresses()) {
            html.heading(2, "Consent of " + proof.address().value());
            proof(proof);
        }
        html.heading(2, "Messages (" + dossier.messages().size() + ")");
        for (MessageTrace trace : dossier.messages()) {
            message(trace);
        }
        html.heading(2, "How far a STOP reaches")
                .paragraph(
                        "fine", "The rows there are, each from its date on. Before any of them a STOP ends everything.")
                .table(
                        List.of("From (UTC)", "Numbers of", "Reaches", "Source"),
                        dossier.rules().stream().map(DossierPage::rule).toList());
    }

    private static String ledger(Dossier dossier) {
        return dossier.ledger()
                .firstBreak()
                .map(broken -> "BROKEN at position " + broken.position() + ": " + broken.what())
                .orElse("verified when this was made: " + dossier.ledger().lines() + " lines, unbroken");
    }

    private static List<String> rule(StopRule rule) {
        return List.of(
                time(rule.from()),
                rule.region() == null ? "everywhere" : rule.region(),
                word(rule.scope()),
                rule.source());
    }

    private void proof(ConsentProof proof) {
        List<String> facts = new ArrayList<>();
        Consent consent = proof.consent();
        consent.stoppedAt().ifPresent(at -> add(facts, "Everything", "refused since " + time(at)));
        consent.heldAt().ifPresent(at -> add(facts, "On hold", "since " + time(at) + ": may have wanted to refuse"));
        for (Purpose purpose : Purpose.values()) {
            add(
                    facts,
                    capital(word(purpose)),
                    word(consent.status(purpose))
                            + consent.standing(purpose)
                                    .expiry()
                                    .map(end -> ", until " + time(end))
                                    .orElse("")
                            + consent.standing(purpose)
                                    .pendingUntil()
                                    .map(end -> ", asked to confirm until " + time(end))
                                    .orElse(""));
        }
        consent.stoppedSenders()
                .forEach((sender, since) -> add(facts, "Messages from " + sender, "refused since " + time(since)));
        proof.suppressions()
                .forEach(one -> add(
                        facts,
                        "Suppressed",
                        word(one.reason()) + " since " + time(one.at())
                                + one.expiry()
                                        .map(end -> ", until " + time(end))
                                        .orElse("")));
        proof.doubts().forEach(doubt -> add(facts, "DOES NOT FIT", doubt));
        html.heading(3, "Where it stood at " + time(proof.asOf())).facts(facts).heading(3, "What says so");
        if (proof.events().isEmpty()) {
            html.paragraph("", "Nothing was ever recorded.");
        } else {
            html.table(
                    List.of("At (UTC)", "What", "Evidence", "Ledger"),
                    proof.events().stream().map(DossierPage::event).toList());
        }
    }

    private static List<String> event(ProvenEvent proven) {
        ConsentEvent event = proven.event();
        StringBuilder evidence =
                new StringBuilder("source: " + word(event.evidence().source()));
        new TreeMap<>(event.evidence().facts())
                .forEach((name, value) ->
                        evidence.append('\n').append(name).append(": ").append(value));
        return List.of(
                time(event.at()),
                word(event.action()) + (event.purpose() == null ? "" : " (" + word(event.purpose()) + ")"),
                evidence.toString(),
                proven.position() == null ? "not sealed yet" : "position " + proven.position() + "\n" + proven.link());
    }

    private void message(MessageTrace trace) {
        Message message = trace.message();
        boolean inbound = message.direction() == Direction.INBOUND;
        html.heading(
                        3,
                        time(message.createdAt()) + " · " + (inbound ? "from the contact" : "to the contact") + " · "
                                + word(message.status()))
                .quote(message.content().text())
                .facts(List.of(
                        "From", message.from().map(Address::value).orElse("not chosen"),
                        "To", message.to().value(),
                        "What",
                                word(message.channel()) + ", " + word(message.purpose()) + ", by "
                                        + word(message.origin()),
                        "Message id", message.id().toString()));
        List<List<String>> rows = new ArrayList<>();
        trace.decisions().forEach(decision -> rows.add(decision(decision)));
        trace.attempts().forEach(attempt -> rows.add(attempt(attempt)));
        trace.receipts().forEach(receipt -> rows.add(receipt(receipt)));
        trace.interventions()
                .forEach(done -> rows.add(List.of(
                        time(done.at()), "person", word(done.action()) + " by " + done.by() + ": " + done.reason())));
        rows.sort((one, other) -> one.get(0).compareTo(other.get(0)));
        if (!rows.isEmpty()) {
            html.table(List.of("At (UTC)", "Step", "What happened"), rows);
        }
    }

    private static List<String> decision(Decision decision) {
        StringBuilder verdicts = new StringBuilder(
                decision.ruling() == Ruling.BLOCK
                        ? "NOT ALLOWED"
                        : decision.ruling() == Ruling.DEFER ? "not yet" : "allowed");
        decision.verdicts()
                .forEach(verdict -> verdicts.append('\n')
                        .append(verdict.rule())
                        .append(": ")
                        .append(word(verdict.ruling()))
                        .append(", ")
                        .append(verdict.reason()));
        return List.of(time(decision.at()), "rules asked (" + word(decision.stage()) + ")", verdicts.toString());
    }

    private static List<String> attempt(Attempt attempt) {
        return List.of(
                time(attempt.startedAt()),
                "request",
                "to " + attempt.route().provider() + " from "
                        + attempt.route().from().value() + "\n"
                        + attempt.settled().map(DossierJson::words).orElse("no answer yet"));
    }

    private static List<String> receipt(Receipt receipt) {
        return List.of(
                time(receipt.receivedAt()),
                "provider's report",
                word(receipt.status())
                        + (receipt.code() == null ? "" : ", code " + receipt.code())
                        + (receipt.detail() == null ? "" : ": " + receipt.detail()));
    }

    private static void add(List<String> facts, String name, String value) {
        facts.add(name);
        facts.add(value);
    }

    private static String time(@Nullable Instant at) {
        return at == null ? "" : TIME.format(at);
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String capital(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
