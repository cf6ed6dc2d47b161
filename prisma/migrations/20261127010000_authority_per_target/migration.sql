-- An X.509 authority belongs to one database or cluster, so that no target accepts the certificates of another (R20).
ALTER TABLE "certificate_authority" ADD COLUMN "target_id" UUID;
ALTER TABLE "certificate_authority" ADD CONSTRAINT "certificate_authority_target_id_fkey" FOREIGN KEY ("target_id") REFERENCES "target"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE INDEX "certificate_authority_target_id_idx" ON "certificate_authority"("target_id");

-- When the set-up of a database or cluster became outdated; null while it is current, or was never done.
ALTER TABLE "target" ADD COLUMN "setup_outdated_at" TIMESTAMPTZ(6);

-- The authorities of whole organizations sign no more. Their targets have to be set up again.
UPDATE "target" t SET "setup_outdated_at" = now()
WHERE t."type" IN ('Db', 'Cluster') AND t."status" <> 'Terminated' AND EXISTS (
  SELECT 1 FROM "certificate_authority" a WHERE a."organization_id" = t."organization_id" AND a."kind" = 'X509');
UPDATE "certificate_authority" SET "retired_at" = coalesce("retired_at", now()), "trusted_until" = now() WHERE "kind" = 'X509';

-- What Prisma's schema can't say -------------------------------------------------------------------------

-- One key signs: per organization for servers and web apps, per target for databases and clusters.
DROP INDEX "certificate_authority_active_once";
CREATE UNIQUE INDEX "certificate_authority_active_once" ON "certificate_authority" ("organization_id", "kind") WHERE "retired_at" IS NULL AND "target_id" IS NULL;
CREATE UNIQUE INDEX "certificate_authority_active_of_target" ON "certificate_authority" ("target_id", "kind") WHERE "retired_at" IS NULL AND "target_id" IS NOT NULL;
ALTER TABLE "certificate_authority" ADD CONSTRAINT "certificate_authority_of_target"
  CHECK (("kind" = 'X509') = ("target_id" IS NOT NULL) OR ("kind" = 'X509' AND "retired_at" IS NOT NULL));
