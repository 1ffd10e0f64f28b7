/** Tests of the store on H2 and on a real PostgreSQL. */
@NullMarked
package io.stratos.messaging.jdbc;

import org.jspecify.annotations.NullMarked;
