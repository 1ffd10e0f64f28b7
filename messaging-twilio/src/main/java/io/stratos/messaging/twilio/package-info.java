/**
 * Twilio Programmable Messaging: start at {@link io.stratos.messaging.twilio.TwilioProvider}.
 *
 * <p>Hosts name their accounts here and hand the provider to the engine; all else happens inside.
 */
@NullMarked
package io.stratos.messaging.twilio;

import org.jspecify.annotations.NullMarked;
