-- The answers to calls with an Idempotency-Key: each is written by the transaction of its effect, so that a repeated call
-- gets the first answer, or runs because nothing has happened. The primary key is the rule: one answer for each key of a
-- caller.
CREATE TABLE "api_answer" (
    "organization_id" UUID NOT NULL,
    "caller_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "request" TEXT NOT NULL,
    "status" INTEGER NOT NULL,
    "etag" TEXT,
    "body" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "api_answer_pkey" PRIMARY KEY ("organization_id","caller_id","key")
);
CREATE INDEX "api_answer_created_at_idx" ON "api_answer"("created_at");
ALTER TABLE "api_answer" ADD CONSTRAINT "api_answer_organization_id_fkey"
  FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
