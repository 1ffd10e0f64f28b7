package io.stratos.messaging.jdbc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.stratos.messaging.consent.Purpose;
import io.stratos.messaging.contact.Address;
import io.stratos.messaging.contact.Channel;
import io.stratos.messaging.exception.InvalidTenantException;
import io.stratos.messaging.id.TenantId;
import io.stratos.messaging.message.DoubtPolicy;
import io.stratos.messaging.message.Misfire;
import io.stratos.messaging.routing.KeywordReplies;
import io.stratos.messaging.routing.Sender;
import io.stratos.messaging.schedule.TimeRules;
import io.stratos.messaging.spi.store.TenantDirectory;
import io.stratos.messaging.tenant.KeywordTexts;
import io.stratos.messaging.tenant.TenantProfile;
import io.stratos.messaging.tenant.TenantStatus;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The tenants and their senders, as rows of {@code msg_tenant} and {@code msg_sender}. */
final class TenantRows implements TenantDirectory {

    private final Transactions transactions;

    TenantRows(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public void save(TenantProfile profile) {
        transactions.write("save a tenant's profile", sql -> {
            write(sql, profile);
            return profile;
        });
    }

    private static void write(Sql sql, TenantProfile profile) {
        Rows<TenantProfile> tenant = Rows.of(List.of(profile))
                .text("tenant_id", p -> p.id().value())
                .text("status", p -> p.status().name())
                .text("profile", TenantRows::json)
                .time("updated_at", p -> Instant.EPOCH)
                .computed("updated_at", sql.clock());
        if (tenant.insertNew(sql, "msg_tenant", "tenant_id") == 0) {
            tenant.update(sql, "msg_tenant", "tenant_id");
        }
        sql.update("DELETE FROM msg_sender WHERE tenant_id = :tenant")
                .bind("tenant", profile.id().value())
                .execute();
        // In one order, so that two tenants that want the same two senders cannot deadlock.
        List<Sender> senders = profile.senders().stream()
                .sorted(Comparator.comparing(Sender::provider)
                        .thenComparing(Sender::account)
                        .thenComparing(s -> s.address().value()))
                .toList();
        int taken = Rows.of(senders)
                .text("provider", Sender::provider)
                .text("account", Sender::account)
                .text("address", s -> s.address().value())
                .text("tenant_id", s -> profile.id().value())
                .insertNew(sql, "msg_sender", "provider", "account", "address");
        if (taken < senders.size()) {
            throw new InvalidTenantException("tenant '" + profile.id() + "' lists a sender that another tenant has: "
                    + refused(sql, profile.id(), senders) + "; a sender belongs to one tenant");
        }
    }

    private static String refused(Sql sql, TenantId tenant, List<Sender> senders) {
        return senders.stream()
                .filter(s -> owner(sql, s.provider(), s.account(), s.address())
                        .filter(owner -> !owner.equals(tenant))
                        .isPresent())
                .map(Sender::toString)
                .findFirst()
                .orElse("one of its " + senders.size());
    }

    @Override
    public Optional<TenantProfile> find(TenantId tenant) {
        return transactions.read(
                "read a tenant's profile",
                sql -> sql.query("SELECT profile FROM msg_tenant WHERE tenant_id = :tenant")
                        .bind("tenant", tenant.value())
                        .map(rs -> profile(tenant, Json.parse(rs.getString("profile"))))
                        .findOne());
    }

    @Override
    public Optional<TenantId> owner(String provider, String account, Address sender) {
        return transactions.read("find a sender's tenant", sql -> owner(sql, provider, account, sender));
    }

    private static Optional<TenantId> owner(Sql sql, String provider, String account, Address sender) {
        return sql.query("SELECT tenant_id FROM msg_sender"
                        + " WHERE provider = :provider AND account = :account AND address = :address")
                .bind("provider", provider)
                .bind("account", account)
                .bind("address", sender.value())
                .map(rs -> TenantId.of(rs.getString("tenant_id")))
                .findOne();
    }

    @Override
    public List<TenantId> list() {
        // Sorted here: databases sort text by their own collation.
        return transactions.read(
                "list the tenants",
                sql -> sql
                        .query("SELECT tenant_id FROM msg_tenant")
                        .map(rs -> TenantId.of(rs.getString("tenant_id")))
                        .list()
                        .stream()
                        .sorted()
                        .toList());
    }

    private static String json(TenantProfile profile) {
        ObjectNode node = Json.object()
                .put("businessName", profile.businessName())
                .put("helpContact", profile.helpContact())
                .put("status", profile.status().name());
        node.putObject("keywordTexts")
                .put("stop", profile.keywordTexts().stop())
                .put("start", profile.keywordTexts().start())
                .put("help", profile.keywordTexts().help())
                .set("others", Json.parse(Json.map(profile.keywordTexts().others())));
        ObjectNode doubts = node.putObject("whenInDoubt");
        profile.doubtPolicies().forEach((purpose, policy) -> doubts.put(purpose.name(), policy.name()));
        if (!profile.misfires().isEmpty()) {
            ObjectNode late = node.putObject("whenLate");
            profile.misfires().forEach((purpose, policy) -> late.put(purpose.name(), policy.code()));
        }
        profile.times().lines().forEach(line -> node.withArrayProperty("times").add(line));
        node.set("senders", Json.array(profile.senders(), TenantRows::json));
        LimitJson.put(node, profile.limits());
        PolicyJson.put(node, profile.consentPolicy());
        profile.disclosure().ifPresent(disclosure -> PolicyJson.put(node, disclosure));
        return node.toString();
    }

    private static JsonNode json(Sender sender) {
        ObjectNode node = Json.object()
                .put("address", sender.address().value())
                .put("provider", sender.provider())
                .put("account", sender.account())
                .put("keywordReplies", sender.keywordReplies().name());
        sender.pool().ifPresent(pool -> node.put("pool", pool));
        LimitJson.put(node, sender);
        sender.channels().stream()
                .sorted()
                .forEach(channel -> node.withArray("channels").add(channel.name()));
        return node;
    }

    private static TenantProfile profile(TenantId id, JsonNode node) {
        JsonNode texts = node.path("keywordTexts");
        TenantProfile profile = TenantProfile.of(id.value(), Json.text(node, "businessName"))
                .helpContact(Json.text(node, "helpContact"))
                .status(TenantStatus.valueOf(Json.text(node, "status")))
                .keywordTexts(new KeywordTexts(
                        Json.text(texts, "stop"),
                        Json.text(texts, "start"),
                        Json.text(texts, "help"),
                        Json.map(texts.path("others").toString())));
        for (Map.Entry<String, JsonNode> doubt : node.path("whenInDoubt").properties()) {
            profile = profile.whenInDoubt(
                    Purpose.valueOf(doubt.getKey()),
                    DoubtPolicy.valueOf(doubt.getValue().asText()));
        }
        profile = LimitJson.read(node, profile).consentPolicy(PolicyJson.read(node));
        for (Purpose purpose : Purpose.values()) {
            String late = Json.textOrNull(node.path("whenLate"), purpose.name());
            profile = late == null ? profile : profile.whenLate(purpose, Misfire.ofCode(late));
        }
        profile = profile.times(TimeRules.ofLines(Json.list(node.path("times"), JsonNode::asText)));
        profile = PolicyJson.readDisclosure(node).map(profile::disclosure).orElse(profile);
        for (JsonNode sender : node.path("senders")) {
            profile = profile.sender(sender(sender));
        }
        return profile;
    }

    private static Sender sender(JsonNode node) {
        Sender sender = Sender.of(Json.text(node, "address"), Json.text(node, "provider"), Json.text(node, "account"))
                .keywordReplies(KeywordReplies.valueOf(Json.text(node, "keywordReplies")));
        List<Channel> channels = Json.list(node.path("channels"), channel -> Channel.valueOf(channel.asText()));
        if (!channels.isEmpty()) {
            sender = sender.channels(
                    channels.get(0), channels.subList(1, channels.size()).toArray(new Channel[0]));
        }
        sender = LimitJson.read(node, sender);
        String pool = Json.textOrNull(node, "pool");
        return pool == null ? sender : sender.pool(pool);
    }
}
