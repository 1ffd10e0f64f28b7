package io.stratos.messaging.testkit;

import static io.stratos.messaging.testkit.StoreFixtures.ACME;
import static io.stratos.messaging.testkit.StoreFixtures.OTHER;
import static io.stratos.messaging.testkit.StoreFixtures.PROVIDER;
import static io.stratos.messaging.testkit.StoreFixtures.SENDER;
import static org.assertj.core.api.Assertions.assertThat;

import io.stratos.messaging.contact.Channel;
import io.stratos.messaging.delivery.Decision;
import io.stratos.messaging.message.Content;
import io.stratos.messaging.message.Direction;
import io.stratos.messaging.message.Message;
import io.stratos.messaging.message.Origin;
import io.stratos.messaging.schedule.CommandAnswers;
import io.stratos.messaging.schedule.ContactTimes;
import io.stratos.messaging.schedule.Preference;
import io.stratos.messaging.schedule.ReplyHours;
import io.stratos.messaging.spi.store.AddressRecord;
import io.stratos.messaging.spi.store.Ingest;
import io.stratos.messaging.spi.store.IngestResult;
import io.stratos.messaging.spi.store.IngestResult.Kind;
import io.stratos.messaging.spi.store.IntentDecision;
import io.stratos.messaging.spi.store.NewMessage;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

abstract class WishContract extends StoreContractBase {

    private static final ContactTimes EVENING = ContactTimes.none().preference(Preference.evening());

    @Test
    @DisplayName(
            "What a message changes of its sender's times is stored with it, once, and is answered if it is a change")
    void ingest_times_areStoredWithTheMessage_andAnsweredIfTheyChanged() {
        AddressRecord row = contact();

        assertThat(ingest(wishing("d1", row, known -> EVENING)).replied()).isTrue();
        assertThat(again(row).notes().times()).isEqualTo(EVENING);
        assertThat(ingest(wishing("d2", row, known -> EVENING)).replied())
                .as("no change")
                .isFalse();
        assertThat(ingest(wishing("d2", row, known -> ContactTimes.none())).kind())
                .isEqualTo(Kind.DUPLICATE);
        assertThat(again(row).notes().times()).isEqualTo(EVENING);
        assertThat(claimAll()).hasSize(1);
    }

    @Test
    @DisplayName("The same wish in eight messages at once is answered once, and what counts answers survives")
    void ingest_sameWishAtOnce_isAnsweredOnce() throws Exception {
        AddressRecord row = contact();
        CommandAnswers answered = CommandAnswers.none().confirmed(now()).explained(now());
        List<Callable<IngestResult>> texts = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Ingest text = wishing("d" + i, row, known -> known.answers(answered));
            texts.add(() -> ingest(text));
        }

        assertThat(Race.run(texts)).extracting(IngestResult::replied).containsOnlyOnce(true);

        assertThat(again(row).notes().times().answers()).isEqualTo(answered);
    }

    @Test
    @DisplayName("A changed wish makes due what waits in the conversation, not what is scheduled for later")
    void changedWish_asksAgainAboutWhatWaits() {
        AddressRecord row = contact();
        Message waiting = make.outbound(ACME, row).build();
        accept(waiting);
        Message scheduled = make.outbound(ACME, row)
                .schedule(now().plus(Duration.ofHours(2)), null)
                .build();
        accept(scheduled);
        deferAll();

        ingest(silent("d1", row, known -> known.zone(ZoneId.of("America/New_York"))));
        assertThat(claimAll()).as("a zone is no wish").isEmpty();
        ingest(silent("d2", row, known -> EVENING));
        deferAll();
        assertThat(claimAll()).isEmpty();
        session().changeTimes(ACME, row.address(), known -> ContactTimes.none());

        assertThat(claimAll()).extracting(claim -> claim.message().id()).containsExactly(waiting.id());
    }

    @Test
    @DisplayName("When contacts answered is found by tenant and segment")
    void replyHours_areThoseOfTenantAndSegment() {
        ReplyHours morning = ReplyHours.none().after(now(), 9);
        ReplyHours evening = morning.after(now().plus(Duration.ofHours(9)), 18);
        AddressRecord one = contact();
        AddressRecord two = contact();
        AddressRecord silent = contact();
        ingest(silent("d1", one, known -> known.replies(morning).segment("homeowners")));
        ingest(silent(
                "d2", two, known -> known.zone(ZoneId.of("America/New_York")).replies(evening)));
        session().changeTimes(ACME, silent.address(), known -> known.segment("homeowners"));

        assertThat(session().replyHours(ACME, null, MANY)).containsExactlyInAnyOrder(morning, evening);
        assertThat(session().replyHours(ACME, "homeowners", MANY)).containsExactly(morning);
        assertThat(session().replyHours(ACME, "owners", MANY)).isEmpty();
        assertThat(session().replyHours(ACME, null, 1)).hasSize(1);
        assertThat(session().replyHours(OTHER, null, MANY)).isEmpty();
    }

    private void deferAll() {
        Decision decision = make.allowed(Decision.Stage.SEND, "not yet");
        int taken = take(
                        MANY,
                        (claim, recipient) -> new IntentDecision.Defer(
                                decision, recipient.readAt().plus(Duration.ofDays(1))))
                .size();
        assertThat(taken).as("due and put off").isEqualTo(1);
    }

    private Ingest.Inbound silent(String key, AddressRecord row, UnaryOperator<ContactTimes> change) {
        return saying(key, row, change, null);
    }

    private Ingest.Inbound wishing(String key, AddressRecord row, UnaryOperator<ContactTimes> change) {
        Message answer = make.outbound(ACME, row)
                .kind(Direction.OUTBOUND, Origin.KEYWORD_REPLY, Channel.SMS)
                .from(SENDER)
                .content(Content.text("OK"))
                .build();
        return saying(key, row, change, make.fresh(answer));
    }

    private Ingest.Inbound saying(
            String key, AddressRecord row, UnaryOperator<ContactTimes> change, @Nullable NewMessage answer) {
        return new Ingest.Inbound(
                PROVIDER, key, make.inbound(ACME, row, "EVENING").build(), List.of(), answer, change);
    }
}
