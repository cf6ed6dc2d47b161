import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type PostgresWithCertificates,
  startPostgresWithCertificates,
} from '@/test/postgres-with-certificates';
import { makeX509Authority, readX509Authority, type X509Authority } from './authority';
import { type ClientCertificate, signClientCertificate } from './client-certificate';
import { makeP256KeyPair } from './key-pair';
import { writeCrl } from './revocation-list';

const now = new Date();
const pair = makeP256KeyPair();
let authority: X509Authority;
let nextAuthority: X509Authority;
let postgres: PostgresWithCertificates;

// Making a cluster takes a busy machine many seconds.
describe('PostgreSQL with cert authentication', { timeout: 60_000 }, () => {
  beforeAll(async () => {
    const pems = [await makeX509Authority(now), await makeX509Authority(now)];
    [authority, nextAuthority] = (await Promise.all(pems.map(readX509Authority))) as [
      X509Authority,
      X509Authority,
    ];
    postgres = await startPostgresWithCertificates({
      authorities: pems.map(({ certificate }) => certificate),
      crl: await lists([]),
      users: ['orders', 'orders2', 'engineer@acme.test', '#orders'],
    });
  }, 60_000);

  afterAll(() => postgres.stop());

  test.each(['orders', 'engineer@acme.test', '#orders'])(
    '%s logs in as the name in the certificate',
    async (user) => {
      expect(await logIn(user, await sign({ commonName: user }))).toBe(user);
    },
  );

  test('both authorities are trusted during a rotation', async () => {
    expect(await logIn('orders', await sign({ authority: nextAuthority }))).toBe('orders');
  });

  test.each<[string, Partial<ClientCertificate>, string]>([
    ['another user', { commonName: 'orders2' }, 'certificate authentication failed'],
    [
      'a certificate that has expired',
      { validBefore: new Date(now.getTime() - 1000) },
      'certificate expired',
    ],
    [
      'a certificate that is not valid yet',
      { validAfter: new Date(now.getTime() + 60_000) },
      'bad certificate',
    ],
  ])('%s is refused', async (_, change, message) => {
    await expect(logIn('orders', await sign(change))).rejects.toThrow(message);
  });

  test('another authority is refused', async () => {
    const other = await readX509Authority(await makeX509Authority(now));
    await expect(logIn('orders', await sign({ authority: other }))).rejects.toThrow('unknown ca');
  });

  test('no certificate is refused', async () => {
    await expect(logIn('orders', undefined)).rejects.toThrow('requires a valid client certificate');
  });

  test('a revoked serial is refused, the next one is accepted', async () => {
    const certificate = await sign({ serial: 80n });
    expect(await logIn('orders', certificate)).toBe('orders');
    await postgres.setCrl(await lists([80n, 0xff00n]));
    await expect(logIn('orders', certificate)).rejects.toThrow('certificate revoked');
    await expect(logIn('orders', await sign({ serial: 0xff00n }))).rejects.toThrow('certificate revoked');
    expect(await logIn('orders', await sign({ serial: 81n }))).toBe('orders');
    expect(await logIn('orders', await sign({ serial: 80n, authority: nextAuthority }))).toBe('orders');
  });
});

function sign(change: Partial<ClientCertificate>): Promise<string> {
  return signClientCertificate({
    authority,
    publicKeyPem: pair.publicPem,
    commonName: 'orders',
    organizations: [],
    serial: 1n,
    validAfter: new Date(now.getTime() - 60_000),
    validBefore: new Date(now.getTime() + 300_000),
    ...change,
  });
}

async function lists(serials: bigint[]): Promise<string> {
  const revoked = serials.map((serial) => ({ serial, revokedAt: now }));
  return (
    (await writeCrl({ authority, revoked, now })) +
    (await writeCrl({ authority: nextAuthority, revoked: [], now }))
  );
}

/** Logs in over TLS and returns the user. */
async function logIn(user: string, certificate: string | undefined): Promise<string> {
  const client = new Client({
    host: '127.0.0.1',
    port: postgres.port,
    user,
    database: 'postgres',
    ssl: {
      // In 1.3 a client that is refused learns why only when nothing breaks the connection first.
      maxVersion: 'TLSv1.2',
      ca: postgres.serverCertificate,
      ...(certificate === undefined ? {} : { cert: certificate, key: pair.privatePem }),
    },
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return (await client.query('SELECT current_user AS name')).rows[0].name;
  } finally {
    await client.end().catch(() => undefined);
  }
}
