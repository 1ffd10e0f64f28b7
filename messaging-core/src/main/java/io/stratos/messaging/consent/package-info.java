/** Whether somebody may be contacted, why, and what proves it. */
@NullMarked
package io.stratos.messaging.consent;

import org.jspecify.annotations.NullMarked;
