import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { record } from '@/lib/audit/record';
import { requireAdmin } from '@/lib/authorization/require-person';
import type { Context } from '@/lib/context';
import { usualPort } from '@/lib/core/access/connection';
import { AccessError } from '@/lib/core/error';
import { type CoveredTarget, findCoveredTargets } from '@/lib/db/targets/covered-targets';
import { learnServerIdentity } from '@/lib/db/targets/inventory-writes';
import { inTransaction } from '@/lib/db/transaction';
import { parse } from '@/lib/parse';
import { findTargetUserProblem, principalFor } from '@/lib/ssh/principal';
import { hostKeysOf } from './host-keys';
import { probePrincipal } from './probe-principal';
import type { SshProbeResult } from './probe-ssh';
import { scanHostKeys } from './scan-host-keys';

const inputSchema = z.object({ targetId: z.uuid() });

/** The result of one check. `ok` is null if the check could not run. */
type HostStep = { name: string; ok: boolean | null; detail: string };
export type VerifiedHost = {
  ok: boolean;
  steps: HostStep[];
  /** whether its host keys were saved, because none were known */
  learnedKeys: boolean;
};

/**
 * Verifies the set-up of a server: it responds, it has the known host key (the first time its keys are saved), it
 * accepts certificates for its target users, and it rejects one for another target. The certificates are valid for 30
 * seconds and can't run commands. Admins only. Throws `forbidden`, `not-found`.
 */
export async function verifyHost(ctx: Context, input: unknown): Promise<VerifiedHost> {
  const { targetId } = parse(inputSchema, input);
  await requireAdmin(ctx);
  const { organizationId } = ctx;
  const types = ['Bzero', 'DynamicAccessConfig'] as const;
  const [target] = await findCoveredTargets({ organizationId, types, id: targetId });
  if (!target) throw new AccessError('not-found', 'This server no longer exists.');
  const { steps, newHostKeys } = await runChecks(organizationId, target);
  const ok = steps.every((step) => step.ok === true);
  await inTransaction(async (tx) => {
    await requireAdmin(ctx, tx);
    if (newHostKeys) await learnServerIdentity(tx, organizationId, target.id, newHostKeys);
    const { name, environment, type } = target;
    const failed = steps.find((step) => step.ok === false);
    const data = { name, environment, type, found: failed ? `${failed.name} failed` : 'all checks passed' };
    await record(tx, ctx, { action: 'verify-host', data }, { targetId: target.id });
  });
  return { ok, steps, learnedKeys: newHostKeys !== null };
}

async function runChecks(
  organizationId: string,
  target: CoveredTarget,
): Promise<{ steps: HostStep[]; newHostKeys: string | null }> {
  const port = target.port ?? usualPort(target) ?? 22;
  const { host } = target;
  if (host === null) {
    return {
      steps: [{ name: 'Address', ok: false, detail: 'Enter the host of this target.' }],
      newHostKeys: null,
    };
  }
  const scanned = await scanHostKeys(host, port);
  if (typeof scanned === 'string') {
    const detail = `${scanned}. Check that sshd runs there and that this console can reach ${host}:${port}.`;
    return { steps: [{ name: 'Connection', ok: false, detail }], newHostKeys: null };
  }
  const connection = { name: 'Connection', ok: true, detail: `SSH responds at ${host}:${port}.` };
  const known = hostKeysOf(target.serverIdentity);
  const hostKey = checkHostKey(known, scanned);
  if (!hostKey.ok) return { steps: [connection, hostKey], newHostKeys: null };
  const at = { host, port, hostKeys: known.length > 0 ? known : scanned };
  const steps = [connection, hostKey, ...(await checkCertificates(organizationId, target, at))];
  return { steps, newHostKeys: known.length > 0 ? null : scanned.join('\n') };
}

function checkHostKey(known: readonly string[], scanned: readonly string[]): HostStep {
  const name = 'Host key';
  if (known.length === 0) return { name, ok: true, detail: `Saved the host keys (${scanned.length}).` };
  if (known.some((line) => scanned.includes(keyOf(line))))
    return { name, ok: true, detail: 'Matches the saved host keys.' };
  const detail =
    'The host key differs from the saved ones. If the host was rebuilt, clear its server identity and verify again. Otherwise the connection may be intercepted.';
  return { name, ok: false, detail };
}

/** Type and key, without a comment. */
function keyOf(line: string): string {
  return line.split(/\s+/).slice(0, 2).join(' ');
}

async function checkCertificates(
  organizationId: string,
  target: CoveredTarget,
  at: { host: string; port: number; hostKeys: readonly string[] },
): Promise<HostStep[]> {
  const users = target.targetUsers.filter((user) => findTargetUserProblem(user) === undefined);
  if (users.length === 0) {
    const detail = 'No policy has a target user for this server. Create one, then verify again.';
    return [{ name: 'Target users', ok: null, detail }];
  }
  const steps: HostStep[] = [];
  for (const user of users)
    steps.push(
      acceptedStep(user, await probePrincipal(organizationId, at, user, principalFor(target.id, user))),
    );
  const accepted = users.find((_, index) => steps[index]?.ok);
  if (accepted === undefined) return steps;
  const other = await probePrincipal(organizationId, at, accepted, principalFor(randomUUID(), accepted));
  return [...steps, rejectedStep(other)];
}

function acceptedStep(user: string, result: SshProbeResult): HostStep {
  const name = `Target user ${user}`;
  switch (result.outcome) {
    case 'accepted':
      return { name, ok: true, detail: 'Accepted.' };
    case 'refused': {
      const detail = 'Rejected. Run the set-up script on the server, and check that the account exists.';
      return { name, ok: false, detail };
    }
    case 'unreachable':
      return { name, ok: null, detail: result.cause };
  }
}

function rejectedStep(result: SshProbeResult): HostStep {
  const name = 'Rejects certificates for other targets';
  switch (result.outcome) {
    case 'accepted': {
      const detail =
        'The server accepts certificates for other targets. Check that AuthorizedPrincipalsFile is set and lists only the principals of this target.';
      return { name, ok: false, detail };
    }
    case 'refused':
      return { name, ok: true, detail: 'Rejected.' };
    case 'unreachable':
      return { name, ok: null, detail: result.cause };
  }
}
