-- Unique keys that must hold for ever are tables of their own, so that msg_message, msg_decision and msg_attempt, whose
-- message ids carry the time, can be partitioned by ranges of them. No foreign keys: they would lock shared rows.

CREATE TABLE msg_tenant (
    tenant_id  varchar(64) NOT NULL PRIMARY KEY,
    status     varchar(16) NOT NULL,
    profile    varchar     NOT NULL,
    updated_at timestamp with time zone NOT NULL
);

-- Read before the tenant is known: an inbound message finds its tenant here.
CREATE TABLE msg_sender (
    provider  varchar      NOT NULL,
    account   varchar      NOT NULL,
    address   varchar(254) NOT NULL,
    tenant_id varchar(64)  NOT NULL,
    PRIMARY KEY (provider, account, address)
);
CREATE INDEX msg_sender_tenant ON msg_sender (tenant_id);

CREATE TABLE msg_contact (
    tenant_id  varchar(64) NOT NULL,
    contact_id uuid        NOT NULL,
    name       varchar,
    created_at timestamp with time zone NOT NULL,
    PRIMARY KEY (tenant_id, contact_id)
);

CREATE TABLE msg_conversation (
    tenant_id       varchar(64) NOT NULL,
    conversation_id uuid        NOT NULL,
    contact_id      uuid        NOT NULL,
    status          varchar(16) NOT NULL,
    snoozed_until   timestamp with time zone,
    priority        varchar(16) NOT NULL,
    assignee        varchar,
    tags            varchar     NOT NULL,
    participants    varchar     NOT NULL,
    links           varchar     NOT NULL,
    read_through    uuid,
    PRIMARY KEY (tenant_id, conversation_id)
);

-- The row on which opt-outs and sends of one address meet. What the events come to is kept on the row itself, so that
-- whoever has locked it has read the newest of it: consents and suppressions are texts, see ConsentText, null where nothing is recorded.
-- times is what is known of the contact's zone and wishes, such as z=America/New_York|f=MINIMAL; null for nothing.
-- disclosed_by is the message that showed the tenant's disclosure; disclosed is 1 once a provider took it, 0 before.
CREATE TABLE msg_address (
    tenant_id       varchar(64)  NOT NULL,
    address         varchar(254) NOT NULL,
    contact_id      uuid         NOT NULL,
    conversation_id uuid         NOT NULL,
    last_sender     varchar(254),
    stopped_at      timestamp with time zone,
    held_at         timestamp with time zone,
    consents        varchar,
    suppressions    varchar,
    consent_events  integer      NOT NULL,
    times           varchar,
    disclosed_by    uuid,
    disclosed       smallint,
    created_at      timestamp with time zone NOT NULL,
    PRIMARY KEY (tenant_id, address)
);
-- Ids of their own come first in indexes, not tenants: while PostgreSQL has no statistics it takes any index that begins with
-- the tenant for as good as the key, and reads all of the tenant's rows.
CREATE INDEX msg_address_contact ON msg_address (contact_id, tenant_id);

-- Only ever added to; numbered per address under its lock.
CREATE TABLE msg_consent_event (
    tenant_id varchar(64)  NOT NULL,
    address   varchar(254) NOT NULL,
    event_no  integer      NOT NULL,
    at        timestamp with time zone NOT NULL,
    action    varchar(32)  NOT NULL,
    purpose   varchar(32),
    source    varchar(32)  NOT NULL,
    facts     varchar      NOT NULL,
    PRIMARY KEY (tenant_id, address, event_no)
);

-- Events that are in no line yet. Sealing takes them out, after their commit, under the lock of msg_ledger alone.
CREATE TABLE msg_ledger_due (
    tenant_id varchar(64)  NOT NULL,
    address   varchar(254) NOT NULL,
    event_no  integer      NOT NULL,
    PRIMARY KEY (tenant_id, address, event_no)
);

-- The key of a tenant's hashes, and where its chain ends.
CREATE TABLE msg_ledger (
    tenant_id varchar(64) NOT NULL PRIMARY KEY,
    hash_key  varchar(64) NOT NULL,
    position  bigint      NOT NULL,
    link      varchar(64) NOT NULL
);

-- See io.stratos.messaging.spi.store.LedgerChain. address is no part of what is chained: it may be erased.
CREATE TABLE msg_ledger_line (
    tenant_id    varchar(64)  NOT NULL,
    position     bigint       NOT NULL,
    address      varchar(254),
    event_no     integer      NOT NULL,
    address_hash varchar(64)  NOT NULL,
    summary      varchar(120) NOT NULL,
    facts_hash   varchar(64)  NOT NULL,
    link         varchar(64)  NOT NULL,
    PRIMARY KEY (tenant_id, position)
);
CREATE UNIQUE INDEX msg_ledger_line_event ON msg_ledger_line (tenant_id, address, event_no);

CREATE TABLE msg_message (
    tenant_id       varchar(64)  NOT NULL,
    message_id      uuid         NOT NULL,
    conversation_id uuid         NOT NULL,
    direction       varchar(16)  NOT NULL,
    origin          varchar(32)  NOT NULL,
    channel         varchar(16)  NOT NULL,
    sender          varchar(254),
    recipient       varchar(254) NOT NULL,
    body            varchar      NOT NULL,
    subject         varchar,
    html            varchar,
    media           varchar,
    purpose         varchar(32)  NOT NULL,
    status          varchar(16)  NOT NULL,
    parent_id       uuid,
    business_key    varchar(200),
    handling        varchar(300),
    metadata        varchar,
    created_at      timestamp with time zone NOT NULL,
    scheduled_at    timestamp with time zone,
    expires_at      timestamp with time zone,
    sent_at         timestamp with time zone,
    delivered_at    timestamp with time zone,
    read_at         timestamp with time zone,
    failed_at       timestamp with time zone,
    unit_count      integer      NOT NULL,
    PRIMARY KEY (tenant_id, message_id)
);
CREATE INDEX msg_message_history ON msg_message (conversation_id, message_id);

-- A row that is not due yet is WAITING, and becomes READY when somebody finds that its time has come, so that among READY
-- rows nobody looks for the due ones. lane: 0 express, 1 bulk. due_at is when a WAITING or READY row may go, when the lease of
-- a CLAIMED or SENDING row ends, and when an IN_DOUBT row wants to be looked into; null if it does not. A WAITING or READY
-- row with an attempt is one whose resend a person ordered: the
-- attempt is still in doubt. A row's lock also guards the progress of its message and attempts. unit_limit is 0
-- before the first intent; from then on a message that is still QUEUED in msg_message reads SENDING, from the sender of
-- its latest attempt. waits_for is the sort of limit that last had no room for it. What is known only here is written to msg_message when the row leaves SENDING.
-- owed_at is since when a message is to go where due_at does not say so: of a claimed row, and of one that was put off
-- though it is late. order_key is the conversation of a message that keeps its place among others, else null.
CREATE TABLE msg_dispatch (
    tenant_id  varchar(64) NOT NULL,
    message_id uuid        NOT NULL,
    state      varchar(8)  NOT NULL,
    due_at     timestamp with time zone,
    token      bigint      NOT NULL,
    attempt_id uuid,
    unit       integer     NOT NULL,
    unit_limit integer     NOT NULL,
    unit_count integer     NOT NULL,
    attempts   integer     NOT NULL,
    checks     integer     NOT NULL,
    lane       smallint    NOT NULL,
    waits_for  varchar(8),
    owed_at    timestamp with time zone,
    order_key  uuid,
    PRIMARY KEY (tenant_id, message_id)
);

-- When the last message went that was late. Its lock is taken after those of addresses and dispatch rows.
CREATE TABLE msg_catch_up (
    tenant_id       varchar(64) NOT NULL,
    conversation_id uuid        NOT NULL,
    at              timestamp with time zone NOT NULL,
    PRIMARY KEY (tenant_id, conversation_id)
);

-- token is that of the claim the attempt was made under, and so the order of a message's attempts. verdicts are those of
-- the gate that let it go; decided_at is null where that was at started_at.
CREATE TABLE msg_attempt (
    tenant_id           varchar(64)  NOT NULL,
    message_id          uuid         NOT NULL,
    token               bigint       NOT NULL,
    attempt_id          uuid         NOT NULL,
    unit                integer      NOT NULL,
    provider            varchar      NOT NULL,
    account             varchar      NOT NULL,
    sender              varchar(254) NOT NULL,
    pool                varchar,
    started_at          timestamp with time zone NOT NULL,
    decided_at          timestamp with time zone,
    verdicts            varchar      NOT NULL,
    outcome             varchar,
    provider_message_id varchar,
    status              varchar(16)  NOT NULL,
    -- When it was last permitted to repeat the request under the same id; null for never.
    repeated_at         timestamp with time zone,
    PRIMARY KEY (tenant_id, message_id, token)
);
-- A receipt names no tenant.
CREATE UNIQUE INDEX msg_attempt_by_id ON msg_attempt (attempt_id);

-- Which attempt a provider's message id belongs to; without one while only receipts have named the id. Receipts and
-- settlements that bring the same id meet on this row.
CREATE TABLE msg_provider_message (
    provider            varchar NOT NULL,
    account             varchar NOT NULL,
    provider_message_id varchar NOT NULL,
    tenant_id           varchar(64),
    message_id          uuid,
    attempt_id          uuid,
    PRIMARY KEY (provider, account, provider_message_id)
);

-- Parked while it names no message. code is empty where the provider gave none.
CREATE TABLE msg_receipt (
    provider            varchar     NOT NULL,
    account             varchar     NOT NULL,
    provider_message_id varchar     NOT NULL,
    status              varchar(16) NOT NULL,
    code                varchar     NOT NULL,
    tenant_id           varchar(64),
    message_id          uuid,
    detail              varchar,
    received_at         timestamp with time zone NOT NULL,
    batch_no            integer     NOT NULL,
    PRIMARY KEY (provider, account, provider_message_id, status, code)
);

-- token is that of the claim the gate was asked about; 0 when the message was accepted. A decision to send is kept with
-- its attempt.
CREATE TABLE msg_decision (
    tenant_id  varchar(64) NOT NULL,
    message_id uuid        NOT NULL,
    token      bigint      NOT NULL,
    at         timestamp with time zone NOT NULL,
    stage      varchar(16) NOT NULL,
    verdicts   varchar     NOT NULL,
    PRIMARY KEY (tenant_id, message_id, token)
);

-- What people did to messages; only ever added to. token is that which the dispatch row was raised to.
CREATE TABLE msg_intervention (
    tenant_id  varchar(64)  NOT NULL,
    message_id uuid         NOT NULL,
    token      bigint       NOT NULL,
    at         timestamp with time zone NOT NULL,
    action     varchar(16)  NOT NULL,
    attempt_id uuid,
    done_by    varchar(64)  NOT NULL,
    reason     varchar(200) NOT NULL,
    PRIMARY KEY (tenant_id, message_id, token)
);

-- How much of a limit is used, see io.stratos.messaging.spi.store.Tally. tenant_id is empty where tenants share it. Rows are
-- locked in the order of the key, after all others.
CREATE TABLE msg_tally (
    tenant_id varchar(64) NOT NULL,
    scope     varchar(8)  NOT NULL,
    subject   varchar     NOT NULL,
    tally     varchar     NOT NULL,
    PRIMARY KEY (tenant_id, scope, subject)
);

CREATE TABLE msg_idempotency (
    tenant_id   varchar(64)  NOT NULL,
    idem_key    varchar(200) NOT NULL,
    message_id  uuid         NOT NULL,
    fingerprint varchar(64)  NOT NULL,
    PRIMARY KEY (tenant_id, idem_key)
);

CREATE TABLE msg_inbound_dedup (
    tenant_id  varchar(64)  NOT NULL,
    provider   varchar      NOT NULL,
    dedup_key  varchar(200) NOT NULL,
    message_id uuid         NOT NULL,
    PRIMARY KEY (tenant_id, provider, dedup_key)
);

-- How far providers' records of what contacts said were read: the inbound log of one number of ours, or, where receiver and
-- tenant_id are empty, the opt-out list of an account. until_at and page are those of a round under way.
CREATE TABLE msg_poll (
    provider     varchar      NOT NULL,
    account      varchar      NOT NULL,
    receiver     varchar(254) NOT NULL,
    tenant_id    varchar(64)  NOT NULL,
    since_at     timestamp with time zone,
    known_until  timestamp with time zone,
    until_at     timestamp with time zone,
    page         varchar(1000),
    due_at       timestamp with time zone NOT NULL,
    leased_until timestamp with time zone,
    token        bigint       NOT NULL,
    failures     integer      NOT NULL,
    problem      varchar(200),
    PRIMARY KEY (provider, account, receiver, tenant_id)
);

-- What the store was armed for, and who said so; the highest number is in force. Travels with every copy, which is how a
-- copy is recognised. epoch is null without a witness.
CREATE TABLE msg_environment (
    arming_no   bigint        NOT NULL PRIMARY KEY,
    environment varchar(64)   NOT NULL,
    identity    varchar(1000) NOT NULL,
    epoch       bigint,
    armed_by    varchar(64)   NOT NULL,
    reason      varchar(200)  NOT NULL,
    armed_at    timestamp with time zone NOT NULL
);
