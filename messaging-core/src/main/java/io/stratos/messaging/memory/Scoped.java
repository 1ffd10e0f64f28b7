package io.stratos.messaging.memory;

import io.stratos.messaging.id.TenantId;

/** A name together with the tenant it means something to; every key of the tenants' rows is one. */
record Scoped<T>(TenantId tenant, T name) {}
