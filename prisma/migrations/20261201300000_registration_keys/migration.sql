-- A key with which servers register themselves, and nothing else.
ALTER TABLE "api_token" ADD COLUMN "is_registration_key" BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE "api_token" ADD CONSTRAINT "api_token_registration_key"
  CHECK (NOT "is_registration_key" OR ("user_id" IS NULL AND "role" = 'User'));

-- The one registration key that servers have to use; null if any can be used.
ALTER TABLE "organization" ADD COLUMN "registration_key_id" UUID;
ALTER TABLE "organization" ADD CONSTRAINT "organization_registration_key_id_fkey"
  FOREIGN KEY ("registration_key_id") REFERENCES "api_token"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- The subject of a registration key only names it in the log: it is disabled, so that nothing else can be given to it.
CREATE OR REPLACE FUNCTION "keep_api_key_subject"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "user" ("id", "organization_id", "email", "name", "role", "kind", "disabled_at", "created_at")
  VALUES (NEW."id", NEW."organization_id", NEW."id" || '@api-key.invalid', NEW."name", NEW."role", 'ApiKey',
    CASE WHEN NEW."is_registration_key" THEN NEW."created_at" ELSE NEW."revoked_at" END, NEW."created_at")
  ON CONFLICT ("id") DO UPDATE
    SET "name" = excluded."name", "role" = excluded."role", "disabled_at" = excluded."disabled_at";
  RETURN NULL;
END $$;
