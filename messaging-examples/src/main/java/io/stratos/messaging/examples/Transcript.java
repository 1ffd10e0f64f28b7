package io.stratos.messaging.examples;

import io.stratos.messaging.Tenant;
import io.stratos.messaging.consent.ConsentEvent;
import io.stratos.messaging.consent.ConsentSource;
import io.stratos.messaging.delivery.Decision;
import io.stratos.messaging.delivery.Verdict;
import io.stratos.messaging.id.ConversationId;
import io.stratos.messaging.message.Direction;
import io.stratos.messaging.message.Message;
import io.stratos.messaging.message.MessageStatus;
import io.stratos.messaging.message.Origin;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Prints a conversation as a phone would show it: the contact on the left, the tenant on the right, and between them
 * what changed about the contact's consent. Everything comes from the store.
 */
final class Transcript {

    private static final int MARGIN = 2;
    private static final int WIDEST_LINE = 42;
    private static final int MOST = 100;

    private final Screen screen;
    private final DateTimeFormatter time;

    Transcript(Screen screen, ZoneId zone) {
        this.screen = screen;
        this.time = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(zone);
    }

    void print(Tenant tenant, ConversationId conversation, String contactName, String business) {
        List<Message> messages = tenant.conversations().history(conversation, MOST);
        Deque<ConsentEvent> changes =
                new ArrayDeque<>(tenant.consent().history(messages.get(0).contactAddress()));
        between(contactName, business);
        for (int i = 0; i < messages.size(); i++) {
            Message message = messages.get(i);
            if (i == 0) {
                captionsBefore(message.createdAt(), changes);
            }
            bubble(message, tenant);
            if (message.origin() != Origin.KEYWORD_REPLY) {
                nextOf(messages, i).ifPresent(next -> captionsBefore(next.createdAt(), changes));
            }
        }
        changes.forEach(this::caption);
    }

    /** A keyword and its answer are stored together with the change they make, which is told between the two. */
    private static Optional<Message> nextOf(List<Message> messages, int index) {
        return messages.stream()
                .skip(index + 1L)
                .filter(message -> message.origin() != Origin.KEYWORD_REPLY)
                .findFirst();
    }

    private void captionsBefore(Instant time, Deque<ConsentEvent> changes) {
        while (!changes.isEmpty() && changes.element().at().isBefore(time)) {
            caption(changes.remove());
        }
    }

    private void between(String left, String right) {
        int gap = Screen.WIDTH - 2 * MARGIN - left.length() - right.length();
        screen.text(" ".repeat(MARGIN) + screen.bold(left) + " ".repeat(gap) + screen.bold(right));
    }

    private void bubble(Message message, Tenant tenant) {
        boolean ours = message.direction() == Direction.OUTBOUND;
        boolean refused = message.status() == MessageStatus.BLOCKED;
        List<String> lines = Screen.wrap(message.content().text(), WIDEST_LINE);
        int width = lines.stream().mapToInt(String::length).max().orElse(0);
        Frame frame = Frame.of(screen.isDrawn(), refused);
        int indent = ours ? Screen.WIDTH - MARGIN - width - 4 : MARGIN;
        edge(indent, frame.top(width), ours, refused);
        for (String line : lines) {
            String padded = line + " ".repeat(width - line.length());
            screen.text(" ".repeat(indent)
                    + edgeColour(frame.side(), ours, refused)
                    + " "
                    + (refused ? screen.dim(padded) : padded)
                    + " "
                    + edgeColour(frame.side(), ours, refused));
        }
        edge(indent, frame.bottom(width), ours, refused);
        footnote(message, tenant, ours);
    }

    private void edge(int indent, String line, boolean ours, boolean refused) {
        screen.text(" ".repeat(indent) + edgeColour(line, ours, refused));
    }

    private String edgeColour(String edge, boolean ours, boolean refused) {
        if (refused) {
            return screen.red(edge);
        }
        return ours ? screen.blue(edge) : edge;
    }

    /** When, how far it came, and if it was refused, why. */
    private void footnote(Message message, Tenant tenant, boolean ours) {
        String at = time.format(message.createdAt());
        if (!ours) {
            screen.text(" ".repeat(MARGIN + 2) + screen.dim(at));
            return;
        }
        String by = message.origin() == Origin.KEYWORD_REPLY ? "answered by the engine, " : "";
        String mark = mark(message.status()) + " " + message.status().name().toLowerCase(Locale.ROOT);
        String plain = by + at + "  " + mark;
        String coloured =
                screen.dim(by + at) + "  " + (message.status().isFailure() ? screen.red(mark) : screen.green(mark));
        screen.text(" ".repeat(Screen.WIDTH - MARGIN - 2 - plain.length()) + coloured);
        for (String line : reason(message, tenant)) {
            screen.text(" ".repeat(Screen.WIDTH - MARGIN - 2 - line.length()) + screen.red(line));
        }
    }

    private static List<String> reason(Message message, Tenant tenant) {
        if (message.status() != MessageStatus.BLOCKED) {
            return List.of();
        }
        List<Decision> decisions = tenant.messages().explain(message.id()).decisions();
        Optional<Verdict> deciding = decisions.get(decisions.size() - 1).deciding();
        return deciding.map(
                        verdict -> Screen.wrap(verdict.rule() + ": " + verdict.reason(), Screen.WIDTH - 2 * MARGIN - 2))
                .orElse(List.of());
    }

    private static String mark(MessageStatus status) {
        return switch (status) {
            case DELIVERED, READ -> "✓✓";
            case SENT -> "✓";
            case QUEUED, SENDING, IN_DOUBT -> "…";
            default -> "✗";
        };
    }

    private void caption(ConsentEvent change) {
        String what = switch (change.action()) {
            case OPT_IN -> "may be sent " + purpose(change) + " messages";
            case OPT_OUT -> "must not be sent " + purpose(change) + " messages";
            case OPT_OUT_ALL -> "must not be sent anything";
            case RESUBSCRIBE -> "may be sent messages again";
            case HOLD -> "may have wanted to stop: what is automatic waits";
            case RELEASE -> "did not want to stop";
            case REQUEST -> "is asked whether they want " + purpose(change) + " messages";
            case CONFIRM -> "said yes";
            case OPT_OUT_SENDER -> "must not be sent anything from this number";
            case SUPPRESS -> "is suppressed";
            case LIFT -> "is no longer suppressed";
        };
        String text = "consent: " + what + " (" + why(change) + ")";
        int indent = Math.max(0, (Screen.WIDTH - text.length() - 4) / 2);
        screen.text(" ".repeat(indent) + screen.dim("● " + text + " ●"));
    }

    private static String purpose(ConsentEvent change) {
        return change.purpose() == null ? "" : change.purpose().name().toLowerCase(Locale.ROOT);
    }

    private static String why(ConsentEvent change) {
        ConsentSource source = change.evidence().source();
        return switch (source) {
            case KEYWORD -> "texted " + change.evidence().facts().getOrDefault("keyword", "a keyword");
            case EXPLICIT -> "form: " + change.evidence().facts().getOrDefault("form", "?");
            case IMPLICIT -> change.evidence().facts().getOrDefault("because", "implied");
            default -> source.name().toLowerCase(Locale.ROOT);
        };
    }

    /** The edge of a bubble; that of a message that never left is broken. */
    private record Frame(String corners, String line, String side) {

        static Frame of(boolean drawn, boolean broken) {
            if (!drawn) {
                return broken ? new Frame("....", ".", ":") : new Frame("++++", "-", "|");
            }
            return broken ? new Frame("╭╮╰╯", "┄", "┆") : new Frame("╭╮╰╯", "─", "│");
        }

        String top(int width) {
            return corners.charAt(0) + line.repeat(width + 2) + corners.charAt(1);
        }

        String bottom(int width) {
            return corners.charAt(2) + line.repeat(width + 2) + corners.charAt(3);
        }
    }
}
