import { createPublicKey, sign, verify } from 'node:crypto';
import { makeAuthority } from '@/lib/ssh/authority';
import { signUserCertificate, type UserCertificate } from '@/lib/ssh/certificate';
import { certificateOptions } from '@/lib/ssh/certificate-options';
import { makeKeyPair } from '@/lib/ssh/key-pair';
import { principalFor } from '@/lib/ssh/principal';
import { WireReader } from '@/lib/ssh/wire';

// `npm run bench -- certificates`: SSH certificates signed per second of CPU time, compared with plain Ed25519
// signatures of the same bytes.

const rounds = 41;
const perRound = 1000;
const goal = 0.65;

const authority = makeAuthority();
const { publicKey: subject } = makeKeyPair();
const now = Date.now();
let serial = 0n;

const newCertificate = (): UserCertificate => {
  serial += 1n;
  return {
    authority,
    subject,
    serial,
    keyId: 'bzero request=6f1c24ab-1111-4000-8000-000000000001 person=engineer@acme.test',
    principals: [principalFor('6f1c24ab-2222-4000-8000-000000000002', 'root')],
    validAfter: new Date(now - 60_000),
    validBefore: new Date(now + 300_000),
    ...certificateOptions('Shell'),
  };
};

const signedBytes = readSignedBytes(signUserCertificate(newCertificate()));
const ours = () => signUserCertificate(newCertificate());
const raw = () => sign(null, signedBytes, authority.privateKey);

const ratios: number[] = [];
const rates: { ours: number[]; raw: number[] } = { ours: [], raw: [] };
measure(ours);
measure(raw);
for (let round = 0; round < rounds; round++) {
  // The order alternates between rounds.
  const first = round % 2 === 0 ? measure(ours) : measure(raw);
  const second = round % 2 === 0 ? measure(raw) : measure(ours);
  const [ourRate, rawRate] = round % 2 === 0 ? [first, second] : [second, first];
  rates.ours.push(ourRate);
  rates.raw.push(rawRate);
  ratios.push(ourRate / rawRate);
}

const ratio = middle(ratios);
console.log(
  `${middle(rates.ours).toFixed(0)} certificates and ${middle(rates.raw).toFixed(0)} plain Ed25519 signatures ` +
    `of the same ${signedBytes.length} bytes per second of CPU: ${ratio.toFixed(2)} of the raw rate ` +
    `(${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)} in ${rounds} rounds; goal ${goal})`,
);
if (ratio < goal) process.exitCode = 1;

/** How often per second of this process's CPU time `work` runs. */
function measure(work: () => unknown): number {
  const before = process.cpuUsage();
  for (let count = 0; count < perRound; count++) work();
  const { user, system } = process.cpuUsage(before);
  return (perRound * 1_000_000) / (user + system);
}

function middle(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

/** The bytes of a certificate that its signature covers. Throws if the signature doesn't verify. */
function readSignedBytes(line: string): Buffer {
  const whole = Buffer.from(line.split(' ')[1] ?? '', 'base64');
  const algorithmAndBytes = 4 + 'ssh-ed25519'.length + 4 + 64;
  const bytes = whole.subarray(0, whole.length - 4 - algorithmAndBytes);
  const signature = new WireReader(whole.subarray(bytes.length + 4));
  signature.text();
  if (!verify(null, bytes, createPublicKey(authority.privateKey), signature.string()))
    throw new Error('the plain signature does not cover the same bytes');
  return bytes;
}
