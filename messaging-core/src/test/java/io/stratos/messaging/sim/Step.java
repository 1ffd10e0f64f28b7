package io.stratos.messaging.sim;

import java.util.ArrayList;
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
        DESK,
        PLACE,
        RACE,
        CONTEST,
        SUSPEND,
        CANCEL,
        MOVE,
        SENDERS,
        WORK,
        TIME,
        JUMP,
        RESTART,
        MIND
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
    record Trouble(String where, int pass, Act act, long millis, List<Step> meanwhile) {

        /** The same with less going on meanwhile: one step left out, or one step calmer. */
        List<Trouble> calmer() {
            List<Trouble> calmer = new ArrayList<>();
            for (int i = 0; i < meanwhile.size(); i++) {
                List<Step> fewer = new ArrayList<>(meanwhile);
                fewer.remove(i);
                calmer.add(new Trouble(where, pass, act, millis, List.copyOf(fewer)));
                for (Step step : meanwhile.get(i).calmer()) {
                    List<Step> gentler = new ArrayList<>(meanwhile);
                    gentler.set(i, step);
                    calmer.add(new Trouble(where, pass, act, millis, List.copyOf(gentler)));
                }
            }
            return calmer;
        }
    }

    /** The same step with one trouble less, or with one that is calmer. */
    List<Step> calmer() {
        List<Step> calmer = new ArrayList<>();
        for (int i = 0; i < troubles.size(); i++) {
            List<Trouble> fewer = new ArrayList<>(troubles);
            fewer.remove(i);
            calmer.add(new Step(kind, salt, List.copyOf(fewer)));
            for (Trouble trouble : troubles.get(i).calmer()) {
                List<Trouble> gentler = new ArrayList<>(troubles);
                gentler.set(i, trouble);
                calmer.add(new Step(kind, salt, List.copyOf(gentler)));
            }
        }
        return calmer;
    }

    @Override
    public String toString() {
        return kind + "/" + Long.toHexString(salt) + (troubles.isEmpty() ? "" : " " + troubles);
    }
}
