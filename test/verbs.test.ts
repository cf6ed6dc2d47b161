import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const features = [
  'access',
  'policies',
  'targets',
  'directory',
  'tokens',
  'slack-installation',
  'connections',
  'certificates',
  'target-setup',
  'revocation',
  'web-passes',
  'organization-file',
];

/**
 * What writes without an event, and why that is right. None of them changes who may have what.
 */
const withoutEvent = new Set([
  'lib/access/start-grant.ts', // a part of the two verbs that approve, which record
  'lib/directory/greet-slack-user.ts', // remembers who was greeted
  'lib/slack-installation/begin-installation.ts', // a state that is good for ten minutes; using it up is recorded
  'lib/slack-installation/consume-install-state.ts', // the other half of it
  'lib/slack-installation/handle-event-once.ts', // remembers which deliveries of Slack's were seen
  'lib/slack-installation/log-channel.ts', // where messages go
  'lib/directory/invite-to-link.ts', // a token that is good for ten minutes; linking by it is recorded
  'lib/directory/save-slack-user.ts', // what Slack says of an account, kept for an hour
  'lib/tokens/begin-zli-login.ts', // a code that is good for ten minutes; signing in by it is recorded
  'lib/tokens/allow-zli.ts', // the other half of it
  'lib/access/revoke-access.ts', // a part of the verbs that end access, which record
  'lib/web-passes/redeem-web-pass.ts', // the second half of a connection that was opened, which is recorded
  'lib/organization-file/ensure-organization-of.ts', // makes room for the key that is recorded in it
  'lib/directory/session-store.ts', // sessions; the sign-in is recorded
]);

const files = features
  .flatMap((feature) => readdirSync(join(root, 'lib', feature)).map((name) => `lib/${feature}/${name}`))
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'));
const sources = new Map(files.map((file) => [file, readFileSync(join(root, file), 'utf8')]));

// A file writes when it opens a transaction, or calls what the store names as writing.
const writing =
  /\binTransaction\(|\b(insert|write|save|set|note|forget|take|use|renew|remove|delete|move)[A-Z]\w*\(/;

test('every verb that writes records an event, itself or by what it calls', () => {
  const silent = files.filter(writes).filter((file) => !records(file) && !withoutEvent.has(file));
  expect(silent).toEqual([]);
});

test('the list of what writes without an event is not out of date', () => {
  expect([...withoutEvent].filter((file) => !sources.has(file) || records(file))).toEqual([]);
});

test('every verb that writes opens one transaction, and no more', () => {
  const several = files.filter((file) => (source(file).match(/await inTransaction\(/g)?.length ?? 0) > 1);
  // Reporting which request is open needs a second one: the unique index rolled the first one back.
  expect(several).toEqual(['lib/access/submit-request.ts']);
});

test('the guard sees what writes', () => {
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

// Names of Node and of file formats that only look like the store's.
const others = /\b(removeEventListener|setTimeout|setEncoding|writeFile|writeAuthority)\(/g;

function writes(file: string): boolean {
  return writing.test(
    source(file)
      .replace(/^import .*$/gm, '')
      .replace(others, ''),
  );
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
