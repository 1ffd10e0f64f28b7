package io.stratos.messaging.examples;

/** How far a typed word is from a known one. */
final class Spelling {

    private Spelling() {}

    /** {@return how many letters have to be inserted, left out or replaced to make one of the other} */
    static int distance(String typed, String known) {
        int[] row = new int[known.length() + 1];
        for (int k = 0; k <= known.length(); k++) {
            row[k] = k;
        }
        for (int t = 1; t <= typed.length(); t++) {
            int diagonal = row[0];
            row[0] = t;
            for (int k = 1; k <= known.length(); k++) {
                int replace = diagonal + (typed.charAt(t - 1) == known.charAt(k - 1) ? 0 : 1);
                diagonal = row[k];
                row[k] = Math.min(replace, 1 + Math.min(row[k], row[k - 1]));
            }
        }
        return row[known.length()];
    }
}
