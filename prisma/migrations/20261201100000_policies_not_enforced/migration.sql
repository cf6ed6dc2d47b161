-- Policies that are kept for BastionZero's clients and never evaluated.
ALTER TYPE "PolicyType" ADD VALUE 'SessionRecording';
ALTER TYPE "PolicyType" ADD VALUE 'OrganizationControls';

ALTER TABLE "policy"
  ADD COLUMN "record_input" BOOLEAN NOT NULL DEFAULT false,
  ADD COLUMN "mfa_enabled" BOOLEAN NOT NULL DEFAULT false,
  ADD COLUMN "mfa_duration" INTEGER;
-- As text: a transaction cannot use the values that it adds to a type.
ALTER TABLE "policy" ADD CONSTRAINT "policy_unenforced_fields" CHECK (
  ("type"::text = 'SessionRecording' OR NOT "record_input")
  AND ("type"::text = 'OrganizationControls' OR (NOT "mfa_enabled" AND "mfa_duration" IS NULL))
  AND coalesce("mfa_duration", 0) >= 0
);

-- A just-in-time policy includes policies that cover targets, and no others (R5). The type of a policy never changes.
CREATE FUNCTION policy_child_covers_targets() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT 1 FROM "policy" WHERE "id" = NEW."child_id" AND "type" NOT IN ('TargetConnect', 'Kubernetes', 'Proxy')
  ) THEN
    RAISE EXCEPTION 'policy % covers no targets', NEW."child_id" USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "policy_child_covers_targets" BEFORE INSERT OR UPDATE ON "policy_child"
  FOR EACH ROW EXECUTE FUNCTION policy_child_covers_targets();
