import { findOrCreateAuthority, readAuthorityKey } from '@/lib/certificates/find-or-create-authority';
import { insertCredential } from '@/lib/db/connections/credentials';
import { databaseNow, inTransaction } from '@/lib/db/transaction';
import { readAuthority } from '@/lib/ssh/authority';
import { signUserCertificate } from '@/lib/ssh/certificate';
import { readPublicKey } from '@/lib/ssh/public-key';
import { type Span, usualSpan, type Validity, validityOf } from './find-clock-difference';
import type { ProbeAddress } from './probe-address';
import { probeSsh, type SshProbeResult } from './probe-ssh';

/**
 * Probes a server with certificates for one principal that can't run commands: one for each span, valid in that time.
 * Their rows are stored first, like that of every certificate.
 */
export async function probePrincipal(
  organizationId: string,
  on: { at: ProbeAddress; hostKeys: readonly string[] },
  { user, principal }: { user: string; principal: string },
  spans: readonly Span[] = [usualSpan],
): Promise<SshProbeResult> {
  const { authority, prepared } = await inTransaction(async (tx) => {
    const now = await databaseNow(tx);
    const authority = await findOrCreateAuthority(tx, { organizationId, kind: 'Ssh' });
    const prepared: ({ serial: bigint } & Validity)[] = [];
    for (const span of spans) {
      const times = validityOf(span, now);
      const row = { organizationId, authorityId: authority.id, connectionId: null, ...times };
      prepared.push({ serial: await insertCredential(tx, row), ...times });
    }
    return { authority, prepared };
  });
  return probeSsh({
    ...on,
    user,
    certificatesFor: (line) => {
      const subject = readPublicKey(line);
      if ('refused' in subject) throw new Error(subject.refused);
      return prepared.map((about) =>
        signUserCertificate({
          authority: readAuthority(readAuthorityKey(authority)),
          subject,
          keyId: 'bzero verify-host',
          principals: [principal],
          criticalOptions: { 'force-command': 'exit 0' },
          extensions: [],
          ...about,
        }),
      );
    },
  });
}
