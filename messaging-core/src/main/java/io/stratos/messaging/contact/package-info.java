/** Who is reached and how: contacts, their addresses and channels. */
@NullMarked
package io.stratos.messaging.contact;

import org.jspecify.annotations.NullMarked;
