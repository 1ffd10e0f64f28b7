package io.stratos.messaging.examples.bench;

import java.util.List;

/**
 * How much to measure.
 *
 * @param quick whether this is only a look
 * @param rounds how often each thing is measured after the warm-up
 * @param contacts how many contacts are in the store
 */
record GateOptions(boolean quick, int rounds, int contacts) {

    private static final int DEFAULT_ROUNDS = 5;
    private static final int QUICK_ROUNDS = 3;
    private static final int STOPS = 2_000;
    private static final int QUICK_STOPS = 300;
    private static final int COUNTED = 50;

    static GateOptions parse(List<String> options) {
        boolean quick = options.contains("--quick");
        int rounds = quick ? QUICK_ROUNDS : DEFAULT_ROUNDS;
        int contacts = Contacts.MOST;
        for (int i = 0; i < options.size(); i++) {
            switch (options.get(i)) {
                case "--quick" -> {}
                case "--rounds" -> rounds = SendOptions.number(options, ++i);
                case "--contacts" -> contacts = SendOptions.number(options, ++i);
                default -> throw new IllegalArgumentException("bench gate does not know " + options.get(i));
            }
        }
        if (contacts < GateDecisions.PASS || contacts > Contacts.MOST) {
            throw new IllegalArgumentException(
                    "--contacts takes from " + GateDecisions.PASS + " to " + Contacts.MOST + ", not " + contacts);
        }
        return new GateOptions(quick, rounds, contacts);
    }

    /** {@return how many contacts text STOP in each round; each does so once} */
    int stops() {
        int most = (contacts - COUNTED - 1) / (rounds + 1);
        return Math.max(1, Math.min(quick ? QUICK_STOPS : STOPS, most));
    }

    /** {@return how many STOPs are counted} */
    int counted() {
        return COUNTED;
    }

    /** {@return how long a round of a benchmark of JMH takes} */
    long roundMillis() {
        return quick ? 500 : 1_000;
    }

    /** {@return how often each benchmark of JMH warms up} */
    int warmUps() {
        return quick ? 5 : 10;
    }
}
