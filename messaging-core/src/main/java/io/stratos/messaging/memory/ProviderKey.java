package io.stratos.messaging.memory;

/** A provider's id of a message, which means something within the provider's account alone. */
record ProviderKey(String provider, String account, String id) {}
