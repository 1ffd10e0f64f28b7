package io.stratos.messaging.limit;

import java.time.Instant;

/**
 * Where a limit stood when it was read.
 *
 * @param of what it limits, for people, no number unmasked: {@code the tenant}, {@code the number +1415*****00}
 * @param used how much of it is used; in steps of a sixtieth of the time where the limit is over 60
 * @param limit the limit
 * @param allowedFrom from when one more fits, if nobody else is faster; now, unless it is used up
 */
public record LimitStanding(String of, long used, RateLimit limit, Instant allowedFrom) {}
