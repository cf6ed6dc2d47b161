import { sign } from 'node:crypto';
import type { Authority } from './authority';
import { writeEd25519Signature } from './ed25519';
import { readNonce } from './nonce';
import { isPrincipal } from './principal';
import type { KeyType, PublicKey } from './public-key';
import { WireWriter } from './wire';

/** What a server must understand and enforce, or refuse the certificate. */
export type CriticalOptions = { 'force-command'?: string; 'source-address'?: string };

/** What a server permits beyond one command without a terminal. */
export type Extension = 'permit-pty' | 'permit-port-forwarding';

export type UserCertificate = {
  authority: Authority;
  /** The key of the person who gets the certificate. */
  subject: PublicKey;
  /** From 1 to 2^64 - 1: sshd can't revoke the serial 0. */
  serial: bigint;
  /** What the server writes into its log. */
  keyId: string;
  /** The names of which the server must list one for the account. */
  principals: readonly string[];
  /** Rounded down to the second, as is `validBefore`, which is the first second that is not valid any more. */
  validAfter: Date;
  validBefore: Date;
  criticalOptions: CriticalOptions;
  extensions: readonly Extension[];
};

const certificateTypes: Record<KeyType, string> = {
  'ssh-ed25519': 'ssh-ed25519-cert-v01@openssh.com',
  'ecdsa-sha2-nistp256': 'ecdsa-sha2-nistp256-cert-v01@openssh.com',
  'ecdsa-sha2-nistp384': 'ecdsa-sha2-nistp384-cert-v01@openssh.com',
  'ecdsa-sha2-nistp521': 'ecdsa-sha2-nistp521-cert-v01@openssh.com',
  'sk-ssh-ed25519@openssh.com': 'sk-ssh-ed25519-cert-v01@openssh.com',
  'sk-ecdsa-sha2-nistp256@openssh.com': 'sk-ecdsa-sha2-nistp256-cert-v01@openssh.com',
  'ssh-rsa': 'ssh-rsa-cert-v01@openssh.com',
};

const userCertificate = 1;
// With nonce, lengths, times, the authority's key and the signature; what varies is added to it.
const fixedBytes = 512;

/**
 * Signs a certificate for a user (PROTOCOL.certkeys of OpenSSH).
 *
 * @returns its line as in a `-cert.pub` file: type and base64, without comment or line break.
 * @throws where there are no principals or one that no server could list (none would mean: any account), where the
 * time is empty, the serial is out of range, an option is empty or an extension is given twice.
 */
export function signUserCertificate(wanted: UserCertificate): string {
  check(wanted);
  const { authority, subject } = wanted;
  const type = certificateTypes[subject.type];
  const writer = new WireWriter(fixedBytes + variableBytes(wanted));
  writer.string(type).string(readNonce());
  // The fields of the subject's key, which follow its type in the blob.
  writer.raw(subject.blob.subarray(4 + subject.type.length));
  writer.uint64(wanted.serial).uint32(userCertificate).string(wanted.keyId);
  writer.nested(() => {
    for (const principal of wanted.principals) writer.string(principal);
  });
  writer.uint64(seconds(wanted.validAfter)).uint64(seconds(wanted.validBefore));
  writer.nested(() => writeCriticalOptions(writer, wanted.criticalOptions));
  writer.nested(() => {
    // Names must be in order.
    for (const extension of [...wanted.extensions].sort()) writer.string(extension).string('');
  });
  writer.string(''); // reserved
  writer.string(authority.publicKey.blob);
  const signature = sign(null, writer.bytes(), authority.privateKey);
  writer.nested(() => writeEd25519Signature(writer, signature));
  return `${type} ${writer.bytes().toString('base64')}`;
}

function writeCriticalOptions(writer: WireWriter, options: CriticalOptions): void {
  // Names must be in order, and each value is a string inside a string.
  for (const name of ['force-command', 'source-address'] as const) {
    const value = options[name];
    if (value !== undefined) writer.string(name).nested(() => writer.string(value));
  }
}

function variableBytes({ subject, keyId, principals, criticalOptions }: UserCertificate): number {
  // Three bytes of UTF-8 are the most that one unit of a JavaScript string takes.
  let characters = keyId.length;
  for (const principal of principals) characters += 2 + principal.length;
  for (const value of Object.values(criticalOptions)) characters += 16 + value.length;
  return subject.blob.length + 3 * characters;
}

function check(wanted: UserCertificate): void {
  const { serial, principals, validAfter, validBefore, criticalOptions, extensions } = wanted;
  if (principals.length === 0)
    throw new Error('a certificate without principals would be valid for any account');
  if (!principals.every(isPrincipal))
    throw new Error('no server could list a principal with blanks or # in it');
  if (!(seconds(validBefore) > seconds(validAfter))) throw new Error('the certificate would never be valid');
  if (serial < 1n || serial >= 1n << 64n)
    throw new Error(`the serial ${serial} is not between 1 and 2^64 - 1`);
  if (criticalOptions['force-command'] === '') throw new Error('the forced command is empty');
  if (criticalOptions['source-address'] === '') throw new Error('the list of source addresses is empty');
  if (new Set(extensions).size < extensions.length) throw new Error('an extension is given twice');
}

// Throws RangeError for a time that is none; one before 1970 can’t be written.
function seconds(time: Date): bigint {
  return BigInt(Math.floor(time.getTime() / 1000));
}
