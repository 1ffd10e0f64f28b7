/** Why a message went or did not, and what the gate would say if it were asked. */
@NullMarked
package io.stratos.messaging.internal.explain;

import org.jspecify.annotations.NullMarked;
