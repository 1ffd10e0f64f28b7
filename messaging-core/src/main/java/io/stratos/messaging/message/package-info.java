/** What is sent and received: messages, their content, their status and their length in segments. */
@NullMarked
package io.stratos.messaging.message;

import org.jspecify.annotations.NullMarked;
