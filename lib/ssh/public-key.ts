import { createHash, createPublicKey } from 'node:crypto';
import { WireFormatError, WireReader } from './wire';

/** The types of public keys that can be certified, by OpenSSH's names. */
export const keyTypes = [
  'ssh-ed25519',
  'ecdsa-sha2-nistp256',
  'ecdsa-sha2-nistp384',
  'ecdsa-sha2-nistp521',
  'sk-ssh-ed25519@openssh.com',
  'sk-ecdsa-sha2-nistp256@openssh.com',
  'ssh-rsa',
] as const;
export type KeyType = (typeof keyTypes)[number];

/** A public key: its type, and the decoded base64 of its line (which contains the type again). */
export type PublicKey = { type: KeyType; blob: Buffer };

/** Why a key is not accepted, in one sentence that says what to use instead. */
type RefusedKey = { refused: string };

const maxLineLength = 16_384;
const minRsaBits = 2048;
// The maximum of OpenSSH (SSHBUF_MAX_BIGNUM).
const maxRsaBits = 16_384;
const useEd25519 = 'Use an Ed25519 key; to create one, run `ssh-keygen -t ed25519`.';
const sendLine = 'Send the line in its .pub file.';

/**
 * Reads a line of a `.pub` file: type, base64 and an optional comment. Returns the key, or why it is refused: an
 * unsupported type, an RSA key below 2048 bits, a certificate, a private key, or an invalid blob.
 */
export function readPublicKey(line: string): PublicKey | RefusedKey {
  if (line.length > maxLineLength) return { refused: `This is too long for a public key. ${useEd25519}` };
  if (line.includes('PRIVATE KEY')) return { refused: `This is a private key. Keep it secret. ${sendLine}` };
  const [name = '', base64 = ''] = line.trim().split(/[ \t]+/);
  if (/[\r\n]/.test(line.trim())) return { refused: `This is more than one line. ${sendLine}` };
  if (name.includes('-cert-v01@'))
    return { refused: 'This is a certificate. Send the public key that it certifies.' };
  const type = keyTypes.find((known) => known === name);
  if (!type) return { refused: describeUnknownType(name) };
  const blob = Buffer.from(base64, 'base64');
  // Node skips characters that are not base64, so several lines could decode to the same key.
  if (blob.length === 0 || blob.toString('base64') !== base64)
    return { refused: `This ${type} key is not valid. ${sendLine}` };
  try {
    return checkBlob(type, blob) ?? { type, blob };
  } catch (error) {
    if (!(error instanceof WireFormatError)) throw error;
    return { refused: `This ${type} key is not valid (${error.message}). ${sendLine}` };
  }
}

/** The line of a key as in a `.pub` file, without a line break. */
export function publicKeyLine(key: PublicKey, comment?: string): string {
  const line = `${key.type} ${key.blob.toString('base64')}`;
  return comment ? `${line} ${comment}` : line;
}

/** The fingerprint of a key in the format of `ssh-keygen -l`: `SHA256:` and 43 characters. */
export function keyFingerprint(key: PublicKey): string {
  return `SHA256:${createHash('sha256').update(key.blob).digest('base64').replace(/=+$/, '')}`;
}

function describeUnknownType(name: string): string {
  if (name === 'ssh-dss') return `DSA keys are not accepted. ${useEd25519}`;
  if (/^[a-z0-9-]+(@[a-z0-9.-]+)?$/.test(name)) return `Keys of type ${name} are not accepted. ${useEd25519}`;
  return `This is not an OpenSSH public key. ${useEd25519}`;
}

function checkBlob(type: KeyType, blob: Buffer): RefusedKey | undefined {
  const reader = new WireReader(blob);
  if (reader.text() !== type)
    throw new WireFormatError('the type of the line differs from the type of the key');
  const refused = checkFields(type, reader);
  if (!refused) reader.end();
  return refused;
}

function checkFields(type: KeyType, reader: WireReader): RefusedKey | undefined {
  switch (type) {
    case 'ssh-rsa':
      return checkRsa(reader);
    case 'ssh-ed25519':
      checkEd25519(reader);
      return undefined;
    case 'sk-ssh-ed25519@openssh.com':
      checkEd25519(reader);
      reader.text(); // the application of the security key, `ssh:`
      return undefined;
    case 'sk-ecdsa-sha2-nistp256@openssh.com':
      checkPoint('nistp256', reader);
      reader.text();
      return undefined;
    case 'ecdsa-sha2-nistp256':
      checkPoint('nistp256', reader);
      return undefined;
    case 'ecdsa-sha2-nistp384':
      checkPoint('nistp384', reader);
      return undefined;
    case 'ecdsa-sha2-nistp521':
      checkPoint('nistp521', reader);
      return undefined;
  }
}

function checkEd25519(reader: WireReader): void {
  if (reader.string().length !== 32) throw new WireFormatError('expected a point of 32 bytes');
}

const curves = {
  nistp256: { name: 'P-256', bytes: 32 },
  nistp384: { name: 'P-384', bytes: 48 },
  nistp521: { name: 'P-521', bytes: 66 },
};

function checkPoint(curve: keyof typeof curves, reader: WireReader): void {
  if (reader.text() !== curve) throw new WireFormatError(`expected the curve ${curve}`);
  const { name, bytes } = curves[curve];
  const point = reader.string();
  // RFC 5656 allows compressed points, OpenSSH does not.
  if (point.length !== 1 + 2 * bytes || point[0] !== 4)
    throw new WireFormatError(`expected an uncompressed point of ${1 + 2 * bytes} bytes`);
  const x = point.subarray(1, 1 + bytes).toString('base64url');
  const y = point.subarray(1 + bytes).toString('base64url');
  try {
    createPublicKey({ key: { kty: 'EC', crv: name, x, y }, format: 'jwk' });
  } catch {
    throw new WireFormatError('expected a point on the curve');
  }
}

function checkRsa(reader: WireReader): RefusedKey | undefined {
  const exponent = reader.magnitude();
  const modulus = reader.magnitude();
  const bits = modulus.length * 8 - Math.clz32(modulus[0] ?? 0) + 24;
  if (bits < minRsaBits)
    return {
      refused: `RSA keys below ${minRsaBits} bits are not accepted; this one has ${Math.max(bits, 0)}. ${useEd25519}`,
    };
  if (bits > maxRsaBits)
    return { refused: `RSA keys above ${maxRsaBits} bits are not accepted. ${useEd25519}` };
  if (!isOdd(modulus) || !isOdd(exponent) || (exponent.length === 1 && exponent[0] === 1))
    throw new WireFormatError('expected an odd modulus and an odd exponent above 1');
  return undefined;
}

function isOdd(magnitude: Buffer): boolean {
  return ((magnitude.at(-1) ?? 0) & 1) === 1;
}
