import { expect, test } from 'vitest';
import { addressBehind, certificateEnd, describeEndedAccess, usualPort, webAddress } from './connection';

const now = new Date('2026-01-01T12:00:00.400Z');

test('a certificate ends after five minutes, or with what it rests on if that is sooner', () => {
  expect(certificateEnd(now, { ends: null })).toEqual(new Date('2026-01-01T12:05:00Z'));
  expect(certificateEnd(now, { ends: new Date('2026-01-01T13:00:00Z') })).toEqual(
    new Date('2026-01-01T12:05:00Z'),
  );
  expect(certificateEnd(now, { ends: new Date('2026-01-01T12:01:30.900Z') })).toEqual(
    new Date('2026-01-01T12:01:30Z'),
  );
});

test.each([
  [{ host: 'wiki.acme.test', port: null }, 'https://wiki.acme.test/'],
  [{ host: 'wiki.acme.test', port: 443 }, 'https://wiki.acme.test/'],
  [{ host: 'wiki.acme.test', port: 80 }, 'http://wiki.acme.test/'],
  [{ host: 'wiki.acme.test', port: 8443 }, 'https://wiki.acme.test:8443/'],
  [{ host: 'http://127.0.0.1:8080', port: null }, 'http://127.0.0.1:8080/'],
])('a web app at %o is opened at %s', (target, address) => {
  expect(webAddress(target)?.href).toBe(address);
});

test('a web app without a host, or with one that is none, has no address', () => {
  expect(webAddress({ host: null, port: 443 })).toBeNull();
  expect(webAddress({ host: 'not a host', port: null })).toBeNull();
});

test.each([
  ['Web', { host: 'http://localhost/admin', port: null }, { host: 'localhost', port: 80 }],
  ['Web', { host: 'https://wiki.acme.test', port: 8443 }, { host: 'wiki.acme.test', port: 8443 }],
  ['Web', { host: 'https://[::1]', port: null }, { host: '::1', port: 443 }],
  ['Db', { host: 'localhost', port: null }, { host: 'localhost', port: 5432 }],
  ['Db', { host: '[fd00::1]', port: 5433 }, { host: 'fd00::1', port: 5433 }],
  ['Db', { host: 'rds://orders', port: 5432 }, null],
  ['Db', { host: null, port: 5432 }, null],
] as const)('behind a server, a %s at %o is at %o', (type, target, address) => {
  expect(addressBehind({ type, databaseType: 'Postgres', ...target })).toEqual(address);
});

test('databases listen at the port of their kind, an unknown kind at none', () => {
  expect(usualPort({ type: 'Db', databaseType: 'Postgres' })).toBe(5432);
  expect(usualPort({ type: 'Db', databaseType: 'CockroachDB' })).toBe(26257);
  expect(usualPort({ type: 'Db', databaseType: 'MySQL' })).toBe(3306);
  expect(usualPort({ type: 'Db', databaseType: null })).toBeNull();
});

test('a person whose access ended reads why, and how to request it again', () => {
  const target = {
    id: 't',
    name: 'prod-web',
    type: 'Bzero' as const,
    environment: 'prod',
    os: 'Linux',
    databaseType: null,
    environmentId: 'e',
    host: null,
    port: null,
  };
  const connection = { target, targetUser: 'root', targetGroups: [], verb: 'Shell' as const, requestId: 'r' };
  expect(describeEndedAccess(connection, 'it expired')).toBe(
    'Your access to prod-web as root, Shell ended: it expired. Request it again with: zli request root@prod-web.prod',
  );
  expect(describeEndedAccess({ ...connection, requestId: null }, 'the policy was deleted')).toMatch(
    /Ask an admin for access\.$/,
  );
});
