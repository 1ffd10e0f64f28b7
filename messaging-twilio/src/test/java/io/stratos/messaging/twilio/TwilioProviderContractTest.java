package io.stratos.messaging.twilio;

import io.stratos.messaging.testkit.MessageProviderContract;
import io.stratos.messaging.testkit.ProviderHarness;

class TwilioProviderContractTest extends MessageProviderContract {

    @Override
    protected ProviderHarness harness() {
        return new FarTwilio();
    }
}
