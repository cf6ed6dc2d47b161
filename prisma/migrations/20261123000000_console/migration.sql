-- DropIndex
DROP INDEX "slack_message_request_id_kind_recipient_key";

-- AlterTable
ALTER TABLE "organization" ADD COLUMN     "reminder_minutes" INTEGER NOT NULL DEFAULT 60;

-- AlterTable
ALTER TABLE "environment" ADD COLUMN     "retired_at" TIMESTAMPTZ(6);

-- AlterTable
ALTER TABLE "access_request" ADD COLUMN     "receipt" JSONB,
ADD COLUMN     "reminders" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "slack_message" ADD COLUMN     "round" INTEGER NOT NULL DEFAULT 0;

-- CreateIndex
CREATE INDEX "audit_event_organization_id_at_idx" ON "audit_event"("organization_id", "at");

-- CreateIndex
CREATE INDEX "audit_event_organization_id_action_id_idx" ON "audit_event"("organization_id", "action", "id");

-- CreateIndex
CREATE INDEX "audit_event_organization_id_actor_id_id_idx" ON "audit_event"("organization_id", "actor_id", "id");

-- CreateIndex
CREATE INDEX "audit_event_organization_id_user_id_id_idx" ON "audit_event"("organization_id", "user_id", "id");

-- CreateIndex
CREATE INDEX "audit_event_organization_id_target_id_id_idx" ON "audit_event"("organization_id", "target_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "slack_message_request_id_kind_recipient_round_key" ON "slack_message"("request_id", "kind", "recipient", "round");


