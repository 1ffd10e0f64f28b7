/** How the provider works; no part of the API. */
@NullMarked
package io.stratos.messaging.telnyx.internal;

import org.jspecify.annotations.NullMarked;
