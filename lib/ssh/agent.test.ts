import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Agent, type AgentIdentity, startAgent } from './agent';
import { makeAuthority } from './authority';
import { signUserCertificate } from './certificate';
import { makeKeyPair } from './key-pair';
import { WireReader, WireWriter } from './wire';

const run = promisify(execFile);
const authority = makeAuthority();
const pair = makeKeyPair();
let folder: string;
let socketPath: string;
let current: AgentIdentity;
let agent: Agent;

function identity(serial: bigint): AgentIdentity {
  const certificateLine = signUserCertificate({
    authority,
    subject: pair.publicKey,
    serial,
    keyId: 'id',
    principals: ['root'],
    validAfter: new Date(0),
    validBefore: new Date(1000),
    criticalOptions: {},
    extensions: [],
  });
  return { certificateLine, publicKey: pair.publicKey, sign: pair.sign };
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'bzero-agent-'));
  socketPath = join(folder, 'agent');
  current = identity(1n);
  agent = await startAgent({ socketPath, identities: () => [current] });
});

afterEach(async () => {
  await agent.close();
  expect(existsSync(socketPath)).toBe(false);
  rmSync(folder, { recursive: true });
});

/** Sends a frame's content as it is, and returns the content of the answer; undefined where the connection is cut. */
async function ask(frame: Buffer): Promise<Buffer | undefined> {
  const socket = connect(socketPath);
  let got = Buffer.alloc(0);
  socket.on('data', (chunk: Buffer) => {
    got = Buffer.concat([got, chunk]);
    if (got.length >= 4 && got.length === 4 + got.readUInt32BE(0)) socket.end();
  });
  socket.write(new WireWriter().string(frame).bytes());
  await once(socket, 'close');
  return got.length === 0 ? undefined : new WireReader(got).string();
}

function signRequest(blob: Buffer, data: string): Buffer {
  return new WireWriter().byte(13).string(blob).string(data).uint32(0).bytes();
}

function blobOf(line: string): Buffer {
  return Buffer.from(line.split(' ')[1] ?? '', 'base64');
}

test('ssh-add lists only the certificate', async () => {
  const { stdout } = await run('ssh-add', ['-L'], { env: { ...process.env, SSH_AUTH_SOCK: socketPath } });
  expect(stdout).toBe(`${current.certificateLine} bzero\n`);
});

test('ssh-add verifies a signature of the agent', async () => {
  const file = join(folder, 'key.pub');
  writeFileSync(file, current.certificateLine);
  const env = { ...process.env, SSH_AUTH_SOCK: socketPath };
  await run('ssh-add', ['-T', file], { env });
});

test('a renewed certificate is listed at the next request, and the key still signs for the old one', async () => {
  const old = current;
  current = identity(2n);
  const listed = new WireReader((await ask(Buffer.from([11]))) ?? Buffer.alloc(0));
  expect([listed.byte(), listed.uint32()]).toEqual([12, 1]);
  expect(listed.string()).toEqual(blobOf(current.certificateLine));
  const answer = await ask(signRequest(blobOf(old.certificateLine), 'data'));
  expect(answer?.[0]).toBe(14);
  expect(answer?.subarray(-64)).toEqual(pair.sign(Buffer.from('data')));
});

test('only the owner can use the socket', () => {
  expect(statSync(socketPath).mode & 0o777).toBe(0o600);
});

const refused = Buffer.from([5]);

test.each<[string, () => Buffer]>([
  ['a signature of another key', () => signRequest(makeKeyPair().publicKey.blob, 'data')],
  [
    'a request with bytes left over',
    () => Buffer.concat([signRequest(pair.publicKey.blob, 'data'), refused]),
  ],
  ['half a request', () => signRequest(pair.publicKey.blob, 'data').subarray(0, 30)],
  ['adding an identity', () => Buffer.from([17])],
  ['removing all identities', () => Buffer.from([19])],
  ['an extension', () => new WireWriter().byte(27).string('session-bind@openssh.com').bytes()],
])('%s is refused', async (_, frame) => {
  expect(await ask(frame())).toEqual(refused);
});

test('a request without an identity is refused', async () => {
  await agent.close();
  agent = await startAgent({
    socketPath,
    identities: () => {
      throw new Error('access has ended');
    },
  });
  expect(await ask(Buffer.from([11]))).toEqual(refused);
});

test('an empty or oversized frame closes the connection', async () => {
  expect(await ask(Buffer.alloc(0))).toBeUndefined();
  const socket = connect(socketPath);
  socket.write(new WireWriter().uint32(256 * 1024 + 1).bytes());
  await once(socket.resume(), 'close');
});

test('split and concatenated requests are answered in order', async () => {
  const frames = Buffer.concat([
    new WireWriter().string(Buffer.from([11])).bytes(),
    new WireWriter().string(Buffer.from([19])).bytes(),
  ]);
  const socket = connect(socketPath).setNoDelay();
  let got = Buffer.alloc(0);
  socket.on('data', (chunk: Buffer) => {
    got = Buffer.concat([got, chunk]);
  });
  for (const byte of frames) {
    socket.write(Buffer.from([byte]));
    await new Promise((resolve) => setImmediate(resolve));
  }
  socket.end();
  await once(socket, 'close');
  const reader = new WireReader(got);
  expect(reader.string()[0]).toBe(12);
  expect(reader.string()).toEqual(refused);
  reader.end();
});
