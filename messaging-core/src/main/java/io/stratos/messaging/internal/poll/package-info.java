/** What contacts said while nobody listened: providers' records, read every few minutes, by one node at a time. */
@NullMarked
package io.stratos.messaging.internal.poll;

import org.jspecify.annotations.NullMarked;
