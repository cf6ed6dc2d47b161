import type { PublicKey } from './public-key';
import { WireWriter } from './wire';

export type KrlContent = {
  /** revoked serials, by the authority that signed them */
  revoked: readonly { authority: PublicKey; serials: readonly bigint[] }[];
  /** increases with every list */
  version: bigint;
  generatedAt: Date;
  /** shown by `ssh-keygen -Q -l` */
  comment: string;
};

const magic = 'SSHKRL\n\0';
const formatVersion = 1;
const certificatesSection = 1;
const serialListSection = 0x20;

/**
 * Writes a key revocation list (PROTOCOL.krl of OpenSSH) for `RevokedKeys` of sshd: certificates by authority and
 * serial. Serials can be unsorted and repeated.
 *
 * Throws if a serial is 0, which means "no serial" in the format, or above 2^64 - 1.
 */
export function writeKrl({ revoked, version, generatedAt, comment }: KrlContent): Buffer {
  const writer = new WireWriter(1024);
  writer.raw(Buffer.from(magic)).uint32(formatVersion).uint64(version);
  writer.uint64(BigInt(Math.floor(generatedAt.getTime() / 1000)));
  writer.uint64(0n).string('').string(comment); // flags, reserved
  for (const { authority, serials } of revoked) {
    if (serials.length === 0) continue;
    writer.byte(certificatesSection).nested(() => {
      writer.string(authority.blob).string('');
      writer.byte(serialListSection).nested(() => {
        for (const serial of sortUnique(serials)) writer.uint64(serial);
      });
    });
  }
  return writer.bytes();
}

function sortUnique(serials: readonly bigint[]): bigint[] {
  if (serials.includes(0n)) throw new Error('the serial 0 can’t be revoked');
  return [...new Set(serials)].sort((a, b) => (a < b ? -1 : 1));
}
