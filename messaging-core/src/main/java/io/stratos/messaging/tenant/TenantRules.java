package io.stratos.messaging.tenant;

import io.stratos.messaging.consent.ConsentPolicy;
import io.stratos.messaging.consent.Purpose;
import io.stratos.messaging.message.DoubtPolicy;
import io.stratos.messaging.message.Misfire;
import io.stratos.messaging.schedule.TimeRules;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a tenant agreed with the engine beyond its name and its senders. */
record TenantRules(
        Map<Purpose, DoubtPolicy> doubtPolicies,
        Map<Purpose, Misfire> misfires,
        TenantLimits limits,
        ConsentPolicy consent,
        TimeRules times,
        @Nullable Disclosure disclosure) {

    static final TenantRules NONE = new TenantRules(
            Map.of(), Map.of(), TenantLimits.NONE, ConsentPolicy.ofDefaults(), TimeRules.ofDefaults(), null);

    TenantRules {
        doubtPolicies = Map.copyOf(doubtPolicies);
        misfires = Map.copyOf(misfires);
    }

    TenantRules whenInDoubt(Purpose purpose, DoubtPolicy policy) {
        Map<Purpose, DoubtPolicy> more = new EnumMap<>(Purpose.class);
        more.putAll(doubtPolicies);
        more.put(purpose, policy);
        return new TenantRules(more, misfires, limits, consent, times, disclosure);
    }

    TenantRules whenLate(Purpose purpose, Misfire policy) {
        Map<Purpose, Misfire> more = new EnumMap<>(Purpose.class);
        more.putAll(misfires);
        more.put(purpose, policy);
        return new TenantRules(doubtPolicies, more, limits, consent, times, disclosure);
    }

    TenantRules limits(TenantLimits newLimits) {
        return new TenantRules(doubtPolicies, misfires, newLimits, consent, times, disclosure);
    }

    TenantRules consent(ConsentPolicy policy) {
        return new TenantRules(doubtPolicies, misfires, limits, policy, times, disclosure);
    }

    TenantRules times(TimeRules newTimes) {
        return new TenantRules(doubtPolicies, misfires, limits, consent, newTimes, disclosure);
    }

    TenantRules disclosure(Disclosure newDisclosure) {
        return new TenantRules(doubtPolicies, misfires, limits, consent, times, newDisclosure);
    }
}
