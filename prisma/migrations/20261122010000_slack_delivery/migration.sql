-- AlterTable
ALTER TABLE "slack_message" ADD COLUMN "posting_refused" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "slack_channel_member" (
    "installation_id" UUID NOT NULL,
    "slack_user_id" TEXT NOT NULL,
    "user_id" UUID NOT NULL,

    CONSTRAINT "slack_channel_member_pkey" PRIMARY KEY ("installation_id","slack_user_id")
);

-- AddForeignKey
ALTER TABLE "slack_channel_member" ADD CONSTRAINT "slack_channel_member_installation_id_fkey" FOREIGN KEY ("installation_id") REFERENCES "slack_installation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "slack_channel_member" ADD CONSTRAINT "slack_channel_member_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;


