-- CreateEnum
CREATE TYPE "AuthorityKind" AS ENUM ('Ssh', 'X509', 'Web');

-- CreateEnum
CREATE TYPE "ConnectionState" AS ENUM ('Open', 'Closed');

-- CreateEnum
CREATE TYPE "DoorState" AS ENUM ('Waiting', 'Gone', 'Open', 'Unknown');

-- AlterTable
ALTER TABLE "target" ADD COLUMN     "server_identity" TEXT,
ADD COLUMN     "source_addresses" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- CreateTable
CREATE TABLE "certificate_authority" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "kind" "AuthorityKind" NOT NULL,
    "public_part" TEXT NOT NULL,
    "key_sealed" BYTEA NOT NULL,
    "sealing_key_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "retired_at" TIMESTAMPTZ(6),
    "trusted_until" TIMESTAMPTZ(6),

    CONSTRAINT "certificate_authority_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "connection" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "target_id" UUID NOT NULL,
    "target_user" TEXT,
    "target_groups" TEXT[],
    "verb" TEXT,
    "state" "ConnectionState" NOT NULL DEFAULT 'Open',
    "request_id" UUID,
    "policy_id" UUID,
    "opened_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "quiet_at" TIMESTAMPTZ(6) NOT NULL,
    "closed_at" TIMESTAMPTZ(6),
    "close_reason" TEXT,
    "close_words" TEXT,

    CONSTRAINT "connection_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "connection_event" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "connection_id" UUID NOT NULL,
    "type" TEXT NOT NULL,
    "reason" TEXT NOT NULL DEFAULT '',
    "at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "connection_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "credential" (
    "serial" BIGSERIAL NOT NULL,
    "organization_id" UUID NOT NULL,
    "authority_id" UUID NOT NULL,
    "connection_id" UUID,
    "issued_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "valid_after" TIMESTAMPTZ(6) NOT NULL,
    "valid_before" TIMESTAMPTZ(6) NOT NULL,
    "revoked_at" TIMESTAMPTZ(6),

    CONSTRAINT "credential_pkey" PRIMARY KEY ("serial")
);

-- CreateTable
CREATE TABLE "api_token" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "user_id" UUID,
    "name" TEXT NOT NULL,
    "role" "Role",
    "hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_used_at" TIMESTAMPTZ(6),
    "expires_at" TIMESTAMPTZ(6),
    "revoked_at" TIMESTAMPTZ(6),

    CONSTRAINT "api_token_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "zli_login" (
    "id" TEXT NOT NULL,
    "user_code" TEXT,
    "challenge" TEXT,
    "device" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(6) NOT NULL,
    "user_id" UUID,
    "decided_at" TIMESTAMPTZ(6),

    CONSTRAINT "zli_login_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "door_check" (
    "request_id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "state" "DoorState" NOT NULL DEFAULT 'Waiting',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "detail" TEXT NOT NULL DEFAULT '',
    "checked_at" TIMESTAMPTZ(6),
    "alarmed_at" TIMESTAMPTZ(6),

    CONSTRAINT "door_check_pkey" PRIMARY KEY ("request_id")
);

-- CreateTable
CREATE TABLE "web_pass" (
    "id" TEXT NOT NULL,
    "organization_id" UUID NOT NULL,
    "connection_id" UUID NOT NULL,
    "is_ticket" BOOLEAN NOT NULL,
    "expires_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "web_pass_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "certificate_authority_organization_id_kind_idx" ON "certificate_authority"("organization_id", "kind");

-- CreateIndex
CREATE INDEX "connection_organization_id_state_idx" ON "connection"("organization_id", "state");

-- CreateIndex
CREATE INDEX "connection_user_id_state_idx" ON "connection"("user_id", "state");

-- CreateIndex
CREATE INDEX "connection_request_id_idx" ON "connection"("request_id");

-- CreateIndex
CREATE INDEX "connection_target_id_idx" ON "connection"("target_id");

-- CreateIndex
CREATE INDEX "connection_event_organization_id_at_idx" ON "connection_event"("organization_id", "at");

-- CreateIndex
CREATE INDEX "connection_event_connection_id_idx" ON "connection_event"("connection_id");

-- CreateIndex
CREATE INDEX "credential_connection_id_idx" ON "credential"("connection_id");

-- CreateIndex
CREATE INDEX "credential_organization_id_revoked_at_idx" ON "credential"("organization_id", "revoked_at");

-- CreateIndex
CREATE UNIQUE INDEX "api_token_hash_key" ON "api_token"("hash");

-- CreateIndex
CREATE INDEX "api_token_organization_id_idx" ON "api_token"("organization_id");

-- CreateIndex
CREATE INDEX "api_token_user_id_idx" ON "api_token"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "zli_login_user_code_key" ON "zli_login"("user_code");

-- CreateIndex
CREATE INDEX "door_check_organization_id_state_idx" ON "door_check"("organization_id", "state");

-- CreateIndex
CREATE INDEX "web_pass_connection_id_idx" ON "web_pass"("connection_id");

-- AddForeignKey
ALTER TABLE "certificate_authority" ADD CONSTRAINT "certificate_authority_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "connection" ADD CONSTRAINT "connection_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "connection" ADD CONSTRAINT "connection_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "connection" ADD CONSTRAINT "connection_target_id_fkey" FOREIGN KEY ("target_id") REFERENCES "target"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "connection" ADD CONSTRAINT "connection_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "access_request"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "connection_event" ADD CONSTRAINT "connection_event_connection_id_fkey" FOREIGN KEY ("connection_id") REFERENCES "connection"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "credential" ADD CONSTRAINT "credential_authority_id_fkey" FOREIGN KEY ("authority_id") REFERENCES "certificate_authority"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "credential" ADD CONSTRAINT "credential_connection_id_fkey" FOREIGN KEY ("connection_id") REFERENCES "connection"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_token" ADD CONSTRAINT "api_token_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_token" ADD CONSTRAINT "api_token_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "door_check" ADD CONSTRAINT "door_check_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "access_request"("id") ON DELETE RESTRICT ON UPDATE CASCADE;



-- What Prisma's schema can't say -------------------------------------------------------------------------

-- One key signs, per organization and kind.
CREATE UNIQUE INDEX "certificate_authority_active_once" ON "certificate_authority" ("organization_id", "kind") WHERE "retired_at" IS NULL;
ALTER TABLE "certificate_authority" ADD CONSTRAINT "certificate_authority_overlap"
  CHECK (("retired_at" IS NULL) = ("trusted_until" IS NULL));

-- A connection rests on a grant or on a standing policy, and closes once, with a reason.
ALTER TABLE "connection" ADD CONSTRAINT "connection_has_basis" CHECK ("request_id" IS NOT NULL OR "policy_id" IS NOT NULL);
ALTER TABLE "connection" ADD CONSTRAINT "connection_closes_once"
  CHECK (("state" = 'Open') = ("closed_at" IS NULL) AND ("closed_at" IS NULL) = ("close_reason" IS NULL));
CREATE INDEX "connection_open" ON "connection" ("quiet_at") WHERE "state" = 'Open';

-- Five minutes at most, whoever signs (issue of credentials: docs/rules.md).
ALTER TABLE "credential" ADD CONSTRAINT "credential_is_short"
  CHECK ("valid_before" > "issued_at" AND "valid_before" <= "issued_at" + interval '5 minutes');

-- A token is a person's and ends, or it is an API key with a role.
ALTER TABLE "api_token" ADD CONSTRAINT "api_token_is_one_kind"
  CHECK (("user_id" IS NULL) = ("role" IS NOT NULL) AND ("user_id" IS NULL) = ("expires_at" IS NULL));
CREATE UNIQUE INDEX "api_key_name_once" ON "api_token" ("organization_id", "name") WHERE "user_id" IS NULL AND "revoked_at" IS NULL;
