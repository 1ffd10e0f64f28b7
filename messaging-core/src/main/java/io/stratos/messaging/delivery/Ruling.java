package io.stratos.messaging.delivery;

/** What one rule of the gate says. */
public enum Ruling {
    /** As far as this rule goes, it may. */
    ALLOW,
    /** It may, this way: a sender, a provider. */
    CHOOSE,
    /** Not yet. */
    DEFER,
    /** No. */
    BLOCK
}
