package io.stratos.messaging.tenant;

import io.stratos.messaging.consent.ConsentPolicy;
import io.stratos.messaging.consent.Purpose;
import io.stratos.messaging.message.DoubtPolicy;
import io.stratos.messaging.message.Misfire;
import java.util.EnumMap;
import java.util.Map;

/** What a tenant agreed with the engine beyond its name and its senders. */
record TenantRules(
        Map<Purpose, DoubtPolicy> doubtPolicies,
        Map<Purpose, Misfire> misfires,
        TenantLimits limits,
        ConsentPolicy consent) {

    static final TenantRules NONE = new TenantRules(Map.of(), Map.of(), TenantLimits.NONE, ConsentPolicy.ofDefaults());

    TenantRules {
        doubtPolicies = Map.copyOf(doubtPolicies);
        misfires = Map.copyOf(misfires);
    }

    TenantRules whenInDoubt(Purpose purpose, DoubtPolicy policy) {
        Map<Purpose, DoubtPolicy> more = new EnumMap<>(Purpose.class);
        more.putAll(doubtPolicies);
        more.put(purpose, policy);
        return new TenantRules(more, misfires, limits, consent);
    }

    TenantRules whenLate(Purpose purpose, Misfire policy) {
        Map<Purpose, Misfire> more = new EnumMap<>(Purpose.class);
        more.putAll(misfires);
        more.put(purpose, policy);
        return new TenantRules(doubtPolicies, more, limits, consent);
    }

    TenantRules limits(TenantLimits newLimits) {
        return new TenantRules(doubtPolicies, misfires, newLimits, consent);
    }

    TenantRules consent(ConsentPolicy policy) {
        return new TenantRules(doubtPolicies, misfires, limits, policy);
    }
}
