-- A result is of one address, and of the server that it is reached through: whatever changes one of them forgets it.
CREATE OR REPLACE FUNCTION "forget_setup_result"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW."host", NEW."port", NEW."proxy_target_id") IS DISTINCT FROM (OLD."host", OLD."port", OLD."proxy_target_id") THEN
    NEW."setup_result" := NULL;
    NEW."setup_finding" := NULL;
    NEW."setup_checked_at" := NULL;
  END IF;
  RETURN NEW;
END $$;
DROP TRIGGER "target_forget_setup_result" ON "target";
CREATE TRIGGER "target_forget_setup_result"
  BEFORE UPDATE OF "host", "port", "proxy_target_id" ON "target" FOR EACH ROW EXECUTE FUNCTION "forget_setup_result"();
