package io.stratos.messaging.testkit;

import static io.stratos.messaging.testkit.StoreFixtures.ACME;
import static org.assertj.core.api.Assertions.assertThat;

import io.stratos.messaging.consent.Consent;
import io.stratos.messaging.consent.ConsentAction;
import io.stratos.messaging.delivery.Decision;
import io.stratos.messaging.message.Message;
import io.stratos.messaging.spi.store.AddressRecord;
import io.stratos.messaging.spi.store.Claim;
import io.stratos.messaging.spi.store.IntentDecision;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

abstract class HoldContract extends StoreContractBase {

    @Test
    @DisplayName("A hold stands until it is ended, and a second one does not move it")
    void record_hold_standsUntilReleased() {
        AddressRecord row = contact();
        Instant before = now();
        Consent held = session().record(ACME, make.keyword(row.address(), ConsentAction.HOLD));
        advance(Duration.ofHours(1));
        session().record(ACME, make.keyword(row.address(), ConsentAction.HOLD));

        assertThat(held.heldAt().orElseThrow()).isBetween(before, before.plus(Duration.ofMinutes(1)));
        assertThat(session().consent(ACME, row.address())).isEqualTo(held);
        assertThat(again(row).consent()).isEqualTo(held);

        session().record(ACME, make.keyword(row.address(), ConsentAction.RELEASE));
        assertThat(session().consent(ACME, row.address())).isEqualTo(Consent.unknown(row.address()));
    }

    @Test
    @DisplayName("Who is on hold is listed, whoever is so longest first, of this tenant alone")
    void held_listsThoseOnHold_longestFirst() {
        AddressRecord second = contact();
        AddressRecord first = contact();
        AddressRecord released = contact();
        contact();
        AddressRecord theirs = contact(StoreFixtures.OTHER);
        for (AddressRecord row : List.of(first, second, released)) {
            session().record(ACME, make.keyword(row.address(), ConsentAction.HOLD));
            advance(Duration.ofMinutes(1));
        }
        session().record(StoreFixtures.OTHER, make.keyword(theirs.address(), ConsentAction.HOLD));
        session().record(ACME, make.keyword(released.address(), ConsentAction.RELEASE));

        assertThat(session().held(ACME, MANY))
                .extracting(AddressRecord::address)
                .containsExactly(first.address(), second.address());
        assertThat(session().held(ACME, 1)).extracting(AddressRecord::address).containsExactly(first.address());
        assertThat(session().held(ACME, 1).get(0).consent())
                .isEqualTo(again(first).consent());
    }

    @ParameterizedTest
    @EnumSource(
            value = ConsentAction.class,
            names = {"RELEASE", "OPT_OUT_ALL", "RESUBSCRIBE"})
    @DisplayName("What waited for a hold is due once it ends, whatever ended it")
    void record_endOfAHold_makesDueWhatWaited(ConsentAction end) {
        AddressRecord row = contact();
        AddressRecord somebodyElse = contact();
        session().record(ACME, make.keyword(row.address(), ConsentAction.HOLD));
        Message waiting = accept(make.outbound(ACME, row).build());
        Message others = accept(make.outbound(ACME, somebodyElse).build());
        Message scheduled = accept(make.outbound(ACME, row)
                .schedule(now().plus(Duration.ofHours(2)), null)
                .build());
        deferAll(Duration.ofHours(6));
        assertThat(claimAll()).isEmpty();

        session().record(ACME, make.keyword(row.address(), end));

        assertThat(claimAll()).extracting(claim -> claim.message().id()).containsExactly(waiting.id());
        advance(Duration.ofHours(7));
        assertThat(claimAll()).extracting(claim -> claim.message().id()).contains(others.id(), scheduled.id());
    }

    @Test
    @DisplayName("What waited still says since when it is to go")
    void record_release_leavesSinceWhenItIsOwed() {
        AddressRecord row = contact();
        session().record(ACME, make.keyword(row.address(), ConsentAction.HOLD));
        accept(make.outbound(ACME, row).build());
        Instant owed = now().minus(Duration.ofHours(3));
        Decision decision = make.allowed(Decision.Stage.SEND, "held");
        take(
                MANY,
                (claim, recipient) ->
                        new IntentDecision.Defer(decision, recipient.readAt().plus(Duration.ofHours(6))).owing(owed));

        session().record(ACME, make.keyword(row.address(), ConsentAction.RELEASE));

        List<Claim> claims = claimAll();
        assertThat(claims).extracting(Claim::due).containsExactly(owed);
    }

    private void deferAll(Duration by) {
        Decision decision = make.allowed(Decision.Stage.SEND, "not yet");
        take(
                MANY,
                (claim, recipient) ->
                        new IntentDecision.Defer(decision, recipient.readAt().plus(by)));
    }
}
