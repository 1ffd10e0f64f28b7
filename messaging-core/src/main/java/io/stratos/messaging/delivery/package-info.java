/** The gate and its words: decisions and verdicts, attempts and outcomes. */
@NullMarked
package io.stratos.messaging.delivery;

import org.jspecify.annotations.NullMarked;
