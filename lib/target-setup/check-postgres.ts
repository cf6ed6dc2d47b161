/**
 * A query that asks PostgreSQL what it really uses, and reads only. Its rows have `result` (`ok` or `change`) and a
 * sentence, `finding`. Needs a superuser, and PostgreSQL 12 or later.
 *
 * How PostgreSQL chooses the line for a user: its documentation, "The pg_hba.conf File" and "pg_hba_file_rules".
 */
export function checkPostgres(users: readonly string[], ca: string): string {
  return `SET standard_conforming_strings = on;
WITH RECURSIVE
account(name) AS (SELECT unnest(ARRAY[${users.map(sqlText).join(', ')}]::text[])),
wanted(name, value) AS (
  VALUES ('ssl', 'on'), ('ssl_ca_file', 'bzero-ca.pem'), ('ssl_crl_file', 'bzero-crl.pem')
),
rule AS (
  SELECT place, line_number, database, user_name, address, netmask, auth_method, type, error,
    format('line %s of %s', line_number, coalesce(to_jsonb(r) ->> 'file_name', current_setting('hba_file'))) AS location,
    concat_ws(' ', type, array_to_string(database, ','), array_to_string(user_name, ','), address, netmask, auth_method) AS line,
    coalesce(type = 'hostssl' AND auth_method = 'cert' AND array_to_string(options, ' ') NOT LIKE '%map=%', false) AS requires_certificate
  FROM (SELECT *, row_number() OVER () AS place FROM pg_hba_file_rules) AS r
),
role_of(account, role) AS (
  SELECT name, oid FROM account JOIN pg_roles ON rolname = name
  UNION
  SELECT role_of.account, roleid FROM role_of JOIN pg_auth_members ON member = role
),
matching AS (
  SELECT account.name AS account, rule.* FROM account JOIN rule
    ON type IN ('host', 'hostssl') AND error IS NULL AND database <> '{replication}'
    AND EXISTS (
      SELECT FROM unnest(user_name) AS listed WHERE CASE
        WHEN listed IN ('all', account.name) THEN true
        WHEN listed LIKE '+%' THEN EXISTS (
          SELECT FROM role_of JOIN pg_roles ON oid = role
          WHERE role_of.account = account.name AND rolname = substr(listed, 2))
        WHEN listed LIKE '/%' THEN account.name ~ substr(listed, 2)
        ELSE false
      END)
),
own AS (
  SELECT account, min(place) AS place FROM matching
  WHERE requires_certificate AND address = 'all' AND 'all' = ANY (database) GROUP BY account
),
finding(topic, ok, finding) AS (
  SELECT 1, true, format('PostgreSQL uses the data folder %s and the file %s.',
    current_setting('data_directory'), current_setting('hba_file'))
  UNION ALL
  SELECT 2, false, format('%s, line %s, %s: %s.', sourcefile, sourceline, coalesce(name, 'no setting'), error)
  FROM pg_file_settings WHERE name LIKE 'ssl%' AND error IS NOT NULL OR error <> 'setting could not be applied'
  UNION ALL
  SELECT 3, ok, format(CASE WHEN ok THEN '%1$s is %2$s.' ELSE '%1$s is "%2$s" (%4$s). Change it to "%3$s", then reload.' END,
    name, setting, value, coalesce(sourcefile || ', line ' || sourceline, source))
  FROM (
    SELECT name, value, setting, source, sourcefile, sourceline,
      setting IN (value, current_setting('data_directory') || '/' || value) AS ok
    FROM wanted JOIN pg_settings USING (name)
  ) AS setting
  UNION ALL
  SELECT 4, true, format('PostgreSQL also reads the lists in ssl_crl_dir, %s.', setting)
  FROM pg_settings WHERE name = 'ssl_crl_dir' AND setting <> ''
  UNION ALL
  SELECT 5, ok, CASE WHEN ok THEN 'bzero-ca.pem is the one of this page.'
    ELSE format('bzero-ca.pem in %s is missing, or not the one of this page. Write it again.', current_setting('data_directory')) END
  FROM (
    SELECT coalesce(btrim(pg_read_file('bzero-ca.pem', 0, 1000000, true), E' \\r\\n') = btrim(${sqlText(ca)}, E' \\r\\n'), false) AS ok
  ) AS ca
  UNION ALL
  SELECT 6, coalesce(age < '5 minutes', false), CASE
    WHEN age IS NULL THEN format('bzero-crl.pem in %s is missing. Run the step that fetches it.', current_setting('data_directory'))
    WHEN age < '5 minutes' THEN 'bzero-crl.pem is up to date.'
    ELSE format('bzero-crl.pem is from %s. Check that the cron job runs.', now() - age) END
  FROM (SELECT now() - (pg_stat_file('bzero-crl.pem', true)).modification AS age) AS list
  UNION ALL
  SELECT 7, false, format('In %s: %s. PostgreSQL keeps the previous lines until this is changed.', location, error)
  FROM rule WHERE error IS NOT NULL
  UNION ALL
  SELECT 8, false, format('The role %I does not exist, or can''t log in.', name)
  FROM account WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name AND rolcanlogin)
  UNION ALL
  SELECT 9, false, format('For %s, %s comes first: "%s". Move the line of this page above it.', matching.account, location, line)
  FROM matching JOIN own USING (account) WHERE matching.place < own.place AND NOT requires_certificate
  UNION ALL
  SELECT 9, false, format('For %s, no line of %s requires a certificate. Add the line of this page.', name, current_setting('hba_file'))
  FROM account WHERE NOT EXISTS (SELECT FROM own WHERE own.account = name)
  UNION ALL
  SELECT 10, true, format('For %s, PostgreSQL uses %s: "%s".', account, location, line)
  FROM matching JOIN own USING (account, place)
  WHERE NOT EXISTS (
    SELECT FROM matching AS earlier
    WHERE earlier.account = own.account AND earlier.place < own.place AND NOT earlier.requires_certificate)
)
SELECT CASE WHEN ok THEN 'ok' ELSE 'change' END AS result, finding FROM finding ORDER BY ok, topic, finding;
`;
}

function sqlText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
