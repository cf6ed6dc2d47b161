-- Refused attempts of the last minutes, counted by who made them, so that the log gets two events for many attempts. The
-- number of rows of a log is limited; further attempts count as those of "several". A log is an organization's id, or zeros.
CREATE TABLE "refused_attempt" (
    "log" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "who" TEXT NOT NULL,
    "begun_at" TIMESTAMPTZ(6) NOT NULL DEFAULT clock_timestamp(),
    "unreported" INTEGER NOT NULL,
    "event" JSONB NOT NULL,

    CONSTRAINT "refused_attempt_pkey" PRIMARY KEY ("log","kind","who")
);
CREATE INDEX "refused_attempt_begun_at_idx" ON "refused_attempt"("begun_at");
