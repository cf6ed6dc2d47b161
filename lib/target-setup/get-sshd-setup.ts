import { z } from 'zod';
import { requireAdminOrKey } from '@/lib/authorization/require-member-or-key';
import { authorityOf } from '@/lib/certificates/authority-of';
import type { Context } from '@/lib/context';
import { AccessError } from '@/lib/core/error';
import { findTrustedAuthorities } from '@/lib/db/connections/credentials';
import { findCoveredTargets } from '@/lib/db/targets/covered-targets';
import { databaseNow, inTransaction } from '@/lib/db/transaction';
import { env } from '@/lib/env';
import { parse } from '@/lib/parse';
import { principalFor, unfitTargetUser } from '@/lib/ssh/principal';
import { setupRecipe, sshdConfig } from '@/lib/ssh/sshd-setup';

const inputSchema = z.object({ targetId: z.uuid() });

export type SshdSetup = {
  /** the lines of the file that TrustedUserCAKeys names */
  caPublicKeys: string[];
  /** the lines of each account's file of AuthorizedPrincipalsFile */
  principals: Record<string, string[]>;
  /** a drop-in for /etc/ssh/sshd_config.d */
  sshdConfig: string;
  /** a shell script that does all of it on the host, to be run by root */
  recipe: string;
  /** target users of policies that no account of a server can be called */
  unfit: string[];
};

/**
 * What a server needs to let in whoever has access to it: whose certificates to believe, which names stand
 * for which account, and how sshd is told. Admins and their API keys only. Throws `not-found`.
 */
export async function getSshdSetup(ctx: Context, input: unknown): Promise<SshdSetup> {
  const { targetId } = parse(inputSchema, input);
  await requireAdminOrKey(ctx);
  const { organizationId } = ctx;
  const types = ['Bzero', 'DynamicAccessConfig'] as const;
  const [target] = await findCoveredTargets({ organizationId, types, id: targetId });
  if (!target) throw new AccessError('not-found', 'There is no such server here.');
  await inTransaction((tx) => authorityOf(tx, organizationId, 'Ssh'));
  const authorities = await findTrustedAuthorities(organizationId, 'Ssh', await databaseNow());
  const caPublicKeys = authorities.map(({ publicPart }) => publicPart);
  const fit = target.targetUsers.filter((user) => unfitTargetUser(user) === undefined);
  const principals = Object.fromEntries(fit.map((user) => [user, [principalFor(target.id, user)]]));
  const krlUrl = new URL(`/api/v2/authorities/${organizationId}/krl`, env().publicUrl).href;
  const setup = { caPublicKeys, targetId: target.id, principals, krlUrl };
  const unfit = target.targetUsers.filter((user) => !fit.includes(user));
  return { caPublicKeys, principals, sshdConfig: sshdConfig(setup), recipe: setupRecipe(setup), unfit };
}
