-- A person who approves a device login sees when and from where it was requested, and an organization can switch it off.
ALTER TABLE "zli_login" ADD COLUMN "address" TEXT, ADD COLUMN "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP;
ALTER TABLE "organization" ADD COLUMN "device_login" BOOLEAN NOT NULL DEFAULT true;
