package io.stratos.messaging.examples.bench;

/** One of those that are measured side by side. */
interface Contestant {

    int BATCH = 1_000;

    /** {@return what its figures begin with} */
    String name();

    /** {@return its connections, all of them} */
    CountedSource connections();

    /** Forgets all messages. */
    void clear();

    /** Stores some as one call. */
    void accept(int messages);

    /** Sends and settles the messages there are; {@return the nanoseconds until none was left} */
    long drain(int messages);

    /** Stores many as several calls from several threads; {@return the nanoseconds it took} */
    default long acceptAll(int messages) {
        int calls = (messages + BATCH - 1) / BATCH;
        return Crowd.run(4, calls, call -> accept(Math.min(BATCH, messages - call * BATCH)));
    }
}
