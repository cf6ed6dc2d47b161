import { databaseProtocol } from '@/lib/core/target/target';
import { type AuthorityRow, findForeignAuthorities } from '@/lib/db/connections/credentials';
import type { CoveredTarget } from '@/lib/db/targets/covered-targets';
import { findNameProblem } from '@/lib/x509/client-certificate';
import { clockStep, farthestAhead, findClockDifference, type Span } from './find-clock-difference';
import type { ProbeAddress } from './probe-address';
import { type ProbeCertificate, signProbeCertificate, signStrangerCertificate } from './probe-certificate';
import { probeCluster } from './probe-cluster';
import { probePostgres } from './probe-postgres';
import type { ProbeResult } from './probe-result';
import type { SetupStep } from './setup-step';
import { findAuthoritiesOf } from './target-authorities';

type Login = (user: string, certificate: ProbeCertificate) => Promise<ProbeResult>;

/**
 * Checks that a database or cluster accepts certificates of its authority for its target users, and rejects those of
 * other targets and of the authority that was once trusted by all of them (R20).
 */
export async function checkTlsTarget(
  organizationId: string,
  target: CoveredTarget,
  at: ProbeAddress,
): Promise<SetupStep[]> {
  const logIn = loginTo(target, at);
  if (!logIn) return [notSupported];
  const users = target.targetUsers.filter((user) => findNameProblem(user) === undefined);
  if (users.length === 0) {
    const detail = 'No policy has a target user for this target. Create one, then verify again.';
    return [{ name: 'Target users', ok: null, detail }];
  }
  const [signing] = await findAuthoritiesOf(organizationId, target);
  if (!signing) throw new Error('the target has no authority');
  const steps: SetupStep[] = [];
  for (const user of users) {
    const certificate = await signProbeCertificate(organizationId, signing, user);
    const result = await logIn(user, certificate);
    const step = acceptedStep(user, result);
    // What is wrong with the clock is wrong for every user.
    if (step.ok === false && steps.length === 0) {
      const signFor = (span: Span) => signProbeCertificate(organizationId, signing, user, span);
      const seconds = await findClockDifference((spans) =>
        firstAccepted(spans, async (span) => logIn(user, await signFor(span))),
      );
      if (seconds !== null) return [clockStep(target.name, seconds), step];
      if (result.isExpired) return [clockStep(target.name, farthestAhead, true), step];
    }
    steps.push(step);
    // Every other user would wait as long for the same answer.
    if (step.ok === null) return steps;
  }
  const accepted = users.find((_, index) => steps[index]?.ok);
  if (accepted === undefined) return steps;
  return [...steps, await checkForeign(organizationId, target, accepted, logIn)];
}

/** A login offers one certificate, so each span needs one. */
async function firstAccepted(
  spans: readonly Span[],
  logIn: (span: Span) => Promise<ProbeResult>,
): Promise<number | null> {
  for (const [index, span] of spans.entries()) if ((await logIn(span)).outcome === 'accepted') return index;
  return null;
}

const notSupported: SetupStep = {
  name: 'Login',
  ok: null,
  detail:
    'This console can’t log in to this type of database. Connect with zli once, then press “Mark as set up”.',
};

function loginTo(target: CoveredTarget, at: ProbeAddress): Login | null {
  const serverCa = target.serverIdentity;
  if (target.type === 'Cluster') return (user, probe) => probeCluster({ at, user, ...probe, serverCa });
  if (databaseProtocol(target.databaseType) !== 'postgres') return null;
  return (user, probe) => probePostgres({ at, user, ...probe, serverCa });
}

function acceptedStep(user: string, { outcome, detail }: ProbeResult): SetupStep {
  const name = `Target user ${user}`;
  if (outcome === 'accepted') return { name, ok: true, detail: 'Accepted.' };
  if (outcome === 'unknown') return { name, ok: null, detail };
  const remedy = 'Check that the target trusts the authority of this page, and that the account exists.';
  return { name, ok: false, detail: `Rejected. ${remedy}` };
}

async function checkForeign(
  organizationId: string,
  target: CoveredTarget,
  user: string,
  logIn: Login,
): Promise<SetupStep> {
  const name = 'Rejects certificates for other targets';
  const foreign: AuthorityRow[] = await findForeignAuthorities(organizationId, target.id);
  const certificates = foreign.map((authority) => signProbeCertificate(organizationId, authority, user));
  if (certificates.length === 0) certificates.push(signStrangerCertificate(user));
  for (const certificate of await Promise.all(certificates)) {
    const { outcome, detail } = await logIn(user, certificate);
    if (outcome === 'unknown') return { name, ok: null, detail };
    if (outcome === 'accepted') {
      const remedy = 'Remove every authority but the one of this page from the files that it trusts.';
      return { name, ok: false, detail: `The target accepts certificates for other targets. ${remedy}` };
    }
  }
  return { name, ok: true, detail: 'Rejected.' };
}
