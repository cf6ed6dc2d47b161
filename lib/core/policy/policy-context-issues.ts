import type { Verb } from '@/lib/core/target/target';
import { formatDuration } from '@/lib/core/text/duration';
import { formatVerb } from '@/lib/core/text/target';
import type { PolicyType } from './policy';
import { issue, nameTaken, type PolicyIssue } from './policy-issues';

/** What the organization has around a policy that can conflict with it. */
export type PolicyContext = {
  /** the name of the policy if another policy has it, otherwise null */
  nameTaken: string | null;
  /** whether its expiry date has passed, and whether it was not saved yet, so that the date can still be changed */
  ended: boolean;
  isNew: boolean;
  /** whether it lists targets, environments or children, and how many targets those cover now */
  names: boolean;
  reached: number;
  /** whether it lists people or groups, and how many active people those are now */
  namesPeople: boolean;
  people: number;
  /** the email of the only admin, if that admin is a requester too and can't approve their own requests */
  onlyDecider: string | null;
  /** how many active admins there are */
  deciders: number;
  automatic: boolean;
  /** how many active people of the listed groups have groups older than a day, and whether an admin decides about them */
  oldGroups: { people: number; asksAdmin: boolean };
  /** other live just-in-time policies for some of the same people and targets */
  overlaps: readonly {
    policy: string;
    automatic: boolean;
    /** minutes */
    duration: number;
    /** whether it takes precedence over this policy (R2) */
    goesFirst: boolean;
    /** how many targets both cover */
    targets: number;
  }[];
  /** target users that are new on targets where other target users are known */
  unknownUsers: readonly { targetUser: string; target: string; targets: number }[];
  /** actions that can't be used on some targets, because no way to them is set: the first of those, and how many */
  unusable: readonly { verb: Verb; target: string; targets: number }[];
};

/** The issues that a policy has with its context, each with its field. */
export function policyContextIssues(type: PolicyType, context: PolicyContext): PolicyIssue[] {
  const issues: PolicyIssue[] = [];
  if (context.nameTaken !== null) issues.push(nameTaken(context.nameTaken));
  if (context.ended)
    issues.push(
      issue(
        'has-ended',
        context.isNew
          ? 'This date has passed, so the policy would give no access. Choose a later date.'
          : 'This policy has expired and gives no access. Create a new policy instead.',
      ),
    );
  if (context.names && !context.ended && context.reached === 0) {
    const noTargets = issue(
      'covers-nothing-now',
      'This policy covers no targets now. It gives no access until a target is added.',
    );
    issues.push(type === 'JustInTime' ? { ...noTargets, field: 'childIds' } : noTargets);
  }
  for (const one of context.unusable) issues.push(noWayIssue(type, one));
  return [...issues, ...(type === 'JustInTime' ? jitIssues(context) : childIssues(context))];
}

function noWayIssue(
  type: PolicyType,
  { verb, target, targets }: PolicyContext['unusable'][number],
): PolicyIssue {
  const where = targets === 1 ? target : `${target} and ${targets - 1} more`;
  const message = `No one can request or use ${formatVerb(verb)} on ${where}. Choose how zli reaches it, in the inventory.`;
  const found = issue('no-way', message);
  return type === 'JustInTime' ? { ...found, field: 'childIds' } : found;
}

function jitIssues(context: PolicyContext): PolicyIssue[] {
  const issues: PolicyIssue[] = [];
  if (context.namesPeople && context.people === 0)
    issues.push(
      issue(
        'nobody-may-ask',
        'No one can request access: the people and groups listed include no active person.',
      ),
    );
  if (!context.automatic && context.deciders === 0) {
    issues.push(issue('nobody-can-decide', 'No one can decide these requests: there is no active admin.'));
  } else if (!context.automatic && context.onlyDecider !== null) {
    const message = `${context.onlyDecider} is the only admin and can’t approve their own requests, so those would time out. Make another person an admin.`;
    issues.push(issue('nobody-can-decide', message));
  }
  if (context.automatic && context.oldGroups.people > 0) issues.push(oldGroupsIssue(context.oldGroups));
  for (const other of context.overlaps) issues.push(overlapIssue(other));
  return issues;
}

function oldGroupsIssue({ people, asksAdmin }: PolicyContext['oldGroups']): PolicyIssue {
  const who = people === 1 ? 'The groups of 1 person are' : `The groups of ${people} people are`;
  const effect = asksAdmin
    ? 'Their requests need admin approval until they sign in again.'
    : 'Their requests are still approved automatically. To require admin approval, change the organization settings.';
  return issue('old-groups', `${who} older than 24 hours: they have not signed in since. ${effect}`);
}

function overlapIssue(other: PolicyContext['overlaps'][number]): PolicyIssue {
  const { policy, automatic, duration, goesFirst, targets } = other;
  const where = `for some of the same people on ${targets === 1 ? '1 target' : `${targets} targets`}`;
  if (automatic && goesFirst) {
    const message = `${policy} takes precedence ${where} (automatic, ${formatDuration(duration)}). This policy has no effect there.`;
    return issue('covered-by-shorter-automatic', message);
  }
  const order = goesFirst ? 'It takes precedence there' : 'This policy takes precedence there';
  return issue(
    'overlapping-policies',
    `${policy} also gives access ${where}, for ${formatDuration(duration)}. ${order}.`,
  );
}

function childIssues({ unknownUsers }: PolicyContext): PolicyIssue[] {
  return unknownUsers.map(({ targetUser, target, targets }) => {
    const where = targets === 1 ? target : `${target} and ${targets - 1} more`;
    const message = `No other policy or past grant uses “${targetUser}” on ${where}. Check the spelling.`;
    return issue('unknown-target-user', message);
  });
}
