package io.stratos.messaging.internal.consent;

import io.stratos.messaging.internal.consent.Node.Ending;
import io.stratos.messaging.internal.consent.Pattern.Choice;
import io.stratos.messaging.internal.consent.Pattern.Sequence;
import io.stratos.messaging.internal.consent.Pattern.Spelled;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Makes the graph of a book: patterns that begin alike share their beginning, and options of a choice their end. */
final class PhraseGrower {

    private static final String OPENS = "^";
    private static final String CLOSES = "$";

    private final Node root = new Node();
    private final Map<List<Object>, List<Node>> grown = new HashMap<>();

    Node root() {
        return root;
    }

    /** One more pattern; {@code ^} first or {@code $} last binds it to a clause's edge. */
    void add(Rule rule, Pattern pattern) {
        boolean opens = pattern.symbols().contains(OPENS);
        boolean closes = pattern.symbols().contains(CLOSES);
        grow(List.of(root), pattern).forEach(last -> last.endings.add(new Ending(rule, opens, closes)));
    }

    /** Where a pattern that begins at some nodes may have come to; what is there already is shared. */
    private List<Node> grow(List<Node> from, Pattern pattern) {
        if (pattern instanceof Choice) {
            return known(List.of(from, pattern), () -> {
                Node join = new Node();
                List<Node> ends = new ArrayList<>(growTo(from, pattern, join));
                ends.add(join);
                return List.copyOf(ends);
            });
        }
        List<Node> ends = from;
        if (pattern instanceof Sequence sequence) {
            for (Pattern part : sequence.parts()) {
                ends = grow(ends, part);
            }
        } else if (pattern instanceof Spelled spelled) {
            for (String symbol : spelled.symbols()) {
                ends = behind(ends, symbol);
            }
        }
        return ends;
    }

    /** Lets all options of a choice end at one node; the answer is where they may end besides, as optional parts do. */
    private List<Node> growTo(List<Node> from, Pattern pattern, Node join) {
        if (pattern instanceof Choice choice) {
            return choice.options().stream()
                    .flatMap(option -> growTo(from, option, join).stream())
                    .distinct()
                    .toList();
        }
        if (pattern instanceof Sequence sequence) {
            int last = sequence.parts().size() - 1;
            List<Node> ends =
                    last < 0 ? from : grow(from, new Sequence(sequence.parts().subList(0, last)));
            return last < 0 ? ends : growTo(ends, sequence.parts().get(last), join);
        }
        List<String> symbols = ((Spelled) pattern).symbols();
        if (symbols.isEmpty()) {
            return from;
        }
        int last = symbols.size() - 1;
        link(grow(from, new Spelled(symbols.subList(0, last))), symbols.get(last), join);
        return List.of();
    }

    private List<Node> behind(List<Node> from, String symbol) {
        if (symbol.equals(OPENS) || symbol.equals(CLOSES)) {
            return from;
        }
        return known(List.of(from, symbol), () -> {
            Node node = new Node();
            link(from, symbol, node);
            return List.of(node);
        });
    }

    private List<Node> known(List<Object> place, Supplier<List<Node>> grower) {
        List<Node> ends = grown.get(place);
        if (ends == null) {
            ends = grower.get();
            grown.put(place, ends);
        }
        return ends;
    }

    private static void link(List<Node> from, String symbol, Node to) {
        from.forEach(before -> {
            if (before.next.isEmpty()) {
                before.next = new HashMap<>(2);
            }
            before.next.computeIfAbsent(symbol, same -> new ArrayList<>(1)).add(to);
        });
    }
}
