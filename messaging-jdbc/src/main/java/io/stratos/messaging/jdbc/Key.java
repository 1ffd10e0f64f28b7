package io.stratos.messaging.jdbc;

import io.stratos.messaging.id.MessageId;
import io.stratos.messaging.id.TenantId;
import io.stratos.messaging.message.Message;
import io.stratos.messaging.spi.store.ClaimToken;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** What names a message across tenants. */
record Key(TenantId tenant, MessageId message) implements Comparable<Key> {

    static final List<String> COLUMNS = List.of("tenant_id", "message_id");

    private static final Comparator<Key> ORDER =
            Comparator.comparing(Key::tenant).thenComparing(Key::message);

    static Key of(Message message) {
        return new Key(message.tenant(), message.id());
    }

    static Key of(ClaimToken token) {
        return new Key(token.tenant(), token.message());
    }

    static Key read(ResultSet rs) throws SQLException {
        return new Key(TenantId.of(rs.getString("tenant_id")), new MessageId(Sql.uuid(rs, "message_id")));
    }

    static Rows<Key> rows(Collection<Key> keys) {
        return Rows.of(keys)
                .text("tenant_id", key -> key.tenant().value())
                .uuid("message_id", key -> key.message().value());
    }

    @Override
    public int compareTo(Key other) {
        return ORDER.compare(this, other);
    }
}
