package io.stratos.messaging.jdbc;

import io.stratos.messaging.contact.Address;
import io.stratos.messaging.id.TenantId;
import io.stratos.messaging.routing.ProviderAccount;
import io.stratos.messaging.spi.store.Poll;
import io.stratos.messaging.spi.store.PollProgress;
import io.stratos.messaging.spi.store.PollStanding;
import io.stratos.messaging.spi.store.ProviderPolls;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How far providers' records were read, as rows of {@code msg_poll}; those of opt-out lists have an empty receiver and tenant. */
final class PollRows implements ProviderPolls {

    private static final String[] KEY = {"provider", "account", "receiver", "tenant_id"};
    private static final Pattern NUMBER = Pattern.compile("\\+?[0-9]+");

    /** Of senders that are in the directory now. */
    private static final String LIVE = "EXISTS (SELECT 1 FROM msg_sender s WHERE s.provider = p.provider"
            + " AND s.account = p.account"
            + " AND (p.receiver = '' OR (s.address = p.receiver AND s.tenant_id = p.tenant_id)))";

    private static final String SORT = "CASE WHEN p.receiver = '' THEN 0 ELSE 1 END";

    private final Transactions transactions;

    PollRows(Transactions transactions) {
        this.transactions = transactions;
    }

    private record Missing(String account, String receiver, String tenant) {

        static final Comparator<Missing> ORDER = Comparator.comparing(Missing::account)
                .thenComparing(Missing::receiver)
                .thenComparing(Missing::tenant);
    }

    @Override
    public void enroll(Poll.Records records) {
        List<Missing> logs = records.inboundLog() ? missing(records.provider(), "s.address", "s.tenant_id") : List.of();
        insert(
                records.provider(),
                logs.stream()
                        .filter(log -> NUMBER.matcher(log.receiver()).matches())
                        .toList(),
                true);
        insert(records.provider(), records.optOutList() ? missing(records.provider(), "''", "''") : List.of(), false);
    }

    private List<Missing> missing(String provider, String receiver, String tenant) {
        return transactions.read(
                "look for what is not polled yet",
                sql -> sql.query("SELECT DISTINCT s.account, " + receiver + " AS receiver, " + tenant
                                + " AS tenant_id FROM msg_sender s WHERE s.provider = :provider"
                                + " AND NOT EXISTS (SELECT 1 FROM msg_poll p WHERE p.provider = s.provider"
                                + " AND p.account = s.account AND p.receiver = " + receiver + " AND p.tenant_id = "
                                + tenant + ")")
                        .bind("provider", provider)
                        .map(rs -> new Missing(
                                rs.getString("account"), rs.getString("receiver"), rs.getString("tenant_id")))
                        .list());
    }

    private void insert(String provider, List<Missing> missing, boolean sinceNow) {
        if (missing.isEmpty()) {
            return;
        }
        transactions.write("begin to poll", sql -> {
            Instant now = sql.now();
            return Rows.of(missing.stream().sorted(Missing.ORDER).toList())
                    .text("provider", m -> provider)
                    .text("account", Missing::account)
                    .text("receiver", Missing::receiver)
                    .text("tenant_id", Missing::tenant)
                    .time("since_at", m -> sinceNow ? now : null)
                    .time("due_at", m -> now)
                    .number("token", m -> 0L)
                    .integer("failures", m -> 0)
                    .insertNew(sql, "msg_poll", KEY);
        });
    }

    @Override
    public List<Poll> take(Poll.Records records, int limit, Duration early, Duration lease) {
        return transactions.write("take up what is to be polled", sql -> {
            List<Poll> due = sql.query("SELECT p.*, " + sql.clock() + " AS db_now FROM msg_poll p"
                            + " WHERE p.provider = :provider"
                            + (records.inboundLog() ? "" : " AND p.receiver = ''")
                            + (records.optOutList() ? "" : " AND p.receiver <> ''")
                            + " AND (p.leased_until IS NULL OR p.leased_until <= " + sql.clock() + ")"
                            + " AND p.due_at <= CASE WHEN p.failures = 0 THEN "
                            + sql.dialect().clock(":early") + " ELSE " + sql.clock() + " END AND " + LIVE
                            + " ORDER BY p.due_at FETCH FIRST :limit ROWS ONLY"
                            + sql.dialect().forUpdate("p") + " SKIP LOCKED")
                    .bind("provider", records.provider())
                    .bind("early", sql.micros(early))
                    .bind("limit", limit)
                    .map(PollRows::taken)
                    .list();
            keys(due)
                    .number("token", Poll::token)
                    .time("leased_until", poll -> poll.takenAt().plus(lease))
                    .update(sql, "msg_poll", KEY);
            return due;
        });
    }

    private static Rows<Poll> keys(List<Poll> polls) {
        return Rows.of(polls)
                .text("provider", poll -> poll.source().provider())
                .text("account", poll -> poll.source().account())
                .text("receiver", poll -> receiver(poll.source()))
                .text("tenant_id", poll -> tenant(poll.source()));
    }

    private static String receiver(Poll.Source source) {
        return source.receiver() == null ? "" : source.receiver().value();
    }

    private static String tenant(Poll.Source source) {
        return source.tenant() == null ? "" : source.tenant().value();
    }

    /** With the token as it will be. */
    private static Poll taken(ResultSet rs) throws SQLException {
        String receiver = rs.getString("receiver");
        boolean list = receiver.isEmpty();
        return new Poll(
                new Poll.Source(
                        rs.getString("provider"),
                        rs.getString("account"),
                        list ? null : Address.parse(receiver),
                        list ? null : TenantId.of(rs.getString("tenant_id"))),
                rs.getLong("token") + 1,
                Sql.requiredTime(rs, "db_now"),
                new Poll.Mark(
                        Sql.time(rs, "since_at"),
                        Sql.time(rs, "known_until"),
                        Sql.time(rs, "until_at"),
                        rs.getString("page")),
                rs.getInt("failures"));
    }

    /** Between taking up and settling nobody else writes the row, or the token is another. */
    @Override
    public boolean settle(Poll poll, PollProgress progress) {
        String over = "until_at = NULL, page = NULL, leased_until = NULL, due_at = ";
        if (progress instanceof PollProgress.Page page) {
            return write(
                    poll,
                    clock -> "until_at = :until, page = :page, leased_until = " + clock,
                    page.lease(),
                    command -> command.bind("until", Sql.timeArgument(page.until()))
                            .bind("page", page.cursor()));
        }
        if (progress instanceof PollProgress.Done done) {
            return write(
                    poll,
                    clock -> over + clock + ", failures = 0, problem = NULL, known_until = :known",
                    done.next(),
                    command -> command.bind(
                            "known", Sql.timeArgument(later(poll.mark().knownUntil(), done.knownUntil()))));
        }
        PollProgress.Failed failed = (PollProgress.Failed) progress;
        return write(
                poll,
                clock -> over + clock + ", failures = failures + 1, problem = :problem",
                failed.next(),
                command -> command.bind("problem", Sql.storable(failed.problem())));
    }

    private static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
        return one == null || (other != null && other.isAfter(one)) ? other : one;
    }

    private boolean write(Poll poll, UnaryOperator<String> assignments, Duration wait, Consumer<Command> values) {
        return transactions.write("note what polling brought", sql -> {
            Command command = sql.update("UPDATE msg_poll SET "
                            + assignments.apply(sql.dialect().clock(":wait"))
                            + " WHERE provider = :provider AND account = :account AND receiver = :receiver"
                            + " AND tenant_id = :tenant AND token = :token")
                    .bind("wait", sql.micros(wait))
                    .bind("provider", poll.source().provider())
                    .bind("account", poll.source().account())
                    .bind("receiver", receiver(poll.source()))
                    .bind("tenant", tenant(poll.source()))
                    .bind("token", poll.token());
            values.accept(command);
            return command.execute() == 1;
        });
    }

    @Override
    public List<PollStanding> standings(Collection<ProviderAccount> accounts) {
        if (accounts.isEmpty()) {
            return List.of();
        }
        Rows<ProviderAccount> wanted = Rows.of(Set.copyOf(accounts))
                .text("provider", ProviderAccount::provider)
                .text("account", ProviderAccount::account);
        return transactions.read(
                "read how far providers were polled",
                sql -> wanted.bind(sql.query("SELECT p.provider, p.account, p.receiver, " + SORT
                                + " AS sort, p.known_until, p.problem FROM msg_poll p JOIN " + wanted.source()
                                + " ON p.provider = v.provider AND p.account = v.account WHERE " + LIVE))
                        .map(rs -> standing(rs, rs.getString("receiver"), Sql.time(rs, "known_until")))
                        .list());
    }

    @Override
    public List<PollStanding> furthestBehind() {
        return transactions.read(
                "read how far providers were polled",
                sql -> sql.query(
                                "SELECT p.provider, p.account, " + SORT + " AS sort, MIN(p.known_until) AS known_until,"
                                        + " COUNT(*) - COUNT(p.known_until) AS unread, MIN(p.problem) AS problem"
                                        + " FROM msg_poll p WHERE " + LIVE + " GROUP BY p.provider, p.account, " + SORT)
                        .map(rs -> standing(rs, "", rs.getInt("unread") > 0 ? null : Sql.time(rs, "known_until")))
                        .list());
    }

    private static PollStanding standing(ResultSet rs, String receiver, @Nullable Instant knownUntil)
            throws SQLException {
        return new PollStanding(
                new ProviderAccount(rs.getString("provider"), rs.getString("account")),
                receiver.isEmpty() ? null : receiver,
                rs.getInt("sort") == 1,
                knownUntil,
                rs.getString("problem"));
    }
}
