package io.stratos.messaging.spi.store;

import io.stratos.messaging.consent.Consent;

/**
 * How many addresses stand equal.
 *
 * @param consent of any one of them
 * @param notes of any one of them
 * @param addresses how many
 */
public record ConsentCount(Consent consent, AddressNotes notes, long addresses) {}
