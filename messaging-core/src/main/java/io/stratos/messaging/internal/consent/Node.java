package io.stratos.messaging.internal.consent;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A place between two words of the phrases of all tables. Written while the book is made, never after. */
final class Node {

    /** A phrase ends here; it counts only where it begins or ends a clause, if it says so. */
    record Ending(Rule rule, boolean opens, boolean closes) {}

    Map<String, List<Node>> next = Map.of();
    final List<Ending> endings = new ArrayList<>(1);
}
