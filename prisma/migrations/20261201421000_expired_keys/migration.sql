-- The subject of a key that expired is disabled, and stays so when an admin renames the key.
CREATE OR REPLACE FUNCTION "keep_api_key_subject"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "user" ("id", "organization_id", "email", "name", "role", "kind", "disabled_at", "created_at")
  VALUES (NEW."id", NEW."organization_id", NEW."id" || '@api-key.invalid', NEW."name", NEW."role", 'ApiKey',
    CASE WHEN NEW."is_registration_key" THEN NEW."created_at" ELSE NEW."revoked_at" END, NEW."created_at")
  ON CONFLICT ("id") DO UPDATE
    SET "name" = excluded."name", "role" = excluded."role",
      "disabled_at" = coalesce(excluded."disabled_at", "user"."disabled_at");
  RETURN NULL;
END $$;
