-- Taking up steps from tenant to tenant in the first of these: a partial index forgets a row once it is taken.
CREATE INDEX msg_dispatch_ready ON msg_dispatch (lane, tenant_id, due_at, message_id) WHERE state = 'READY';
CREATE INDEX msg_dispatch_leased ON msg_dispatch (state, due_at) WHERE state <> 'READY';
CREATE INDEX msg_dispatch_order ON msg_dispatch (tenant_id, order_key) WHERE order_key IS NOT NULL;
CREATE INDEX msg_message_business_key ON msg_message (tenant_id, business_key, message_id) WHERE business_key IS NOT NULL;
CREATE INDEX msg_receipt_message ON msg_receipt (tenant_id, message_id) WHERE message_id IS NOT NULL;
CREATE INDEX msg_address_held ON msg_address (tenant_id, held_at) WHERE held_at IS NOT NULL;

-- Room for the next version of a row on its own page.
ALTER TABLE msg_dispatch SET (fillfactor = 60, autovacuum_vacuum_scale_factor = 0.02);
ALTER TABLE msg_message SET (fillfactor = 85);
ALTER TABLE msg_attempt SET (fillfactor = 80);
ALTER TABLE msg_address SET (fillfactor = 85);
ALTER TABLE msg_tally SET (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.02);
