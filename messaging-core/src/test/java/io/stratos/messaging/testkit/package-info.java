/** For people who test this library or an implementation of its interfaces. */
@NullMarked
package io.stratos.messaging.testkit;

import org.jspecify.annotations.NullMarked;
