/** Benchmarks: engine and yardsticks side by side in one run. */
@NullMarked
package io.stratos.messaging.examples.bench;

import org.jspecify.annotations.NullMarked;
