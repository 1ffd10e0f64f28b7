package io.stratos.messaging.testkit;

import static io.stratos.messaging.testkit.StoreFixtures.ACCOUNT;
import static io.stratos.messaging.testkit.StoreFixtures.ACME;
import static io.stratos.messaging.testkit.StoreFixtures.OTHER;
import static io.stratos.messaging.testkit.StoreFixtures.PROVIDER;
import static io.stratos.messaging.testkit.StoreFixtures.SENDER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stratos.messaging.consent.ConsentPolicy;
import io.stratos.messaging.consent.Keyword;
import io.stratos.messaging.consent.OnRefusal;
import io.stratos.messaging.consent.Purpose;
import io.stratos.messaging.consent.ReplyRules;
import io.stratos.messaging.consent.StopScope;
import io.stratos.messaging.contact.Address;
import io.stratos.messaging.contact.Channel;
import io.stratos.messaging.exception.InvalidTenantException;
import io.stratos.messaging.id.TenantId;
import io.stratos.messaging.limit.Budget;
import io.stratos.messaging.limit.RateLimit;
import io.stratos.messaging.message.DoubtPolicy;
import io.stratos.messaging.routing.KeywordReplies;
import io.stratos.messaging.routing.Sender;
import io.stratos.messaging.schedule.LegalProfile;
import io.stratos.messaging.schedule.LegalRule;
import io.stratos.messaging.schedule.LegalTable;
import io.stratos.messaging.schedule.TimeRules;
import io.stratos.messaging.schedule.UnknownPlace;
import io.stratos.messaging.schedule.WeekHours;
import io.stratos.messaging.spi.store.TenantDirectory;
import io.stratos.messaging.tenant.Disclosure;
import io.stratos.messaging.tenant.KeywordAnswer;
import io.stratos.messaging.tenant.KeywordTexts;
import io.stratos.messaging.tenant.TenantProfile;
import io.stratos.messaging.tenant.TenantStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

abstract class TenantContract extends StoreContractBase {

    @Test
    @DisplayName("A profile comes back with every field, its senders in order")
    void save_fullProfile_comesBackWhole() {
        TenantProfile profile = TenantProfile.of("Full.Name_1-x", "Müller & Söhne \uD83D\uDD27 'AG'")
                .helpContact("https://example.com/hilfe?x=1&y=2")
                .consentPolicy(ConsentPolicy.ofDefaults()
                        .stopReaches(Instant.parse("2026-01-01T00:00:00Z"), StopScope.SENDER, "agreed by letter")
                        .request("Say YES, {business}", Duration.ofHours(5), Duration.ofHours(2))
                        .replies(ReplyRules.ofDefaults()
                                .onClear(OnRefusal.ASK)
                                .onLikely(OnRefusal.ACT)
                                .keyword("schluß 'damit'", Keyword.STOP))
                        .withoutLegalRules())
                .disclosure(Disclosure.of("{business} ü: STOP").alsoOnReplies())
                .keywordTexts(new KeywordTexts("stop {business}", "start ü", "help {help} \uD83C\uDD98")
                        .with(KeywordAnswer.STOP_SENDER, "es", "adiós"))
                .sender(Sender.of("+14155550199", PROVIDER, "AC-2")
                        .channels(Channel.SMS, Channel.WHATSAPP)
                        .keywordReplies(KeywordReplies.BY_ENGINE)
                        .pool("MG-1"))
                .sender(Sender.of("office@example.com", "sendgrid", "sub"))
                .sender(Sender.of("72975", PROVIDER, "AC-2").keywordReplies(KeywordReplies.BY_PROVIDER))
                .whenInDoubt(Purpose.MARKETING, DoubtPolicy.ASK_HOST)
                .whenInDoubt(Purpose.CONVERSATIONAL, DoubtPolicy.NEVER_RESEND)
                .status(TenantStatus.SUSPENDED);

        directory().save(profile);

        assertSame(profile);
    }

    @Test
    @DisplayName("What a tenant says about time comes back as it was said")
    void save_times_comeBackWhole() {
        TimeRules times = TimeRules.ofDefaults()
                .legal(LegalProfile.STRICT)
                .lawCovers(Purpose.TRANSACTIONAL)
                .whenPlaceUnknown(UnknownPlace.ASK)
                .rule(LegalRule.of("OWN-1", "US-FL", WeekHours.parse("Mon-Fri 09:00-18:00; Sat 10:00-17:00"), "a=b, ü")
                        .closedOn("US")
                        .atMost(2))
                .withoutRule("US-SD-1")
                .addClosure("US-LA", Instant.EPOCH, Instant.parse("2027-01-01T00:00:00Z"), "storm = bad")
                .hours(Purpose.TRANSACTIONAL, WeekHours.parse("Mon-Fri 09:00-17:00"))
                .type("reminder", WeekHours.parse("Mon-Sun 10:00-12:00"))
                .urgent("alarm")
                .closedOn("US")
                .commands()
                .learnSendTimes("survey")
                .zone(ZoneId.of("America/Los_Angeles"));
        directory().save(TenantProfile.of("times", "T").times(times));

        TimeRules found = directory().find(TenantId.of("times")).orElseThrow().times();

        assertThat(found).isEqualTo(times);
        LegalTable shipped = LegalTable.shipped();
        assertThat(found.law(shipped)).isEqualTo(times.law(shipped)).isNotEqualTo(shipped);
        assertThat(found.isUrgent("alarm")).isTrue();
        assertThat(found.isObeyingCommands()).isTrue();
        assertThat(found.isAtBestTime(Purpose.TRANSACTIONAL, "survey")).isTrue();
        assertThat(found.type("reminder")).isEqualTo(times.type("reminder"));
        directory().save(TenantProfile.of("times", "T"));
        assertThat(directory().find(TenantId.of("times")).orElseThrow().times()).isSameAs(TimeRules.ofDefaults());
    }

    @Test
    @DisplayName("Limits, brands, prices and budgets come back as they were said")
    void save_limits_comeBackWhole() {
        ZoneId zone = ZoneId.of("America/Los_Angeles");
        TenantProfile profile = TenantProfile.of("limited", "Limited")
                .limit(RateLimit.of(100).per(Duration.ofHours(1)))
                .limitPerContact(RateLimit.of(5).perDay(zone))
                .limitPerContact(Purpose.MARKETING, RateLimit.of(3).per(Duration.ofDays(7)))
                .limitPerContact(Purpose.TRANSACTIONAL, RateLimit.of(9).per(Duration.ofMillis(1)))
                .brand("Müller/Söhne ~1", RateLimit.of(2_000).perDay(zone))
                .budget(Budget.of("499.90").perMonth(zone).alertAt(10, 100))
                .sender(Sender.of("+14155550198", PROVIDER, "AC-2")
                        .limit(RateLimit.of(1).per(Duration.ofSeconds(1)))
                        .brand("Müller/Söhne ~1")
                        .pricePerSegment("0.0079"));

        directory().save(profile);

        assertSame(profile);
        TenantProfile found = directory().find(profile.id()).orElseThrow();
        assertThat(found.limits()).hasToString(profile.limits().toString());
        assertThat(found.limits().budget()).isEqualTo(profile.limits().budget());
        assertThat(found.limitTerms()).isEqualTo(profile.limitTerms()).isNotEmpty();
        directory().save(profile.withoutLimits());
        assertThat(directory().find(profile.id()).orElseThrow().limits().tenant())
                .isEmpty();
    }

    @Test
    @DisplayName("A second profile replaces the first with all of its senders")
    void save_again_replaces() {
        directory().save(TenantProfile.of("t", "Before").sender("+14155550101", PROVIDER, ACCOUNT));
        TenantProfile after = TenantProfile.of("t", "After").sender("+14155550102", PROVIDER, ACCOUNT);

        directory().save(after);

        assertSame(after);
        assertThat(owner("+14155550101")).isEmpty();
        assertThat(owner("+14155550102")).contains(TenantId.of("t"));
    }

    @Test
    @DisplayName("A sender that another tenant has is refused, and nothing of the profile is stored")
    void save_sendersOfAnother_throwsAndStoresNothing() {
        TenantProfile before = TenantProfile.of("t", "Before").sender("+14155550101", PROVIDER, ACCOUNT);
        directory().save(before);
        TenantProfile thief = TenantProfile.of("t", "After")
                .sender("+14155550103", PROVIDER, ACCOUNT)
                .sender(SENDER.value(), PROVIDER, ACCOUNT);

        assertThatThrownBy(() -> directory().save(thief)).isInstanceOf(InvalidTenantException.class);

        assertSame(before);
        assertThat(owner("+14155550101")).contains(TenantId.of("t"));
        assertThat(owner("+14155550103")).isEmpty();
        assertThat(owner(SENDER.value())).contains(ACME);
    }

    @Test
    @DisplayName("A new tenant with another's sender is not registered at all")
    void save_newTenantWithAnothersSender_isNotRegistered() {
        assertThatThrownBy(() ->
                        directory().save(TenantProfile.of("new", "New").sender(SENDER.value(), PROVIDER, ACCOUNT)))
                .isInstanceOf(InvalidTenantException.class);

        assertThat(directory().find(TenantId.of("new"))).isEmpty();
        assertThat(directory().list()).containsExactly(ACME, OTHER);
    }

    @Test
    @DisplayName("The same number in another account or at another provider is another sender")
    void save_sameNumberElsewhere_isAllowed() {
        directory().save(TenantProfile.of("t1", "T").sender(SENDER.value(), PROVIDER, "AC-9"));
        directory().save(TenantProfile.of("t2", "T").sender(SENDER.value(), "telnyx", ACCOUNT));

        assertThat(directory().owner(PROVIDER, "AC-9", SENDER)).contains(TenantId.of("t1"));
        assertThat(directory().owner("telnyx", ACCOUNT, SENDER)).contains(TenantId.of("t2"));
        assertThat(directory().owner(PROVIDER, ACCOUNT, SENDER)).contains(ACME);
        assertThat(directory().owner("telnyx", "AC-9", SENDER)).isEmpty();
    }

    @Test
    @DisplayName("A sender given up is free for another tenant")
    void save_senderGivenUp_isFree() {
        directory().save(TenantProfile.of(ACME.value(), "Acme"));

        directory().save(TenantProfile.of(OTHER.value(), "Globex").sender(SENDER.value(), PROVIDER, ACCOUNT));

        assertThat(owner(SENDER.value())).contains(OTHER);
    }

    @Test
    @DisplayName("A profile may be saved again unchanged, and its own senders are no conflict")
    void save_unchanged_isNoConflict() {
        directory().save(make.profile(ACME));

        assertSame(make.profile(ACME));
    }

    @Test
    @DisplayName("Tenants are listed sorted by name, upper case before lower")
    void list_severalTenants_isSorted() {
        directory().save(TenantProfile.of("b", "B"));
        directory().save(TenantProfile.of("a.x", "A"));
        directory().save(TenantProfile.of("B", "B"));

        assertThat(directory().list())
                .extracting(TenantId::value)
                .containsExactly("B", "a.x", ACME.value(), "b", OTHER.value());
    }

    @Test
    @DisplayName("Of eight tenants that register one sender at once, one gets it and the others are refused")
    void save_sameSenderAtOnce_oneGetsIt() throws Exception {
        List<Callable<Boolean>> tasks = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            TenantProfile profile = TenantProfile.of("racer" + i, "R").sender("+14155550177", PROVIDER, ACCOUNT);
            tasks.add(() -> {
                try {
                    directory().save(profile);
                    return true;
                } catch (InvalidTenantException taken) {
                    return false;
                }
            });
        }

        List<Boolean> won = Race.run(tasks);

        assertThat(won).containsOnlyOnce(true);
        assertThat(owner("+14155550177")).contains(TenantId.of("racer" + won.indexOf(true)));
        assertThat(directory().list()).hasSize(3);
    }

    @Test
    @DisplayName("Nobody knows a tenant that was not registered, and it has nothing")
    void find_unknownTenant_isEmpty() {
        TenantId nobody = TenantId.of("nobody");

        assertThat(directory().find(nobody)).isEmpty();
        assertThat(session().message(nobody, make.messageId())).isEmpty();
        assertThat(session().trace(nobody, make.messageId())).isEmpty();
        assertThat(session().history(nobody, make.conversationId(), null, MANY)).isEmpty();
        assertThat(session().conversations(nobody, null, MANY)).isEmpty();
        assertThat(session().conversation(nobody, make.conversationId())).isEmpty();
        assertThat(session().contact(nobody, make.contactId())).isEmpty();
        assertThat(session().consent(nobody, make.phone()).isStopped()).isFalse();
    }

    private TenantDirectory directory() {
        return store().tenants();
    }

    private Optional<TenantId> owner(String number) {
        return directory().owner(PROVIDER, ACCOUNT, Address.parse(number));
    }

    private void assertSame(TenantProfile expected) {
        TenantProfile found = directory().find(expected.id()).orElseThrow();
        assertThat(found.id()).isEqualTo(expected.id());
        assertThat(found.businessName()).isEqualTo(expected.businessName());
        assertThat(found.helpContact()).isEqualTo(expected.helpContact());
        assertThat(found.keywordTexts()).isEqualTo(expected.keywordTexts());
        assertThat(found.senders()).isEqualTo(expected.senders());
        assertThat(found.status()).isEqualTo(expected.status());
        assertThat(found.consentPolicy()).isEqualTo(expected.consentPolicy());
        assertThat(found.disclosure()).isEqualTo(expected.disclosure());
        assertThat(found.doubtPolicies()).isEqualTo(expected.doubtPolicies());
    }
}
