/** From due to settled: taking up, intents, requests, doubts. */
@NullMarked
package io.stratos.messaging.internal.dispatch;

import org.jspecify.annotations.NullMarked;
