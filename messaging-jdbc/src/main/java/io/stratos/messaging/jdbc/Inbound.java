package io.stratos.messaging.jdbc;

import io.stratos.messaging.consent.ConsentEvent;
import io.stratos.messaging.id.MessageId;
import io.stratos.messaging.message.Message;
import io.stratos.messaging.spi.store.Ingest;
import io.stratos.messaging.spi.store.IngestResult;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Stores an inbound message with what it does to consent and conversation, and the reply to it. */
final class Inbound {

    private Inbound() {}

    static IngestResult ingest(Sql sql, Ingest.Inbound event) {
        Message message = event.message();
        Set<Addresses.Place> places = new TreeSet<>();
        Addresses.Place place = new Addresses.Place(message.tenant(), message.contactAddress());
        places.add(place);
        event.consent().forEach(c -> places.add(new Addresses.Place(message.tenant(), c.address())));
        Addresses.lockExclusive(sql, places);
        int isNew = Rows.of(List.of(event))
                .text("tenant_id", e -> message.tenant().value())
                .text("provider", Ingest.Inbound::provider)
                .text("dedup_key", Ingest.Inbound::dedupKey)
                .uuid("message_id", e -> message.id().value())
                .insertNew(sql, "msg_inbound_dedup", "tenant_id", "provider", "dedup_key");
        if (isNew == 0) {
            return new IngestResult(IngestResult.Kind.DUPLICATE, message.tenant(), first(sql, event), false);
        }
        Writes writes = new Writes(sql);
        MessageRows.insert(writes, List.of(message));
        writes.add(
                "UPDATE msg_address SET last_sender = :sender WHERE tenant_id = :tenant AND address = :address"
                        + " AND (last_sender IS NULL OR last_sender <> :sender)",
                update -> update.bind("sender", message.to().value())
                        .bind("tenant", message.tenant().value())
                        .bind("address", message.contactAddress().value()));
        ConversationRows.reopen(writes, message.tenant(), message.conversation());
        writes.run();
        boolean consentChanged = false;
        for (ConsentEvent consent : event.consent()) {
            consentChanged |=
                    ConsentRows.recordLocked(sql, message.tenant(), consent).isOne();
        }
        boolean answers = event.times() == null
                ? event.consent().isEmpty() || consentChanged
                : TimesRows.change(sql, place, event.times()).isOne();
        boolean replied = event.reply() != null
                && answers
                && !Accepting.accept(sql, List.of(event.reply())).get(0).duplicate();
        return new IngestResult(IngestResult.Kind.STORED, message.tenant(), message.id(), replied);
    }

    private static MessageId first(Sql sql, Ingest.Inbound event) {
        return sql.query("SELECT message_id FROM msg_inbound_dedup"
                        + " WHERE tenant_id = :tenant AND provider = :provider AND dedup_key = :dedup_key")
                .bind("tenant", event.message().tenant().value())
                .bind("provider", Sql.storable(event.provider()))
                .bind("dedup_key", Sql.storable(event.dedupKey()))
                .map(rs -> new MessageId(Sql.uuid(rs, "message_id")))
                .one();
    }
}
