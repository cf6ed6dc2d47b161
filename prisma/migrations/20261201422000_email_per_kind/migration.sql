-- One person per email, so that a match by email is never ambiguous (R16), and one service account per email. A service account
-- with the email of a person who comes later keeps nobody from signing in.
CREATE UNIQUE INDEX "user_organization_id_kind_email_key" ON "user"("organization_id", "kind", "email");
DROP INDEX "user_organization_id_email_key";
