-- Why a grant was invalidated was an English sentence; it becomes a code, whose words are in lib/core/text.
CREATE TYPE "GrantEndReason" AS ENUM ('PolicyEdited', 'PolicyDeleted', 'PolicyExpired', 'PersonDisabled', 'LeftGroup', 'TargetRetired', 'TargetMoved', 'NotCovered');

-- These four sentences are all that were ever written. Until now the first also stood for a person who left a
-- group and for a target that moved, which a row can no longer tell apart from an edit.
ALTER TABLE "grant" ALTER COLUMN "end_reason" TYPE "GrantEndReason" USING (
  CASE
    WHEN "end_reason" IS NULL THEN NULL
    WHEN "end_reason" = 'the policy no longer covers it' THEN 'PolicyEdited'
    WHEN "end_reason" = 'the policy was deleted' THEN 'PolicyDeleted'
    WHEN "end_reason" = 'the person was disabled' THEN 'PersonDisabled'
    WHEN "end_reason" = 'the target was retired' THEN 'TargetRetired'
    ELSE 'NotCovered'
  END)::"GrantEndReason";

-- A request that its requester cancelled stores no reason any more: its words are in lib/core/text too.
UPDATE "access_request" SET "decision_reason" = NULL
WHERE "state" = 'Cancelled' AND "decision_reason" = 'its person took it back';
