/** When a message may go: the law where the contact is, what the contact wants, and what the tenant prefers. */
@NullMarked
package io.stratos.messaging.schedule;

import org.jspecify.annotations.NullMarked;
