-- Whether an automatic policy that only lists a person's groups asks an admin while those are older than a day.
ALTER TABLE "organization" ADD COLUMN "review_old_groups" BOOLEAN NOT NULL DEFAULT false;
