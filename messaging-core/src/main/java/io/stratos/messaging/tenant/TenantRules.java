package io.stratos.messaging.tenant;

import io.stratos.messaging.consent.ConsentPolicy;
import io.stratos.messaging.consent.Purpose;
import io.stratos.messaging.message.DoubtPolicy;
import io.stratos.messaging.message.Misfire;
import io.stratos.messaging.schedule.TimeRules;
import java.util.EnumMap;
import java.util.Map;

/** What a tenant agreed with the engine beyond its name and its senders. */
record TenantRules(
        Map<Purpose, DoubtPolicy> doubtPolicies,
        Map<Purpose, Misfire> misfires,
        TenantLimits limits,
        ConsentPolicy consent,
        TimeRules times) {

    static final TenantRules NONE =
            new TenantRules(Map.of(), Map.of(), TenantLimits.NONE, ConsentPolicy.ofDefaults(), TimeRules.ofDefaults());

    TenantRules {
        doubtPolicies = Map.copyOf(doubtPolicies);
        misfires = Map.copyOf(misfires);
    }

    TenantRules whenInDoubt(Purpose purpose, DoubtPolicy policy) {
        Map<Purpose, DoubtPolicy> more = new EnumMap<>(Purpose.class);
        more.putAll(doubtPolicies);
        more.put(purpose, policy);
        return new TenantRules(more, misfires, limits, consent, times);
    }

    TenantRules whenLate(Purpose purpose, Misfire policy) {
        Map<Purpose, Misfire> more = new EnumMap<>(Purpose.class);
        more.putAll(misfires);
        more.put(purpose, policy);
        return new TenantRules(doubtPolicies, more, limits, consent, times);
    }

    TenantRules limits(TenantLimits newLimits) {
        return new TenantRules(doubtPolicies, misfires, newLimits, consent, times);
    }

    TenantRules consent(ConsentPolicy policy) {
        return new TenantRules(doubtPolicies, misfires, limits, policy, times);
    }

    TenantRules times(TimeRules newTimes) {
        return new TenantRules(doubtPolicies, misfires, limits, consent, newTimes);
    }
}
