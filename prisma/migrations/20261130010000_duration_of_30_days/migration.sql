-- R5: 1 minute to 30 days, as BastionZero's policies can have.
ALTER TABLE "policy" DROP CONSTRAINT "policy_duration";
ALTER TABLE "policy" ADD CONSTRAINT "policy_duration"
  CHECK (CASE "type" WHEN 'JustInTime' THEN "duration" BETWEEN 1 AND 43200 ELSE "duration" IS NULL END);
