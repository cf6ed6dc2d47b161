-- For how many seconds workers have used this database. It stands still while the product is down, so that the silence of a
-- server is counted only while it could be heard.
ALTER TABLE "liveness" ADD COLUMN "ran_seconds" DOUBLE PRECISION NOT NULL DEFAULT 0;

-- The last sign of life of each server that has a set-up script: the download of the revocation list every minute. A table
-- of its own, because it is written so often.
CREATE TABLE "server_contact" (
  "target_id" UUID NOT NULL,
  -- what the server calls itself in the download. It gives no access, but only the set-up script has it
  "contact_id" UUID NOT NULL DEFAULT gen_random_uuid(),
  "last_at" TIMESTAMPTZ(6),
  -- "ran_seconds" of "liveness" at that time
  "ran_seconds" DOUBLE PRECISION,
  -- why the clean-up could not archive the offline server, and when it last tried
  "kept_reason" TEXT,
  "kept_at" TIMESTAMPTZ(6),

  CONSTRAINT "server_contact_pkey" PRIMARY KEY ("target_id"),
  CONSTRAINT "server_contact_last" CHECK (("last_at" IS NULL) = ("ran_seconds" IS NULL)),
  CONSTRAINT "server_contact_kept" CHECK (("kept_at" IS NULL) = ("kept_reason" IS NULL))
) WITH (fillfactor = 50);
-- A download names one server.
CREATE UNIQUE INDEX "server_contact_contact_id_key" ON "server_contact"("contact_id");
ALTER TABLE "server_contact" ADD CONSTRAINT "server_contact_target_id_fkey"
  FOREIGN KEY ("target_id") REFERENCES "target"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- A restored server has to make contact again before it counts as offline, or the clean-up would archive it at once.
CREATE FUNCTION "forget_contact"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE "server_contact" SET "last_at" = NULL, "ran_seconds" = NULL, "kept_reason" = NULL, "kept_at" = NULL
  WHERE "target_id" = NEW."id";
  RETURN NULL;
END $$;
CREATE TRIGGER "target_forget_contact" AFTER UPDATE OF "status" ON "target" FOR EACH ROW
  WHEN (OLD."status" = 'Terminated' AND NEW."status" <> 'Terminated') EXECUTE FUNCTION "forget_contact"();
