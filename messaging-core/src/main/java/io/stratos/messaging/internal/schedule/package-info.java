/** Finds where a contact may be, and when a message may go there. No I/O but the data the engine ships. */
@NullMarked
package io.stratos.messaging.internal.schedule;

import org.jspecify.annotations.NullMarked;
