package io.stratos.messaging.twilio.internal;

import java.io.Serial;

/** A webhook call that cannot be understood; its message is fit for the audit log. */
final class MalformedCallException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    MalformedCallException(String reason) {
        super(reason);
    }
}
