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
import { principalFor, unfitTargetUser } from '@/lib/ssh/principal';
import { hostKeysOf } from './host-keys';
import { probePrincipal } from './probe-principal';
import type { SshProbeResult } from './probe-ssh';
import { scanHostKeys } from './scan-host-keys';

const inputSchema = z.object({ targetId: z.uuid() });

/** One thing that was looked at. `ok` is null where it could not be, because of an earlier one. */
export type HostStep = { name: string; ok: boolean | null; detail: string };
export type VerifiedHost = {
  ok: boolean;
  steps: HostStep[];
  /** its keys were not known before, and are kept from now on */
  learnedKeys: boolean;
};

/**
 * Looks whether a server does what its setup says: it answers, it is the one that is known (the first time
 * its keys are learned), it lets in certificates of its target users, and it refuses one that is for another
 * target. The certificates are good for half a minute and run nothing. Admins only. Throws
 * `forbidden`, `not-found`.
 */
export async function verifyHost(ctx: Context, input: unknown): Promise<VerifiedHost> {
  const { targetId } = parse(inputSchema, input);
  await requireAdmin(ctx);
  const { organizationId } = ctx;
  const types = ['Bzero', 'DynamicAccessConfig'] as const;
  const [target] = await findCoveredTargets({ organizationId, types, id: targetId });
  if (!target) throw new AccessError('not-found', 'There is no such server here.');
  const looked = await look(organizationId, target);
  const ok = looked.steps.every((step) => step.ok === true);
  await inTransaction(async (tx) => {
    await requireAdmin(ctx, tx);
    if (looked.learned) await learnServerIdentity(tx, organizationId, target.id, looked.learned);
    const { name, environment, type } = target;
    const failed = looked.steps.find((step) => step.ok === false);
    const data = { name, environment, type, found: failed ? `${failed.name} failed` : 'all is well' };
    await record(tx, ctx, { action: 'verify-host', data }, { targetId: target.id });
  });
  return { ok, steps: looked.steps, learnedKeys: looked.learned !== null };
}

async function look(
  organizationId: string,
  target: CoveredTarget,
): Promise<{ steps: HostStep[]; learned: string | null }> {
  const port = target.port ?? usualPort(target) ?? 22;
  const { host } = target;
  if (host === null) {
    return {
      steps: [{ name: 'Address', ok: false, detail: 'Say where it is: its host is not filled in.' }],
      learned: null,
    };
  }
  const scanned = await scanHostKeys(host, port);
  if (typeof scanned === 'string') {
    const detail = `${scanned}. Is sshd running, and may this server reach ${host}:${port}?`;
    return { steps: [{ name: 'Answers', ok: false, detail }], learned: null };
  }
  const answers = { name: 'Answers', ok: true, detail: `${host}:${port} speaks SSH.` };
  const known = hostKeysOf(target.serverIdentity);
  const identity = compareKeys(known, scanned);
  if (!identity.ok) return { steps: [answers, identity], learned: null };
  const at = { host, port, hostKeys: known.length > 0 ? known : scanned };
  const steps = [answers, identity, ...(await lookAtTrust(organizationId, target, at))];
  return { steps, learned: known.length > 0 ? null : scanned.join('\n') };
}

function compareKeys(known: readonly string[], scanned: readonly string[]): HostStep {
  const name = 'Host key';
  if (known.length === 0) return { name, ok: true, detail: `Learned now: ${scanned.length} keys.` };
  if (known.some((line) => scanned.includes(keyOf(line)))) return { name, ok: true, detail: 'As known.' };
  const detail =
    'The host shows other keys than those that are known. If it was rebuilt, empty its server identity and verify again; if not, somebody may be in between.';
  return { name, ok: false, detail };
}

/** Type and key, without a comment. */
function keyOf(line: string): string {
  return line.split(/\s+/).slice(0, 2).join(' ');
}

async function lookAtTrust(
  organizationId: string,
  target: CoveredTarget,
  at: { host: string; port: number; hostKeys: readonly string[] },
): Promise<HostStep[]> {
  const users = target.targetUsers.filter((user) => unfitTargetUser(user) === undefined);
  if (users.length === 0) {
    const detail = 'No policy names a target user on it yet: write one, then verify again.';
    return [{ name: 'Lets in a certificate', ok: null, detail }];
  }
  const steps: HostStep[] = [];
  for (const user of users)
    steps.push(
      acceptedStep(user, await probePrincipal(organizationId, at, user, principalFor(target.id, user))),
    );
  const whoIsIn = users.find((_, index) => steps[index]?.ok);
  if (whoIsIn === undefined) return steps;
  const other = await probePrincipal(organizationId, at, whoIsIn, principalFor(randomUUID(), whoIsIn));
  return [...steps, rejectedStep(other)];
}

function acceptedStep(user: string, tried: SshProbeResult): HostStep {
  const name = `Lets in ${user}`;
  switch (tried.found) {
    case 'accepted':
      return { name, ok: true, detail: 'By a certificate for this target alone.' };
    case 'refused': {
      const detail = 'It refuses. Run the recipe on it, check that the account exists, and reload sshd.';
      return { name, ok: false, detail };
    }
    case 'unreachable':
      return { name, ok: null, detail: tried.why };
  }
}

function rejectedStep(tried: SshProbeResult): HostStep {
  const name = 'Refuses another target’s';
  switch (tried.found) {
    case 'accepted': {
      const detail =
        'It lets in certificates for other targets too: AuthorizedPrincipalsFile is missing or lists more than this target’s principals.';
      return { name, ok: false, detail };
    }
    case 'refused':
      return { name, ok: true, detail: 'A certificate for another target opens nothing here.' };
    case 'unreachable':
      return { name, ok: null, detail: tried.why };
  }
}
