/** From due to settled: claims, intents, requests, doubts. */
@NullMarked
package io.stratos.messaging.internal.dispatch;

import org.jspecify.annotations.NullMarked;
