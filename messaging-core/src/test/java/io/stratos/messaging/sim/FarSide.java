package io.stratos.messaging.sim;

import io.stratos.messaging.consent.SuppressionReason;
import io.stratos.messaging.delivery.Outcome;
import io.stratos.messaging.simulation.SimulatedProvider;
import io.stratos.messaging.spi.provider.LookupRequest;
import io.stratos.messaging.spi.provider.LookupResult;
import io.stratos.messaging.spi.provider.MessageProvider;
import io.stratos.messaging.spi.provider.ProviderCapabilities;
import io.stratos.messaging.spi.provider.ProviderCapabilities.Feature;
import io.stratos.messaging.spi.provider.SendRequest;
import io.stratos.messaging.spi.provider.WebhookReading;
import io.stratos.messaging.webhook.WebhookRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The provider as one process reaches it: slow and deadly around the request, every request written down. */
final class FarSide implements MessageProvider {

    private final World world;
    private final Life life;
    private final SimulatedProvider far;

    FarSide(World world, Life life, SimulatedProvider far) {
        this.world = world;
        this.life = life;
        this.far = far;
    }

    @Override
    public String name() {
        return far.name();
    }

    @Override
    public ProviderCapabilities capabilities() {
        return far.capabilities();
    }

    /** A connection may take its time; what opens too late is not written to. */
    @Override
    public Outcome send(SendRequest request) {
        Instant begun = world.now();
        life.point("before the request", false);
        Duration waited = Duration.between(begun, world.now());
        if (waited.compareTo(request.bounds().writeWithin()) >= 0) {
            return new Outcome.NotSent("the connection opened after " + waited, null);
        }
        return write(request);
    }

    /** As no adapter may: a connection that opened late is written to. */
    Outcome patiently(SendRequest request) {
        life.point("before the request", false);
        return write(request);
    }

    /** The first byte leaves. */
    private Outcome write(SendRequest request) {
        world.written(life.node, request);
        Outcome outcome;
        try {
            outcome = far.send(request);
        } catch (IllegalStateException thrown) {
            world.answered(far, life.node, request, new Outcome.InDoubt("thrown"));
            throw thrown;
        }
        world.answered(far, life.node, request, outcome);
        life.point("after the request", false);
        return outcome;
    }

    @Override
    public LookupResult lookUp(LookupRequest request) {
        life.point("before the look-up", false);
        LookupResult result = far.lookUp(request);
        if (result instanceof LookupResult.Absent
                && far.capabilities().features().contains(Feature.LOOK_UP_PROVES_ABSENCE)) {
            world.journal.absent.add(request.attempt().id());
        }
        if (result instanceof LookupResult.Found found) {
            world.journal.tell(world.journal.toldPerhaps, far.name() + "/" + found.providerMessageId(), found.status());
        }
        life.point("after the look-up", false);
        return result;
    }

    @Override
    public Optional<SuppressionReason> suppression(String code) {
        return far.suppression(code);
    }

    @Override
    public WebhookReading receive(WebhookRequest request) {
        return far.receive(request);
    }
}
