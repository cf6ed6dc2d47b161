-- A pass belongs to a session of the console and ends with it, and a ticket to the browser that began. Passes of
-- earlier versions have neither: browsers get a new one by themselves.
DELETE FROM "web_pass";
ALTER TABLE "web_pass" ADD COLUMN "session_id" TEXT NOT NULL, ADD COLUMN "challenge" TEXT NOT NULL;
CREATE INDEX "web_pass_session_id_idx" ON "web_pass" ("session_id");
ALTER TABLE "web_pass" ADD CONSTRAINT "web_pass_session_id_fkey" FOREIGN KEY ("session_id")
  REFERENCES "session" ("session_token") ON DELETE CASCADE ON UPDATE CASCADE;

-- Their proxies need the new lines, which begin in the browser of the person.
UPDATE "target" SET "setup_outdated_at" = now() WHERE "type" = 'Web' AND "status" <> 'Terminated' AND "setup_outdated_at" IS NULL;
