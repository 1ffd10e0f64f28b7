package io.stratos.messaging.sim;

import io.stratos.messaging.delivery.Decision;
import io.stratos.messaging.id.AttemptId;
import io.stratos.messaging.limit.BudgetAlert;
import io.stratos.messaging.message.Message;
import io.stratos.messaging.spi.provider.SendRequest;
import io.stratos.messaging.spi.store.Claim;

/** Something that must hold, asked wherever it can break. */
interface Invariant {

    /** A node got a claim. */
    default void claimed(World world, Claim claim) {}

    /** An intent committed. */
    default void intended(World world, AttemptId attempt, Journal.Intended intent) {}

    /** A request in doubt may be repeated; its instant and consent are those of the permission. */
    default void permitted(World world, Journal.Intended again) {}

    /** The gate blocked a message or put it off, and that committed. */
    default void refused(World world, Message message, Decision decision, Journal.Known known) {}

    /** The first byte of a request leaves; {@code intent} is null if none committed for it. */
    default void written(World world, SendRequest request, Journal.Intended intent) {}

    /** The provider answered. */
    default void answered(World world, Journal.Answered answer) {}

    /** A provider's call was answered 200. */
    default void called(World world, Journal.Call call) {}

    /** A host was told of a budget. */
    default void told(World world, BudgetAlert alert) {}

    /** A step is over. */
    default void afterStep(World world) {}

    /** Faults stopped and everything had time to drain. */
    default void atEnd(World world) {}
}
