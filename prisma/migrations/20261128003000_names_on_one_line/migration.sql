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
-- that it stays unique.
CREATE FUNCTION pg_temp.visible(value text) RETURNS text LANGUAGE sql IMMUTABLE
RETURN btrim(regexp_replace(value, '[\u0001-\u001F\u007F-\u009F\u00AD\u061C\u180E\u200B-\u200F\u2028-\u202E\u2060-\u206F\uE000-\uF8FF\uFEFF\uFFF9-\uFFFB\U000E0000-\U0010FFFF]+', '', 'g'));
CREATE FUNCTION pg_temp.renamed(value text, id text) RETURNS text LANGUAGE sql IMMUTABLE
RETURN left(pg_temp.visible(value), 190) || ' ' || left(id, 8);
CREATE FUNCTION pg_temp.accounts(names text[]) RETURNS text[] LANGUAGE sql IMMUTABLE
RETURN ARRAY(
  SELECT DISTINCT ON (min(place)) name FROM (
    SELECT regexp_replace(pg_temp.visible(each.name), '^[-\s\u00A0\u1680\u2000-\u200A\u202F\u205F\u3000]+|[\s\u00A0\u1680\u2000-\u200A\u202F\u205F\u3000]+$', '', 'g') AS name, place
    FROM unnest(names) WITH ORDINALITY AS each (name, place)) AS clean
  WHERE name <> '' AND char_length(name) <= 150 GROUP BY name ORDER BY min(place));

UPDATE "policy" SET "name" = pg_temp.renamed("name", "id"::text) WHERE NOT is_one_line("name");
UPDATE "policy" SET "target_users" = pg_temp.accounts("target_users") WHERE NOT are_account_names("target_users");
UPDATE "policy" SET "target_groups" = pg_temp.accounts("target_groups") WHERE NOT are_account_names("target_groups");
UPDATE "target" SET "name" = pg_temp.renamed("name", "id"::text) WHERE NOT is_one_line("name");
UPDATE "target" SET "host" = NULL WHERE NOT is_one_line("host");
UPDATE "target" SET "database_type" = NULL WHERE NOT is_one_line("database_type");
UPDATE "environment" SET "name" = pg_temp.renamed("name", "id"::text) WHERE NOT is_one_line("name");
UPDATE "group" SET "name" = pg_temp.visible("name") WHERE NOT is_one_line("name");
UPDATE "user" SET "name" = pg_temp.visible("name") WHERE NOT is_one_line("name");
UPDATE "api_token" SET "name" = pg_temp.renamed("name", "id"::text) WHERE NOT is_one_line("name");

ALTER TABLE "policy" ADD CONSTRAINT "policy_names" CHECK (is_one_line("name") AND char_length("name") BETWEEN 1 AND 200
  AND are_account_names("target_users") AND are_account_names("target_groups"));
ALTER TABLE "target" ADD CONSTRAINT "target_names" CHECK (is_one_line("name") AND char_length("name") BETWEEN 1 AND 200
  AND is_one_line("host") AND is_one_line("database_type"));
ALTER TABLE "environment" ADD CONSTRAINT "environment_name" CHECK (is_one_line("name") AND char_length("name") BETWEEN 1 AND 200);
ALTER TABLE "group" ADD CONSTRAINT "group_name" CHECK (is_one_line("name"));
ALTER TABLE "user" ADD CONSTRAINT "user_name" CHECK (is_one_line("name") AND is_one_line("email"));
ALTER TABLE "api_token" ADD CONSTRAINT "api_token_name" CHECK (is_one_line("name"));
