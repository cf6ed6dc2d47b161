-- Until when Slack wants no calls: for a channel, or for all of an installation ("*"). For all processes.
CREATE TABLE "slack_pause" (
  "installation_id" UUID NOT NULL,
  "scope" TEXT NOT NULL,
  "until" TIMESTAMPTZ(6) NOT NULL,

  CONSTRAINT "slack_pause_pkey" PRIMARY KEY ("installation_id", "scope"),
  CONSTRAINT "slack_pause_installation_id_fkey" FOREIGN KEY ("installation_id")
    REFERENCES "slack_installation" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- A line of the log channel that another line's message tells too, because many waited.
ALTER TABLE "slack_message" ADD COLUMN "folded_into" UUID;
ALTER TABLE "slack_message" ADD CONSTRAINT "slack_message_folded_into_fkey" FOREIGN KEY ("folded_into")
  REFERENCES "slack_message" ("id") ON DELETE SET NULL ON UPDATE CASCADE;
CREATE INDEX "slack_message_folded_into_idx" ON "slack_message" ("folded_into");
