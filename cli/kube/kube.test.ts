import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { useZli } from '@/test/run-zli';
import {
  connectionId,
  inSeconds,
  sampleConnection,
  sampleListed,
  sampleLists,
  targetId,
} from '@/test/zli-samples';
import { refuse, watchAnswer } from '@/test/zli-server';

const world = useZli();
const cluster = {
  targetName: 'bzero-cluster',
  targetType: 'Cluster',
  targetUser: 'admin',
  verbType: '',
  remoteHost: 'k8s.acme.test',
  remotePort: 6443,
  serverIdentity: 'CLUSTER CA',
} as const;
const listed = sampleListed({
  name: 'bzero-cluster',
  allowedClusterUsers: ['admin'],
  allowedClusterGroups: ['system:masters'],
});
let seconds: number;

beforeEach(() => {
  seconds = 300;
  world.server.calls.length = 0;
  world.server.on('GET targets', () => sampleLists({ Kubernetes: [listed] }));
  world.server.on('POST connections/universal', sampleConnection(cluster));
  world.server.on(`POST connections/${connectionId}/credential`, () => ({
    certificate: `CERTIFICATE ${world.server.calls.length}`,
    authority: '',
    validBefore: inSeconds(seconds),
  }));
  world.server.on(
    `POST connections/${connectionId}/watch`,
    watchAnswer(
      () => null,
      () => ({}),
    ),
  );
  world.server.on(`PATCH connections/${connectionId}/close`, () => undefined);
});

const opened = () => world.server.count('POST connections/universal');
const signed = () => world.server.count(`POST connections/${connectionId}/credential`);

describe('generate kubeConfig', () => {
  test('leads kubectl to each cluster, through zli', async () => {
    const { code, stdout } = await world.run(['generate', 'kubeconfig']);
    expect(code).toBe(0);
    const config = parse(stdout);
    expect(config).toMatchObject({
      clusters: [
        {
          name: 'bzero-cluster.prod',
          cluster: { server: 'https://k8s.acme.test:6443', 'certificate-authority-data': btoa('CLUSTER CA') },
        },
      ],
      contexts: [
        {
          name: 'bzero-cluster.prod',
          context: { cluster: 'bzero-cluster.prod', user: 'admin@bzero-cluster.prod' },
        },
      ],
      'current-context': 'bzero-cluster.prod',
    });
    const { exec } = config.users[0].user;
    expect(exec).toMatchObject({
      apiVersion: 'client.authentication.k8s.io/v1',
      interactiveMode: 'Never',
      env: [{ name: 'ZLI_CONFIG_DIR', value: world.folder }],
    });
    expect(exec.args.slice(-9)).toEqual([
      'kube-credential',
      '--target',
      targetId,
      '--user',
      'admin',
      '--group',
      'system:masters',
      '--server',
      world.server.url,
    ]);
    expect(world.server.count(`PATCH connections/${connectionId}/close`)).toBe(opened());
  });

  test('writes a file that only the owner can read, and leaves other files unchanged', async () => {
    const path = join(world.programs, 'kubeconfig');
    expect(await world.run(['generate', 'kubeConfig', '--path', path])).toMatchObject({
      code: 0,
      stdout: '',
    });
    expect((statSync(path).mode & 0o777).toString(8)).toBe('600');
    expect((await world.run(['generate', 'kubeConfig', '--path', path])).code).toBe(0);
    writeFileSync(path, 'apiVersion: v1\n');
    expect(await world.run(['generate', 'kubeConfig', '--path', path])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('was not written by zli'),
    });
    expect(readFileSync(path, 'utf8')).toBe('apiVersion: v1\n');
  });

  test('fails without a cluster', async () => {
    world.server.on('GET targets', () => sampleLists());
    expect(await world.run(['generate', 'kubeConfig'])).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringContaining("You don't have access to any cluster."),
    });
  });
});

describe('kube-credential', () => {
  const credential = (user: string) =>
    world.run(['kube-credential', '--target', targetId, '--user', user, '--group', 'b', '--group', 'a']);

  test.each(['v1', 'v1beta1'])('answers in the version that kubectl wants: %s', async (version) => {
    const apiVersion = `client.authentication.k8s.io/${version}`;
    const info = JSON.stringify({ apiVersion, kind: 'ExecCredential', spec: { interactive: false } });
    const run = await world.run(['kube-credential', '--target', targetId, '--user', `in-${version}`], {
      env: { KUBERNETES_EXEC_INFO: info },
    });
    expect(JSON.parse(run.stdout).apiVersion).toBe(apiVersion);
  });

  test.each(['client.authentication.k8s.io/v1alpha1', '', 'null'])(
    'refuses another version before it opens a connection: %j',
    async (version) => {
      const info = version === 'null' ? version : JSON.stringify({ apiVersion: version });
      const run = await world.run(['kube-credential', '--target', targetId, '--user', 'other'], {
        env: { KUBERNETES_EXEC_INFO: info },
      });
      expect(run).toMatchObject({
        code: 1,
        stdout: '',
        stderr: expect.stringContaining('set apiVersion to'),
      });
      expect(world.server.calls).toEqual([]);
    },
  );

  test('what was generated for a server calls that server after a login at another', async () => {
    const args = ['kube-credential', '--target', targetId, '--user', 'kept', '--server', world.server.url];
    const run = await world.run(args, { env: { ZLI_SERVER: 'https://other.test' } });
    expect(JSON.parse(run.stdout)).toMatchObject({ kind: 'ExecCredential' });
  });

  test('prints an ExecCredential, and calls the server once for several calls', async () => {
    const first = await credential('admin');
    expect(JSON.parse(first.stdout)).toMatchObject({
      kind: 'ExecCredential',
      apiVersion: 'client.authentication.k8s.io/v1',
      status: {
        clientCertificateData: 'CERTIFICATE 2',
        clientKeyData: expect.stringContaining('BEGIN PRIVATE KEY'),
        expirationTimestamp: expect.stringMatching(/Z$/),
      },
    });
    expect(world.server.calls[0]?.body).toMatchObject({
      targetId,
      targetType: 'Cluster',
      targetUser: 'admin',
      targetGroups: ['b', 'a'],
    });
    expect((await credential('admin')).stdout).toBe(first.stdout);
    expect([opened(), signed()]).toEqual([1, 1]);
    const [file = ''] = readdirSync(join(world.folder, 'kube'));
    expect((statSync(join(world.folder, 'kube', file)).mode & 0o777).toString(8)).toBe('600');
  });

  test('is renewed in its last minute, on the same connection if it is still open', async () => {
    seconds = 59;
    await credential('viewer');
    await credential('viewer');
    expect([opened(), signed()]).toEqual([1, 2]);
    let isClosed = true;
    world.server.on(`POST connections/${connectionId}/credential`, () => {
      if (!isClosed) return { certificate: 'NEW', validBefore: inSeconds(300) };
      isClosed = false;
      return refuse(409, 'already-ended', 'This connection was closed.');
    });
    expect(JSON.parse((await credential('viewer')).stdout).status.clientCertificateData).toBe('NEW');
    expect(opened()).toBe(2);
  });

  test('prints one line and no credential without access', async () => {
    world.server.on('POST connections/universal', () =>
      refuse(403, 'no-access', "You don't have access to bzero-cluster. You can request it.", {
        requestable: true,
      }),
    );
    expect(await credential('nobody')).toMatchObject({
      code: 1,
      stdout: '',
      stderr: "You don't have access to bzero-cluster. You can request it.\n",
    });
  });
});

test('the person’s own files of kubectl are not used', async () => {
  const show = 'echo "$KUBECONFIG $KUBERC $KUBECTL_KUBERC"';
  const env = { KUBECONFIG: '/own', KUBERC: '/own', KUBECTL_KUBERC: 'true' };
  const { stdout } = await world.run(['connect', 'admin@bzero-cluster', '--', 'sh', '-c', show], { env });
  expect(stdout).toMatch(/^\/\S+\/config off false\n$/);
});

test('connect runs a command with a temporary kubeconfig; without one it prints how to use kubectl', async () => {
  const run = await world.run([
    'connect',
    'admin@bzero-cluster',
    '--targetGroup',
    'a',
    '--targetGroup',
    'b',
    '--',
    'sh',
    '-c',
    'cat $KUBECONFIG',
  ]);
  const config = parse(run.stdout);
  expect(config.clusters[0].cluster.server).toBe('https://k8s.acme.test:6443');
  expect(config.users[0]).toMatchObject({
    name: 'admin',
    user: { 'client-certificate': expect.stringContaining('client.pem') },
  });
  expect(world.server.calls[0]?.body).toMatchObject({ targetGroups: ['a', 'b'] });
  expect(await world.run(['connect', 'admin@bzero-cluster'])).toMatchObject({
    code: 0,
    stdout: '',
    stderr: expect.stringContaining('zli generate kubeConfig'),
  });
});
