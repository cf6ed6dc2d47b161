import { once } from 'node:events';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { contextOf, load } from '@/e2e/fixtures/seed';
import { end, expect, test } from '@/e2e/fixtures/terminal-test';
import { users } from '@/e2e/fixtures/users';
import { submitRequest } from '@/lib/access/submit-request';
import { getCertificateRevocationList } from '@/lib/certificates/get-revocation-list';
import { database } from '@/lib/db/client';
import { certificatesOf, findAuthoritiesOf } from '@/lib/target-setup/target-authorities';
import { startPostgresWithCertificates } from '@/test/postgres-with-certificates';
import { makeServerCertificate } from '@/test/server-certificate';

/** Logs in to the database that the variables name, and prints its user there. */
const query = `
  import { readFileSync } from 'node:fs';
  import pg from 'pg';
  const { ZLI_HOST: host, ZLI_PORT: port, ZLI_USER: user, ZLI_CERT, ZLI_KEY, ZLI_CA } = process.env;
  const [cert, key, ca] = [ZLI_CERT, ZLI_KEY, ZLI_CA].map((path) => readFileSync(path, 'utf8'));
  const client = new pg.Client({ host, port: Number(port), user, database: 'postgres', ssl: { cert, key, ca } });
  await client.connect();
  console.log((await client.query('SELECT current_user AS who')).rows[0].who);
  await client.end();
  if (process.argv[1] === 'stay') setInterval(() => {}, 1000);`;

test('a database accepts a user with access, as the target user, until the access ends', async ({
  product,
  terminalAs,
  pass,
}) => {
  await load(product, {
    policies: [
      {
        type: 'JustInTime',
        name: 'Databases at once',
        subjects: [users.engineer.email],
        childPolicies: ['Databases'],
        automaticallyApproved: true,
        duration: 30,
      },
    ],
  });
  const { organizationId } = await contextOf(users.engineer.email);
  const target = await database().prisma.target.findFirstOrThrow({ where: { name: 'orders-db' } });
  const postgres = await startPostgresWithCertificates({
    authorities: [certificatesOf(await findAuthoritiesOf(organizationId, target))],
    crl: await getCertificateRevocationList({ id: target.id }),
    users: ['readonly', 'postgres'],
  });
  try {
    const data = { host: '127.0.0.1', port: postgres.port, serverIdentity: postgres.serverCertificate };
    await database().prisma.target.updateMany({ where: { name: 'orders-db' }, data });
    const { zli } = await terminalAs(users.engineer);
    const run = ['node', '--input-type=module', '-e', query];

    const asked = ['connect', 'readonly@orders-db', '--reason', 'Counting orders'];
    expect(await end(zli(...asked, '--', ...run))).toMatchObject({ code: 0, stdout: 'readonly\n' });
    const other = await end(zli('connect', 'postgres@orders-db', '--', ...run));
    expect(other).toMatchObject({
      code: 1,
      output: expect.stringContaining(
        'You already have access to orders-db.prod as readonly. To request other access, end it first: zli end',
      ),
    });

    const session = zli('connect', 'orders-db', '--', ...run, 'stay');
    // The output of the program, not the line before it that names the target user.
    await session.prints(/^readonly$/m);
    await pass(31);
    const { code, output } = await end(session);
    expect({ code, output }).toEqual({
      code: 8,
      output: expect.stringContaining('ended: it expired.'),
    });
    expect((await end(zli('connect', 'readonly@orders-db', '--', ...run))).code).toBe(1);
  } finally {
    await postgres.stop();
  }
});

/** Calls the cluster as kubectl would, with the credential that kubectl would get. */
const ask = `
  import { execFileSync } from 'node:child_process';
  import { readFileSync } from 'node:fs';
  import { get } from 'node:https';
  import { parse } from 'yaml';
  const { clusters, users } = parse(readFileSync(process.argv[1], 'utf8'));
  const { server, 'certificate-authority-data': authority } = clusters[0].cluster;
  const { command, args, env } = users[0].user.exec;
  const variables = Object.fromEntries(env.map(({ name, value }) => [name, value]));
  const { status } = JSON.parse(execFileSync(command, args, { env: { ...process.env, ...variables }, encoding: 'utf8' }));
  get(server, {
    ca: Buffer.from(authority, 'base64'),
    cert: status.clientCertificateData,
    key: status.clientKeyData,
  }, (answer) => answer.pipe(process.stdout));`;

test('a cluster sees the target user and groups of the request, through what kubectl reads', async ({
  terminalAs,
}) => {
  const { organizationId } = await contextOf(users.engineer.email);
  const target = await database().prisma.target.findFirstOrThrow({ where: { name: 'bzero-cluster' } });
  const ca = certificatesOf(await findAuthoritiesOf(organizationId, target));
  const own = await makeServerCertificate();
  const cluster = createServer(
    { cert: own.certificate, key: own.privateKey, ca, requestCert: true },
    ({ socket }, response) => {
      const { CN, O } = (socket as TLSSocket).getPeerCertificate().subject;
      response.end(JSON.stringify({ user: CN, groups: O }));
    },
  ).listen(0, '127.0.0.1');
  await once(cluster, 'listening');
  try {
    const { port } = cluster.address() as AddressInfo;
    const data = { host: '127.0.0.1', port, serverIdentity: own.certificate };
    await database().prisma.target.updateMany({ where: { name: 'bzero-cluster' }, data });
    await submitRequest(await contextOf(users.engineer.email), {
      targetId: target.id,
      targetUser: 'admin',
      targetGroups: ['system:masters'],
      verb: null,
      reason: 'A pod hangs',
    });
    const engineer = await terminalAs(users.engineer);
    const admin = await terminalAs(users.admin);
    const [open] = JSON.parse((await end(admin.zli('requests', '--all', '--json'))).stdout);
    expect((await end(admin.zli('approve', open.id))).code).toBe(0);

    const path = `${engineer.folder}/kubeconfig`;
    expect((await end(engineer.zli('generate', 'kubeConfig', '--path', path))).code).toBe(0);
    const run = ['node', '--input-type=module', '-e', ask, path];
    const { code, stdout } = await end(
      engineer.zli('connect', 'admin@bzero-cluster', '--targetGroup', 'system:masters', '--', ...run),
    );
    expect({ code, stdout }).toEqual({ code: 0, stdout: '{"user":"admin","groups":"system:masters"}' });
  } finally {
    cluster.closeAllConnections();
    cluster.close();
  }
});
