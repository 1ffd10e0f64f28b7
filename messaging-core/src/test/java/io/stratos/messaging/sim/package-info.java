/** The whole engine on virtual time: one seed, one run, every invariant after every step, and bugs planted to be caught. */
@NullMarked
package io.stratos.messaging.sim;

import org.jspecify.annotations.NullMarked;
