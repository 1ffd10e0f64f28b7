/** The store that keeps everything in memory: for tests, and as the reference of the store contract. */
@NullMarked
package io.stratos.messaging.memory;

import org.jspecify.annotations.NullMarked;
