-- The id that another server had for a group: the same group under another id. Its members are those of the group.
ALTER TABLE "group" ADD COLUMN "alias_of" TEXT;
ALTER TABLE "group" ADD CONSTRAINT "group_organization_id_alias_of_fkey"
  FOREIGN KEY ("organization_id", "alias_of") REFERENCES "group"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "group" ADD CONSTRAINT "group_alias_of_another" CHECK ("alias_of" <> "id");
CREATE INDEX "group_organization_id_alias_of_idx" ON "group"("organization_id", "alias_of");
