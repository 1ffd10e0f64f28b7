/** For people who write a store: start at {@link io.stratos.messaging.spi.store.MessagingStore}. */
@NullMarked
package io.stratos.messaging.spi.store;

import org.jspecify.annotations.NullMarked;
