package io.stratos.messaging.spi.store;

import io.stratos.messaging.id.TenantId;
import io.stratos.messaging.limit.Money;
import io.stratos.messaging.limit.Period;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * That a message may go only if a limit has room for it, and then uses it up.
 *
 * @param key whose limit
 * @param limit how much in the period
 * @param period in which time
 * @param amount how much of it this message uses, from 1
 * @param alerts at which percentages used somebody wants to be told; usually none
 * @param terms a few characters that change with the limit: what was promised under others is void
 * @param urgent whether it takes room as soon as there is some; else it waits behind those whom room was promised
 */
public record Draw(
        Key key, long limit, Period period, long amount, List<Integer> alerts, String terms, boolean urgent) {

    /** Copies the list. */
    public Draw {
        alerts = List.copyOf(alerts);
    }

    /** {@return which limit this is, for people, without any number: {@code the limit of 100 an hour of the tenant}} */
    public String words() {
        return switch (key.scope()) {
            case TENANT -> rate() + " of the tenant";
            case SENDER -> rate() + " of the number";
            case CONTACT -> rate() + " of messages to the contact";
            case PURPOSE ->
                rate() + " of "
                        + key.subject().substring(0, key.subject().indexOf(' ')).toLowerCase(Locale.ROOT)
                        + " messages to the contact";
            case LAW ->
                rate() + " to one contact by the law "
                        + key.subject().substring(0, key.subject().indexOf(' '));
            case BRAND -> rate() + " of the brand " + key.subject();
            case ACCOUNT ->
                rate() + " of the account at "
                        + key.subject().substring(0, key.subject().indexOf(' '));
            case BUDGET -> "the budget of " + Money.of(limit).toPlainString() + " " + period.words();
        };
    }

    private String rate() {
        return "the limit of " + limit + " " + period.words();
    }

    /** What a limit is about. */
    public enum Scope {
        /** The requests of a tenant. The subject is empty. */
        TENANT,
        /** The requests from a number. */
        SENDER,
        /** The messages to a contact's address. */
        CONTACT,
        /** The messages of a purpose to a contact's address; the subject is both, with a space between. */
        PURPOSE,
        /** The requests of a brand, over all tenants that name it. */
        BRAND,
        /** The requests through a provider's account, over all tenants; the subject is both names, with a space between. */
        ACCOUNT,
        /** The money a tenant spends, in millionths. The subject is empty. */
        BUDGET,
        /** The messages to a contact's address that a law counts; the subject is the rule's id and the address, with a space between. */
        LAW
    }

    /**
     * Whose limit: the key of a row that stores keep, and lock in this order.
     *
     * @param tenant whose; null for what spans tenants
     * @param scope what is limited
     * @param subject which one of those, at most 320 characters
     */
    public record Key(@Nullable TenantId tenant, Scope scope, String subject) implements Comparable<Key> {

        private static final Comparator<Key> ORDER =
                Comparator.comparing(Key::tenantName).thenComparing(Key::scope).thenComparing(Key::subject);

        /** {@return the tenant's name, empty for what spans tenants} */
        public String tenantName() {
            return tenant == null ? "" : tenant.value();
        }

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }
    }
}
