-- How zli reaches RDP and SQL Server on a server: through its own sshd, or through another server of the organization.
CREATE TYPE "TunnelWay" AS ENUM ('OwnSsh', 'Jump');

ALTER TABLE "target"
  ADD COLUMN "tunnel_way" "TunnelWay",
  ADD COLUMN "jump_target_id" UUID,
  ADD COLUMN "rdp_port" INTEGER,
  ADD COLUMN "sql_server_port" INTEGER;

CREATE INDEX "target_jump_target_id_idx" ON "target"("jump_target_id");
ALTER TABLE "target" ADD CONSTRAINT "target_jump_target_id_fkey"
  FOREIGN KEY ("jump_target_id") REFERENCES "target"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "target" ADD CONSTRAINT "target_tunnel_way_check" CHECK (
  ("tunnel_way" IS NOT DISTINCT FROM 'Jump') = ("jump_target_id" IS NOT NULL)
  AND ("tunnel_way" IS NULL OR ("type" = 'Bzero' AND "host" IS NOT NULL))
  AND "jump_target_id" IS DISTINCT FROM "id"
  AND coalesce("rdp_port", 1) BETWEEN 1 AND 65535
  AND coalesce("sql_server_port", 1) BETWEEN 1 AND 65535
);

-- A jump target is a server of the same organization, with a host, and in use as long as a target is reached through it.
-- It is checked when a transaction ends, because one transaction can bring both targets, in any order. The lock lets two
-- transactions that change one of them each wait for the other.
CREATE FUNCTION "check_jump_target"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  stored "target";
BEGIN
  SELECT * INTO stored FROM "target" WHERE "id" = NEW."id";
  IF stored."jump_target_id" IS NOT NULL AND stored."status" <> 'Terminated' THEN
    PERFORM 1 FROM "target" j
    WHERE j."id" = stored."jump_target_id" AND j."organization_id" = stored."organization_id"
      AND j."type" = 'Bzero' AND j."host" IS NOT NULL AND j."status" <> 'Terminated'
    FOR SHARE;
    IF NOT FOUND THEN
      RAISE EXCEPTION 'target %: the jump target is not a server in use of its organization', stored."id"
        USING ERRCODE = 'check_violation';
    END IF;
  END IF;
  IF (stored."status" = 'Terminated' OR stored."host" IS NULL) AND EXISTS (
    SELECT 1 FROM "target" t WHERE t."jump_target_id" = stored."id" AND t."status" <> 'Terminated'
  ) THEN
    RAISE EXCEPTION 'target %: another target is reached through it', stored."id" USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER "target_jump_target"
  AFTER INSERT OR UPDATE OF "jump_target_id", "organization_id", "type", "host", "status" ON "target"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "check_jump_target"();
