-- The person who created an API key or a service account can act as it, so its requests count as theirs (R6). Of a key
-- from before it is not known.
ALTER TABLE "user" ADD COLUMN "creator_id" UUID;
ALTER TABLE "user" ADD CONSTRAINT "user_creator_id_fkey"
  FOREIGN KEY ("creator_id") REFERENCES "user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "user" ADD CONSTRAINT "user_creator_of_program" CHECK ("creator_id" IS NULL OR "kind" <> 'User');
CREATE TRIGGER "user_created_by_person" BEFORE INSERT OR UPDATE OF "creator_id" ON "user"
  FOR EACH ROW WHEN (NEW."creator_id" IS NOT NULL) EXECUTE FUNCTION "require_person"('creator_id');

UPDATE "user" u SET "creator_id" = c."id"
FROM "service_account" a JOIN "user" c ON c."id" = a."created_by_id" AND c."kind" = 'User'
WHERE a."id" = u."id";
