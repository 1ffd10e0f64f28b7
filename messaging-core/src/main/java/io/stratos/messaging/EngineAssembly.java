package io.stratos.messaging;

import io.stratos.messaging.internal.dispatch.Parts;
import io.stratos.messaging.internal.dispatch.Workers;
import io.stratos.messaging.internal.environment.SendingPermit;
import io.stratos.messaging.internal.gate.AccountLimits;
import io.stratos.messaging.internal.inbound.WebhookDesk;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/** What {@link EngineBuilder} puts together. */
record EngineAssembly(
        Parts parts,
        Doors doors,
        WebhookDesk desk,
        Workers workers,
        SendingPermit permit,
        AccountLimits accountLimits,
        @Nullable ExecutorService ownThreads) {}
