import { sign } from 'node:crypto';
import type { Authority } from './authority';
import { writeEd25519Signature } from './ed25519';
import { readNonce } from './nonce';
import { isPrincipal } from './principal';
import type { KeyType, PublicKey } from './public-key';
import { WireWriter } from './wire';

/** Options that a server must enforce; it refuses a certificate with one that it does not recognize. */
export type CriticalOptions = { 'force-command'?: string; 'source-address'?: string };

/** Permissions beyond one command without a terminal. */
export type Extension = 'permit-pty' | 'permit-port-forwarding';

export type UserCertificate = {
  authority: Authority;
  /** the key to certify */
  subject: PublicKey;
  /** 1 to 2^64 - 1; sshd can't revoke the serial 0 */
  serial: bigint;
  /** written to the server's log */
  keyId: string;
  /** the server must list one of them for the account */
  principals: readonly string[];
  /** rounded down to the second, like `validBefore`, which is exclusive */
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
// Nonce, lengths, times, the authority's key and the signature, without the variable parts.
const fixedBytes = 512;

/**
 * Signs a user certificate (PROTOCOL.certkeys of OpenSSH). Returns its line as in a `-cert.pub` file: type and base64,
 * without a comment.
 *
 * Throws if there are no principals (the certificate would be valid for any account) or an invalid one, the validity
 * is empty, the serial is out of range, an option is empty, or an extension is repeated.
 */
export function signUserCertificate(wanted: UserCertificate): string {
  check(wanted);
  const { authority, subject } = wanted;
  const type = certificateTypes[subject.type];
  const writer = new WireWriter(fixedBytes + variableBytes(wanted));
  writer.string(type).string(readNonce());
  // The fields of the key, without its type.
  writer.raw(subject.blob.subarray(4 + subject.type.length));
  writer.uint64(wanted.serial).uint32(userCertificate).string(wanted.keyId);
  writer.nested(() => {
    for (const principal of wanted.principals) writer.string(principal);
  });
  writer.uint64(seconds(wanted.validAfter)).uint64(seconds(wanted.validBefore));
  writer.nested(() => writeCriticalOptions(writer, wanted.criticalOptions));
  writer.nested(() => {
    // OpenSSH requires sorted names.
    for (const extension of [...wanted.extensions].sort()) writer.string(extension).string('');
  });
  writer.string(''); // reserved
  writer.string(authority.publicKey.blob);
  const signature = sign(null, writer.bytes(), authority.privateKey);
  writer.nested(() => writeEd25519Signature(writer, signature));
  return `${type} ${writer.bytes().toString('base64')}`;
}

function writeCriticalOptions(writer: WireWriter, options: CriticalOptions): void {
  // OpenSSH requires sorted names; each value is a string inside a string.
  for (const name of ['force-command', 'source-address'] as const) {
    const value = options[name];
    if (value !== undefined) writer.string(name).nested(() => writer.string(value));
  }
}

function variableBytes({ subject, keyId, principals, criticalOptions }: UserCertificate): number {
  // A UTF-16 code unit takes at most 3 bytes in UTF-8.
  let characters = keyId.length;
  for (const principal of principals) characters += 2 + principal.length;
  for (const value of Object.values(criticalOptions)) characters += 16 + value.length;
  return subject.blob.length + 3 * characters;
}

function check(wanted: UserCertificate): void {
  const { serial, principals, validAfter, validBefore, criticalOptions, extensions } = wanted;
  if (principals.length === 0)
    throw new Error('a certificate without principals would be valid for any account');
  if (!principals.every(isPrincipal)) throw new Error('a principal must not contain spaces or #');
  if (!(seconds(validBefore) > seconds(validAfter))) throw new Error('the certificate would never be valid');
  if (serial < 1n || serial >= 1n << 64n)
    throw new Error(`the serial ${serial} is not between 1 and 2^64 - 1`);
  if (criticalOptions['force-command'] === '') throw new Error('the forced command is empty');
  if (criticalOptions['source-address'] === '') throw new Error('the list of source addresses is empty');
  if (new Set(extensions).size < extensions.length) throw new Error('an extension is repeated');
}

// Throws RangeError for an invalid date; the writer throws for one before 1970.
function seconds(time: Date): bigint {
  return BigInt(Math.floor(time.getTime() / 1000));
}
