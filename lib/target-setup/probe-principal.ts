import { findOrCreateAuthority, readAuthorityKey } from '@/lib/certificates/find-or-create-authority';
import { insertCredential } from '@/lib/db/connections/credentials';
import { databaseNow, inTransaction } from '@/lib/db/transaction';
import { readAuthority } from '@/lib/ssh/authority';
import { signUserCertificate } from '@/lib/ssh/certificate';
import { readPublicKey } from '@/lib/ssh/public-key';
import type { ProbeAddress } from './probe-address';
import { probeSsh, type SshProbeResult } from './probe-ssh';

const secondsValid = 30;

/** Probes a server with a certificate for one principal that is valid for 30 seconds and can't run commands. */
export async function probePrincipal(
  organizationId: string,
  on: { at: ProbeAddress; hostKeys: readonly string[] },
  user: string,
  principal: string,
): Promise<SshProbeResult> {
  const { authority, serial, validAfter, validBefore } = await inTransaction(async (tx) => {
    const now = await databaseNow(tx);
    const times = {
      validAfter: new Date(now.getTime() - 60_000),
      validBefore: new Date(now.getTime() + secondsValid * 1000),
    };
    const authority = await findOrCreateAuthority(tx, { organizationId, kind: 'Ssh' });
    const row = { organizationId, authorityId: authority.id, connectionId: null, ...times };
    return { authority, serial: await insertCredential(tx, row), ...times };
  });
  return probeSsh({
    ...on,
    user,
    certificateFor: (line) => {
      const subject = readPublicKey(line);
      if ('refused' in subject) throw new Error(subject.refused);
      return signUserCertificate({
        authority: readAuthority(readAuthorityKey(authority)),
        subject,
        serial,
        keyId: 'bzero verify-host',
        principals: [principal],
        validAfter,
        validBefore,
        criticalOptions: { 'force-command': 'exit 0' },
        extensions: [],
      });
    },
  });
}
