import { once } from 'node:events';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { TLSSocket } from 'node:tls';
import pg from 'pg';
import { beforeAll, describe, expect, test } from 'vitest';
import { getCertificateRevocationList } from '@/lib/certificates/get-revocation-list';
import { issueCredential } from '@/lib/certificates/issue-credential';
import { rotateAuthority } from '@/lib/certificates/rotate-authority';
import { openConnection } from '@/lib/connections/open-connection';
import type { TargetType } from '@/lib/core/target/target';
import { database } from '@/lib/db/client';
import { createPolicy } from '@/lib/policies/create-policy';
import type { PolicyInput } from '@/lib/policies/policy-input';
import { makeP256KeyPair } from '@/lib/x509/key-pair';
import {
  childDraft,
  makeOrganization,
  makeTarget,
  signIn,
  type TestOrganization,
  type TestPerson,
} from '@/test/factories';
import {
  type PostgresWithCertificates,
  startPostgresWithCertificates,
} from '@/test/postgres-with-certificates';
import { makeServerCertificate } from '@/test/server-certificate';
import { useDatabase } from '@/test/use-database';
import { confirmSetup } from './confirm-setup';
import { probeCluster } from './probe-cluster';
import { certificatesOf, findAuthoritiesOf } from './target-authorities';
import { verifyHost } from './verify-host';

useDatabase();

const keys = makeP256KeyPair();
let organization: TestOrganization;
let person: TestPerson;

beforeAll(async () => {
  organization = await makeOrganization();
  person = await signIn(organization, 'engineer@acme.test');
});

type Target = { id: string; name: string };

/** A database or cluster to which the person has standing access as `readonly`. */
async function makeOpenTarget(type: TargetType & ('Db' | 'Cluster')): Promise<Target> {
  const target = await makeTarget(organization.id, { type });
  const data = { host: '127.0.0.1', port: 1, ...(type === 'Db' && { databaseType: 'Postgres' }) };
  await database().prisma.target.update({ where: { id: target.id }, data });
  const policy: Partial<PolicyInput> =
    type === 'Db' ? { type: 'Proxy' } : { type: 'Kubernetes', targetGroups: ['viewers'] };
  const covers = { targetIds: [target.id], targetUsers: ['readonly'], verbs: [], subjectIds: [person.id] };
  await createPolicy(organization.admin.ctx, childDraft({ ...policy, ...covers }));
  return target;
}

async function issueFor({ id: targetId }: Target): Promise<string> {
  const { connection } = await openConnection(person.ctx, { targetId });
  const about = { connectionId: connection.id, publicKey: keys.publicPem };
  return (await issueCredential(person.ctx, about)).certificate;
}

const caOf = async (target: Target) => certificatesOf(await findAuthoritiesOf(organization.id, target));
const crlOf = ({ id }: Target) => getCertificateRevocationList({ id });
const setAddress = ({ id }: Target, port: number, serverIdentity: string) =>
  database().prisma.target.update({ where: { id }, data: { port, serverIdentity } });

/** Logs in to PostgreSQL as readonly, and returns the user there. */
async function logIn({ port, serverCertificate }: PostgresWithCertificates, cert: string): Promise<string> {
  const ssl = { cert, key: keys.privatePem, ca: serverCertificate };
  const client = new pg.Client({ host: '127.0.0.1', port, user: 'readonly', database: 'postgres', ssl });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return (await client.query('SELECT current_user AS name')).rows[0].name;
  } finally {
    void client.end().catch(() => undefined);
  }
}

/** A TLS server that trusts some authorities, and answers 401 without a valid client certificate, like a cluster. */
async function startCluster(ca: string) {
  const own = await makeServerCertificate();
  const server = createServer(
    { cert: own.certificate, key: own.privateKey, ca, requestCert: true, rejectUnauthorized: false },
    ({ socket }, response) => {
      response.statusCode = (socket as TLSSocket).authorized ? 403 : 401;
      response.end();
    },
  ).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const stop = () => new Promise((resolve) => server.close(resolve));
  return { port: (server.address() as AddressInfo).port, serverCertificate: own.certificate, stop };
}

describe('R20 a certificate for one target is refused by another that is set up by its page', () => {
  test('PostgreSQL; and a server that trusts both does not pass the verification', async () => {
    const [staging, orders] = [await makeOpenTarget('Db'), await makeOpenTarget('Db')];
    const { ctx } = organization.admin;
    const ca = await caOf(orders);
    const own = await startPostgresWithCertificates({
      authorities: [ca],
      crl: await crlOf(orders),
      users: ['readonly'],
    });
    try {
      await setAddress(orders, own.port, own.serverCertificate);
      expect(await logIn(own, await issueFor(orders))).toBe('readonly');
      await expect(logIn(own, await issueFor(staging))).rejects.toThrow(/unknown ca|certificate/);
      const verified = await verifyHost(ctx, { targetId: orders.id });
      expect(verified.steps.map(({ name, ok }) => [name, ok])).toEqual([
        ['Target user readonly', true],
        ['Rejects certificates for other targets', true],
      ]);
    } finally {
      await own.stop();
    }
    const trusting = await startPostgresWithCertificates({
      authorities: [await caOf(orders), await caOf(staging)],
      crl: (await crlOf(orders)) + (await crlOf(staging)),
      users: ['readonly'],
    });
    try {
      await setAddress(orders, trusting.port, trusting.serverCertificate);
      const { ok, steps } = await verifyHost(ctx, { targetId: orders.id });
      expect(ok).toBe(false);
      expect(steps.at(-1)).toMatchObject({ name: 'Rejects certificates for other targets', ok: false });
    } finally {
      await trusting.stop();
    }
  });

  test('a cluster', async () => {
    const [staging, production] = [await makeOpenTarget('Cluster'), await makeOpenTarget('Cluster')];
    const own = await startCluster(await caOf(production));
    try {
      await setAddress(production, own.port, own.serverCertificate);
      const outcomeOf = async (target: Target) => {
        const at = { host: '127.0.0.1', address: '127.0.0.1', port: own.port };
        const login = { at, user: 'readonly', privateKey: keys.privatePem, serverCa: own.serverCertificate };
        return (await probeCluster({ ...login, certificate: await issueFor(target) })).outcome;
      };
      expect(await outcomeOf(production)).toBe('accepted');
      expect(await outcomeOf(staging)).toBe('refused');
      expect(await verifyHost(organization.admin.ctx, { targetId: production.id })).toMatchObject({
        ok: true,
      });
    } finally {
      await own.stop();
    }
  });
});

test('a replaced authority needs the set-up again, until the target passes or an admin confirms it', async () => {
  const target = await makeOpenTarget('Cluster');
  const { ctx } = organization.admin;
  const outdated = async () =>
    (await database().prisma.target.findUniqueOrThrow({ where: { id: target.id } })).setupOutdatedAt;
  const [before] = await findAuthoritiesOf(organization.id, target);
  await rotateAuthority(ctx, { targetId: target.id });
  const [after, old] = await findAuthoritiesOf(organization.id, target);
  expect(old?.id).toBe(before?.id);
  expect(await outdated()).not.toBeNull();

  const former = await startCluster(before?.publicPart ?? '');
  await setAddress(target, former.port, former.serverCertificate);
  expect(await verifyHost(ctx, { targetId: target.id })).toMatchObject({ ok: false });
  expect(await outdated()).not.toBeNull();
  await former.stop();

  const current = await startCluster(after?.publicPart ?? '');
  await setAddress(target, current.port, current.serverCertificate);
  expect(await verifyHost(ctx, { targetId: target.id })).toMatchObject({ ok: true });
  expect(await outdated()).toBeNull();
  await current.stop();

  await rotateAuthority(ctx, { targetId: target.id });
  await confirmSetup(ctx, { targetId: target.id });
  expect(await outdated()).toBeNull();
});
