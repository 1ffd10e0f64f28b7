/** What an engine takes from the machine it runs on. */
@NullMarked
package io.stratos.messaging.internal.machine;

import org.jspecify.annotations.NullMarked;
