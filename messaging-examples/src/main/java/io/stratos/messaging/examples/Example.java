package io.stratos.messaging.examples;

import java.io.IOException;
import java.util.List;

/** One thing to see, run by name from the command line. */
interface Example {

    /** {@return what to type} */
    String name();

    /** {@return what it shows, in half a line} */
    String summary();

    /** {@return what it shows, its options and the environment variables it reads; lines of at most 80 columns} */
    String help();

    /** {@return the same for what was typed after the name, where that names a part of it} */
    default String help(List<String> options) {
        return help();
    }

    /**
     * Runs it.
     *
     * @param options what was typed after the name
     * @param here where to print, what time it is, what the environment says
     * @return the exit code: 0, or 2 for options it cannot use
     */
    int run(List<String> options, Surroundings here) throws IOException, InterruptedException;
}
