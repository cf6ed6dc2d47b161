-- What a service account has beside its subject: who it is at its provider, and where the provider publishes its keys.
CREATE TABLE "service_account" (
    "id" UUID NOT NULL,
    "external_id" TEXT NOT NULL,
    "jwks_url" TEXT NOT NULL,
    "jwks_url_pattern" TEXT NOT NULL,
    "created_by_id" UUID NOT NULL,
    "keys_from" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "service_account_pkey" PRIMARY KEY ("id")
);
ALTER TABLE "service_account" ADD CONSTRAINT "service_account_id_fkey"
  FOREIGN KEY ("id") REFERENCES "user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "service_account" ADD CONSTRAINT "service_account_created_by_id_fkey"
  FOREIGN KEY ("created_by_id") REFERENCES "user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Keys that anybody on the way could replace are no keys.
ALTER TABLE "service_account" ADD CONSTRAINT "service_account_jwks_url" CHECK ("jwks_url" LIKE 'https://%');

CREATE FUNCTION "require_service_account"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM "user" WHERE "id" = NEW."id" AND "kind" = 'ServiceAccount') THEN
    RAISE EXCEPTION 'the subject is no service account' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "service_account_of_subject" BEFORE INSERT OR UPDATE OF "id" ON "service_account"
  FOR EACH ROW EXECUTE FUNCTION "require_service_account"();
