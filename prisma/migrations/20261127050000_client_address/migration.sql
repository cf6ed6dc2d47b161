-- The client's network address at the time of an event; null where there is none.
ALTER TABLE "audit_event" ADD COLUMN "address" TEXT;
