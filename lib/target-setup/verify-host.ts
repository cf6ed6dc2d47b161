import { z } from 'zod';
import { record } from '@/lib/audit/record';
import { requireAdmin } from '@/lib/authorization/require-person';
import { findSshRoute } from '@/lib/connections/ssh-route';
import type { Context } from '@/lib/context';
import { usualPort } from '@/lib/core/access/connection';
import { AccessError } from '@/lib/core/error';
import { hasVerbs } from '@/lib/core/target/target';
import { describeBehind } from '@/lib/core/text/target';
import { type CoveredTarget, findCoveredTargets } from '@/lib/db/targets/covered-targets';
import { learnServerIdentity } from '@/lib/db/targets/inventory-writes';
import { writeSetupResult } from '@/lib/db/targets/setup-results';
import { inTransaction } from '@/lib/db/transaction';
import { parse } from '@/lib/parse';
import { checkServer } from './check-server';
import { checkTlsTarget } from './check-tls-target';
import { findProbeAddress } from './probe-address';
import type { SetupStep } from './setup-step';

const inputSchema = z.object({ targetId: z.uuid() });

export type VerifiedHost = {
  ok: boolean;
  steps: SetupStep[];
  /** whether its host keys were saved, because none were known */
  learnedKeys: boolean;
};

/**
 * Verifies the set-up of a server, database or cluster: it responds, a server has the known host key (the first time its
 * keys are saved), it accepts certificates for its target users, and it rejects those for other targets. The
 * certificates are valid for 30 seconds, or for up to five minutes to measure the clock of a target that rejects them;
 * nothing is run with them, and their keys are not kept. The result becomes the status of the target. Admins only. Throws `forbidden`, `not-found`.
 */
export async function verifyHost(ctx: Context, input: unknown): Promise<VerifiedHost> {
  const { targetId } = parse(inputSchema, input);
  await requireAdmin(ctx);
  const { organizationId } = ctx;
  const types = ['Bzero', 'DynamicAccessConfig', 'Db', 'Cluster'] as const;
  const [target] = await findCoveredTargets({ organizationId, types, id: targetId });
  if (!target) throw new AccessError('not-found', 'This target no longer exists.');
  const { steps, newHostKeys } = await runChecks(organizationId, target);
  const outcome = outcomeOf(steps);
  await inTransaction(async (tx) => {
    await requireAdmin(ctx, tx);
    if (newHostKeys) await learnServerIdentity(tx, organizationId, target.id, newHostKeys);
    const { id, name, environment, type, host, port } = target;
    await writeSetupResult(tx, { organizationId, id, host, port }, outcome);
    const data = { name, environment, type, found: outcome.finding ?? 'all checks passed' };
    await record(tx, ctx, { action: 'verify-host', data }, { targetId: target.id });
  });
  return { ok: outcome.result === 'Verified', steps, learnedKeys: newHostKeys !== null };
}

async function runChecks(
  organizationId: string,
  target: CoveredTarget,
): Promise<{ steps: SetupStep[]; newHostKeys: string | null }> {
  const { host } = target;
  if (target.proxyTargetId !== null)
    return { steps: [await checkBehind(organizationId, target)], newHostKeys: null };
  const port = target.port ?? usualPort(target) ?? (hasVerbs(target.type) ? 22 : null);
  if (host === null || port === null) return failed('Address', 'Enter the host and port of this target.');
  const at = await findProbeAddress(host, port);
  if (typeof at === 'string') return failed('Connection', `${at}.`);
  if (hasVerbs(target.type)) return checkServer(organizationId, target, at);
  return { steps: await checkTlsTarget(organizationId, target, at), newHostKeys: null };
}

/** Only zli goes through the server that a database is behind: fails where it can't, and leaves the rest untested. */
async function checkBehind(organizationId: string, target: CoveredTarget): Promise<SetupStep> {
  const step = { name: 'Connection' };
  const { name, proxyTargetName: server } = target;
  try {
    await findSshRoute(organizationId, target, { targetUser: null, verb: null });
    const detail = `${describeBehind(name, server)}. “Verify set-up” of ${server} tests the tunnel. Connect with zli once to test ${name} itself.`;
    return { ...step, ok: null, detail };
  } catch (error) {
    if (!(error instanceof AccessError)) throw error;
    return { ...step, ok: false, detail: error.message };
  }
}

function outcomeOf(steps: readonly SetupStep[]): {
  result: 'Verified' | 'Failing' | 'Incomplete';
  finding: string | null;
} {
  const failed = steps.find(({ ok }) => ok === false);
  if (failed) return { result: 'Failing', finding: `${failed.name} failed` };
  const untested = steps.find(({ ok }) => ok === null);
  if (untested) return { result: 'Incomplete', finding: `${untested.name} could not be tested` };
  return { result: 'Verified', finding: null };
}

function failed(name: string, detail: string): { steps: SetupStep[]; newHostKeys: null } {
  return { steps: [{ name, ok: false, detail }], newHostKeys: null };
}
