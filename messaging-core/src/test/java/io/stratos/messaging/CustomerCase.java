package io.stratos.messaging;

import static io.stratos.messaging.EngineFixture.CUSTOMER;

import io.stratos.messaging.consent.Consent;
import io.stratos.messaging.consent.Evidence;
import io.stratos.messaging.consent.Purpose;
import io.stratos.messaging.contact.PhoneNumber;
import io.stratos.messaging.delivery.Acceptance;
import io.stratos.messaging.message.OutboundMessage;
import org.junit.jupiter.api.AfterEach;

/** The plumber's one customer, for tests of what they agreed to. */
abstract class CustomerCase {

    final EngineFixture f = new EngineFixture();
    final PhoneNumber customer = PhoneNumber.of(CUSTOMER);

    @AfterEach
    void close() {
        f.close();
    }

    final void optInToMarketing() {
        f.acme.consent().optIn(customer, Purpose.MARKETING, Evidence.form("newsletter"));
    }

    final Consent consent() {
        return f.acme.consent().of(customer);
    }

    final Acceptance offer() {
        return f.acme.messages().send(OutboundMessage.to(CUSTOMER).text("Sale").purpose(Purpose.MARKETING));
    }
}
