package io.stratos.messaging.internal.schedule;

import io.stratos.messaging.delivery.Ruling;
import io.stratos.messaging.delivery.Verdict;
import io.stratos.messaging.schedule.LegalRule;
import io.stratos.messaging.schedule.SendTime;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When messages of one sort may reach one place, worked out for weeks ahead. What no layer forbids is open; the last layer, the
 * tenant's wishes, gives way where it would leave nothing.
 */
public final class Plan {

    private static final long DAY = 86_400;
    private static final long BACK = 2 * DAY;
    private static final long AHEAD = 60 * DAY;
    private static final long RENEW = 16 * DAY;
    private static final int BLOCKS = 9;

    private final List<Layer> layers;
    private final List<LegalRule> capped;
    private volatile @Nullable Block current;

    Plan(List<Layer> layers, List<LegalRule> capped) {
        this.layers = List.copyOf(layers);
        this.capped = List.copyOf(capped);
    }

    /**
     * One who says when.
     *
     * @param rule its name in verdicts
     * @param yields whether it gives way where nothing else is left
     * @param shape when it is open
     * @param words what it says
     */
    record Layer(String rule, boolean yields, Shape shape, Words words) {}

    /** When something is open, between two seconds of the epoch. */
    interface Shape {
        Strip between(long from, long to);
    }

    /** What a layer says about a moment. */
    interface Words {
        String about(Instant at, boolean open);
    }

    /**
     * An open stretch and what was said of it; kept, so that asking within it makes nothing new.
     *
     * @param from from when
     * @param to until when, not included; null if nothing says so
     * @param reasons what each layer says
     * @param verdicts the same as the gate says it
     * @param capped the laws that limit how many messages of this sort a contact may get in 24 hours, whenever
     */
    public record Open(
            Instant from,
            @Nullable Instant to,
            List<SendTime.Reason> reasons,
            List<Verdict> verdicts,
            List<LegalRule> capped) {

        static Open of(Instant from, @Nullable Instant to, List<SendTime.Reason> reasons, List<LegalRule> capped) {
            List<Verdict> verdicts = reasons.stream()
                    .map(reason -> Verdict.of(reason.rule(), Ruling.ALLOW, reason.text()))
                    .toList();
            return new Open(from, to, reasons, verdicts, capped);
        }

        /** {@return the laws that limit how many messages may be sent, as of an instant} */
        public List<LegalRule> caps(Instant at) {
            if (capped.isEmpty()) {
                return capped;
            }
            LocalDate today = LocalDate.ofEpochDay(Math.floorDiv(at.getEpochSecond(), DAY));
            return capped.stream().filter(rule -> rule.isInForce(today)).toList();
        }
    }

    /** {@return the open stretch that holds an instant and at least some seconds more; null if there is none} */
    @Nullable
    Open openAt(Instant at, int seconds) {
        Block block = block(at.getEpochSecond());
        return block.openAt(at.getEpochSecond(), seconds);
    }

    /** {@return the first open stretch at or after an instant that has some seconds left then; null within a year} */
    @Nullable
    Open next(Instant at, int seconds) {
        long second = at.getEpochSecond();
        Block block = block(second);
        for (int i = 0; i < BLOCKS; i++) {
            Open found = block.from(Math.max(second, block.begin + (i == 0 ? 0 : BACK)), seconds);
            if (found != null) {
                return found.to() == null ? whole(found, second, seconds) : found;
            }
            block = compute(block.end);
        }
        return null;
    }

    /** A stretch at the end of a block may go on beyond it. */
    private Open whole(Open found, long second, int seconds) {
        long first = Math.max(second, found.from().getEpochSecond());
        Open whole = compute(first).openAt(first, seconds);
        return whole == null ? found : whole;
    }

    /** {@return what each layer says about an instant at which the plan is closed} */
    List<SendTime.Reason> closed(Instant at) {
        Block block = block(at.getEpochSecond());
        List<SendTime.Reason> reasons = new ArrayList<>();
        for (Layer layer : layers) {
            boolean open = block.yields(layer)
                    || layer.shape
                            .between(at.getEpochSecond(), at.getEpochSecond() + 1)
                            .contains(at.getEpochSecond());
            reasons.add(new SendTime.Reason(layer.rule, layer.words.about(at, open), !open));
        }
        return reasons;
    }

    /** {@return what is open between two seconds} */
    Strip between(long from, long to) {
        Block block = block(from);
        return (to <= block.end ? block : new Block(from, to)).strip.and(Strip.open(from, to));
    }

    private Block block(long second) {
        Block block = current;
        if (block == null || second < block.begin || second >= block.end - RENEW) {
            block = compute(second);
            current = block;
        }
        return block;
    }

    private Block compute(long second) {
        return new Block(Math.floorDiv(second, DAY) * DAY - BACK, Math.floorDiv(second, DAY) * DAY + AHEAD);
    }

    private final class Block {

        private final long begin;
        private final long end;
        private final Strip strip;
        private final boolean yielded;
        private final @Nullable Open[] opens;

        Block(long begin, long end) {
            this.begin = begin;
            this.end = end;
            Strip firm = Strip.open(begin, end);
            Strip all = firm;
            for (Layer layer : layers) {
                Strip own = layer.shape.between(begin, end);
                firm = layer.yields ? firm : firm.and(own);
                all = all.and(own);
            }
            this.yielded = all.isEmpty() && !firm.isEmpty();
            this.strip = yielded ? firm : all;
            this.opens = new Open[strip.count()];
        }

        boolean yields(Layer layer) {
            return yielded && layer.yields;
        }

        @Nullable
        Open openAt(long second, int left) {
            int stretch = strip.at(second);
            return stretch < strip.count() && strip.from(stretch) <= second && strip.to(stretch) - second >= left
                    ? open(stretch)
                    : null;
        }

        @Nullable
        Open from(long second, int left) {
            for (int stretch = strip.at(second); stretch < strip.count(); stretch++) {
                if (strip.to(stretch) - Math.max(second, strip.from(stretch)) >= left) {
                    return open(stretch);
                }
            }
            return null;
        }

        private Open open(int stretch) {
            Open open = opens[stretch];
            if (open == null) {
                Instant from = Instant.ofEpochSecond(strip.from(stretch));
                Instant to = strip.to(stretch) == end ? null : Instant.ofEpochSecond(strip.to(stretch));
                List<SendTime.Reason> reasons = layers.stream()
                        .map(layer -> new SendTime.Reason(layer.rule, layer.words.about(from, true), false))
                        .toList();
                open = Open.of(from, to, reasons, capped);
                opens[stretch] = open;
            }
            return open;
        }
    }
}
