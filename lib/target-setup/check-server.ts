import { randomUUID } from 'node:crypto';
import { hostWithPort } from '@/lib/core/target/host-address';
import { tunnelAccount } from '@/lib/core/target/tunnel';
import type { CoveredTarget } from '@/lib/db/targets/covered-targets';
import { findTargetUserProblem, principalFor, tunnelPrincipal } from '@/lib/ssh/principal';
import { clockStep, findClockDifference } from './find-clock-difference';
import { findTunnels } from './find-tunnels';
import { hostKeysOf } from './host-keys';
import type { ProbeAddress } from './probe-address';
import { probePrincipal } from './probe-principal';
import type { SshProbeResult } from './probe-ssh';
import { scanHostKeys } from './scan-host-keys';
import type { SetupStep } from './setup-step';

/**
 * Checks that a server responds, that it has the known host key, that it accepts certificates for its target users, and
 * that it rejects one for another target. `newHostKeys` are keys to save, because none were known.
 */
export async function checkServer(
  organizationId: string,
  target: CoveredTarget,
  at: ProbeAddress,
): Promise<{ steps: SetupStep[]; newHostKeys: string | null }> {
  const scanned = await scanHostKeys(at);
  if (typeof scanned === 'string') {
    const detail = `${scanned}. Check that sshd runs there.`;
    return { steps: [{ name: 'Connection', ok: false, detail }], newHostKeys: null };
  }
  const connection = {
    name: 'Connection',
    ok: true,
    detail: `SSH responds at ${hostWithPort(at.host, at.port)}.`,
  };
  const known = hostKeysOf(target.serverIdentity);
  const hostKey = checkHostKey(known, scanned);
  if (!hostKey.ok) return { steps: [connection, hostKey], newHostKeys: null };
  const on = { at, hostKeys: known.length > 0 ? known : scanned };
  const steps = [connection, hostKey, ...(await checkCertificates(organizationId, target, on))];
  return { steps, newHostKeys: known.length > 0 ? null : scanned.join('\n') };
}

function checkHostKey(known: readonly string[], scanned: readonly string[]): SetupStep {
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
  on: { at: ProbeAddress; hostKeys: readonly string[] },
): Promise<SetupStep[]> {
  const users = target.targetUsers.filter((user) => findTargetUserProblem(user) === undefined);
  const tunnels = await findTunnels(organizationId, target);
  if (users.length + tunnels.length === 0) {
    const detail = 'No policy has a target user for this server. Create one, then verify again.';
    return [{ name: 'Target users', ok: null, detail }];
  }
  const logins = [
    ...users.map((user) => ({ name: `Target user ${user}`, user, principal: principalFor(target.id, user) })),
    ...tunnels.map(({ name, targetId, service }) => ({
      name,
      user: tunnelAccount,
      principal: tunnelPrincipal(targetId, service),
    })),
  ];
  const steps: SetupStep[] = [];
  for (const login of logins) {
    const step = acceptedStep(login.name, await probePrincipal(organizationId, on, login));
    // What is wrong with the clock is wrong for every user.
    const clock =
      step.ok === false && steps.length === 0 && (await checkClock(organizationId, target, on, login));
    if (clock) return [clock, step];
    steps.push(step);
    // Every other user would wait as long for the same answer.
    if (step.ok === null) return steps;
  }
  const accepted = logins.find((_, index) => steps[index]?.ok)?.user;
  if (accepted === undefined) return steps;
  const foreign = { user: accepted, principal: principalFor(randomUUID(), accepted) };
  const other = await probePrincipal(organizationId, on, foreign);
  return [...steps, rejectedStep(other)];
}

/** The step that names the clock; null if the clock is not the reason. */
async function checkClock(
  organizationId: string,
  target: CoveredTarget,
  on: { at: ProbeAddress; hostKeys: readonly string[] },
  login: { user: string; principal: string },
): Promise<SetupStep | null> {
  const difference = await findClockDifference(async (spans) => {
    const result = await probePrincipal(organizationId, on, login, spans);
    // Below 0, the server let the probe in without any of the certificates.
    return result.outcome === 'accepted' && result.index >= 0 ? result.index : null;
  });
  return difference === null ? null : clockStep(target.name, difference);
}

function acceptedStep(name: string, result: SshProbeResult): SetupStep {
  switch (result.outcome) {
    case 'accepted':
      return { name, ok: true, detail: 'Accepted.' };
    case 'refused': {
      const detail =
        'Rejected. Run the set-up script on the server, which also checks its clock, and check that the account exists.';
      return { name, ok: false, detail };
    }
    case 'unreachable':
      return { name, ok: null, detail: result.cause };
  }
}

function rejectedStep(result: SshProbeResult): SetupStep {
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
