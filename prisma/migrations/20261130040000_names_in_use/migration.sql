-- The name of an archived environment or target is free again, as BastionZero's clients expect after a deletion.
CREATE UNIQUE INDEX "environment_name_in_use" ON "environment"("organization_id", "name") WHERE "retired_at" IS NULL;
DROP INDEX "environment_organization_id_name_key";
CREATE INDEX "environment_organization_id_name_idx" ON "environment"("organization_id", "name");

CREATE UNIQUE INDEX "target_name_in_use" ON "target"("environment_id", "name") WHERE "status" <> 'Terminated';
DROP INDEX "target_environment_id_name_key";
CREATE INDEX "target_environment_id_name_idx" ON "target"("environment_id", "name");
