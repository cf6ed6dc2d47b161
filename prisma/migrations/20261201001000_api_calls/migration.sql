-- Every call of an API key or a service account is an event. The audit log of the console shows them apart, and finds all others
-- by this index, however many calls there are.
CREATE INDEX "audit_event_without_calls" ON "audit_event" ("organization_id", "id") WHERE "action" <> 'call-api';
