package io.stratos.messaging.testkit;

import static io.stratos.messaging.testkit.StoreFixtures.ACME;
import static io.stratos.messaging.testkit.StoreFixtures.OTHER;
import static io.stratos.messaging.testkit.StoreFixtures.PROVIDER;
import static org.assertj.core.api.Assertions.assertThat;

import io.stratos.messaging.consent.Consent;
import io.stratos.messaging.consent.ConsentAction;
import io.stratos.messaging.conversation.Conversation;
import io.stratos.messaging.conversation.ConversationChange;
import io.stratos.messaging.conversation.ConversationProfile;
import io.stratos.messaging.id.TenantId;
import io.stratos.messaging.message.Content;
import io.stratos.messaging.message.Message;
import io.stratos.messaging.message.MessageStatus;
import io.stratos.messaging.spi.store.AddressRecord;
import io.stratos.messaging.spi.store.Claim;
import io.stratos.messaging.spi.store.ClaimToken;
import io.stratos.messaging.spi.store.Ingest;
import io.stratos.messaging.spi.store.IngestResult;
import io.stratos.messaging.spi.store.Intent;
import io.stratos.messaging.spi.store.Settlement.Next;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

abstract class IsolationContract extends StoreContractBase {

    @Test
    @DisplayName("Another tenant finds nothing under our ids (INV-7)")
    void reads_ofAnotherTenant_findNothing() {
        AddressRecord row = contact();
        Message text = make.inbound(ACME, row, "hello").build();
        ingest(make.delivery("d1", text));
        session().record(ACME, make.keyword(row.address(), ConsentAction.OPT_OUT_ALL));

        assertThat(session().message(OTHER, text.id())).isEmpty();
        assertThat(session().trace(OTHER, text.id())).isEmpty();
        assertThat(session().history(OTHER, row.conversation(), null, MANY)).isEmpty();
        assertThat(session().conversation(OTHER, row.conversation())).isEmpty();
        assertThat(session().conversations(OTHER, null, MANY)).isEmpty();
        assertThat(session().contact(OTHER, row.contact())).isEmpty();
        assertThat(session().consent(OTHER, row.address())).isEqualTo(Consent.unknown(row.address()));
        assertThat(session().events(OTHER, row.address())).isEmpty();
    }

    @Test
    @DisplayName("Another tenant changes nothing under our ids")
    void changes_ofAnotherTenant_changeNothing() {
        AddressRecord row = contact();
        Message text = make.inbound(ACME, row, "hello").build();
        ingest(make.delivery("d1", text));

        assertThat(session()
                        .change(
                                OTHER,
                                row.conversation(),
                                ConversationChange.none().archive()))
                .isEmpty();
        session().markRead(OTHER, row.conversation(), text.id());

        Conversation ours = session().conversation(ACME, row.conversation()).orElseThrow();
        assertThat(ours.profile()).isEqualTo(ConversationProfile.initial());
        assertThat(ours.unread()).isEqualTo(1);
    }

    @Test
    @DisplayName("Two tenants with the same ids, address and keys each have their own of everything")
    void sameIds_ofTwoTenants_areTwoOfEverything() {
        AddressRecord ours = contact();
        AddressRecord theirs = session().ensureAddress(OTHER, ours.address(), ours.contact(), ours.conversation());
        assertThat(theirs.conversation()).isEqualTo(ours.conversation());
        Message mine = outbound(ACME, ours, "ours");
        Message other = sameId(mine, OTHER, "theirs");

        session().accept(List.of(make.keyed(mine, "k", "f"), make.keyed(other, "k", "g")));

        assertThat(session().message(ACME, mine.id()).orElseThrow().content().text())
                .isEqualTo("ours");
        assertThat(session().message(OTHER, mine.id()).orElseThrow().content().text())
                .isEqualTo("theirs");
        assertThat(session().history(ACME, ours.conversation(), null, MANY))
                .extracting(m -> m.content().text())
                .containsExactly("ours");
        assertThat(session().history(OTHER, ours.conversation(), null, MANY))
                .extracting(m -> m.content().text())
                .containsExactly("theirs");
        assertThat(session().conversations(OTHER, null, MANY))
                .extracting(Conversation::tenant)
                .containsExactly(OTHER);
        assertThat(session().conversations(ACME, null, MANY))
                .extracting(Conversation::tenant)
                .containsExactly(ACME);
        session().change(ACME, ours.conversation(), ConversationChange.none().tag("ours"));
        assertThat(session()
                        .conversation(OTHER, ours.conversation())
                        .orElseThrow()
                        .profile()
                        .tags())
                .isEmpty();
    }

    @Test
    @DisplayName("Two tenants' messages of the same id are dispatched and reported on apart")
    void sameMessageIds_ofTwoTenants_areDispatchedApart() {
        AddressRecord ours = contact();
        AddressRecord theirs = session().ensureAddress(OTHER, ours.address(), ours.contact(), ours.conversation());
        Message mine = outbound(ACME, ours, "ours");
        session().accept(List.of(make.fresh(mine), make.fresh(sameId(mine, OTHER, "theirs"))));
        assertThat(theirs.consent()).isEqualTo(Consent.unknown(ours.address()));
        List<Claim> claims = claimAll();
        assertThat(claims).hasSize(2);
        int ourPlace = claims.get(0).token().tenant().equals(ACME) ? 0 : 1;
        Claim acme = claims.get(ourPlace);
        Claim other = claims.get(1 - ourPlace);

        Underway underway = begin(acme, 1);
        assertThat(session().message(OTHER, mine.id()).orElseThrow().status()).isEqualTo(MessageStatus.QUEUED);
        store().release(List.of(new ClaimToken(OTHER, mine.id(), other.token().token() + 7)));
        settle(underway, acceptedAs("SM1"), new Next.Advance());
        ingest(make.receipt("SM1", underway.attempt(), MessageStatus.DELIVERED));

        assertThat(session().message(ACME, mine.id()).orElseThrow().status()).isEqualTo(MessageStatus.DELIVERED);
        assertThat(session().message(OTHER, mine.id()).orElseThrow().status()).isEqualTo(MessageStatus.QUEUED);
        assertThat(session().trace(OTHER, mine.id()).orElseThrow().attempts()).isEmpty();
        assertThat(session().trace(OTHER, mine.id()).orElseThrow().receipts()).isEmpty();
        assertThat(begin(other, 1).token().tenant()).isEqualTo(OTHER);
    }

    @Test
    @DisplayName("A claim under another tenant's name is no claim")
    void intent_claimUnderAnotherTenant_isLost() {
        Message message = accepted();
        Claim claim = claim();
        Claim forged = new Claim(
                new ClaimToken(OTHER, message.id(), claim.token().token()),
                claim.message(),
                claim.progress(),
                claim.due());

        assertThat(store().intent(List.of(new Intent(forged, make.attemptId())), LEASE, (c, r) -> proceed(1))
                        .get(0)
                        .committed())
                .isEmpty();
        store().release(List.of(forged.token()));

        assertThat(claimAll()).isEmpty();
        assertThat(begin(claim, 1).message().id()).isEqualTo(message.id());
    }

    @Test
    @DisplayName("A STOP to one tenant stops no other; the gate is handed the row of the message's tenant")
    void stop_ofOneTenant_stopsNoOther() {
        AddressRecord ours = contact();
        AddressRecord theirs = session().ensureAddress(OTHER, ours.address(), make.contactId(), make.conversationId());
        IngestResult stop = ingest(IngestContract.stopping(
                make, "d1", make.inbound(ACME, ours, "STOP").build(), null));
        assertThat(stop.kind()).isEqualTo(IngestResult.Kind.STORED);
        accept(make.outbound(OTHER, theirs).build());

        store().intent(List.of(new Intent(claim(), make.attemptId())), LEASE, (claim, recipient) -> {
            assertThat(recipient.consent().isStopped()).isFalse();
            assertThat(recipient.contact()).isEqualTo(theirs.contact());
            return proceed(1);
        });

        assertThat(session().consent(ACME, ours.address()).isStopped()).isTrue();
    }

    @Test
    @DisplayName("The same delivery to two tenants is each one's own")
    void ingest_sameDeliveryToTwoTenants_isStoredTwice() {
        AddressRecord ours = contact();
        AddressRecord theirs = session().ensureAddress(OTHER, ours.address(), ours.contact(), ours.conversation());
        Message mine = make.inbound(ACME, ours, "hello").build();
        Message other = Message.builder(OTHER, mine.id(), theirs.conversation())
                .kind(mine.direction(), mine.origin(), mine.channel())
                .from(ours.address())
                .to(mine.to())
                .status(MessageStatus.RECEIVED)
                .createdAt(mine.createdAt())
                .build();

        ingest(make.delivery("d1", mine));
        IngestResult result = ingest(new Ingest.Inbound(PROVIDER, "d1", other, List.of(), null));

        assertThat(result.kind()).isEqualTo(IngestResult.Kind.STORED);
        session().markRead(ACME, ours.conversation(), mine.id());
        assertThat(session()
                        .conversation(ACME, ours.conversation())
                        .orElseThrow()
                        .unread())
                .isZero();
        assertThat(session()
                        .conversation(OTHER, ours.conversation())
                        .orElseThrow()
                        .unread())
                .isEqualTo(1);
    }

    private Message outbound(TenantId tenant, AddressRecord to, String text) {
        return make.outbound(tenant, to).content(Content.text(text)).build();
    }

    private static Message sameId(Message message, TenantId tenant, String text) {
        return Message.builder(tenant, message.id(), message.conversation())
                .to(message.to())
                .content(Content.text(text))
                .createdAt(message.createdAt())
                .build();
    }
}
