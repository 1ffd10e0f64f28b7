package io.stratos.messaging.examples.bench;

import java.time.Duration;
import java.util.List;

/**
 * How much to measure.
 *
 * @param quick whether this is only a look
 * @param rounds how often each thing is measured after the warm-up
 * @param drained how many messages are queued and drained
 */
record SendOptions(boolean quick, int rounds, int drained) {

    private static final int DEFAULT_ROUNDS = 5;
    private static final int FULL = 20_000;
    private static final int QUICK = 4_000;

    static SendOptions parse(List<String> options) {
        boolean quick = options.contains("--quick");
        int rounds = DEFAULT_ROUNDS;
        int drained = quick ? QUICK : FULL;
        for (int i = 0; i < options.size(); i++) {
            switch (options.get(i)) {
                case "--quick" -> {}
                case "--rounds" -> rounds = number(options, ++i);
                case "--messages" -> drained = number(options, ++i);
                default -> throw new IllegalArgumentException("bench send does not know " + options.get(i));
            }
        }
        return new SendOptions(quick, rounds, drained);
    }

    /** {@return a number that was typed after an option} */
    static int number(List<String> options, int at) {
        String typed = at < options.size() ? options.get(at) : "nothing";
        if (!typed.matches("[1-9][0-9]{0,6}")) {
            throw new IllegalArgumentException(options.get(at - 1) + " takes a number from 1, not '" + typed + "'");
        }
        return Integer.parseInt(typed);
    }

    /** {@return how many are accepted one by one} */
    int singles() {
        return Math.max(16, drained / 2);
    }

    /** {@return how many are accepted in batches} */
    int bulk() {
        return drained * 2;
    }

    /** {@return how many recipients there are; each is met again and again} */
    int recipients() {
        return Math.min(2_000, Math.max(100, drained / 10));
    }

    Duration latencyFor() {
        return quick ? Duration.ofSeconds(Math.min(3, Math.max(1, drained / 1_000))) : Duration.ofSeconds(10);
    }

    /** {@return how many are queued when the heap is weighed} */
    int weighed() {
        return drained * 5;
    }

    Duration idleFor() {
        return quick ? Duration.ofSeconds(Math.min(5, Math.max(2, drained / 1_000))) : Duration.ofSeconds(5);
    }
}
