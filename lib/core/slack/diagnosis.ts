import { type GroupProblem, groupProblems } from '../group-problem';
import { describeSeal } from '../text/audit-seal';

/** `unknown`: the check could not run. */
export type CheckStatus = 'good' | 'attention' | 'bad' | 'unknown';

export type Check = {
  id: string;
  name: string;
  status: CheckStatus;
  finding: string;
  /** null when no action is needed */
  remedy: string | null;
};

/** The log channel as Slack reports it. */
type ChannelFacts = {
  name: string;
  isPrivate: boolean;
  isArchived: boolean;
  /** shared with another organization, or an invitation is pending */
  isShared: boolean;
};

/** The facts that the checks are based on; `why` says why Slack could not report one. */
export type DoctorFacts = {
  /** null when Slack accepts the token */
  tokenRefused: { why: string; isDead: boolean } | null;
  missingScopes: readonly string[];
  channel: ChannelFacts | 'not-created' | 'lost' | { why: string };
  deliveries: { pending: number; failed: number; oldestSeconds: number | null };
  jobs: { overdue: number; lastDoneSeconds: number | null };
  /** users whose last message could not be delivered, and why */
  unreachable: readonly { email: string; why: string }[];
  /** admins whose Slack account is not linked (R17) */
  unlinkedAdmins: readonly string[];
  /** the audit log: the age of its oldest event that is not sealed, and whether the app's database role can change it */
  audit: { seq: number; unsealedSeconds: number | null; appCanChange: boolean };
  /** some of the databases and clusters that have to be set up again */
  outdatedSetups: readonly string[];
  /** how many people have groups older than 24 hours, and whether an admin decides about them */
  oldGroups: { people: number; asksAdmin: boolean };
  /** what was wrong with the groups of the last sign-ins, and some of the people */
  groupProblems: readonly { problem: GroupProblem; people: number; emails: readonly string[] }[];
};

const replaced = 'Otherwise a new private channel replaces it within an hour.';

const delaySeconds = 300; // seconds

/** The checks of an integration, the same in the console and in Slack. */
export function diagnose(facts: DoctorFacts): Check[] {
  return [
    tokenCheck(facts),
    scopeCheck(facts),
    channelCheck(facts),
    jobCheck(facts),
    deliveryCheck(facts),
    peopleCheck(facts),
    linkCheck(facts),
    auditCheck(facts),
    setupCheck(facts),
    groupCheck(facts),
  ];
}

/** All checks in one sentence. */
export function summarizeChecks(checks: readonly Check[]): string {
  const count = checks.filter(({ status }) => status !== 'good').length;
  if (count === 0) return 'All checks passed.';
  return count === 1 ? '1 check needs attention.' : `${count} checks need attention.`;
}

function tokenCheck({ tokenRefused }: DoctorFacts): Check {
  const check = { id: 'token', name: 'Connection' };
  if (!tokenRefused) return { ...check, ...good('Connected.') };
  const { why, isDead } = tokenRefused;
  return isDead
    ? { ...check, status: 'bad', finding: why, remedy: 'Press Reinstall under Granted permissions.' }
    : {
        ...check,
        status: 'unknown',
        finding: why,
        remedy: 'Check again in a minute. No messages are lost.',
      };
}

function scopeCheck({ missingScopes }: DoctorFacts): Check {
  const check = { id: 'scopes', name: 'Permissions' };
  if (missingScopes.length === 0) return { ...check, ...good('All required permissions granted.') };
  const finding = `Not granted: ${missingScopes.join(', ')}.`;
  return {
    ...check,
    status: 'bad',
    finding,
    remedy: 'Press Reinstall under Granted permissions, and allow all of them.',
  };
}

function channelCheck({ channel }: DoctorFacts): Check {
  const check = { id: 'channel', name: 'Log channel' };
  if (channel === 'not-created')
    return {
      ...check,
      status: 'attention',
      finding: 'The channel is being created.',
      remedy: 'Check again in a minute.',
    };
  if (channel === 'lost') {
    const remedy =
      'A new channel is created with the next message, or within an hour. The audit log is complete.';
    return { ...check, status: 'bad', finding: 'The channel was deleted or archived.', remedy };
  }
  if ('why' in channel)
    return { ...check, status: 'unknown', finding: channel.why, remedy: 'Check again in a minute.' };
  if (!channel.isPrivate) {
    const finding = `${channel.name} is not private: everyone in the workspace can read it.`;
    return { ...check, status: 'bad', finding, remedy: `Make it private in its Slack settings. ${replaced}` };
  }
  if (channel.isShared) {
    const finding = `${channel.name} is shared with another organization, or an invitation is pending.`;
    return { ...check, status: 'bad', finding, remedy: `Stop sharing it in its Slack settings. ${replaced}` };
  }
  if (channel.isArchived)
    return {
      ...check,
      status: 'bad',
      finding: `${channel.name} is archived.`,
      remedy:
        'Unarchive it in Slack. Otherwise a new channel is created with the next message, or within an hour.',
    };
  return { ...check, ...good(`${channel.name} is private and not shared.`) };
}

function jobCheck({ jobs }: DoctorFacts): Check {
  const check = { id: 'jobs', name: 'Workers' };
  const remedy = 'Ask your operator to check that a worker is running (WORKER=inline).';
  if (jobs.overdue > 0)
    return {
      ...check,
      status: 'bad',
      finding: `${count(jobs.overdue, 'job')} more than a minute late.`,
      remedy,
    };
  if (jobs.lastDoneSeconds === null || jobs.lastDoneSeconds > delaySeconds)
    return { ...check, status: 'attention', finding: 'No job has run in the last five minutes.', remedy };
  return { ...check, ...good('Background jobs are running.') };
}

function deliveryCheck({ deliveries }: DoctorFacts): Check {
  const check = { id: 'deliveries', name: 'Messages' };
  const { pending, failed, oldestSeconds } = deliveries;
  if (failed > 0) {
    const finding = `${count(failed, 'message')} could not be delivered.`;
    return {
      ...check,
      status: 'bad',
      finding,
      remedy: 'See the reason under Messages, fix it, then press Retry.',
    };
  }
  if (oldestSeconds !== null && oldestSeconds > delaySeconds) {
    const finding = `${count(pending, 'message')} pending for more than five minutes.`;
    return {
      ...check,
      status: 'attention',
      finding,
      remedy: 'They are retried automatically. See Connection.',
    };
  }
  return {
    ...check,
    ...good(pending === 0 ? 'All messages delivered.' : `${count(pending, 'message')} pending.`),
  };
}

function peopleCheck({ unreachable }: DoctorFacts): Check {
  const check = { id: 'people', name: 'People' };
  if (unreachable.length === 0) return { ...check, ...good('All recipients reachable.') };
  const shown = unreachable.slice(0, 3).map(({ email, why }) => `${email}: ${why}`);
  const more = unreachable.length > 3 ? `; and ${unreachable.length - 3} more` : '';
  const remedy =
    'They can see everything in the console. To get messages, they need a full Slack account with this email.';
  return { ...check, status: 'attention', finding: `Not reachable: ${shown.join('; ')}${more}.`, remedy };
}

function linkCheck({ unlinkedAdmins }: DoctorFacts): Check {
  const check = { id: 'links', name: 'Admins' };
  if (unlinkedAdmins.length === 0) return { ...check, ...good('All admins can decide in Slack.') };
  const names = unlinkedAdmins.slice(0, 5).join(', ');
  const more = unlinkedAdmins.length > 5 ? ` and ${unlinkedAdmins.length - 5} more` : '';
  return {
    ...check,
    status: 'attention',
    finding: `Not linked: ${names}${more}.`,
    remedy:
      'They can link it by pressing Approve or Deny in Slack once. They can already decide in the console.',
  };
}

function auditCheck({ audit }: DoctorFacts): Check {
  const check = { id: 'audit', name: 'Audit log' };
  const { text, isLate } = describeSeal(audit);
  if (isLate)
    return {
      ...check,
      status: 'bad',
      finding: text,
      remedy: 'Ask your operator to check that a worker is running (WORKER=inline).',
    };
  if (audit.appCanChange)
    return {
      ...check,
      status: 'attention',
      finding: 'The database role of the app can change the log.',
      remedy: 'Ask your operator to give the app a role of its own: “Two database roles” in docs/operate.md.',
    };
  return { ...check, ...good(text) };
}

function setupCheck({ outdatedSetups }: DoctorFacts): Check {
  const check = { id: 'setups', name: 'Targets' };
  if (outdatedSetups.length === 0) return { ...check, ...good('No target has to be set up again.') };
  const names = outdatedSetups.slice(0, 5).join(', ');
  const more = outdatedSetups.length > 5 ? ', and more' : '';
  return {
    ...check,
    status: 'bad',
    finding: `No one can connect until these are set up again: ${names}${more}.`,
    remedy: 'Open each one under Targets and follow its set-up.',
  };
}

function groupCheck({ oldGroups: { people, asksAdmin }, groupProblems: problems }: DoctorFacts): Check {
  const check = { id: 'groups', name: 'Groups' };
  const [first] = problems;
  if (first) {
    const { finding, remedy } = groupProblems[first.problem];
    const more = first.people > first.emails.length ? ', and more' : '';
    return {
      ...check,
      status: 'attention',
      finding: `Groups are missing, because ${finding}: ${first.emails.join(', ')}${more}.`,
      remedy: `${remedy} See “Groups” in docs/sign-in.md.`,
    };
  }
  if (people === 0) return { ...check, ...good('All groups are from the last 24 hours.') };
  const finding = `Older than 24 hours: the groups of ${people === 1 ? '1 person' : `${people} people`}.`;
  if (asksAdmin) return { ...check, ...good(`${finding} Their requests need admin approval.`) };
  return {
    ...check,
    status: 'attention',
    finding,
    remedy:
      'Groups come with each sign-in. Disable people who left, or require admin approval in the organization settings.',
  };
}

function good(finding: string): Pick<Check, 'status' | 'finding' | 'remedy'> {
  return { status: 'good', finding, remedy: null };
}

function count(total: number, noun: string): string {
  return `${total} ${noun}${total === 1 ? '' : 's'}`;
}
