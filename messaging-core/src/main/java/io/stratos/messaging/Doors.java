package io.stratos.messaging;

import io.stratos.messaging.internal.accept.Acceptor;
import io.stratos.messaging.internal.explain.Explainer;
import io.stratos.messaging.internal.id.IdSource;
import java.time.Duration;
import java.util.function.Function;

/** What stands behind the doors of every tenant of one engine. */
record Doors(
        Acceptor acceptor,
        Explainer explainer,
        IdSource ids,
        Duration lease,
        Function<TenantScope, Limits> limits,
        Function<TenantScope, Schedule> schedule) {}
