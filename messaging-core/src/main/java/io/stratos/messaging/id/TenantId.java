package io.stratos.messaging.id;

import io.stratos.messaging.exception.InvalidIdException;
import java.util.regex.Pattern;

/**
 * One business among the many that a host serves, by the name the host gives it.
 *
 * <p>1 to 64 letters, digits, dots, dashes or underscores; case matters. Immutable and safe for use by many threads.
 *
 * @param value the host's name for the tenant
 */
public record TenantId(String value) implements Comparable<TenantId> {

    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    /**
     * Checks the shape.
     *
     * @throws InvalidIdException if the value is empty, too long or holds another character
     */
    public TenantId {
        if (!SHAPE.matcher(value).matches()) {
            throw new InvalidIdException("tenant id", value, null);
        }
    }

    /**
     * Names a tenant.
     *
     * @param value the host's name for it
     * @return the id
     * @throws InvalidIdException if the value is empty, too long or holds another character
     */
    public static TenantId of(String value) {
        return new TenantId(value);
    }

    @Override
    public int compareTo(TenantId other) {
        return value.compareTo(other.value);
    }

    /** {@return the name itself} */
    @Override
    public String toString() {
        return value;
    }
}
