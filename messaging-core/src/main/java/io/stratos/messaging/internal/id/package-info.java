/** Where new ids come from. */
@NullMarked
package io.stratos.messaging.internal.id;

import org.jspecify.annotations.NullMarked;
