-- The text of an event: what is sealed. A column that is added later appears here, and is null in what was sealed before.
CREATE FUNCTION "audit_document"("event" "audit_event") RETURNS text LANGUAGE sql STABLE SET TimeZone = 'UTC' AS $$
  SELECT row_to_json("event")::text
$$;

-- An attempt that was refused can be of no organization.
ALTER TABLE "audit_event" ALTER COLUMN "organization_id" DROP NOT NULL;

-- Sealed events, a row for those that were sealed together, so that sealing costs a fraction of recording. An event has a
-- number in its log, without gaps: those of the row are "first_seq" to "last_seq". "lines" has the exact texts that were hashed. A
-- log is an organization's; the events of no organization have one of their own.
CREATE TABLE "audit_seal" (
    "log" UUID NOT NULL,
    "first_seq" BIGINT NOT NULL,
    "last_seq" BIGINT NOT NULL,
    "event_ids" BIGINT[] NOT NULL,
    "lines" TEXT[] NOT NULL,
    "hashes" BYTEA[] NOT NULL,
    "last_hash" BYTEA NOT NULL,
    "last_event_id" BIGINT NOT NULL,
    "sealed_at" TIMESTAMPTZ(6) NOT NULL DEFAULT clock_timestamp(),

    CONSTRAINT "audit_seal_pkey" PRIMARY KEY ("log","last_seq")
);
CREATE INDEX "audit_seal_last_event_id_idx" ON "audit_seal"("last_event_id");

-- The keys that sign checkpoints, the newest last. The private key is sealed with ENCRYPTION_KEYS.
CREATE TABLE "audit_key" (
    "id" TEXT NOT NULL,
    "log" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "public_key" TEXT NOT NULL,
    "introduction" TEXT,
    "private_key_sealed" BYTEA NOT NULL,
    "private_key_key_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT clock_timestamp(),

    CONSTRAINT "audit_key_pkey" PRIMARY KEY ("id")
);
-- One key follows another.
CREATE UNIQUE INDEX "audit_key_log_number_key" ON "audit_key"("log", "number");

CREATE TABLE "audit_checkpoint" (
    "log" UUID NOT NULL,
    "seq" BIGINT NOT NULL,
    "text" TEXT NOT NULL,
    "made_at" TIMESTAMPTZ(6) NOT NULL DEFAULT clock_timestamp(),

    CONSTRAINT "audit_checkpoint_pkey" PRIMARY KEY ("log","seq")
);
ALTER TABLE "audit_checkpoint" ADD CONSTRAINT "audit_checkpoint_log_seq_fkey"
  FOREIGN KEY ("log", "seq") REFERENCES "audit_seal"("log", "last_seq") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- They only grow. The sealed form of a private key can change, when it is sealed with another key.
CREATE FUNCTION "audit_chain_only_grows"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
END $$;
CREATE TRIGGER "audit_seal_only_grows" BEFORE UPDATE OR DELETE OR TRUNCATE ON "audit_seal"
  FOR EACH STATEMENT EXECUTE FUNCTION "audit_chain_only_grows"();
CREATE TRIGGER "audit_checkpoint_only_grows" BEFORE UPDATE OR DELETE OR TRUNCATE ON "audit_checkpoint"
  FOR EACH STATEMENT EXECUTE FUNCTION "audit_chain_only_grows"();
CREATE TRIGGER "audit_key_only_grows"
  BEFORE UPDATE OF "id", "log", "number", "public_key", "introduction", "created_at" OR DELETE OR TRUNCATE ON "audit_key"
  FOR EACH STATEMENT EXECUTE FUNCTION "audit_chain_only_grows"();

-- Seals up to `most` committed events with an id above `above` that are not sealed yet, and returns how many, or -1 while
-- another transaction seals. It runs with the rights of the owner, so the app can seal events but write no seal itself.
-- The hash is the one of lib/verify-audit.mjs.
CREATE FUNCTION "seal_audit_events"("above" BIGINT, "most" INTEGER) RETURNS INTEGER
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET TimeZone = 'UTC' AS $$
DECLARE
  "group" RECORD;
  "text" TEXT;
  "head" BYTEA;
  "number" BIGINT;
  "hashes" BYTEA[];
  "sealed" INTEGER := 0;
BEGIN
  IF NOT pg_try_advisory_xact_lock(hashtextextended('seal-audit-events', 0)) THEN
    RETURN -1;
  END IF;
  FOR "group" IN
    SELECT coalesce(u."organization_id", '00000000-0000-0000-0000-000000000000') AS "log",
      array_agg(u."id" ORDER BY u."id") AS "ids", array_agg(row_to_json(u)::text ORDER BY u."id") AS "lines"
    FROM (
      SELECT a.* FROM public."audit_event" a
      WHERE a."id" > "above" AND NOT EXISTS (
        SELECT 1 FROM (
          SELECT unnest(s."event_ids") AS "id" FROM public."audit_seal" s WHERE s."last_event_id" > "above"
        ) AS done WHERE done."id" = a."id")
      ORDER BY a."id" LIMIT "most"
    ) AS u
    GROUP BY 1 ORDER BY 1
  LOOP
    SELECT s."last_seq", s."last_hash" INTO "number", "head" FROM public."audit_seal" s
      WHERE s."log" = "group"."log" ORDER BY s."last_seq" DESC LIMIT 1;
    IF NOT FOUND THEN
      "number" := 0;
      "head" := sha256(convert_to('bzero-audit v1 ' || "group"."log", 'UTF8'));
    END IF;
    "hashes" := '{}';
    FOREACH "text" IN ARRAY "group"."lines" LOOP
      "head" := sha256("head" || convert_to("text", 'UTF8'));
      "hashes" := "hashes" || "head";
    END LOOP;
    INSERT INTO public."audit_seal" ("log", "first_seq", "last_seq", "event_ids", "lines", "hashes", "last_hash", "last_event_id")
      VALUES ("group"."log", "number" + 1, "number" + cardinality("hashes"), "group"."ids", "group"."lines", "hashes",
        "head", "group"."ids"[cardinality("group"."ids")]);
    "sealed" := "sealed" + cardinality("hashes");
  END LOOP;
  RETURN "sealed";
END $$;

-- The line of a checkpoint in the log channel, once.
ALTER TABLE "slack_message" ADD COLUMN "checkpoint_seq" BIGINT;
CREATE UNIQUE INDEX "slack_message_installation_id_checkpoint_seq_key" ON "slack_message"("installation_id", "checkpoint_seq");
