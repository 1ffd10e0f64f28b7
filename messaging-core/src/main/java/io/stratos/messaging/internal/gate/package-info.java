/** The one gate in front of every provider: rules that each give a verdict, and the choice of a sender. */
@NullMarked
package io.stratos.messaging.internal.gate;

import org.jspecify.annotations.NullMarked;
