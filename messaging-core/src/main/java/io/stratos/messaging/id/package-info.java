/** The identifiers that hosts keep: values without behaviour, safe as map keys. */
@NullMarked
package io.stratos.messaging.id;

import org.jspecify.annotations.NullMarked;
