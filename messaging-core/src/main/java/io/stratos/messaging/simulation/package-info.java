/** For tests and examples: a provider without a network and a clock that moves when told to. */
@NullMarked
package io.stratos.messaging.simulation;

import org.jspecify.annotations.NullMarked;
