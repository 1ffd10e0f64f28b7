package io.stratos.messaging.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.stratos.messaging.message.Media;
import io.stratos.messaging.spi.provider.PollRequest;
import io.stratos.messaging.spi.provider.PollResult;
import io.stratos.messaging.spi.provider.Polled;
import io.stratos.messaging.spi.provider.ProviderEvent.InboundMessage;
import io.stratos.messaging.testkit.ProviderHarness.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a provider owes the engine that declares an inbound log or an opt-out list. */
abstract class ProviderPollContract extends ProviderContractBase {

    private static final int MOST_PAGES = 100;

    @Test
    @DisplayName("What is not declared fails, and says so")
    void recordsThatAreNotDeclared_cannotBeRead() {
        if (!far.provider().capabilities().inboundLog()) {
            assertThat(far.provider().inboundLog(log(null))).isInstanceOf(PollResult.Failed.class);
        }
        if (!far.provider().capabilities().optOutList()) {
            assertThat(far.provider().optOutList(list(null))).isInstanceOf(PollResult.Failed.class);
        }
    }

    @Test
    @DisplayName("What was texted is in the log as its webhook reports it, under the same id, with when it came")
    void inboundLog_hasWhatWasTexted_underTheIdOfItsWebhook() {
        assumeTrue(far.provider().capabilities().inboundLog(), "keeps no inbound log");
        accepted(request("from us to them"));
        InboundMessage reported =
                onlyEvent(far.inbound(far.recipient(), far.route().from(), "STOP it & thanks"), InboundMessage.class);

        List<Polled> heard = readLog();

        assertThat(heard).hasSize(1);
        Polled.Text text = (Polled.Text) heard.get(0);
        assertThat(text.message().providerMessageId()).isEqualTo(reported.providerMessageId());
        assertThat(text.message().from()).isEqualTo(reported.from());
        assertThat(text.message().to()).isEqualTo(reported.to());
        assertThat(text.message().channel()).isEqualTo(reported.channel());
        assertThat(text.message().content()).isEqualTo(reported.content());
        assertThat(text.at()).isBetween(now().minusSeconds(2), now().plusSeconds(2));
    }

    @Test
    @DisplayName("Media that were texted are in the log, as the webhook reports them")
    void inboundLog_hasMedia() {
        assumeTrue(far.provider().capabilities().inboundLog(), "keeps no inbound log");
        List<Media> media = far.loggableMedia();
        InboundMessage reported = onlyEvent(
                far.inboundWithMedia(far.recipient(), far.route().from(), "two", media), InboundMessage.class);

        Polled.Text text = (Polled.Text) readLog().get(0);

        assertThat(text.message().content()).isEqualTo(reported.content());
        assertThat(text.message().content().media()).hasSize(media.size()).isNotEmpty();
        assertThat(text.message().channel()).isEqualTo(reported.channel());
    }

    @Test
    @DisplayName("What is younger than asked for is left to the next round")
    void inboundLog_leavesOutWhatIsYounger() {
        assumeTrue(far.provider().capabilities().inboundLog(), "keeps no inbound log");
        assertThat(far.inbound(far.recipient(), far.route().from(), "hello")).isNotNull();
        PollRequest before = new PollRequest(
                far.route().account(),
                far.route().from(),
                now().minus(Duration.ofDays(2)),
                now().minus(Duration.ofDays(1)),
                null,
                PATIENT);

        assertThat(far.provider().inboundLog(before)).isEqualTo(new PollResult.Page(List.of(), null));
    }

    @Test
    @DisplayName("Who opted out is on the list, with the number of ours and since when")
    void optOutList_hasWhoOptedOut() {
        assumeTrue(far.provider().capabilities().optOutList(), "has no opt-out list");
        Optional<Instant> since = far.optOut(far.recipient(), far.route().from());
        assumeTrue(since.isPresent(), "the far side cannot do this");

        List<Polled> heard = pages(cursor -> far.provider().optOutList(list(cursor)));

        assertThat(heard).hasSize(1);
        Polled.OptOut entry = (Polled.OptOut) heard.get(0);
        assertThat(entry.contact()).isEqualTo(far.recipient());
        assertThat(entry.sender()).isEqualTo(far.route().from());
        assertThat(entry.at())
                .isBetween(since.get().minusSeconds(1), since.get().plusSeconds(1));
    }

    @Test
    @DisplayName("Records of an account that is not ours fail, and so do those that nobody answers for")
    void recordsOfNobody_fail() {
        PollRequest elsewhere = new PollRequest("nobody", far.route().from(), Instant.EPOCH, now(), null, PATIENT);
        assertThat(far.provider().inboundLog(elsewhere)).isInstanceOf(PollResult.Failed.class);
        assertThat(far.provider().optOutList(elsewhere)).isInstanceOf(PollResult.Failed.class);
        assumeTrue(far.supports(Answer.SERVER_ERROR), "no HTTP");
        far.answerNext(Answer.CONNECTION_REFUSED);

        assertThat(far.provider().inboundLog(log(null))).isInstanceOf(PollResult.Failed.class);
        assertThat(far.provider().optOutList(list(null))).isInstanceOf(PollResult.Failed.class);
    }

    private Instant now() {
        return far.clock().instant();
    }

    private PollRequest log(@Nullable String cursor) {
        return new PollRequest(
                far.route().account(),
                far.route().from(),
                now().minusSeconds(600),
                now().plusSeconds(600),
                cursor,
                PATIENT);
    }

    private PollRequest list(@Nullable String cursor) {
        return new PollRequest(far.route().account(), null, Instant.EPOCH, now().plusSeconds(600), cursor, PATIENT);
    }

    private List<Polled> readLog() {
        return pages(cursor -> far.provider().inboundLog(log(cursor)));
    }

    private interface Reading {
        PollResult page(@Nullable String cursor);
    }

    private static List<Polled> pages(Reading reading) {
        List<Polled> heard = new ArrayList<>();
        String cursor = null;
        for (int i = 0; i < MOST_PAGES; i++) {
            PollResult result = reading.page(cursor);
            assertThat(result).isInstanceOf(PollResult.Page.class);
            PollResult.Page page = (PollResult.Page) result;
            heard.addAll(page.heard());
            cursor = page.next();
            if (cursor == null) {
                return heard;
            }
        }
        throw new AssertionError("more than " + MOST_PAGES + " pages");
    }
}
