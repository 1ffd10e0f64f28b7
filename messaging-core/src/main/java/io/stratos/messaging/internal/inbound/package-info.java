/** From a provider's call to a stored message, receipt or opt-out. */
@NullMarked
package io.stratos.messaging.internal.inbound;

import org.jspecify.annotations.NullMarked;
