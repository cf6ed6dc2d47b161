import { formatDuration } from '@/lib/core/text/duration';
import type { PolicyType } from './policy';
import { issue, nameTaken, type PolicyIssue } from './policy-issues';

/** What stands around a policy, and may be at odds with it. */
export type PolicyContext = {
  /** its name, when another policy has it */
  nameTaken: string | null;
  /** its end has passed */
  ended: boolean;
  /** it names something to give, and how many targets that is now */
  names: boolean;
  reached: number;
  /** it names somebody, and how many active people that is now */
  namesPeople: boolean;
  people: number;
  /** whoever may ask and is the only one who could decide; null when there is no such person */
  onlyDecider: string | null;
  /** how many could decide */
  deciders: number;
  automatic: boolean;
  /** other live just-in-time policies for some of the same people and targets */
  overlaps: readonly {
    policy: string;
    automatic: boolean;
    /** minutes */
    duration: number;
    /** it goes before this one (R2) */
    goesFirst: boolean;
    /** how many targets both cover */
    targets: number;
  }[];
  /** target users that are new where others are known */
  unknownUsers: readonly { targetUser: string; target: string; targets: number }[];
};

/** All issues that a policy has with what stands around it, each at its field. */
export function policyContextIssues(type: PolicyType, around: PolicyContext): PolicyIssue[] {
  const issues: PolicyIssue[] = [];
  if (around.nameTaken !== null) issues.push(nameTaken(around.nameTaken));
  if (around.ended)
    issues.push(issue('has-ended', 'Its end has passed: it gives nothing. Make a new policy instead.'));
  if (around.names && !around.ended && around.reached === 0) {
    const nothing = issue(
      'covers-nothing-now',
      'There is no target in it now: it gives nothing until there is.',
    );
    issues.push(type === 'JustInTime' ? { ...nothing, field: 'childIds' } : nothing);
  }
  return [...issues, ...(type === 'JustInTime' ? jitAround(around) : childAround(around))];
}

function jitAround(around: PolicyContext): PolicyIssue[] {
  const issues: PolicyIssue[] = [];
  if (around.namesPeople && around.people === 0)
    issues.push(
      issue('nobody-may-ask', 'Nobody may ask now: no active person is named, or in these groups.'),
    );
  if (!around.automatic && around.deciders === 0) {
    issues.push(issue('nobody-can-decide', 'There is no active admin: nobody could decide these requests.'));
  } else if (!around.automatic && around.onlyDecider !== null) {
    const message = `${around.onlyDecider} may ask and is the only admin. Nobody decides their own request, so theirs would lapse: make somebody else an admin too.`;
    issues.push(issue('nobody-can-decide', message));
  }
  for (const other of around.overlaps) issues.push(overlapIssue(other));
  return issues;
}

function overlapIssue(other: PolicyContext['overlaps'][number]): PolicyIssue {
  const { policy, automatic, duration, goesFirst, targets } = other;
  const where = `for some of the same people on ${targets === 1 ? '1 target' : `${targets} targets`}`;
  if (automatic && goesFirst) {
    const message = `${policy} goes first ${where}: it approves at once, for ${formatDuration(duration)}. This policy is not reached there.`;
    return issue('covered-by-shorter-automatic', message);
  }
  const order = goesFirst ? 'It goes first there' : 'This policy goes first there';
  return issue(
    'overlapping-policies',
    `${policy} covers the same ${where}, for ${formatDuration(duration)}. ${order}.`,
  );
}

function childAround({ unknownUsers }: PolicyContext): PolicyIssue[] {
  return unknownUsers.map(({ targetUser, target, targets }) => {
    const where = targets === 1 ? target : `${target} and ${targets - 1} more`;
    const message = `${targetUser} is new on ${where}: no other policy gives it there and nobody was ever granted it. Check the spelling.`;
    return issue('unknown-target-user', message);
  });
}
