import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { featureFolders } from './feature-folders';

const root = fileURLToPath(new URL('..', import.meta.url));
/** Use cases that write without an audit event, and why. None of them changes anyone's access. */
const withoutEvent = new Set([
  'lib/access/revoke-access.ts', // part of the use cases that end access, which record it
  'lib/policies/policy-claims.ts', // part of writing a policy, which is recorded
  'lib/slack-installation/begin-installation.ts', // a state that expires after ten minutes; the installation is recorded
  'lib/slack-installation/log-channel.ts', // where messages go
  'lib/directory/invite-to-link.ts', // a token that expires after ten minutes; the link is recorded
  'lib/connections/machine.ts', // part of opening and closing a session, which are recorded
  'lib/dynamic-access/check-provisioner.ts', // whether a provisioning server answers
  'lib/targets/note-contact.ts', // a sign of life, which changes nothing
  'lib/tokens/answer-once.ts', // the answer of a call, whose effect is recorded
  'lib/tokens/begin-zli-login.ts', // a code that expires after ten minutes; the sign-in is recorded
  'lib/web-passes/redeem-web-pass.ts', // the second step of opening a session, which is recorded
  'lib/organization-file/ensure-organization-of.ts', // creates the organization of an API key, which is recorded
]);

const files = featureFolders
  .flatMap((feature) => readdirSync(join(root, 'lib', feature)).map((name) => `lib/${feature}/${name}`))
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'));
const sources = new Map(files.map((file) => [file, readFileSync(join(root, file), 'utf8')]));

// The exports of lib/db that read, or prepare a write. All other exports write.
const reading = /^(find|list|count|is|has|load|compare|lock|with|database|nameVersions)/;

test('every use case that writes records an event, itself or in a function that it calls', () => {
  const silent = files.filter(writes).filter((file) => !records(file) && !withoutEvent.has(file));
  expect(silent).toEqual([]);
});

test('every exception still writes without an event', () => {
  expect([...withoutEvent].filter((file) => !sources.has(file) || records(file))).toEqual([]);
});

test('every use case opens one transaction at most', () => {
  const several = files.filter((file) => (source(file).match(/await inTransaction\(/g)?.length ?? 0) > 1);
  // Finding the open request takes a second transaction: the unique index aborted the first.
  expect(several).toEqual(['lib/access/submit-request.ts']);
});

test('the check recognizes functions that write', () => {
  expect(files.filter(writes)).toEqual(
    expect.arrayContaining([
      'lib/access/end-grant.ts',
      'lib/policies/delete-policy.ts',
      'lib/directory/set-role.ts',
    ]),
  );
  expect(writes('lib/access/get-request.ts')).toBe(false);
});

function source(file: string): string {
  return sources.get(file) ?? '';
}

function writes(file: string): boolean {
  const imported = [...source(file).matchAll(/^import \{([^}]*)\} from '@\/lib\/db\//gm)].flatMap(
    ([, names]) => (names ?? '').split(',').map((name) => name.trim()),
  );
  return imported.some((name) => name !== '' && !name.startsWith('type ') && !reading.test(name));
}

function records(file: string, seen = new Set<string>()): boolean {
  if (seen.has(file)) return false;
  seen.add(file);
  if (/\brecord\(\s*tx,\s/.test(source(file))) return true;
  return importsOf(file).some((imported) => records(imported, seen));
}

function importsOf(file: string): string[] {
  const folder = file.slice(0, file.lastIndexOf('/'));
  return [...source(file).matchAll(/from '(@\/|\.\/)([\w/-]+)'/g)].map(([, start, path]) =>
    start === '@/' ? `${path}.ts` : `${folder}/${path}.ts`,
  );
}
