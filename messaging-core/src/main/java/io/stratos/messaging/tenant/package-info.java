/** One business among the many that a host serves, and how it is configured. */
@NullMarked
package io.stratos.messaging.tenant;

import org.jspecify.annotations.NullMarked;
