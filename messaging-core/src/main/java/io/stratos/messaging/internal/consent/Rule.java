package io.stratos.messaging.internal.consent;

/** One rule of a language's table: its name tells people why a text was read as it was. */
record Rule(PhraseKind kind, String name, String language) {}
