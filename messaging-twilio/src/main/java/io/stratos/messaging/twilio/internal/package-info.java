/** How Twilio is spoken to. Not for hosts: everything here may change in any version. */
@NullMarked
package io.stratos.messaging.twilio.internal;

import org.jspecify.annotations.NullMarked;
