/** Tenants as the engine reads them on every message. */
@NullMarked
package io.stratos.messaging.internal.tenant;

import org.jspecify.annotations.NullMarked;
