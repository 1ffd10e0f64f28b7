/** How much may go in which time: rate limits, caps, budgets, and where they stand. */
@NullMarked
package io.stratos.messaging.limit;

import org.jspecify.annotations.NullMarked;
