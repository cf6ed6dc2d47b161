import type { AccessSpec } from '@/lib/core/access/access-spec';
import type { SetupStatus } from '@/lib/core/target/setup-status';
import { shellLine } from '@/lib/core/target/shell-word';
import type { TargetStatus, TargetSummary, Verb } from '@/lib/core/target/target';
import type { TunnelWay } from '@/lib/core/target/tunnel';

/** The type of a target, for example `Linux server` or `PostgreSQL database`. */
export function formatTargetType(target: Pick<TargetSummary, 'type' | 'os' | 'databaseType'>): string {
  switch (target.type) {
    case 'Bzero':
      return `${target.os ?? 'Linux'} server`;
    case 'DynamicAccessConfig':
      return 'Dynamic server';
    case 'Cluster':
      return 'Kubernetes cluster';
    case 'Db':
      return target.databaseType ? `${target.databaseType} database` : 'Database';
    case 'Web':
      return 'Web app';
  }
}

const verbNames: Record<Verb, string> = {
  Shell: 'Shell',
  FileTransfer: 'File transfer',
  Tunnel: 'Tunnel',
  RDP: 'RDP',
  SQLServer: 'SQL Server',
};

export function formatVerb(verb: Verb): string {
  return verbNames[verb];
}

/** The status of a target's set-up, in lists and filters. */
export const setupStatusNames: Record<SetupStatus, string> = {
  NotSetUp: 'Not set up',
  Verified: 'Verified',
  Confirmed: 'Marked as set up',
  Incomplete: 'Partly verified',
  Failing: 'Failing',
  Outdated: 'Set up again',
};

/** What to do about a status; null if nothing. */
export function describeSetupStatus(status: SetupStatus, finding: string | null): string | null {
  switch (status) {
    case 'NotSetUp':
      return 'No verification of this address. Follow the set-up, then verify it.';
    case 'Verified':
    case 'Confirmed':
      return null;
    case 'Incomplete':
    case 'Failing':
      return `${finding ?? 'A check failed'}. Verify the set-up to see the details.`;
    case 'Outdated':
      return 'Another authority signs its certificates. Follow the set-up, then verify it.';
  }
}

/** What the health webhook of a provisioning server answered last. */
export function describeProvisioner(status: TargetStatus): string {
  switch (status) {
    case 'Online':
      return 'Its provisioning server answers.';
    case 'Error':
      return 'The health webhook of its provisioning server answers with an error.';
    default:
      return 'The health webhook of its provisioning server does not answer.';
  }
}

/** What "offline" says about a server. `keptReason` is why the clean-up can't archive it; null if it did not try. */
export function describeOffline(keptReason: string | null): string {
  const meaning = 'It no longer downloads the revocation list. Access to it does not depend on that.';
  return keptReason === null ? meaning : `${meaning} The clean-up could not archive it: ${keptReason}`;
}

/**
 * How RDP and SQL Server of a target are reached, as import files and the audit log say it: `own-ssh`, or the server in
 * between, `gate.prod`.
 */
export function formatWay(way: {
  tunnelWay: TunnelWay;
  jump: { name: string; environment: string } | null;
}): string {
  return way.jump === null ? 'own-ssh' : `${way.jump.name}.${way.jump.environment}`;
}

/** Why an action can't be used on a target, and what to do: a way to it is not set. */
export function describeNoWay(verb: Verb, targetName: string): string {
  return `zli can’t reach ${formatVerb(verb)} on ${targetName} yet. Ask an admin to choose how, in the console under Targets.`;
}

/** Why zli can't go through the proxy of a database or web app, and what to do. `isInUse` is false for an archived one. */
export function describeWrongProxy(name: string, proxyName: string | null, isInUse: boolean): string {
  const why = isInUse ? 'not a server, and zli only goes through servers' : 'archived';
  return `${name} is behind ${proxyName ?? 'a target'}, which is ${why}. Ask an admin to choose a server to go through, or none if your machine can reach ${name}.`;
}

/** Why this console can't test a database behind a server. */
export function describeBehind(name: string, serverName: string | null): string {
  return `${name} is behind ${serverName ?? 'a server'}, so it can’t be verified from here`;
}

/** A target by name: `prod-web in prod`. Names are unique within an environment only. */
export function formatTarget({ name, environment }: { name: string; environment: string }): string {
  return `${name} in ${environment}`;
}

/** An access spec in one phrase: `as root, Shell` or `as admin in system:masters`. */
export function formatAccessSpec(spec: {
  targetUser: string | null;
  targetGroups: readonly string[];
  verb: Verb | null;
}): string {
  const user = spec.targetUser === null ? '' : `as ${spec.targetUser}`;
  const groups = spec.targetGroups.length > 0 ? ` in ${spec.targetGroups.join(', ')}` : '';
  const verb = spec.verb === null ? '' : `${user ? ', ' : ''}${formatVerb(spec.verb)}`;
  return `${user}${groups}${verb}` || 'sign in';
}

/** What a `zli` command line needs: an access spec and its target. */
export type TargetAccess = AccessSpec & { target: Pick<TargetSummary, 'name' | 'environment'> };

/**
 * The command that connects: `zli connect root@prod-web.prod`. Names are unique within an environment only,
 * so the environment is always part of it; the syntax is the original client's (`[user@]name[.environment]`).
 * For a tunnel, the person replaces the ports.
 */
export function connectLine(access: TargetAccess): string {
  return `${commandLine('connect', access)}${access.verb === 'Tunnel' ? ' --customPort LOCAL:HOST:PORT' : ''}`;
}

/** The command that requests the same access again. */
export function requestLine(access: TargetAccess): string {
  return commandLine('request', access);
}

function commandLine(command: string, { target, targetUser, targetGroups, verb }: TargetAccess): string {
  const name = `${target.name}.${target.environment}`;
  const words = ['zli', command, targetUser === null ? name : `${targetUser}@${name}`];
  for (const group of targetGroups) words.push('--targetGroup', group);
  if (verb !== null && verb !== 'Shell') words.push('--protocol', verb.toLowerCase());
  return shellLine(words);
}

/**
 * How far the clock of a target is ahead of this console's, in seconds; negative if it is behind. With `isAtLeast` it is
 * further.
 */
export function describeClock(targetName: string, seconds: number, isAtLeast = false): string {
  const side = seconds < 0 ? 'behind' : 'ahead of';
  const size = `${isAtLeast ? 'more than ' : ''}${Math.abs(seconds)} seconds`;
  return `The clock of ${targetName} is ${size} ${side} this console’s, so it refuses certificates.`;
}
