/** Everything said with one contact, over every channel and every number. */
@NullMarked
package io.stratos.messaging.conversation;

import org.jspecify.annotations.NullMarked;
