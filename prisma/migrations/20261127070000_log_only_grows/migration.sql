-- The versions of a policy are evidence like the audit log: receipts refer to them. They only grow too.
CREATE FUNCTION "policy_version_only_grows"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'policy_version is append-only';
END $$;
CREATE TRIGGER "policy_version_only_grows" BEFORE UPDATE OR DELETE OR TRUNCATE ON "policy_version"
  FOR EACH STATEMENT EXECUTE FUNCTION "policy_version_only_grows"();

-- A cascade runs with the rights of the table's owner. So an update of a parent's id would have changed these tables for
-- a role that cannot update them itself.
ALTER TABLE "policy_version" DROP CONSTRAINT "policy_version_policy_id_fkey";
ALTER TABLE "policy_version" ADD CONSTRAINT "policy_version_policy_id_fkey"
  FOREIGN KEY ("policy_id") REFERENCES "policy"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE "audit_event" DROP CONSTRAINT "audit_event_organization_id_fkey";
ALTER TABLE "audit_event" ADD CONSTRAINT "audit_event_organization_id_fkey"
  FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;
