package io.stratos.messaging.examples.bench;

/**
 * The statements of the floor: each batch one statement, on tables that equal the engine's.
 *
 * <p>{@code v} holds what differs from message to message, handed in as one array for each column.
 */
final class FloorSql {

    private static final String MESSAGES = """
            , m AS (
            INSERT INTO floor.msg_message (tenant_id, message_id, conversation_id, direction, origin, channel, recipient,
              body, purpose, status, created_at, unit_count)
            SELECT 'acme', v.message_id, v.conversation_id, 'OUTBOUND', 'HOST', 'SMS', v.recipient, v.body,
              'TRANSACTIONAL', 'QUEUED', clock_timestamp(), 0 FROM v), d AS (
            INSERT INTO floor.msg_decision (tenant_id, message_id, token, at, stage, verdicts)
            SELECT 'acme', v.message_id, 0, clock_timestamp(), 'ACCEPT', v.verdicts FROM v)
            INSERT INTO floor.msg_dispatch (tenant_id, message_id, state, due_at, token, unit, unit_limit, unit_count,
              attempts, checks, lane)
            SELECT 'acme', v.message_id, 'READY', clock_timestamp(), 0, 0, 0, 0, 0, 0, 0 FROM v""";

    /** message_id, conversation_id, recipient, body, verdicts. */
    static final String ACCEPT = """
            WITH v AS MATERIALIZED (SELECT * FROM unnest(?::uuid[], ?::uuid[], ?::varchar[], ?::varchar[], ?::varchar[])
              AS v(message_id, conversation_id, recipient, body, verdicts))""" + MESSAGES;

    /** The same for one message. */
    static final String ACCEPT_ONE = """
            WITH v AS MATERIALIZED (SELECT ?::uuid AS message_id, ?::uuid AS conversation_id, ?::varchar AS recipient,
              ?::varchar AS body, ?::varchar AS verdicts)""" + MESSAGES;

    /** Limit; gives message_id, recipient and body. */
    static final String DUE = """
            SELECT d.message_id, m.recipient, m.body FROM floor.msg_dispatch d
            JOIN floor.msg_message m ON m.tenant_id = d.tenant_id AND m.message_id = d.message_id
            WHERE d.state = 'READY' AND d.lane = 0 AND d.tenant_id = 'acme' AND d.due_at <= (SELECT clock_timestamp())
            ORDER BY d.due_at, d.message_id LIMIT ? FOR NO KEY UPDATE OF d SKIP LOCKED""";

    /** message_id, attempt_id, verdicts. */
    static final String INTENT = """
            WITH v AS MATERIALIZED (SELECT * FROM unnest(?::uuid[], ?::uuid[], ?::varchar[])
              AS v(message_id, attempt_id, verdicts)), a AS (
            INSERT INTO floor.msg_attempt (tenant_id, message_id, token, attempt_id, unit, provider, account, sender,
              started_at, verdicts, status)
            SELECT 'acme', v.message_id, 1, v.attempt_id, 0, 'noop', 'bench', '+14155550100', clock_timestamp(),
              v.verdicts, 'SENDING' FROM v)
            UPDATE floor.msg_dispatch AS t SET state = 'SENDING', due_at = clock_timestamp() + interval '1 minute',
              token = 1, attempt_id = v.attempt_id, unit_limit = 1600, unit_count = 1, attempts = 1
            FROM v WHERE t.tenant_id = 'acme' AND t.message_id = v.message_id""";

    /** message_id, attempt_id, provider_message_id, outcome. */
    static final String SETTLE = """
            WITH v AS MATERIALIZED (SELECT * FROM unnest(?::uuid[], ?::uuid[], ?::varchar[], ?::varchar[])
              AS v(message_id, attempt_id, provider_message_id, outcome)), p AS (
            INSERT INTO floor.msg_provider_message (provider, account, provider_message_id, tenant_id, message_id,
              attempt_id)
            SELECT 'noop', 'bench', v.provider_message_id, 'acme', v.message_id, v.attempt_id FROM v), a AS (
            UPDATE floor.msg_attempt AS t SET outcome = v.outcome, provider_message_id = v.provider_message_id,
              status = 'SENT'
            FROM v WHERE t.tenant_id = 'acme' AND t.message_id = v.message_id AND t.token = 1), m AS (
            UPDATE floor.msg_message AS t SET status = 'SENT', sent_at = clock_timestamp(),
              sender = '+14155550100', unit_count = 1
            FROM v WHERE t.tenant_id = 'acme' AND t.message_id = v.message_id)
            DELETE FROM floor.msg_dispatch AS t USING v WHERE t.tenant_id = 'acme' AND t.message_id = v.message_id""";

    private FloorSql() {}
}
