/** The one family of exceptions: each says what was wrong, quotes it, and says what would be right. */
@NullMarked
package io.stratos.messaging.exception;

import org.jspecify.annotations.NullMarked;
