-- A person has at most one active grant for a target (R3). The index on open requests implies it; this one holds by itself,
-- whatever happens to the request.
CREATE UNIQUE INDEX "grant_active_once" ON "grant" ("user_id", "target_id") WHERE "state" = 'Active';
