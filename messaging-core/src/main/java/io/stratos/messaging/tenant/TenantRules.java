package io.stratos.messaging.tenant;

import io.stratos.messaging.consent.Purpose;
import io.stratos.messaging.message.DoubtPolicy;
import java.util.EnumMap;
import java.util.Map;

/** What a tenant agreed with the engine beyond its name and its senders. */
record TenantRules(Map<Purpose, DoubtPolicy> doubtPolicies, TenantLimits limits) {

    static final TenantRules NONE = new TenantRules(Map.of(), TenantLimits.NONE);

    TenantRules {
        doubtPolicies = Map.copyOf(doubtPolicies);
    }

    TenantRules whenInDoubt(Purpose purpose, DoubtPolicy policy) {
        Map<Purpose, DoubtPolicy> more = new EnumMap<>(Purpose.class);
        more.putAll(doubtPolicies);
        more.put(purpose, policy);
        return new TenantRules(more, limits);
    }

    TenantRules limits(TenantLimits newLimits) {
        return new TenantRules(doubtPolicies, newLimits);
    }
}
