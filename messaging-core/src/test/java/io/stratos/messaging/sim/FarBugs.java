package io.stratos.messaging.sim;

import io.stratos.messaging.contact.Address;
import io.stratos.messaging.delivery.Outcome;
import io.stratos.messaging.id.TenantId;
import io.stratos.messaging.spi.provider.LookupRequest;
import io.stratos.messaging.spi.provider.LookupResult;
import io.stratos.messaging.spi.provider.MessageProvider;
import io.stratos.messaging.spi.provider.ProviderCapabilities;
import io.stratos.messaging.spi.provider.ProviderCapabilities.Feature;
import io.stratos.messaging.spi.provider.SendRequest;
import io.stratos.messaging.spi.store.MessagingStore;
import io.stratos.messaging.spi.store.TenantDirectory;
import io.stratos.messaging.tenant.TenantProfile;
import io.stratos.messaging.testkit.ForwardingProvider;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Bugs at the edge: adapters, clocks, whose number is whose. */
final class FarBugs {

    private FarBugs() {}

    static void plant(Map<String, Supplier<Bug>> bugs) {
        bugs.put("the adapter retries by itself", () -> far(Retrying::new));
        bugs.put("the adapter writes however late the connection opens", () -> far(Patient::new));
        bugs.put("the adapter calls a time-out not sent", () -> far(Guessing::new));
        bugs.put("the adapter calls a refusal accepted", () -> far(Cheerful::new));
        bugs.put("a look-up that proves nothing is believed", () -> far(Believing::new));
        bugs.put("the age of an intent is measured by the node's clock alone", FrozenNanos::new);
        bugs.put("a number belongs to the other tenant", WrongOwner::new);
    }

    private static Bug far(Function<FarSide, MessageProvider> change) {
        return new Bug() {
            @Override
            MessageProvider provider(FarSide inner, Node node) {
                return change.apply(inner);
            }
        };
    }

    static class Adapter extends ForwardingProvider {

        final FarSide inner;

        Adapter(FarSide inner) {
            super(inner);
            this.inner = inner;
        }
    }

    private static final class Retrying extends Adapter {

        Retrying(FarSide inner) {
            super(inner);
        }

        @Override
        public Outcome send(SendRequest request) {
            Outcome outcome = inner.send(request);
            return outcome instanceof Outcome.InDoubt ? inner.send(request) : outcome;
        }
    }

    private static final class Patient extends Adapter {

        Patient(FarSide inner) {
            super(inner);
        }

        @Override
        public Outcome send(SendRequest request) {
            return inner.patiently(request);
        }
    }

    private static final class Guessing extends Adapter {

        Guessing(FarSide inner) {
            super(inner);
        }

        @Override
        public Outcome send(SendRequest request) {
            Outcome outcome = inner.send(request);
            return outcome instanceof Outcome.InDoubt ? new Outcome.NotSent("time-out", null) : outcome;
        }
    }

    private static final class Cheerful extends Adapter {

        Cheerful(FarSide inner) {
            super(inner);
        }

        @Override
        public Outcome send(SendRequest request) {
            Outcome outcome = inner.send(request);
            return outcome instanceof Outcome.Refused ? new Outcome.Accepted("?" + request.attempt()) : outcome;
        }
    }

    /** Declares proof that its look-up, which finds nothing, cannot give. */
    private static final class Believing extends Adapter {

        Believing(FarSide inner) {
            super(inner);
        }

        @Override
        public ProviderCapabilities capabilities() {
            ProviderCapabilities can = inner.capabilities();
            Set<Feature> features = EnumSet.of(Feature.LOOK_UP, Feature.LOOK_UP_PROVES_ABSENCE);
            features.addAll(can.features());
            return new ProviderCapabilities(
                    can.channels(),
                    can.textLimit(),
                    can.mediaLimit(),
                    can.mediaBytes(),
                    can.longestValidity(),
                    features);
        }

        @Override
        public LookupResult lookUp(LookupRequest request) {
            return new LookupResult.Absent("looked at the wrong page");
        }
    }

    private static final class FrozenNanos extends Bug {

        @Override
        LongSupplier nanos(LongSupplier inner) {
            return () -> 0;
        }
    }

    private static final class WrongOwner extends Bug {

        @Override
        MessagingStore store(MessagingStore inner, Node node) {
            return new Forwarding(inner) {
                @Override
                public TenantDirectory tenants() {
                    return new SwappedOwners(inner.tenants());
                }
            };
        }
    }

    private record SwappedOwners(TenantDirectory inner) implements TenantDirectory {

        @Override
        public void save(TenantProfile profile) {
            inner.save(profile);
        }

        @Override
        public Optional<TenantProfile> find(TenantId tenant) {
            return inner.find(tenant);
        }

        @Override
        public Optional<TenantId> owner(String provider, String account, Address sender) {
            return inner.owner(provider, account, sender)
                    .map(owner -> owner.equals(World.ACME) ? World.RIVAL : World.ACME);
        }

        @Override
        public List<TenantId> list() {
            return inner.list();
        }
    }
}
