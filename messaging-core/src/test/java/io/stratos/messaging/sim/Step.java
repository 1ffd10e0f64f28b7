package io.stratos.messaging.sim;

import java.util.List;

/**
 * One thing that happens. A step draws from its own salt alone, so that a plan stays itself when other steps are left out.
 *
 * @param kind what happens
 * @param salt where its chances come from
 * @param troubles what goes wrong while it happens
 */
record Step(Kind kind, long salt, List<Trouble> troubles) {

    enum Kind {
        SEND,
        BATCH,
        REPEAT,
        TEXT,
        STOP,
        RECEIPTS,
        REDELIVER,
        CONSENT,
        SUSPEND,
        SENDERS,
        WORK,
        TIME,
        JUMP,
        RESTART
    }

    enum Act {
        /** The process dies at this point. */
        CRASH,
        /** The store or its connection fails at this point. */
        FAIL,
        /** The process stands still at this point while others go on. */
        PAUSE
    }

    /**
     * What goes wrong.
     *
     * @param where at which boundary of the step
     * @param pass how often the boundary is passed before
     * @param act what
     * @param millis how long a pause is
     * @param meanwhile what others do during a pause
     */
    record Trouble(String where, int pass, Act act, long millis, List<Step> meanwhile) {}

    Step without(Trouble trouble) {
        return new Step(
                kind,
                salt,
                troubles.stream().filter(other -> !other.equals(trouble)).toList());
    }

    @Override
    public String toString() {
        return kind + "/" + Long.toHexString(salt) + (troubles.isEmpty() ? "" : " " + troubles);
    }
}
