-- How the provisioning server of a dynamic server is called, which starts a machine for each session. The secret is sealed and
-- bound to the target's id.
CREATE TABLE "dynamic_access" (
    "target_id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "start_webhook" TEXT NOT NULL,
    "stop_webhook" TEXT NOT NULL,
    "health_webhook" TEXT NOT NULL,
    "secret_sealed" BYTEA,
    "secret_key_id" TEXT,
    "checked_at" TIMESTAMPTZ(6),

    CONSTRAINT "dynamic_access_pkey" PRIMARY KEY ("target_id"),
    CONSTRAINT "dynamic_access_secret" CHECK (("secret_sealed" IS NULL) = ("secret_key_id" IS NULL)),
    CONSTRAINT "dynamic_access_webhooks" CHECK (
      is_one_line("start_webhook") AND is_one_line("stop_webhook") AND is_one_line("health_webhook")
      AND char_length("start_webhook") <= 2000 AND char_length("stop_webhook") <= 2000
      AND char_length("health_webhook") <= 2000)
);
CREATE INDEX "dynamic_access_checked_at_idx" ON "dynamic_access"("checked_at");
ALTER TABLE "dynamic_access" ADD CONSTRAINT "dynamic_access_target_id_fkey"
  FOREIGN KEY ("target_id") REFERENCES "target"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "dynamic_access" ADD CONSTRAINT "dynamic_access_organization_id_fkey"
  FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TYPE "MachineState" AS ENUM ('Starting', 'Started', 'StartError', 'Stopping', 'Stopped', 'StopError');

-- The machine that is started for one session, and stopped when the session ends.
CREATE TABLE "dynamic_machine" (
    "connection_id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "state" "MachineState" NOT NULL DEFAULT 'Starting',
    "unique_id" TEXT,
    "error_message" TEXT NOT NULL DEFAULT '',
    "token_hash" TEXT,
    "token_expires_at" TIMESTAMPTZ(6),
    "started_at" TIMESTAMPTZ(6),
    "stop_attempts" INTEGER NOT NULL DEFAULT 0,
    "due_at" TIMESTAMPTZ(6) DEFAULT CURRENT_TIMESTAMP,
    "host" TEXT,
    "port" INTEGER,
    "server_identity" TEXT,

    CONSTRAINT "dynamic_machine_pkey" PRIMARY KEY ("connection_id"),
    -- what is stopped was started under this id
    CONSTRAINT "dynamic_machine_unique_id" CHECK (
      "state" IN ('Starting', 'StartError', 'Stopping', 'Stopped') OR "unique_id" IS NOT NULL),
    CONSTRAINT "dynamic_machine_registered" CHECK (("host" IS NULL) = ("server_identity" IS NULL))
);
-- a token registers one machine
CREATE UNIQUE INDEX "dynamic_machine_token_hash_key" ON "dynamic_machine"("token_hash");
CREATE INDEX "dynamic_machine_due_at_idx" ON "dynamic_machine"("due_at");
CREATE INDEX "dynamic_machine_token_expires_at_idx" ON "dynamic_machine"("token_expires_at");
ALTER TABLE "dynamic_machine" ADD CONSTRAINT "dynamic_machine_connection_id_fkey"
  FOREIGN KEY ("connection_id") REFERENCES "connection"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "dynamic_machine" ADD CONSTRAINT "dynamic_machine_organization_id_fkey"
  FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
