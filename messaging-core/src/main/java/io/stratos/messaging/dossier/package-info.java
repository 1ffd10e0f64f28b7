/** What proves afterwards why a contact was texted: as data, as JSON, and as a page for people who were not there. */
@NullMarked
package io.stratos.messaging.dossier;

import org.jspecify.annotations.NullMarked;
