import { z } from 'zod';
import { requireAdminOrKey } from '@/lib/authorization/require-member-or-key';
import { findOrCreateAuthority } from '@/lib/certificates/find-or-create-authority';
import type { Context } from '@/lib/context';
import { AccessError } from '@/lib/core/error';
import { tunnelAccount } from '@/lib/core/target/tunnel';
import { findTrustedAuthorities } from '@/lib/db/connections/credentials';
import { findCoveredTargets } from '@/lib/db/targets/covered-targets';
import { findOrCreateContactId } from '@/lib/db/targets/server-contact';
import { databaseNow, inTransaction } from '@/lib/db/transaction';
import { env } from '@/lib/env';
import { parse } from '@/lib/parse';
import { findTargetUserProblem, principalFor, tunnelPrincipalLine } from '@/lib/ssh/principal';
import { sshdConfig, sshdSetupScript } from '@/lib/ssh/sshd-setup';
import { windowsSetupScript } from '@/lib/ssh/windows-setup';
import { findTunnels } from './find-tunnels';

const inputSchema = z.object({ targetId: z.uuid() });

export type SshdSetup = {
  /** the lines of the file for TrustedUserCAKeys */
  caPublicKeys: string[];
  /** the lines of the file for AuthorizedPrincipalsFile, by account; those of `bzero-tunnel` only open tunnels */
  principals: Record<string, string[]>;
  /** a file for /etc/ssh/sshd_config.d */
  sshdConfig: string;
  /** a script that sets up the host: of sh, to run as root, or of PowerShell for Windows */
  setupScript: string;
  /** target users of policies that certificates don't support */
  invalidTargetUsers: string[];
};

/**
 * Returns the set-up of a server: trusted authorities, the principals of each account, and the sshd configuration.
 * Admins and their API keys only. Throws `forbidden`, `not-found`.
 */
export async function getSshdSetup(ctx: Context, input: unknown): Promise<SshdSetup> {
  const { targetId } = parse(inputSchema, input);
  await requireAdminOrKey(ctx);
  return makeSshdSetup(ctx.organizationId, targetId);
}

/** The same for a caller that was checked before. Throws `not-found`. */
export async function makeSshdSetup(organizationId: string, targetId: string): Promise<SshdSetup> {
  const types = ['Bzero', 'DynamicAccessConfig'] as const;
  const [target] = await findCoveredTargets({ organizationId, types, id: targetId });
  if (!target) throw new AccessError('not-found', 'This server no longer exists.');
  const validUsers = target.targetUsers.filter((user) => findTargetUserProblem(user) === undefined);
  const principals: Record<string, string[]> = Object.fromEntries(
    validUsers.map((user) => [user, [principalFor(target.id, user)]]),
  );
  const tunnels = await findTunnels(organizationId, target);
  if (tunnels.length > 0)
    principals[tunnelAccount] = [
      ...(principals[tunnelAccount] ?? []),
      ...tunnels.map(({ targetId, service, to }) => tunnelPrincipalLine(targetId, service, to)),
    ];
  const invalidTargetUsers = target.targetUsers.filter((user) => !validUsers.includes(user));
  const contactId = await findOrCreateContactId(organizationId, targetId);
  const krlUrl = `${krlUrlOf(organizationId)}?server=${contactId}`;
  const setup = await writeSshdSetup(organizationId, { ...target, principals, krlUrl });
  return { ...setup, invalidTargetUsers };
}

/** Where a host downloads the list of revoked certificates. */
export function krlUrlOf(organizationId: string): string {
  return new URL(`/api/v2/authorities/${organizationId}/krl`, env().publicUrl).href;
}

/** The set-up of a host that trusts the organization's authorities, with these principals of its accounts. */
export async function writeSshdSetup(
  organizationId: string,
  host: { id: string; os: string | null; principals: Record<string, string[]>; krlUrl: string },
): Promise<Omit<SshdSetup, 'invalidTargetUsers'>> {
  const owner = { organizationId, kind: 'Ssh' } as const;
  await inTransaction((tx) => findOrCreateAuthority(tx, owner));
  const authorities = await findTrustedAuthorities(owner, await databaseNow());
  const caPublicKeys = authorities.map(({ publicPart }) => publicPart);
  const { id: targetId, os, principals, krlUrl } = host;
  const setup = { caPublicKeys, targetId, principals, krlUrl };
  return {
    caPublicKeys,
    principals,
    sshdConfig: sshdConfig(setup),
    setupScript: os === 'Windows' ? windowsSetupScript(setup) : sshdSetupScript(setup),
  };
}
