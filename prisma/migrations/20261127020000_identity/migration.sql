-- When an organization's provider first sent groups; from then on, no groups claim means no groups.
ALTER TABLE "organization" ADD COLUMN "groups_sent_at" TIMESTAMPTZ(6);
UPDATE "organization" o SET "groups_sent_at" = now()
WHERE EXISTS (
  SELECT 1 FROM "group_member" m JOIN "user" u ON u."id" = m."user_id"
  WHERE m."organization_id" = o."id" AND u."last_login_at" IS NOT NULL);

-- Sessions end at a fixed time. Those that were extended end like new ones.
UPDATE "session" SET "expires" = least("expires", now() + interval '12 hours');

-- An identity that claims the email of a person who has signed in with another one. An admin confirms or refuses it.
CREATE TABLE "identity_claim" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "provider" TEXT NOT NULL,
    "provider_account_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "claimed_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "decided_at" TIMESTAMPTZ(6),
    "confirmed" BOOLEAN,

    CONSTRAINT "identity_claim_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "identity_claim_user_id_idx" ON "identity_claim"("user_id");
ALTER TABLE "identity_claim" ADD CONSTRAINT "identity_claim_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "identity_claim" ADD CONSTRAINT "identity_claim_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What Prisma's schema can't say -------------------------------------------------------------------------

-- An identity waits at most once for a person, however often it tries to sign in.
CREATE UNIQUE INDEX "identity_claim_once" ON "identity_claim" ("user_id", "provider", "provider_account_id") WHERE "decided_at" IS NULL;
ALTER TABLE "identity_claim" ADD CONSTRAINT "identity_claim_decided" CHECK (("decided_at" IS NULL) = ("confirmed" IS NULL));
