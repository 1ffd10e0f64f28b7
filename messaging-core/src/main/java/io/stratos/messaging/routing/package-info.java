/** The numbers and names a tenant sends from. */
@NullMarked
package io.stratos.messaging.routing;

import org.jspecify.annotations.NullMarked;
