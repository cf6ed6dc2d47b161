import { sayDuration } from './duration';
import type { PolicyType } from './policy';
import type { Verb } from './target';

type Kind = {
  severity: 'error' | 'warning';
  /** the field it stands at */
  field: string;
  /** when it is told, and why it matters: the table of docs/policy-issues.md */
  when: string;
};

/** Everything an author can be told of a policy, by its stable code. An error keeps a policy from being saved. */
export const issueKinds = {
  'name-taken': {
    severity: 'error',
    field: 'name',
    when: 'Another policy, of any type, has the name. Receipts and the log name policies, so names are unique.',
  },
  'no-children': {
    severity: 'error',
    field: 'childIds',
    when: 'A just-in-time policy says nothing of what may be asked for.',
  },
  'nobody-may-ask': {
    severity: 'warning',
    field: 'subjectIds',
    when: 'A just-in-time policy names no people and no groups, or only groups without active people.',
  },
  'nobody-can-decide': {
    severity: 'warning',
    field: 'automaticallyApproved',
    when: 'Somebody may ask whose request nobody could decide: they are the only active admin, and nobody decides their own request unless the organization allows it.',
  },
  'child-has-standing-subjects': {
    severity: 'warning',
    field: 'childIds',
    when: 'A policy that may be asked for has people of its own, who hold its access all the time.',
  },
  'covered-by-shorter-automatic': {
    severity: 'warning',
    field: 'duration',
    when: 'For some of the same people and targets another policy approves at once, and goes first: this one is never reached there.',
  },
  'overlapping-policies': {
    severity: 'warning',
    field: 'childIds',
    when: 'Another policy covers some of the same targets for some of the same people. The shorter goes first, then the older.',
  },
  'covers-nothing': {
    severity: 'error',
    field: 'targetIds',
    when: 'A policy names no targets and no environments.',
  },
  'covers-nothing-now': {
    severity: 'warning',
    field: 'targetIds',
    when: 'What a policy names has no target of its kind in it at present.',
  },
  'no-target-users': {
    severity: 'error',
    field: 'targetUsers',
    when: 'A policy for servers names no target user. For clusters, databases and web apps it is a warning.',
  },
  'unknown-target-user': {
    severity: 'warning',
    field: 'targetUsers',
    when: 'A target user that no other policy gives on a target and that nobody was ever granted there, while others are known: often a slip of the pen.',
  },
  'no-verbs': { severity: 'error', field: 'verbs', when: 'A policy for servers names no action.' },
  'has-ended': {
    severity: 'warning',
    field: 'timeExpires',
    when: 'The end of a policy has passed: it gives nothing.',
  },
} as const satisfies Record<string, Kind>;

export type IssueCode = keyof typeof issueKinds;

/** Something about a policy that its author should know. An error keeps it from being saved. */
export type PolicyIssue = { code: IssueCode; severity: Kind['severity']; field: string; message: string };

/** What the issues are found in: a draft or a stored policy. */
export type IssueSubject = {
  type: PolicyType;
  subjectIds: readonly string[];
  groupIds: readonly string[];
  targetIds: readonly string[];
  environmentIds: readonly string[];
  targetUsers: readonly string[];
  verbs: readonly Verb[];
  children: readonly { name: string; hasStandingSubjects: boolean }[];
};

/** What stands around a policy, and may be at odds with it. */
export type Surroundings = {
  nameTaken: boolean;
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

/** All issues that a policy has by itself, each at its field (R5). */
export function policyIssues(policy: IssueSubject): PolicyIssue[] {
  return policy.type === 'JustInTime' ? jitIssues(policy) : childIssues(policy);
}

/** All issues that a policy has with what stands around it, each at its field. */
export function surroundingIssues(type: PolicyType, around: Surroundings): PolicyIssue[] {
  const issues: PolicyIssue[] = [];
  if (around.nameTaken)
    issues.push(issue('name-taken', 'Another policy has this name. Names are unique across all types.'));
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

function jitIssues(policy: IssueSubject): PolicyIssue[] {
  const issues: PolicyIssue[] = [];
  if (policy.children.length === 0) {
    issues.push(issue('no-children', 'Choose at least one policy that says what may be asked for.'));
  }
  if (policy.subjectIds.length + policy.groupIds.length === 0) {
    issues.push(issue('nobody-may-ask', 'Nobody may ask yet: choose people or groups.'));
  }
  for (const child of policy.children.filter(({ hasStandingSubjects }) => hasStandingSubjects)) {
    const message = `${child.name} has people of its own: they hold this access all the time, without asking.`;
    issues.push(issue('child-has-standing-subjects', message));
  }
  return issues;
}

function jitAround(around: Surroundings): PolicyIssue[] {
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

function overlapIssue(other: Surroundings['overlaps'][number]): PolicyIssue {
  const { policy, automatic, duration, goesFirst, targets } = other;
  const where = `for some of the same people on ${targets === 1 ? '1 target' : `${targets} targets`}`;
  if (automatic && goesFirst) {
    const message = `${policy} goes first ${where}: it approves at once, for ${sayDuration(duration)}. This policy is not reached there.`;
    return issue('covered-by-shorter-automatic', message);
  }
  const order = goesFirst ? 'It goes first there' : 'This policy goes first there';
  return issue(
    'overlapping-policies',
    `${policy} covers the same ${where}, for ${sayDuration(duration)}. ${order}.`,
  );
}

function childIssues(policy: IssueSubject): PolicyIssue[] {
  const issues: PolicyIssue[] = [];
  if (policy.targetIds.length + policy.environmentIds.length === 0) {
    issues.push(issue('covers-nothing', 'Choose targets or environments: an empty list covers nothing.'));
  }
  if (policy.targetUsers.length === 0) {
    const message =
      policy.type === 'Proxy'
        ? 'Without target users this covers web apps only, no databases.'
        : 'Name at least one target user: an empty list lets nobody in.';
    const severity = policy.type === 'TargetConnect' ? 'error' : 'warning';
    issues.push({ ...issue('no-target-users', message), severity });
  }
  if (policy.type === 'TargetConnect' && policy.verbs.length === 0) {
    issues.push(issue('no-verbs', 'Choose at least one action.'));
  }
  return issues;
}

function childAround({ unknownUsers }: Surroundings): PolicyIssue[] {
  return unknownUsers.map(({ targetUser, target, targets }) => {
    const where = targets === 1 ? target : `${target} and ${targets - 1} more`;
    const message = `${targetUser} is new on ${where}: no other policy gives it there and nobody was ever granted it. Check the spelling.`;
    return issue('unknown-target-user', message);
  });
}

function issue(code: IssueCode, message: string): PolicyIssue {
  const { severity, field } = issueKinds[code];
  return { code, severity, field, message };
}
