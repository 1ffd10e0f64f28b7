/** The store on PostgreSQL and H2: start at {@link io.stratos.messaging.jdbc.JdbcMessagingStore}. */
@NullMarked
package io.stratos.messaging.jdbc;

import org.jspecify.annotations.NullMarked;
