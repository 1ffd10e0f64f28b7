CREATE INDEX msg_dispatch_ready ON msg_dispatch (state, lane, tenant_id, due_at, message_id);
CREATE INDEX msg_dispatch_due ON msg_dispatch (state, due_at);
CREATE INDEX msg_dispatch_order ON msg_dispatch (tenant_id, order_key);
CREATE INDEX msg_message_business_key ON msg_message (tenant_id, business_key, message_id);
CREATE INDEX msg_receipt_message ON msg_receipt (tenant_id, message_id);
CREATE INDEX msg_address_held ON msg_address (tenant_id, held_at);
