package io.stratos.messaging.delivery;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the gate said about a message at one moment: every rule's verdict, in the order they were asked.
 *
 * <p>A BLOCK of any rule blocks; else a DEFER of any rule defers, to the latest instant named. Immutable and safe for
 * use by many threads.
 *
 * @param at when, by the store's clock
 * @param stage at which point of the message's life the gate was asked
 * @param verdicts what each rule said
 */
public record Decision(Instant at, Stage stage, List<Verdict> verdicts) {

    /** At which point of a message's life the gate is asked. */
    public enum Stage {
        /** When the host hands it in. An opt-out may still come between this and the sending. */
        ACCEPT,
        /** Under the recipient's lock, right before the first byte leaves. */
        SEND,
        /** To know what it would say to sending: nothing is locked, stored, used up or sent. Never stored. */
        CHECK
    }

    /** Copies the list. */
    public Decision {
        verdicts = List.copyOf(verdicts);
    }

    /** {@return what the verdicts come to: {@code BLOCK}, else {@code DEFER}, else {@code ALLOW}} */
    public Ruling ruling() {
        Ruling ruling = Ruling.ALLOW;
        for (Verdict verdict : verdicts) {
            if (verdict.ruling() == Ruling.BLOCK) {
                return Ruling.BLOCK;
            }
            ruling = verdict.ruling() == Ruling.DEFER ? Ruling.DEFER : ruling;
        }
        return ruling;
    }

    /** {@return the same as a store keeps it: what would have to change is asked anew, never read} */
    public Decision withoutRemedies() {
        return new Decision(
                at,
                stage,
                verdicts.stream()
                        .map(verdict -> verdict.remedy() == null
                                ? verdict
                                : new Verdict(verdict.rule(), verdict.ruling(), verdict.reason(), verdict.until()))
                        .toList());
    }

    /** {@return whether the message may go now} */
    public boolean isAllowed() {
        return ruling() == Ruling.ALLOW;
    }

    /** {@return the verdict that decided: the first block, else the latest deferral, else none} */
    public Optional<Verdict> deciding() {
        Verdict latest = null;
        for (Verdict verdict : verdicts) {
            if (verdict.ruling() == Ruling.BLOCK) {
                return Optional.of(verdict);
            }
            if (verdict.ruling() == Ruling.DEFER
                    && (latest == null || until(verdict).isAfter(until(latest)))) {
                latest = verdict;
            }
        }
        return Optional.ofNullable(latest);
    }

    /**
     * What would have to change for the message to pass: one remedy for each verdict that stands in the way. It passes
     * once all of them are given.
     *
     * @return the remedies in the order of the rules; none where it passes, or was read from a store and has no instant
     */
    public List<Remedy> remedies() {
        return verdicts.stream().flatMap(verdict -> verdict.lift().stream()).toList();
    }

    private Instant until(Verdict deferral) {
        return deferral.until() == null ? at : deferral.until();
    }
}
