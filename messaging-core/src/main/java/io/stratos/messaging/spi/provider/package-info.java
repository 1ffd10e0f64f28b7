/** For people who write a provider adapter: start at {@link io.stratos.messaging.spi.provider.MessageProvider}. */
@NullMarked
package io.stratos.messaging.spi.provider;

import org.jspecify.annotations.NullMarked;
