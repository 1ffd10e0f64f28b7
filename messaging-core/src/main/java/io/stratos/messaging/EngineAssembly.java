package io.stratos.messaging;

import io.stratos.messaging.internal.accept.Acceptor;
import io.stratos.messaging.internal.dispatch.Parts;
import io.stratos.messaging.internal.dispatch.Workers;
import io.stratos.messaging.internal.environment.SendingPermit;
import io.stratos.messaging.internal.explain.Explainer;
import io.stratos.messaging.internal.inbound.WebhookDesk;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/** What {@link EngineBuilder} puts together. */
record EngineAssembly(
        Parts parts,
        Acceptor acceptor,
        Explainer explainer,
        WebhookDesk desk,
        Workers workers,
        SendingPermit permit,
        @Nullable ExecutorService ownThreads) {}
