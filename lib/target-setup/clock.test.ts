import { once } from 'node:events';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { database, type Tx } from '@/lib/db/client';
import * as transactions from '@/lib/db/transaction';
import { createPolicy } from '@/lib/policies/create-policy';
import { childDraft, makeOrganization, makeTarget, type TestOrganization } from '@/test/factories';
import { makeServerCertificate } from '@/test/server-certificate';
import { loginAccounts, startSshd } from '@/test/sshd';
import { useDatabase } from '@/test/use-database';
import { getSshdSetup } from './get-sshd-setup';
import { certificatesOf, findAuthoritiesOf } from './target-authorities';
import { verifyHost } from './verify-host';

useDatabase();

/**
 * How far the host's clock is ahead. No test can set that clock, so the times of probe certificates are moved the other way,
 * between their row, whose constraint on the length uses the database's own time, and their signature.
 */
let hostAhead = 0;

beforeAll(() => {
  const run = transactions.inTransaction;
  // Not the client's own method: its prototype is that of the next file's client too.
  vi.spyOn(transactions, 'inTransaction').mockImplementation((work, timeout) =>
    run((tx) => work(moveClock(tx)), timeout),
  );
});
afterEach(() => {
  hostAhead = 0;
});
afterAll(() => {
  vi.restoreAllMocks();
});

function moveClock(tx: Tx): Tx {
  const move = (time: Date, seconds: number) => new Date(time.getTime() + seconds * 1000);
  return new Proxy(tx, {
    get(real, name) {
      if (name === '$queryRaw')
        return async (...query: Parameters<Tx['$queryRaw']>) =>
          (await real.$queryRaw<object[]>(...query)).map((row) =>
            'now' in row && row.now instanceof Date ? { ...row, now: move(row.now, -hostAhead) } : row,
          );
      if (name !== 'credential') return Reflect.get(real, name);
      return {
        create: ({ data, ...more }: Parameters<Tx['credential']['create']>[0]) => {
          const [validAfter, validBefore] = [data.validAfter, data.validBefore].map((time) =>
            move(new Date(time), hostAhead),
          ) as [Date, Date];
          return real.credential.create({ ...more, data: { ...data, validAfter, validBefore } });
        },
      };
    },
  });
}

const differences = [150, -150, -7200];

/** The seconds that a verification names, negative for a clock that is behind. */
async function namedDifference({ admin }: TestOrganization, targetId: string): Promise<number> {
  const { ok, steps } = await verifyHost(admin.ctx, { targetId });
  const detail = steps.find(({ name }) => name === 'Clock')?.detail;
  expect([ok, detail]).toEqual([false, expect.stringContaining('The clock of')]);
  const [, seconds, side] =
    /^The clock of .+ is (?:more than )?(\d+) seconds (ahead|behind).* Correct it/.exec(detail ?? '') ?? [];
  return Number(seconds) * (side === 'behind' ? -1 : 1);
}

test('a server whose clock is off is named with the seconds; other reasons are not', async () => {
  const organization = await makeOrganization();
  const { ctx } = organization.admin;
  const { id } = await makeTarget(organization.id);
  const [account] = loginAccounts();
  await createPolicy(ctx, childDraft({ targetIds: [id], targetUsers: [account], verbs: ['Shell'] }));
  const setup = await getSshdSetup(ctx, { targetId: id });
  const sshd = await startSshd(setup);
  const moveTo = (host: string, port: number) =>
    database().prisma.target.update({ where: { id }, data: { host, port } });
  try {
    await moveTo('127.0.0.1', sshd.port);
    hostAhead = 150;
    expect(Math.abs((await namedDifference(organization, id)) - 150)).toBeLessThan(30);
  } finally {
    await sshd.stop();
  }
  hostAhead = 0;
  const stranger = await startSshd({ ...setup, principals: { [account]: ['another'] } });
  try {
    await moveTo('[::1]', stranger.port);
    await database().prisma.target.update({ where: { id }, data: { serverIdentity: null } });
    const { steps } = await verifyHost(ctx, { targetId: id });
    expect(steps.map(({ name, ok }) => [name, ok])).toEqual([
      ['Connection', true],
      ['Host key', true],
      [`Target user ${account}`, false],
    ]);
  } finally {
    await stranger.stop();
  }
});

test('a cluster whose clock is off is named with the seconds', async () => {
  const organization = await makeOrganization();
  const target = await makeTarget(organization.id, { type: 'Cluster' });
  const covers = { targetIds: [target.id], targetUsers: ['readonly'], targetGroups: ['viewers'], verbs: [] };
  await createPolicy(organization.admin.ctx, childDraft({ type: 'Kubernetes', ...covers }));
  const own = await makeServerCertificate();
  const ca = certificatesOf(await findAuthoritiesOf(organization.id, target));
  const options = {
    cert: own.certificate,
    key: own.privateKey,
    ca,
    requestCert: true,
    rejectUnauthorized: false,
  };
  let clusterAhead = 0;
  const server = createServer(options, ({ socket }, response) => {
    response.setHeader('date', new Date(Date.now() + clusterAhead * 1000).toUTCString());
    response.statusCode = (socket as TLSSocket).authorized ? 403 : 401;
    response.end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const data = { host: '127.0.0.1', port, serverIdentity: own.certificate };
  await database().prisma.target.update({ where: { id: target.id }, data });
  try {
    for (const difference of differences) {
      hostAhead = difference;
      expect(Math.abs((await namedDifference(organization, target.id)) - difference)).toBeLessThan(30);
    }
    hostAhead = 400;
    clusterAhead = 400;
    expect(await namedDifference(organization, target.id)).toBe(300);
  } finally {
    server.close();
  }
});
