package io.stratos.messaging.internal.schedule;

import io.stratos.messaging.consent.Purpose;
import io.stratos.messaging.schedule.Preference;
import io.stratos.messaging.schedule.TimeRules;
import org.jspecify.annotations.Nullable;

/**
 * All that decides when a message may go.
 *
 * @param rules the tenant's
 * @param evidence where the contact may be
 * @param preference what the contact wants
 * @param purpose what the message is for
 * @param type its type; null for none
 * @param law whether the law speaks of it
 */
record PlanKey(
        TimeRules rules,
        Evidence evidence,
        Preference preference,
        Purpose purpose,
        @Nullable String type,
        boolean law) {}
