-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "Role" AS ENUM ('User', 'Admin');

-- CreateEnum
CREATE TYPE "TargetType" AS ENUM ('Bzero', 'Cluster', 'Db', 'Web', 'DynamicAccessConfig');

-- CreateEnum
CREATE TYPE "TargetStatus" AS ENUM ('NotActivated', 'Offline', 'Online', 'Terminated', 'Error', 'Restarting');

-- CreateEnum
CREATE TYPE "PolicyType" AS ENUM ('TargetConnect', 'Kubernetes', 'Proxy', 'JustInTime');

-- CreateEnum
CREATE TYPE "RequestState" AS ENUM ('Pending', 'Approved', 'Denied', 'Lapsed', 'Cancelled', 'Invalidated');

-- CreateEnum
CREATE TYPE "GrantState" AS ENUM ('Active', 'Expired', 'Revoked', 'Relinquished', 'Invalidated');

-- CreateEnum
CREATE TYPE "DeliveryState" AS ENUM ('Waiting', 'Sent', 'Failed');

-- CreateTable
CREATE TABLE "organization" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "sso_issuer" TEXT NOT NULL,
    "sso_tenant" TEXT NOT NULL DEFAULT '',
    "self_approval" BOOLEAN NOT NULL DEFAULT false,
    "lapse_minutes" INTEGER NOT NULL DEFAULT 1440,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "organization_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "user" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "role" "Role" NOT NULL DEFAULT 'User',
    "disabled_at" TIMESTAMPTZ(6),
    "last_login_at" TIMESTAMPTZ(6),
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "user_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "account" (
    "provider" TEXT NOT NULL,
    "provider_account_id" TEXT NOT NULL,
    "user_id" UUID NOT NULL,

    CONSTRAINT "account_pkey" PRIMARY KEY ("provider","provider_account_id")
);

-- CreateTable
CREATE TABLE "session" (
    "session_token" TEXT NOT NULL,
    "user_id" UUID NOT NULL,
    "expires" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "session_pkey" PRIMARY KEY ("session_token")
);

-- CreateTable
CREATE TABLE "group" (
    "organization_id" UUID NOT NULL,
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "group_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "group_member" (
    "organization_id" UUID NOT NULL,
    "group_id" TEXT NOT NULL,
    "user_id" UUID NOT NULL,

    CONSTRAINT "group_member_pkey" PRIMARY KEY ("user_id","group_id")
);

-- CreateTable
CREATE TABLE "environment" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "environment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "target" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "environment_id" UUID NOT NULL,
    "type" "TargetType" NOT NULL,
    "os" TEXT,
    "name" TEXT NOT NULL,
    "status" "TargetStatus" NOT NULL DEFAULT 'Online',
    "host" TEXT,
    "port" INTEGER,
    "database_type" TEXT,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "target_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "policy" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "type" "PolicyType" NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "version" INTEGER NOT NULL DEFAULT 1,
    "time_expires" TIMESTAMPTZ(6),
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deleted_at" TIMESTAMPTZ(6),
    "target_users" TEXT[],
    "target_groups" TEXT[],
    "verbs" TEXT[],
    "automatically_approved" BOOLEAN NOT NULL DEFAULT false,
    "duration" INTEGER,

    CONSTRAINT "policy_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "policy_version" (
    "policy_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "document" JSONB NOT NULL,
    "written_by" TEXT NOT NULL,
    "written_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "policy_version_pkey" PRIMARY KEY ("policy_id","version")
);

-- CreateTable
CREATE TABLE "policy_subject" (
    "policy_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,

    CONSTRAINT "policy_subject_pkey" PRIMARY KEY ("policy_id","user_id")
);

-- CreateTable
CREATE TABLE "policy_group" (
    "policy_id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "group_id" TEXT NOT NULL,

    CONSTRAINT "policy_group_pkey" PRIMARY KEY ("policy_id","group_id")
);

-- CreateTable
CREATE TABLE "policy_target" (
    "policy_id" UUID NOT NULL,
    "target_id" UUID NOT NULL,

    CONSTRAINT "policy_target_pkey" PRIMARY KEY ("policy_id","target_id")
);

-- CreateTable
CREATE TABLE "policy_environment" (
    "policy_id" UUID NOT NULL,
    "environment_id" UUID NOT NULL,

    CONSTRAINT "policy_environment_pkey" PRIMARY KEY ("policy_id","environment_id")
);

-- CreateTable
CREATE TABLE "policy_child" (
    "policy_id" UUID NOT NULL,
    "child_id" UUID NOT NULL,

    CONSTRAINT "policy_child_pkey" PRIMARY KEY ("policy_id","child_id")
);

-- CreateTable
CREATE TABLE "access_request" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "requester_id" UUID NOT NULL,
    "target_id" UUID NOT NULL,
    "target_user" TEXT,
    "target_groups" TEXT[],
    "verb" TEXT,
    "reason" TEXT NOT NULL,
    "state" "RequestState" NOT NULL,
    "is_open" BOOLEAN NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "policy_id" UUID NOT NULL,
    "policy_version" INTEGER NOT NULL,
    "child_policy_id" UUID NOT NULL,
    "automatic" BOOLEAN NOT NULL,
    "duration" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lapses_at" TIMESTAMPTZ(6),
    "decided_at" TIMESTAMPTZ(6),
    "decided_by_id" UUID,
    "decision_reason" TEXT,
    "self_approved" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "access_request_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "grant" (
    "id" UUID NOT NULL,
    "request_id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "target_id" UUID NOT NULL,
    "state" "GrantState" NOT NULL DEFAULT 'Active',
    "starts_at" TIMESTAMPTZ(6) NOT NULL,
    "expires_at" TIMESTAMPTZ(6) NOT NULL,
    "ended_at" TIMESTAMPTZ(6),
    "ended_by_id" UUID,
    "end_reason" TEXT,

    CONSTRAINT "grant_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_event" (
    "id" BIGSERIAL NOT NULL,
    "organization_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "action" TEXT NOT NULL,
    "actor_kind" TEXT NOT NULL,
    "actor_id" UUID,
    "actor_name" TEXT NOT NULL,
    "via" TEXT NOT NULL,
    "request_id" UUID,
    "target_id" UUID,
    "user_id" UUID,
    "policy_id" UUID,
    "data" JSONB NOT NULL,

    CONSTRAINT "audit_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "slack_installation" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "team_id" TEXT NOT NULL,
    "team_name" TEXT NOT NULL,
    "enterprise_id" TEXT,
    "app_id" TEXT NOT NULL,
    "bot_user_id" TEXT NOT NULL,
    "scopes" TEXT[],
    "token_sealed" BYTEA,
    "token_key_id" TEXT,
    "installed_by_id" UUID NOT NULL,
    "installer_slack_id" TEXT NOT NULL,
    "installed_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "log_channel_id" TEXT,
    "log_channel_name" TEXT,
    "removed_at" TIMESTAMPTZ(6),

    CONSTRAINT "slack_installation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "slack_install_state" (
    "id" TEXT NOT NULL,
    "organization_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "expires_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "slack_install_state_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "slack_user" (
    "team_id" TEXT NOT NULL,
    "slack_user_id" TEXT NOT NULL,
    "organization_id" UUID NOT NULL,
    "user_id" UUID,
    "email" TEXT,
    "name" TEXT NOT NULL,
    "barred" TEXT,
    "is_team_admin" BOOLEAN NOT NULL DEFAULT false,
    "time_zone" TEXT,
    "greeted_at" TIMESTAMPTZ(6),
    "seen_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "slack_user_pkey" PRIMARY KEY ("team_id","slack_user_id")
);

-- CreateTable
CREATE TABLE "slack_link" (
    "team_id" TEXT NOT NULL,
    "slack_user_id" TEXT NOT NULL,
    "user_id" UUID NOT NULL,
    "linked_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "slack_link_pkey" PRIMARY KEY ("team_id","slack_user_id")
);

-- CreateTable
CREATE TABLE "slack_link_invitation" (
    "id" TEXT NOT NULL,
    "team_id" TEXT NOT NULL,
    "slack_user_id" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "slack_link_invitation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "slack_message" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "installation_id" UUID NOT NULL,
    "request_id" UUID,
    "kind" TEXT NOT NULL,
    "recipient" TEXT NOT NULL,
    "state" "DeliveryState" NOT NULL DEFAULT 'Waiting',
    "channel" TEXT,
    "ts" TEXT,
    "rendered_revision" INTEGER,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "last_error" TEXT,
    "posting_since" TIMESTAMPTZ(6),
    "leased_until" TIMESTAMPTZ(6),
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sent_at" TIMESTAMPTZ(6),

    CONSTRAINT "slack_message_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "slack_event" (
    "id" TEXT NOT NULL,
    "received_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "slack_event_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "organization_sso_issuer_sso_tenant_key" ON "organization"("sso_issuer", "sso_tenant");

-- CreateIndex
CREATE UNIQUE INDEX "user_organization_id_email_key" ON "user"("organization_id", "email");

-- CreateIndex
CREATE INDEX "account_user_id_idx" ON "account"("user_id");

-- CreateIndex
CREATE INDEX "session_user_id_idx" ON "session"("user_id");

-- CreateIndex
CREATE INDEX "group_member_organization_id_group_id_idx" ON "group_member"("organization_id", "group_id");

-- CreateIndex
CREATE UNIQUE INDEX "environment_organization_id_name_key" ON "environment"("organization_id", "name");

-- CreateIndex
CREATE INDEX "target_organization_id_idx" ON "target"("organization_id");

-- CreateIndex
CREATE UNIQUE INDEX "target_environment_id_name_key" ON "target"("environment_id", "name");

-- CreateIndex
CREATE INDEX "policy_organization_id_type_idx" ON "policy"("organization_id", "type");

-- CreateIndex
CREATE INDEX "policy_subject_user_id_idx" ON "policy_subject"("user_id");

-- CreateIndex
CREATE INDEX "policy_group_organization_id_group_id_idx" ON "policy_group"("organization_id", "group_id");

-- CreateIndex
CREATE INDEX "policy_target_target_id_idx" ON "policy_target"("target_id");

-- CreateIndex
CREATE INDEX "policy_environment_environment_id_idx" ON "policy_environment"("environment_id");

-- CreateIndex
CREATE INDEX "policy_child_child_id_idx" ON "policy_child"("child_id");

-- CreateIndex
CREATE INDEX "access_request_organization_id_created_at_idx" ON "access_request"("organization_id", "created_at");

-- CreateIndex
CREATE INDEX "access_request_requester_id_created_at_idx" ON "access_request"("requester_id", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "grant_request_id_key" ON "grant"("request_id");

-- CreateIndex
CREATE INDEX "grant_organization_id_state_expires_at_idx" ON "grant"("organization_id", "state", "expires_at");

-- CreateIndex
CREATE INDEX "grant_user_id_state_idx" ON "grant"("user_id", "state");

-- CreateIndex
CREATE INDEX "audit_event_organization_id_id_idx" ON "audit_event"("organization_id", "id");

-- CreateIndex
CREATE INDEX "audit_event_request_id_idx" ON "audit_event"("request_id");

-- CreateIndex
CREATE INDEX "slack_installation_organization_id_idx" ON "slack_installation"("organization_id");

-- CreateIndex
CREATE INDEX "slack_installation_team_id_idx" ON "slack_installation"("team_id");

-- CreateIndex
CREATE INDEX "slack_user_user_id_idx" ON "slack_user"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "slack_link_team_id_user_id_key" ON "slack_link"("team_id", "user_id");

-- CreateIndex
CREATE INDEX "slack_message_installation_id_state_idx" ON "slack_message"("installation_id", "state");

-- CreateIndex
CREATE UNIQUE INDEX "slack_message_request_id_kind_recipient_key" ON "slack_message"("request_id", "kind", "recipient");

-- AddForeignKey
ALTER TABLE "user" ADD CONSTRAINT "user_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "account" ADD CONSTRAINT "account_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "group" ADD CONSTRAINT "group_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "group_member" ADD CONSTRAINT "group_member_organization_id_group_id_fkey" FOREIGN KEY ("organization_id", "group_id") REFERENCES "group"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "group_member" ADD CONSTRAINT "group_member_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "environment" ADD CONSTRAINT "environment_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "target" ADD CONSTRAINT "target_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "target" ADD CONSTRAINT "target_environment_id_fkey" FOREIGN KEY ("environment_id") REFERENCES "environment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "policy" ADD CONSTRAINT "policy_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "policy_version" ADD CONSTRAINT "policy_version_policy_id_fkey" FOREIGN KEY ("policy_id") REFERENCES "policy"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "policy_subject" ADD CONSTRAINT "policy_subject_policy_id_fkey" FOREIGN KEY ("policy_id") REFERENCES "policy"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "policy_subject" ADD CONSTRAINT "policy_subject_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "policy_group" ADD CONSTRAINT "policy_group_policy_id_fkey" FOREIGN KEY ("policy_id") REFERENCES "policy"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "policy_group" ADD CONSTRAINT "policy_group_organization_id_group_id_fkey" FOREIGN KEY ("organization_id", "group_id") REFERENCES "group"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "policy_target" ADD CONSTRAINT "policy_target_policy_id_fkey" FOREIGN KEY ("policy_id") REFERENCES "policy"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "policy_target" ADD CONSTRAINT "policy_target_target_id_fkey" FOREIGN KEY ("target_id") REFERENCES "target"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "policy_environment" ADD CONSTRAINT "policy_environment_policy_id_fkey" FOREIGN KEY ("policy_id") REFERENCES "policy"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "policy_environment" ADD CONSTRAINT "policy_environment_environment_id_fkey" FOREIGN KEY ("environment_id") REFERENCES "environment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "policy_child" ADD CONSTRAINT "policy_child_policy_id_fkey" FOREIGN KEY ("policy_id") REFERENCES "policy"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "policy_child" ADD CONSTRAINT "policy_child_child_id_fkey" FOREIGN KEY ("child_id") REFERENCES "policy"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "access_request" ADD CONSTRAINT "access_request_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "access_request" ADD CONSTRAINT "access_request_requester_id_fkey" FOREIGN KEY ("requester_id") REFERENCES "user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "access_request" ADD CONSTRAINT "access_request_decided_by_id_fkey" FOREIGN KEY ("decided_by_id") REFERENCES "user"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "access_request" ADD CONSTRAINT "access_request_target_id_fkey" FOREIGN KEY ("target_id") REFERENCES "target"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "grant" ADD CONSTRAINT "grant_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "grant" ADD CONSTRAINT "grant_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "access_request"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "grant" ADD CONSTRAINT "grant_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "grant" ADD CONSTRAINT "grant_ended_by_id_fkey" FOREIGN KEY ("ended_by_id") REFERENCES "user"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "grant" ADD CONSTRAINT "grant_target_id_fkey" FOREIGN KEY ("target_id") REFERENCES "target"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "audit_event" ADD CONSTRAINT "audit_event_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "slack_installation" ADD CONSTRAINT "slack_installation_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "slack_user" ADD CONSTRAINT "slack_user_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "slack_link" ADD CONSTRAINT "slack_link_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "slack_message" ADD CONSTRAINT "slack_message_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "slack_message" ADD CONSTRAINT "slack_message_installation_id_fkey" FOREIGN KEY ("installation_id") REFERENCES "slack_installation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "slack_message" ADD CONSTRAINT "slack_message_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "access_request"("id") ON DELETE SET NULL ON UPDATE CASCADE;



-- What Prisma's schema can't say -------------------------------------------------------------------------

-- R5: policy names are unique across all types, among the living.
CREATE UNIQUE INDEX "policy_name_once" ON "policy" ("organization_id", "name") WHERE "deleted_at" IS NULL;

-- R3: one open request per person and target.
CREATE UNIQUE INDEX "access_request_open_once" ON "access_request" ("requester_id", "target_id") WHERE "is_open";
CREATE INDEX "access_request_pending" ON "access_request" ("organization_id", "lapses_at") WHERE "state" = 'Pending';

-- A pending request is open; one that was refused, or came to nothing, is not.
ALTER TABLE "access_request" ADD CONSTRAINT "access_request_open_matches_state"
  CHECK (CASE "state" WHEN 'Pending' THEN "is_open" WHEN 'Approved' THEN TRUE ELSE NOT "is_open" END);
ALTER TABLE "access_request" ADD CONSTRAINT "access_request_reason_length" CHECK (char_length("reason") BETWEEN 1 AND 1000);
ALTER TABLE "grant" ADD CONSTRAINT "grant_ends_once" CHECK (("state" = 'Active') = ("ended_at" IS NULL));
ALTER TABLE "grant" ADD CONSTRAINT "grant_has_length" CHECK ("expires_at" > "starts_at");

-- R5: 1 minute to 1 day, and only just-in-time policies have one.
ALTER TABLE "policy" ADD CONSTRAINT "policy_duration"
  CHECK (CASE "type" WHEN 'JustInTime' THEN "duration" BETWEEN 1 AND 1440 ELSE "duration" IS NULL END);

-- R18: one living installation per organization, and no workspace in two of them.
CREATE UNIQUE INDEX "slack_installation_organization_once" ON "slack_installation" ("organization_id") WHERE "removed_at" IS NULL;
CREATE UNIQUE INDEX "slack_installation_team_once" ON "slack_installation" ("team_id") WHERE "removed_at" IS NULL;
-- A living installation has its token; a removed one has none.
ALTER TABLE "slack_installation" ADD CONSTRAINT "slack_installation_token"
  CHECK (("removed_at" IS NULL) = ("token_sealed" IS NOT NULL));

-- The audit log only grows.
CREATE FUNCTION "audit_event_only_grows"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'audit_event is append-only';
END $$;
CREATE TRIGGER "audit_event_only_grows" BEFORE UPDATE OR DELETE OR TRUNCATE ON "audit_event"
  FOR EACH STATEMENT EXECUTE FUNCTION "audit_event_only_grows"();
