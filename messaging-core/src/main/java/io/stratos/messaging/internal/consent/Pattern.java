package io.stratos.messaging.internal.consent;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What a table says of the words of a phrase. */
sealed interface Pattern {

    /** These symbols, in this order; none at all is allowed. */
    record Spelled(List<String> symbols) implements Pattern {}

    /** One after the other. */
    record Sequence(List<Pattern> parts) implements Pattern {}

    /** One of several. */
    record Choice(List<Pattern> options) implements Pattern {}

    /** Every sequence of symbols it stands for: for sets, which are small. */
    default List<List<String>> phrases() {
        if (this instanceof Spelled spelled) {
            return List.of(spelled.symbols());
        }
        if (this instanceof Choice choice) {
            return choice.options().stream()
                    .flatMap(option -> option.phrases().stream())
                    .toList();
        }
        List<List<String>> all = List.of(List.of());
        for (Pattern part : ((Sequence) this).parts()) {
            List<List<String>> tails = part.phrases();
            all = all.stream()
                    .flatMap(head -> tails.stream().map(tail -> joined(head, tail)))
                    .toList();
        }
        return all;
    }

    private static List<String> joined(List<String> head, List<String> tail) {
        return Stream.concat(head.stream(), tail.stream()).toList();
    }

    /** All symbols it names. */
    default List<String> symbols() {
        List<String> all = new ArrayList<>();
        if (this instanceof Spelled spelled) {
            all.addAll(spelled.symbols());
        } else if (this instanceof Choice choice) {
            choice.options().forEach(option -> all.addAll(option.symbols()));
        } else if (this instanceof Sequence sequence) {
            sequence.parts().forEach(part -> all.addAll(part.symbols()));
        }
        return all;
    }
}
