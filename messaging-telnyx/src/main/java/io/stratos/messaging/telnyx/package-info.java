/** The Telnyx provider; the way in is {@link io.stratos.messaging.telnyx.TelnyxProvider}. */
@NullMarked
package io.stratos.messaging.telnyx;

import org.jspecify.annotations.NullMarked;
