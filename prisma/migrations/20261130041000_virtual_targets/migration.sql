-- What BastionZero's clients write about an environment, and read again. Nothing is archived after this time.
ALTER TABLE "environment" ADD COLUMN "offline_cleanup_timeout_hours" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "environment" ADD CONSTRAINT "environment_offline_cleanup_timeout_hours"
  CHECK ("offline_cleanup_timeout_hours" BETWEEN 0 AND 4320);

-- What they write about a database or web app, and read again. zli connects without a proxy.
ALTER TABLE "target"
  ADD COLUMN "proxy_target_id" UUID,
  ADD COLUMN "proxy_environment_id" UUID,
  ADD COLUMN "local_host" TEXT,
  ADD COLUMN "local_port" INTEGER,
  ADD COLUMN "authentication_type" TEXT,
  ADD COLUMN "authentication_label" TEXT;

CREATE INDEX "target_proxy_target_id_idx" ON "target"("proxy_target_id");
CREATE INDEX "target_proxy_environment_id_idx" ON "target"("proxy_environment_id");
ALTER TABLE "target" ADD CONSTRAINT "target_proxy_target_id_fkey"
  FOREIGN KEY ("proxy_target_id") REFERENCES "target"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "target" ADD CONSTRAINT "target_proxy_environment_id_fkey"
  FOREIGN KEY ("proxy_environment_id") REFERENCES "environment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "target" ADD CONSTRAINT "target_virtual_check" CHECK (
  ("proxy_target_id" IS NULL OR "proxy_environment_id" IS NULL)
  AND ("type" IN ('Db', 'Web')
    OR ("proxy_target_id" IS NULL AND "proxy_environment_id" IS NULL AND "local_host" IS NULL AND "local_port" IS NULL))
  AND ("type" = 'Db' OR ("authentication_type" IS NULL AND "authentication_label" IS NULL))
  AND coalesce("local_port", 1) BETWEEN 1 AND 65535
  AND coalesce("authentication_type", 'Default') IN ('Default', 'SplitCert')
  AND is_one_line("local_host") AND is_one_line("authentication_label")
);
