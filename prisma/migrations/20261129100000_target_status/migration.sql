-- The result of the last verification of a target's set-up, so that a list of targets can show it.
CREATE TYPE "SetupResult" AS ENUM ('Verified', 'Failing', 'Incomplete', 'Confirmed');

ALTER TABLE "target"
  ADD COLUMN "setup_result" "SetupResult",
  ADD COLUMN "setup_finding" TEXT,
  ADD COLUMN "setup_checked_at" TIMESTAMPTZ(6);
ALTER TABLE "target" ADD CONSTRAINT "target_setup_result_check" CHECK (
  ("setup_result" IS NULL) = ("setup_checked_at" IS NULL)
  AND ("setup_finding" IS NOT NULL) = ("setup_result" IS NOT NULL AND "setup_result" IN ('Failing', 'Incomplete'))
);

-- Until now only the audit log kept it. A verification from before the last edit may be of another address.
UPDATE "target" t SET
  "setup_result" = CASE
    WHEN last."found" = 'all checks passed' THEN 'Verified'
    WHEN last."found" LIKE '% failed' THEN 'Failing'
    ELSE 'Incomplete' END::"SetupResult",
  "setup_finding" = nullif(last."found", 'all checks passed'),
  "setup_checked_at" = last."at"
FROM (
  SELECT DISTINCT ON ("target_id") "target_id", "action", "at", "data" ->> 'found' AS "found"
  FROM "audit_event" WHERE "action" IN ('verify-host', 'update-target') AND "target_id" IS NOT NULL
  ORDER BY "target_id", "id" DESC
) last
WHERE last."target_id" = t."id" AND last."action" = 'verify-host' AND last."found" IS NOT NULL;

-- A result is of one address: whatever changes the host or port forgets it.
CREATE FUNCTION "forget_setup_result"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW."host", NEW."port") IS DISTINCT FROM (OLD."host", OLD."port") THEN
    NEW."setup_result" := NULL;
    NEW."setup_finding" := NULL;
    NEW."setup_checked_at" := NULL;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "target_forget_setup_result"
  BEFORE UPDATE OF "host", "port" ON "target" FOR EACH ROW EXECUTE FUNCTION "forget_setup_result"();
