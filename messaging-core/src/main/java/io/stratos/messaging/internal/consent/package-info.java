/** What a text asks of the engine itself. */
@NullMarked
package io.stratos.messaging.internal.consent;

import org.jspecify.annotations.NullMarked;
