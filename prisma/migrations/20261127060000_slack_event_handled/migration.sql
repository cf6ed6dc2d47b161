-- An event is noted together with a job that handles it; until then it is not handled.
ALTER TABLE "slack_event" ADD COLUMN "handled_at" TIMESTAMPTZ(6);
UPDATE "slack_event" SET "handled_at" = "received_at";
