package io.stratos.messaging.jdbc;

import io.stratos.messaging.id.AttemptId;
import io.stratos.messaging.spi.store.Ingest;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** What a provider calls a message. */
record ProviderId(String provider, String account, String id) implements Comparable<ProviderId> {

    static final List<String> COLUMNS = List.of("provider", "account", "provider_message_id");

    private static final Comparator<ProviderId> ORDER = Comparator.comparing(ProviderId::provider)
            .thenComparing(ProviderId::account)
            .thenComparing(ProviderId::id);

    static ProviderId of(Ingest.Receipt receipt) {
        return new ProviderId(receipt.provider(), receipt.account(), receipt.providerMessageId());
    }

    static Rows<ProviderId> rows(Collection<ProviderId> ids) {
        return Rows.of(ids)
                .text("provider", ProviderId::provider)
                .text("account", ProviderId::account)
                .text("provider_message_id", ProviderId::id);
    }

    /** {@return a join condition between {@code v} and an alias} */
    static String matching(String alias) {
        return String.format(
                Locale.ROOT,
                "%1$s.provider = v.provider AND %1$s.account = v.account"
                        + " AND %1$s.provider_message_id = v.provider_message_id",
                alias);
    }

    @Override
    public int compareTo(ProviderId other) {
        return ORDER.compare(this, other);
    }

    /** The attempt a provider's message id belongs to. */
    record Owner(Key key, AttemptId attempt) {}
}
