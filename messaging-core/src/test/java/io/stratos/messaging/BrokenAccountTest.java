package io.stratos.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.stratos.messaging.delivery.AccountHealth;
import io.stratos.messaging.delivery.Refusal;
import io.stratos.messaging.id.MessageId;
import io.stratos.messaging.message.MessageStatus;
import io.stratos.messaging.routing.ProviderAccount;
import io.stratos.messaging.simulation.Behavior;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BrokenAccountTest {

    private final EngineFixture f = new EngineFixture();

    @BeforeEach
    void agree() {
        f.optIn();
    }

    @AfterEach
    void close() {
        f.close();
    }

    @Test
    void wrongToken_failsWhatIsOnItsWay_andDoesNotBurnTheQueue() {
        f.provider.always(Behavior.refuse(Refusal.ACCOUNT, "20003"));
        List<MessageId> ids = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            ids.add(f.send("hello " + i));
        }
        f.pass(Duration.ZERO);
        assertThat(f.provider.requests()).isEqualTo(1);
        assertThat(ids).filteredOn(id -> f.status(id) == MessageStatus.FAILED).hasSize(1);
        assertThat(ids).filteredOn(id -> f.status(id) == MessageStatus.QUEUED).hasSize(19);
        f.provider.always(Behavior.deliver());
        for (int i = 0; i < 20; i++) {
            f.pass(Duration.ofSeconds(30));
        }
        assertThat(ids)
                .filteredOn(id -> f.status(id) == MessageStatus.DELIVERED)
                .hasSize(19);
        assertThat(f.engine.health().accounts()).isEmpty();
    }

    @Test
    void messageThatWaitsForItsAccount_saysSo_andUntilWhen() {
        f.provider.always(Behavior.refuse(Refusal.ACCOUNT, "20003"));
        f.send("first");
        f.pass(Duration.ZERO);
        MessageId id = f.send("second");
        f.pass(Duration.ZERO);
        assertThat(f.acme.messages().explain(id).toText())
                .contains("account")
                .contains("the provider refuses the account, code 20003");
        AccountHealth health = f.engine.health().accounts().get(0);
        assertThat(health.account()).isEqualTo(new ProviderAccount(f.provider.name(), f.provider.account()));
        assertThat(health.state()).isEqualTo(AccountHealth.State.OPEN);
        assertThat(health.since()).isEqualTo(f.clock.instant());
        assertThat(health.until())
                .isBetween(health.since().plusSeconds(48), health.since().plusSeconds(60));
    }

    @Test
    void providerThatAnswersNothing_isAskedLess_andAllGoOnceItIsBack() {
        f.provider.always(Behavior.connectionRefused());
        List<MessageId> ids = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            ids.add(f.send("hello " + i));
        }
        for (int i = 0; i < 10; i++) {
            f.pass(Duration.ofSeconds(3));
        }
        assertThat(f.engine.health().accounts()).hasSize(1);
        f.provider.always(Behavior.deliver());
        for (int i = 0; i < 60; i++) {
            f.pass(Duration.ofSeconds(15));
        }
        assertThat(ids).allMatch(id -> f.status(id) == MessageStatus.DELIVERED);
    }

    @Test
    void ownMistakes_areNotTheAccounts() {
        for (int i = 0; i < 30; i++) {
            f.provider.next(Behavior.refuse(Refusal.RECIPIENT, "21211"));
            f.send("hello " + i);
            f.pass(Duration.ZERO);
        }
        assertThat(f.provider.requests()).isEqualTo(30);
        assertThat(f.engine.health().accounts()).isEmpty();
    }
}
