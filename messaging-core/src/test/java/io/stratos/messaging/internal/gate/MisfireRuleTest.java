package io.stratos.messaging.internal.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.stratos.messaging.consent.Purpose;
import io.stratos.messaging.contact.PhoneNumber;
import io.stratos.messaging.delivery.Ruling;
import io.stratos.messaging.delivery.Verdict;
import io.stratos.messaging.id.ConversationId;
import io.stratos.messaging.id.MessageId;
import io.stratos.messaging.id.TenantId;
import io.stratos.messaging.message.Handling;
import io.stratos.messaging.message.Message;
import io.stratos.messaging.message.Misfire;
import io.stratos.messaging.spi.store.Claim;
import io.stratos.messaging.spi.store.ClaimToken;
import io.stratos.messaging.spi.store.Later;
import io.stratos.messaging.tenant.TenantProfile;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tables by which late messages go or do not. */
class MisfireRuleTest {

    private static final Instant DUE = Instant.parse("2026-03-02T17:00:00Z");
    private static final Later NONE = new Later(null, null);
    private static final Later NEWER = new Later(DUE.plusSeconds(60), DUE.plusSeconds(120));

    @ParameterizedTest
    @CsvSource({
        "PT0S, false",
        "PT15M, false",
        "PT15M0.001S, true",
        "PT16M, true",
        "P30D, true",
    })
    void late_isMoreThanAQuarterOfAnHourAfterItWasDue(String after, boolean late) {
        Claim claim = claim(message(Handling.usual()), 0, DUE);

        assertThat(Lateness.of(claim, DUE.plus(Duration.parse(after))).isPresent())
                .isEqualTo(late);
    }

    @Test
    void late_isCountedFromWhenItWasDueLast_notFromItsFirstTime() {
        Claim deferred = claim(message(Handling.usual()), 0, DUE.plus(Duration.ofHours(10)));

        assertThat(Lateness.of(deferred, DUE.plus(Duration.ofHours(10)))).isEmpty();
        assertThat(Lateness.of(deferred, DUE.plus(Duration.ofHours(12)))
                        .orElseThrow()
                        .by())
                .isEqualTo(Duration.ofHours(2));
    }

    @Test
    void late_isNothingThatWasHandedInLate() {
        Message message = message(Handling.usual()).toBuilder()
                .createdAt(DUE.plus(Duration.ofHours(5)))
                .build();

        assertThat(Lateness.of(claim(message, 0, DUE), DUE.plus(Duration.ofHours(5))))
                .isEmpty();
    }

    @Test
    void late_isNoMessageWithoutATime_andNoTextOfWhichAPartLeft() {
        Instant now = DUE.plus(Duration.ofDays(2));
        Message atOnce =
                message(Handling.usual()).toBuilder().schedule(null, null).build();

        assertThat(Lateness.of(claim(atOnce, 0, DUE), now)).isEmpty();
        assertThat(Lateness.of(claim(message(Handling.usual()), 1, DUE), now)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "skip, PT16M, none, BLOCK",
        "skip, P20D, newer, BLOCK",
        "fresh:PT4H, PT4H, none, ALLOW",
        "fresh:PT4H, PT4H0.001S, none, BLOCK",
        "fresh:PT4H, PT1H, newer, DEFER",
        "fresh:PT4H, PT5H, newer, BLOCK",
        "coalesce, P20D, none, ALLOW",
        "coalesce, PT16M, newer, BLOCK",
        "true:booked, P20D, none, ALLOW",
        "true:booked, P20D, newer, DEFER",
    })
    void policy_decidesByLatenessAndWhatIsNewer(String policy, String late, String newer, Ruling ruling) {
        Verdict verdict = verdict(message(Handling.usual()), policy, late, newer.equals("none") ? NONE : NEWER);

        assertThat(verdict.ruling()).isEqualTo(ruling);
        assertThat(verdict.rule()).isEqualTo("misfire");
        assertThat(verdict.reason()).contains("was due at 2026-03-02T17:00:00Z").contains(" late");
    }

    @ParameterizedTest
    @CsvSource({"fresh:PT4H, ALLOW", "true:booked, ALLOW", "coalesce, BLOCK", "skip, BLOCK"})
    void messageInOrder_letsNobodyGoFirst_butIsReplacedByANewerOneAboutTheSame(String policy, Ruling ruling) {
        Message message = message(Handling.usual().inOrder());

        assertThat(verdict(message, policy, "PT1H", NEWER).ruling()).isEqualTo(ruling);
    }

    @Test
    void coalesce_lookingAtOtherMatters_letsTheNewerOneGoFirst() {
        Later elsewhere = new Later(null, DUE.plusSeconds(60));

        assertThat(verdict(message(Handling.usual()), "coalesce", "PT1H", elsewhere)
                        .ruling())
                .isEqualTo(Ruling.DEFER);
    }

    @ParameterizedTest
    @CsvSource({"PT16M, 16 min", "PT1H, 1 h", "PT26H20M, 26 h 20 min", "P2D, 2 days", "P20DT5H, 20 days 5 h"})
    void reason_saysHowLateInWords(String late, String words) {
        assertThat(verdict(message(Handling.usual()), "skip", late, NONE).reason())
                .contains("comes " + words + " late");
    }

    @Test
    void policy_isTheMessages_elseTheTenants_elseTheBuiltIn() {
        Message silent = message(Handling.usual());
        Message own = message(Handling.usual().whenLate(Misfire.coalesce()));
        TenantProfile plain = TenantProfile.of("acme", "Acme");
        TenantProfile strict = plain.whenLate(Purpose.TRANSACTIONAL, Misfire.skip());

        assertThat(MisfireRule.policy(own, strict)).isEqualTo(Misfire.coalesce());
        assertThat(MisfireRule.policy(silent, strict)).isEqualTo(Misfire.skip());
        assertThat(MisfireRule.policy(silent, plain.whenLate(Purpose.MARKETING, Misfire.skip())))
                .isEqualTo(Misfire.catchUpIfFresh(Duration.ofDays(1)));
    }

    @ParameterizedTest
    @CsvSource({"PT0S, PT10S", "PT9S, PT10S", "PT10S, PT10S", "PT40S, PT40S", "PT10M, PT10M", "P3D, PT10M"})
    void silence_isWaitedOutTwiceAsLongEachTime(String waited, String wait) {
        Instant now = DUE.plus(Duration.parse(waited));

        Verdict verdict = ConditionRule.ask("booked", Known.Reply.silence("it threw"), DUE, now);

        assertThat(verdict.ruling()).isEqualTo(Ruling.DEFER);
        assertThat(verdict.allowedFrom()).contains(now.plus(Duration.parse(wait)));
        assertThat(verdict.reason()).contains("'booked'").contains("it threw");
    }

    @Test
    void answer_allowsOrEnds() {
        assertThat(ConditionRule.ask("booked", Known.Reply.of(true), DUE, DUE).ruling())
                .isEqualTo(Ruling.ALLOW);
        assertThat(ConditionRule.ask("booked", Known.Reply.of(false), DUE, DUE).ruling())
                .isEqualTo(Ruling.BLOCK);
    }

    private static Verdict verdict(Message message, String policy, String late, Later later) {
        Instant now = DUE.plus(Duration.parse(late));
        Optional<Lateness> lateness = Lateness.of(claim(message, 0, DUE), now);
        return MisfireRule.ask(message, Misfire.ofCode(policy), lateness.orElseThrow(), later, now);
    }

    private static Claim claim(Message message, int unit, Instant due) {
        return new Claim(
                new ClaimToken(message.tenant(), message.id(), 1), message, new Claim.Progress(unit, 0, 0), due);
    }

    private static Message message(Handling handling) {
        return Message.builder(
                        TenantId.of("acme"),
                        new MessageId(new UUID(0x7000L, 0x8000000000000001L)),
                        new ConversationId(new UUID(0x7000L, 0x8000000000000002L)))
                .to(PhoneNumber.of("+14155552671"))
                .handling(handling)
                .createdAt(DUE.minusSeconds(3_600))
                .schedule(DUE, null)
                .build();
    }
}
