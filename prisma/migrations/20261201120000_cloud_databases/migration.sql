-- Databases of a cloud provider, as BastionZero's clients write them. People cannot sign in to them here.
ALTER TABLE "target" ADD COLUMN "cloud_service_provider" TEXT;
ALTER TABLE "target" DROP CONSTRAINT "target_virtual_check";
ALTER TABLE "target" ADD CONSTRAINT "target_virtual_check" CHECK (
  ("proxy_target_id" IS NULL OR "proxy_environment_id" IS NULL)
  AND ("type" IN ('Db', 'Web')
    OR ("proxy_target_id" IS NULL AND "proxy_environment_id" IS NULL AND "local_host" IS NULL AND "local_port" IS NULL))
  AND ("type" = 'Db' OR ("authentication_type" IS NULL AND "authentication_label" IS NULL))
  AND coalesce("local_port", 1) BETWEEN 1 AND 65535
  AND coalesce("authentication_type", 'Default') IN ('Default', 'SplitCert', 'ServiceAccountInjection')
  AND (coalesce("authentication_type", 'Default') = 'ServiceAccountInjection') = ("cloud_service_provider" IS NOT NULL)
  AND coalesce("cloud_service_provider", 'AWS') IN ('AWS', 'GCP')
  AND is_one_line("local_host") AND is_one_line("authentication_label")
);
