/** For provider authors who speak HTTP: one request on the wire and no more, and what is certain about it. */
@NullMarked
package io.stratos.messaging.spi.http;

import org.jspecify.annotations.NullMarked;
