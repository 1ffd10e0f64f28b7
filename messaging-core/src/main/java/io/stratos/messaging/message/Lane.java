package io.stratos.messaging.message;

/** Which of two queues a message waits in. Within a lane every tenant gets an equal share. */
public enum Lane {
    /** Goes first: what somebody is waiting for. */
    EXPRESS,
    /** Goes with what EXPRESS leaves: what many get at once. */
    BULK
}
