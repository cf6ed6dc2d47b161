-- API keys and service accounts are subjects, as people are: a row of "user" each, so that policies, requests, grants and
-- sessions refer to all of them alike.
CREATE TYPE "SubjectKind" AS ENUM ('User', 'ApiKey', 'ServiceAccount');
ALTER TABLE "user" ADD COLUMN "kind" "SubjectKind" NOT NULL DEFAULT 'User';

-- The subject of an API key has the id of the key. Its address is one that nobody can have (RFC 2606), so that no sign-in and
-- no Slack account matches it.
INSERT INTO "user" ("id", "organization_id", "email", "name", "role", "kind", "disabled_at", "created_at")
SELECT "id", "organization_id", "id" || '@api-key.invalid', "name", "role", 'ApiKey', "revoked_at", "created_at"
FROM "api_token" WHERE "user_id" IS NULL;

ALTER TABLE "user" ADD CONSTRAINT "user_api_key_address" CHECK (
  ("kind" = 'ApiKey') = ("email" LIKE '%@api-key.invalid')
  AND ("kind" <> 'ApiKey' OR "email" = "id" || '@api-key.invalid')
);

-- The name, the role and the end of a key are those of its subject.
CREATE FUNCTION "keep_api_key_subject"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "user" ("id", "organization_id", "email", "name", "role", "kind", "disabled_at", "created_at")
  VALUES (NEW."id", NEW."organization_id", NEW."id" || '@api-key.invalid', NEW."name", NEW."role", 'ApiKey',
    NEW."revoked_at", NEW."created_at")
  ON CONFLICT ("id") DO UPDATE
    SET "name" = excluded."name", "role" = excluded."role", "disabled_at" = excluded."disabled_at";
  RETURN NULL;
END $$;
CREATE TRIGGER "api_token_keep_subject"
  AFTER INSERT OR UPDATE OF "name", "role", "revoked_at" ON "api_token"
  FOR EACH ROW WHEN (NEW."user_id" IS NULL) EXECUTE FUNCTION "keep_api_key_subject"();

CREATE FUNCTION "keep_subject_kind"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a subject keeps its kind' USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER "user_keep_kind" BEFORE UPDATE OF "kind" ON "user"
  FOR EACH ROW WHEN (OLD."kind" <> NEW."kind") EXECUTE FUNCTION "keep_subject_kind"();

-- Only people sign in, have groups and Slack accounts, and decide. The argument is the column that refers to the subject.
CREATE FUNCTION "require_person"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM "user" WHERE "id" = (to_jsonb(NEW) ->> TG_ARGV[0])::uuid AND "kind" <> 'User') THEN
    RAISE EXCEPTION '% of % is a person only', TG_ARGV[0], TG_TABLE_NAME USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "account_of_person" BEFORE INSERT OR UPDATE OF "user_id" ON "account"
  FOR EACH ROW EXECUTE FUNCTION "require_person"('user_id');
CREATE TRIGGER "identity_claim_of_person" BEFORE INSERT OR UPDATE OF "user_id" ON "identity_claim"
  FOR EACH ROW EXECUTE FUNCTION "require_person"('user_id');
CREATE TRIGGER "session_of_person" BEFORE INSERT OR UPDATE OF "user_id" ON "session"
  FOR EACH ROW EXECUTE FUNCTION "require_person"('user_id');
CREATE TRIGGER "group_member_is_person" BEFORE INSERT OR UPDATE OF "user_id" ON "group_member"
  FOR EACH ROW EXECUTE FUNCTION "require_person"('user_id');
CREATE TRIGGER "slack_user_of_person" BEFORE INSERT OR UPDATE OF "user_id" ON "slack_user"
  FOR EACH ROW WHEN (NEW."user_id" IS NOT NULL) EXECUTE FUNCTION "require_person"('user_id');
CREATE TRIGGER "slack_link_of_person" BEFORE INSERT OR UPDATE OF "user_id" ON "slack_link"
  FOR EACH ROW EXECUTE FUNCTION "require_person"('user_id');
CREATE TRIGGER "access_request_decided_by_person" BEFORE INSERT OR UPDATE OF "decided_by_id" ON "access_request"
  FOR EACH ROW WHEN (NEW."decided_by_id" IS NOT NULL) EXECUTE FUNCTION "require_person"('decided_by_id');
