-- Names are one line that shows everything it contains, and accounts are no options: they are written into configuration
-- files and command lines. lib/core/one-line.ts has the same lists.
CREATE FUNCTION is_one_line(value text) RETURNS boolean LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN value !~ '[\u0001-\u001F\u007F-\u009F\u00AD\u061C\u180E\u200B-\u200F\u2028-\u202E\u2060-\u206F\uE000-\uF8FF\uFEFF\uFFF9-\uFFFB\U000E0000-\U0010FFFF]';

CREATE FUNCTION are_account_names(names text[]) RETURNS boolean LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN NOT EXISTS (
  SELECT FROM unnest(names) AS each (name)
  WHERE NOT is_one_line(each.name) OR each.name !~ '^[^-\s\u00A0\u1680\u2000-\u200A\u202F\u205F\u3000]'
    OR each.name ~ '[\s\u00A0\u1680\u2000-\u200A\u202F\u205F\u3000]$' OR char_length(each.name) > 150);

-- What earlier versions accepted becomes harmless: hidden characters go, and a name that changes gets a part of its id, so
-- that it stays unique. A name that would be empty is "unnamed".
CREATE FUNCTION pg_temp.visible(value text) RETURNS text LANGUAGE sql IMMUTABLE
RETURN btrim(regexp_replace(value, '[\u0001-\u001F\u007F-\u009F\u00AD\u061C\u180E\u200B-\u200F\u2028-\u202E\u2060-\u206F\uE000-\uF8FF\uFEFF\uFFF9-\uFFFB\U000E0000-\U0010FFFF]+', '', 'g'));
CREATE FUNCTION pg_temp.is_name(value text) RETURNS boolean LANGUAGE sql IMMUTABLE
RETURN is_one_line(value) AND char_length(value) BETWEEN 1 AND 200;
CREATE FUNCTION pg_temp.named(value text, most integer) RETURNS text LANGUAGE sql IMMUTABLE
RETURN coalesce(nullif(btrim(left(pg_temp.visible(value), most)), ''), 'unnamed');
CREATE FUNCTION pg_temp.renamed(value text, id text) RETURNS text LANGUAGE sql IMMUTABLE
RETURN pg_temp.named(value, 190) || ' ' || left(id, 8);
CREATE FUNCTION pg_temp.accounts(names text[]) RETURNS text[] LANGUAGE sql IMMUTABLE
RETURN ARRAY(
  SELECT DISTINCT ON (min(place)) name FROM (
    SELECT regexp_replace(pg_temp.visible(each.name), '^[-\s\u00A0\u1680\u2000-\u200A\u202F\u205F\u3000]+|[\s\u00A0\u1680\u2000-\u200A\u202F\u205F\u3000]+$', '', 'g') AS name, place
    FROM unnest(names) WITH ORDINALITY AS each (name, place)) AS clean
  WHERE name <> '' AND char_length(name) <= 150 GROUP BY name ORDER BY min(place));
-- The account of a request or a session stays the one of its policy. One that the policy loses becomes one that no policy
-- lists, and never null, which stands for a target without accounts.
CREATE FUNCTION pg_temp.account(name text, id text) RETURNS text LANGUAGE sql IMMUTABLE
RETURN coalesce((pg_temp.accounts(ARRAY[name]))[1], 'unnamed ' || id);

UPDATE "policy" SET "name" = pg_temp.renamed("name", "id"::text) WHERE NOT pg_temp.is_name("name");
UPDATE "policy" SET "target_users" = pg_temp.accounts("target_users") WHERE NOT are_account_names("target_users");
UPDATE "policy" SET "target_groups" = pg_temp.accounts("target_groups") WHERE NOT are_account_names("target_groups");
UPDATE "access_request" SET "target_user" = pg_temp.account("target_user", "id"::text)
WHERE NOT are_account_names(ARRAY["target_user"]);
UPDATE "access_request" SET "target_groups" = pg_temp.accounts("target_groups") WHERE NOT are_account_names("target_groups");
UPDATE "connection" SET "target_user" = pg_temp.account("target_user", "id"::text)
WHERE NOT are_account_names(ARRAY["target_user"]);
UPDATE "connection" SET "target_groups" = pg_temp.accounts("target_groups") WHERE NOT are_account_names("target_groups");
UPDATE "target" SET "name" = pg_temp.renamed("name", "id"::text) WHERE NOT pg_temp.is_name("name");
UPDATE "target" SET "host" = NULL WHERE NOT is_one_line("host");
UPDATE "target" SET "database_type" = NULL WHERE NOT is_one_line("database_type");
UPDATE "environment" SET "name" = pg_temp.renamed("name", "id"::text) WHERE NOT pg_temp.is_name("name");
UPDATE "group" SET "name" = pg_temp.named("name", 200) WHERE NOT pg_temp.is_name("name");
UPDATE "user" SET "name" = pg_temp.named("name", 200) WHERE NOT is_one_line("name");
-- Without its hidden characters, an email can be the one of another person. This one has a space, so it matches nobody (R16);
-- the person is known by their account, and the next sign-in replaces it.
UPDATE "user" SET "email" = pg_temp.renamed("email", "id"::text) WHERE NOT is_one_line("email");
UPDATE "api_token" SET "name" = pg_temp.renamed("name", "id"::text) WHERE NOT pg_temp.is_name("name");

ALTER TABLE "policy" ADD CONSTRAINT "policy_names" CHECK (is_one_line("name") AND char_length("name") BETWEEN 1 AND 200
  AND are_account_names("target_users") AND are_account_names("target_groups"));
-- An array with null, of a request without an account, is in order.
ALTER TABLE "access_request" ADD CONSTRAINT "access_request_accounts" CHECK (are_account_names(ARRAY["target_user"])
  AND are_account_names("target_groups"));
ALTER TABLE "connection" ADD CONSTRAINT "connection_accounts" CHECK (are_account_names(ARRAY["target_user"])
  AND are_account_names("target_groups"));
ALTER TABLE "target" ADD CONSTRAINT "target_names" CHECK (is_one_line("name") AND char_length("name") BETWEEN 1 AND 200
  AND is_one_line("host") AND is_one_line("database_type"));
ALTER TABLE "environment" ADD CONSTRAINT "environment_name" CHECK (is_one_line("name") AND char_length("name") BETWEEN 1 AND 200);
ALTER TABLE "group" ADD CONSTRAINT "group_name" CHECK (is_one_line("name") AND char_length("name") BETWEEN 1 AND 200);
ALTER TABLE "user" ADD CONSTRAINT "user_name" CHECK (is_one_line("name") AND is_one_line("email"));
ALTER TABLE "api_token" ADD CONSTRAINT "api_token_name" CHECK (is_one_line("name") AND char_length("name") BETWEEN 1 AND 200);
