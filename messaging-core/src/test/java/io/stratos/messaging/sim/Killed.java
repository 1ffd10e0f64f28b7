package io.stratos.messaging.sim;

/** What a killed process looks like from inside. */
final class Killed extends Error {
    private static final long serialVersionUID = 1L;

    Killed() {
        super("killed", null, false, false);
    }
}
