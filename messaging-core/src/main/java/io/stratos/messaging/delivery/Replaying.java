package io.stratos.messaging.delivery;

/** What came of bringing a failed message back. */
public enum Replaying {
    /** It is queued again, as if it had just been handed in, and passes the gate like any other. */
    REPLAYED,
    /** It has not failed, or was brought back before: nothing was changed. Refused, cancelled and expired are not failed. */
    NOT_FAILED,
    /** A provider took a part of it, or may have: to bring it back could send that twice. Nothing was changed. */
    MAY_HAVE_BEEN_SENT,
    /** A request of it was in doubt, and its policy is {@code NEVER_RESEND}. Nothing was changed. */
    NEVER_RESENT
}
