-- The number of the lease: a worker that wakes up late no longer has the current one, and must not act. And whether an
-- admin whose account is not linked got an invitation to link it in place of the message.
ALTER TABLE "slack_message" ADD COLUMN "lease" INTEGER NOT NULL DEFAULT 0, ADD COLUMN "withheld" BOOLEAN NOT NULL DEFAULT false;
