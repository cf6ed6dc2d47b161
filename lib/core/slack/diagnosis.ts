/** How a check came out. `unknown`: it could not be made. */
export type Verdict = 'good' | 'attention' | 'bad' | 'unknown';

/** One thing that was looked at: what was found, and what to do about it. */
export type Check = {
  id: string;
  name: string;
  verdict: Verdict;
  what: string;
  /** null where nothing is to be done */
  cure: string | null;
};

/** The log channel as Slack describes it. */
type ChannelFacts = {
  name: string;
  isPrivate: boolean;
  isArchived: boolean;
  /** open to another workspace, or offered to one */
  isShared: boolean;
};

/** What was found out about an integration; what Slack could not say carries its reason. */
export type DoctorFacts = {
  /** null when Slack takes the token */
  tokenRefused: { why: string; isDead: boolean } | null;
  missingScopes: readonly string[];
  channel: ChannelFacts | 'not-made' | 'lost' | { why: string };
  deliveries: { waiting: number; failed: number; oldestSeconds: number | null };
  jobs: { overdue: number; lastDoneSeconds: number | null };
  /** people who could not be told something, and why */
  unreachable: readonly { email: string; why: string }[];
  /** admins whose Slack account is not linked (R17) */
  unlinkedAdmins: readonly string[];
};

const longWait = 300; // seconds

/** One line for each thing that can be wrong with an integration, the same in the console and in Slack. */
export function diagnose(facts: DoctorFacts): Check[] {
  return [
    tokenCheck(facts),
    scopeCheck(facts),
    channelCheck(facts),
    jobCheck(facts),
    deliveryCheck(facts),
    peopleCheck(facts),
    linkCheck(facts),
  ];
}

/** What all checks together say, in one sentence. */
export function describeCheck(checks: readonly Check[]): string {
  const count = checks.filter(({ verdict }) => verdict !== 'good').length;
  if (count === 0) return 'Everything is in order.';
  return count === 1 ? 'One thing needs attention.' : `${count} things need attention.`;
}

function tokenCheck({ tokenRefused }: DoctorFacts): Check {
  const check = { id: 'token', name: 'Connection' };
  if (!tokenRefused) return { ...check, ...good('Slack answers and takes our token.') };
  const { why, isDead } = tokenRefused;
  return isDead
    ? { ...check, verdict: 'bad', what: why, cure: 'Press Reinstall under Granted permissions.' }
    : {
        ...check,
        verdict: 'unknown',
        what: why,
        cure: 'Check again in a minute; nothing is lost meanwhile.',
      };
}

function scopeCheck({ missingScopes }: DoctorFacts): Check {
  const check = { id: 'scopes', name: 'Permissions' };
  if (missingScopes.length === 0) return { ...check, ...good('All that the app needs are granted.') };
  const what = `Not granted: ${missingScopes.join(', ')}.`;
  return {
    ...check,
    verdict: 'bad',
    what,
    cure: 'Press Reinstall under Granted permissions, and allow them.',
  };
}

function channelCheck({ channel }: DoctorFacts): Check {
  const check = { id: 'channel', name: 'Log channel' };
  if (channel === 'not-made')
    return { ...check, verdict: 'attention', what: 'It is being made.', cure: 'Check again in a minute.' };
  if (channel === 'lost') {
    const cure = 'It is made anew with the next line, or within the hour. The audit log here is complete.';
    return { ...check, verdict: 'bad', what: 'It is not there any more, or archived.', cure };
  }
  if ('why' in channel)
    return { ...check, verdict: 'unknown', what: channel.why, cure: 'Check again in a minute.' };
  if (!channel.isPrivate) {
    const what = `${channel.name} is not private any more: everybody in the workspace can read it.`;
    return { ...check, verdict: 'bad', what, cure: 'Make it private again in its settings in Slack.' };
  }
  if (channel.isShared) {
    const what = `${channel.name} is shared with another organization, or offered to one.`;
    return { ...check, verdict: 'bad', what, cure: 'Stop sharing it, in its settings in Slack.' };
  }
  if (channel.isArchived)
    return { ...check, verdict: 'bad', what: `${channel.name} is archived.`, cure: 'Unarchive it in Slack.' };
  return { ...check, ...good(`${channel.name} is private and not shared outside.`) };
}

function jobCheck({ jobs }: DoctorFacts): Check {
  const check = { id: 'jobs', name: 'Workers' };
  const cure = 'Have whoever runs the console look whether a worker runs (WORKER=inline).';
  if (jobs.overdue > 0)
    return {
      ...check,
      verdict: 'bad',
      what: `${count(jobs.overdue, 'job')} waited for over a minute.`,
      cure,
    };
  if (jobs.lastDoneSeconds === null || jobs.lastDoneSeconds > longWait)
    return { ...check, verdict: 'attention', what: 'No job was done in the last five minutes.', cure };
  return { ...check, ...good('Jobs are done as they come.') };
}

function deliveryCheck({ deliveries }: DoctorFacts): Check {
  const check = { id: 'deliveries', name: 'Messages' };
  const { waiting, failed, oldestSeconds } = deliveries;
  if (failed > 0) {
    const what = `${count(failed, 'message')} could not be delivered.`;
    return {
      ...check,
      verdict: 'bad',
      what,
      cure: 'See why under Messages, put it right, then press Retry.',
    };
  }
  if (oldestSeconds !== null && oldestSeconds > longWait) {
    const what = `${count(waiting, 'message')} waited for over five minutes.`;
    return {
      ...check,
      verdict: 'attention',
      what,
      cure: 'They are tried again by themselves; see Connection.',
    };
  }
  return {
    ...check,
    ...good(waiting === 0 ? 'All are delivered.' : `${count(waiting, 'message')} on the way.`),
  };
}

function peopleCheck({ unreachable }: DoctorFacts): Check {
  const check = { id: 'people', name: 'People' };
  if (unreachable.length === 0)
    return { ...check, ...good('Everybody who was to be told could be reached.') };
  const told = unreachable.slice(0, 3).map(({ email, why }) => `${email}: ${why}`);
  const more = unreachable.length > 3 ? `; and ${unreachable.length - 3} more` : '';
  const cure =
    'They see everything in the console. To be told in Slack they need a full account of this address.';
  return { ...check, verdict: 'attention', what: `Can’t be reached: ${told.join('; ')}${more}.`, cure };
}

function linkCheck({ unlinkedAdmins }: DoctorFacts): Check {
  const check = { id: 'links', name: 'Admins' };
  if (unlinkedAdmins.length === 0) return { ...check, ...good('All admins can decide in Slack.') };
  const names = unlinkedAdmins.slice(0, 5).join(', ');
  const more = unlinkedAdmins.length > 5 ? ` and ${unlinkedAdmins.length - 5} more` : '';
  return {
    ...check,
    verdict: 'attention',
    what: `Not linked yet: ${names}${more}.`,
    cure: 'They press Approve or Deny once and follow the link that Slack shows them. In the console they can decide now.',
  };
}

function good(what: string): Pick<Check, 'verdict' | 'what' | 'cure'> {
  return { verdict: 'good', what, cure: null };
}

function count(how: number, what: string): string {
  return `${how} ${what}${how === 1 ? '' : 's'}`;
}
