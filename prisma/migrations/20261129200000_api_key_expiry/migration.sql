-- An API key can expire; a token of a person still always does.
ALTER TABLE "api_token" DROP CONSTRAINT "api_token_is_one_kind";
ALTER TABLE "api_token" ADD CONSTRAINT "api_token_is_one_kind"
  CHECK (("user_id" IS NULL) = ("role" IS NOT NULL) AND ("user_id" IS NULL OR "expires_at" IS NOT NULL));

-- The start of an API key, by which admins recognize it. Keys from before have none.
ALTER TABLE "api_token" ADD COLUMN "hint" TEXT;
ALTER TABLE "api_token" ADD CONSTRAINT "api_token_hint" CHECK ("hint" IS NULL OR ("user_id" IS NULL AND length("hint") = 4));
