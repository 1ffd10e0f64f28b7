/** Whether this engine may send from the store it was given, and whether the two agree on the time. */
@NullMarked
package io.stratos.messaging.internal.environment;

import org.jspecify.annotations.NullMarked;
