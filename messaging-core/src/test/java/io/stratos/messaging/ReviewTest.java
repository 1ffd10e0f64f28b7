package io.stratos.messaging;

import static io.stratos.messaging.EngineFixture.CUSTOMER;
import static io.stratos.messaging.EngineFixture.OURS;
import static org.assertj.core.api.Assertions.assertThat;

import io.stratos.messaging.consent.ConsentPolicy;
import io.stratos.messaging.consent.Evidence;
import io.stratos.messaging.consent.Keyword;
import io.stratos.messaging.consent.OnRefusal;
import io.stratos.messaging.consent.ReplyRules;
import io.stratos.messaging.consent.Review;
import io.stratos.messaging.consent.Revocation;
import io.stratos.messaging.id.MessageId;
import io.stratos.messaging.message.MessageStatus;
import io.stratos.messaging.tenant.TenantProfile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who may have revoked is asked about, or not, as the tenant chooses. */
class ReviewTest extends CustomerCase {

    private static final String LIKELY = "you have the wrong number, I am not Bob";
    private static final String CLEAR = "please stop texting me";
    private static final Evidence KIM = Evidence.agent("Kim");

    @BeforeEach
    void optIn() {
        f.optIn();
    }

    private void rules(ReplyRules rules) {
        f.engine
                .tenants()
                .register(TenantProfile.of("acme", "Acme Plumbing")
                        .sender(OURS, "simulated", "sim")
                        .consentPolicy(ConsentPolicy.ofDefaults().replies(rules)));
    }

    @Test
    void likely_isListedWithItsTextAndReason_untilSomebodyDecides() {
        f.customerTexts(LIKELY);

        List<Review> open = f.acme.consent().toReview(10);
        assertThat(open).hasSize(1);
        Review review = open.get(0);
        assertThat(review.address()).isEqualTo(customer);
        assertThat(review.words()).contains(LIKELY);
        assertThat(review.reason()).contains("wrong-number").contains("wrong number");
        assertThat(review.since()).isEqualTo(f.clock.instant());
        assertThat(review).asString().doesNotContain("Bob").doesNotContain(CUSTOMER);

        f.acme.consent().release(customer, KIM);
        assertThat(f.acme.consent().toReview(10)).isEmpty();
        f.customerTexts(LIKELY);
        assertThat(f.acme.consent().toReview(10)).hasSize(1);
        f.acme.consent().optOutOfAll(customer, KIM);
        assertThat(f.acme.consent().toReview(10)).isEmpty();
    }

    @Test
    void heldByTheHost_isListedWithItsEvidence() {
        f.acme.consent().hold(customer, KIM.with("message", "said so on the phone"));

        assertThat(f.acme.consent().toReview(10)).hasSize(1).first().satisfies(review -> {
            assertThat(review.words()).isEmpty();
            assertThat(review.reason()).contains("said so on the phone");
        });
    }

    @Test
    void listener_isToldOnceForEachText_afterItHolds_andMayThrow() {
        List<Revocation> told = new ArrayList<>();
        try (MessagingEngine engine = MessagingEngine.builder()
                .store(f.store)
                .addProvider(f.provider)
                .clock(f.clock)
                .publicUrl(EngineFixture.PUBLIC_URL)
                .executor(Runnable::run, 1)
                .onRevocation(revocation -> {
                    told.add(revocation);
                    boolean inForce = revocation.kind() == Revocation.Kind.TO_REVIEW
                            ? consent().isHeld()
                            : consent().isStopped();
                    assertThat(inForce).isTrue();
                    throw new IllegalStateException("the host's own trouble");
                })
                .build()) {
            var likely = f.provider.inbound(CUSTOMER, OURS, LIKELY);
            assertThat(engine.webhooks().handle("simulated", likely).status()).isEqualTo(200);
            engine.webhooks().handle("simulated", likely);
            engine.webhooks().handle("simulated", f.provider.inbound(CUSTOMER, OURS, "see you at 5"));
            var stop = f.provider.inbound(CUSTOMER, OURS, "STOP");
            assertThat(engine.webhooks().handle("simulated", stop).status()).isEqualTo(200);
            engine.webhooks().handle("simulated", stop);
        }
        assertThat(told)
                .extracting(Revocation::kind)
                .containsExactly(Revocation.Kind.TO_REVIEW, Revocation.Kind.STOPPED);
        assertThat(told.get(0).reason()).contains("wrong-number");
        assertThat(told.get(0).address()).isEqualTo(customer);
        assertThat(told.get(0)).asString().doesNotContain(CUSTOMER);
        assertThat(f.acme.messages().find(told.get(0).message()))
                .hasValueSatisfying(text -> assertThat(text.content().text()).isEqualTo(LIKELY));
    }

    @Test
    void clear_isAskedAbout_ifTheTenantWantsThat_keywordsNever() {
        rules(ReplyRules.ofDefaults().onClear(OnRefusal.ASK));
        f.customerTexts(CLEAR);
        assertThat(consent().isHeld()).isTrue();
        assertThat(consent().isStopped()).isFalse();
        MessageId waiting = f.send("Your technician is on the way");
        f.pass(Duration.ofSeconds(1));
        assertThat(f.status(waiting)).isEqualTo(MessageStatus.QUEUED);

        f.customerTexts("stop");
        assertThat(consent().isStopped()).isTrue();
    }

    @Test
    void likely_isActedOn_ifTheTenantWantsThat() {
        rules(ReplyRules.ofDefaults().onLikely(OnRefusal.ACT));
        f.customerTexts(LIKELY);
        assertThat(consent().isStopped()).isTrue();
        assertThat(f.acme.consent().toReview(10)).isEmpty();
    }

    @Test
    void tenantsOwnWords_areKeywords_forThatTenantAlone() {
        f.customerTexts("¡Hasta aquí!");
        assertThat(consent().isStopped()).isFalse();

        rules(ReplyRules.ofDefaults().keyword("hasta AQUI", Keyword.STOP).keyword("hilfe", Keyword.HELP));
        assertThat(f.acme.consent().classify("Hilfe!").keyword()).contains(Keyword.HELP);
        f.customerTexts("we come hasta aqui");
        assertThat(consent().isStopped()).isFalse();
        f.customerTexts("¡Hasta aquí!");
        assertThat(consent().isStopped()).isTrue();
    }
}
