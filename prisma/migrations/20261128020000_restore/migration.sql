-- When workers last used this database, and the last time in which none did: it was stopped, or it was restored from a
-- backup and does not know what happened then.
CREATE TABLE "liveness" (
  "only" BOOLEAN NOT NULL DEFAULT true,
  "alive_at" TIMESTAMPTZ(6) NOT NULL,
  "gap_from" TIMESTAMPTZ(6),
  "gap_until" TIMESTAMPTZ(6),

  CONSTRAINT "liveness_pkey" PRIMARY KEY ("only"),
  CONSTRAINT "liveness_one_row" CHECK ("only")
);
-- An older backup can be restored with this version: what it last recorded is what it last knew.
INSERT INTO "liveness" ("alive_at") SELECT coalesce(max("at"), now()) FROM "audit_event";

ALTER TYPE "GrantEndReason" ADD VALUE 'DatabaseRestored';

-- A restored sequence gives serial numbers again that certificates have which the database does not know (R20). So it goes
-- on at the time in microseconds: nobody issues more certificates than that. The app's role cannot set a sequence.
CREATE FUNCTION "skip_serials"() RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
  SELECT setval('public.credential_serial_seq', greatest(nextval('public.credential_serial_seq'),
    (extract(epoch FROM clock_timestamp()) * 1000000)::bigint))
$$;
