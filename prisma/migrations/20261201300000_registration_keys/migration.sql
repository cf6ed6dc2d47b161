-- A key with which servers register themselves, and nothing else.
ALTER TABLE "api_token" ADD COLUMN "is_registration_key" BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE "api_token" ADD CONSTRAINT "api_token_registration_key"
  CHECK (NOT "is_registration_key" OR ("user_id" IS NULL AND "role" = 'User'));

-- The one registration key that servers have to use; null if any can be used.
ALTER TABLE "organization" ADD COLUMN "registration_key_id" UUID;
ALTER TABLE "organization" ADD CONSTRAINT "organization_registration_key_id_fkey"
  FOREIGN KEY ("registration_key_id") REFERENCES "api_token"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
