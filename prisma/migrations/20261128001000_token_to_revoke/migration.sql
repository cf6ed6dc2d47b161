-- The tokens of removed integrations, until they are revoked in Slack. They were in the data of a job before, where no
-- change of keys reached them and where they stayed for days after they were revoked.
CREATE TABLE "slack_token_to_revoke" (
  "installation_id" UUID NOT NULL,
  "token_sealed" BYTEA NOT NULL,
  "token_key_id" TEXT NOT NULL,
  "removed_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

  CONSTRAINT "slack_token_to_revoke_pkey" PRIMARY KEY ("installation_id"),
  CONSTRAINT "slack_token_to_revoke_installation_id_fkey" FOREIGN KEY ("installation_id")
    REFERENCES "slack_installation" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

DO $$ BEGIN
  IF to_regclass('pgboss.job') IS NULL THEN RETURN; END IF;
  INSERT INTO "slack_token_to_revoke" ("installation_id", "token_sealed", "token_key_id")
  SELECT DISTINCT ON (i."id") i."id", decode(j.data ->> 'sealed', 'base64'), j.data ->> 'keyId'
  FROM pgboss.job j JOIN "slack_installation" i ON i."id"::text = j.data ->> 'boundTo'
  WHERE j.name = 'revoke-slack-token' AND j.state::text IN ('created', 'retry', 'active');
  UPDATE pgboss.job SET data = jsonb_build_object('installationId', data ->> 'boundTo')
  WHERE name = 'revoke-slack-token';
END $$;
