package io.stratos.messaging.tenant;

/** Whether a tenant sends. */
public enum TenantStatus {
    /** It receives and sends. */
    ACTIVE,
    /** It receives; it neither accepts nor sends, and what was queued waits. */
    SUSPENDED
}
