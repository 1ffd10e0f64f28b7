/** The front door for host developers: start at {@link io.stratos.messaging.MessagingEngine}, work through {@link io.stratos.messaging.Tenant}. */
@NullMarked
package io.stratos.messaging;

import org.jspecify.annotations.NullMarked;
