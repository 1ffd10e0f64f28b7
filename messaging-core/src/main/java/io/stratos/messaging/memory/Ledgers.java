package io.stratos.messaging.memory;

import io.stratos.messaging.consent.ConsentEvent;
import io.stratos.messaging.contact.Address;
import io.stratos.messaging.id.TenantId;
import io.stratos.messaging.spi.store.LedgerChain;
import io.stratos.messaging.spi.store.LedgerHead;
import io.stratos.messaging.spi.store.LedgerLine;
import io.stratos.messaging.spi.store.SealedEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The chained ledgers. Guarded by the store's lock. */
final class Ledgers {

    private record Entry(ConsentEvent event, int eventNo) {}

    private static final class Book {
        private final String key = LedgerChain.newKey();
        private final List<SealedEvent> lines = new ArrayList<>();
        private final Deque<Entry> due = new ArrayDeque<>();
    }

    private final Map<TenantId, Book> books = new HashMap<>();

    void append(TenantId tenant, ConsentEvent event, int eventNo) {
        books.computeIfAbsent(tenant, id -> new Book()).due.add(new Entry(event, eventNo));
    }

    int seal(int limit) {
        int sealed = 0;
        for (Map.Entry<TenantId, Book> each : books.entrySet()) {
            Book book = each.getValue();
            LedgerChain chain = new LedgerChain(each.getKey(), book.key);
            while (sealed < limit && !book.due.isEmpty()) {
                Entry next = book.due.remove();
                LedgerLine line =
                        chain.line(link(each.getKey(), book), book.lines.size() + 1, next.event(), next.eventNo());
                book.lines.add(new SealedEvent(line, next.event()));
                sealed++;
            }
        }
        return sealed;
    }

    Optional<LedgerHead> head(TenantId tenant) {
        return Optional.ofNullable(books.get(tenant))
                .map(book -> new LedgerHead(book.key, book.lines.size(), link(tenant, book)));
    }

    List<SealedEvent> after(TenantId tenant, long position, int limit) {
        Book book = books.get(tenant);
        return book == null
                ? List.of()
                : book.lines.stream().skip(position).limit(limit).toList();
    }

    List<SealedEvent> of(TenantId tenant, Address address) {
        Book book = books.get(tenant);
        return book == null
                ? List.of()
                : book.lines.stream()
                        .filter(one ->
                                one.event() != null && one.event().address().equals(address))
                        .toList();
    }

    private static String link(TenantId tenant, Book book) {
        return book.lines.isEmpty()
                ? LedgerChain.start(tenant)
                : book.lines.get(book.lines.size() - 1).line().link();
    }
}
