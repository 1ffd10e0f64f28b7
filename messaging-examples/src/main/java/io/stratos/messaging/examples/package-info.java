/** One runnable class per task; start at {@link io.stratos.messaging.examples.Main}. */
@NullMarked
package io.stratos.messaging.examples;

import org.jspecify.annotations.NullMarked;
