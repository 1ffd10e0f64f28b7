/** From what a host hands in to a stored message. */
@NullMarked
package io.stratos.messaging.internal.accept;

import org.jspecify.annotations.NullMarked;
