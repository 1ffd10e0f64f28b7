/** HTTP without a framework: what a host hands in when a provider calls, and what it answers. */
@NullMarked
package io.stratos.messaging.webhook;

import org.jspecify.annotations.NullMarked;
