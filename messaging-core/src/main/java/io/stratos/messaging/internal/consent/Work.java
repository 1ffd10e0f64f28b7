package io.stratos.messaging.internal.consent;

/** Counts the steps of reading one text, so that a test can hold them to the text's length. */
final class Work {

    private long steps;

    void step() {
        steps++;
    }

    void steps(int more) {
        steps += more;
    }

    long total() {
        return steps;
    }
}
