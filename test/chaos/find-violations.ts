import type { Call, EndState, GrantEnd, Outcome, RequestEnd } from './history';

/**
 * Compares what callers were answered with what is stored and shown in the end. It knows the rules and none of the
 * product's code.
 *
 * @returns one sentence for each violation.
 */
export function findViolations(calls: readonly Call[], end: EndState): string[] {
  return [
    ...brokenAnswers(calls),
    ...lostOrDoubled(calls, end),
    ...wrongDecisions(calls, end),
    ...wrongGrants(end),
    ...wrongChecks(calls, end),
    ...wrongEvents(end),
    ...wrongNotices(end),
    ...liveButtons(end),
    ...end.requests.filter(({ isOpen }) => isOpen).map(({ id }) => `request ${id} never ended`),
    ...(end.auditFault === null ? [] : [`the audit log does not verify: ${end.auditFault}`]),
  ];
}

function brokenAnswers(calls: readonly Call[]): string[] {
  return calls.flatMap(({ operation, outcome }) =>
    outcome.kind === 'broken'
      ? [`${operation.name} by ${operation.person} was answered with ${outcome.status}`]
      : [],
  );
}

/** Each submission is one row if it was done, none if it was refused, and one at most otherwise. */
function lostOrDoubled(calls: readonly Call[], { requests }: EndState): string[] {
  return calls.flatMap(({ operation, outcome }) => {
    if (operation.name !== 'submit') return [];
    const rows = requests.filter(({ reason }) => reason === operation.reason);
    const what = `the submission "${operation.reason}" (${outcome.kind})`;
    if (rows.length > 1) return [`${what} is stored ${rows.length} times`];
    if (outcome.kind === 'done' && rows[0]?.id !== outcome.requestId) return [`${what} is lost`];
    return outcome.kind === 'refused' && rows.length > 0 ? [`${what} is stored`] : [];
  });
}

const decisions = { approve: 'Approved', deny: 'Denied', cancel: 'Cancelled' } as const;

/** What was answered with done is how the request ended, and only one call that ends it was. */
function wrongDecisions(calls: readonly Call[], { requests, grants }: EndState): string[] {
  return requests.flatMap((request) => {
    const about = calls.filter(
      ({ operation }) => 'requestId' in operation && operation.requestId === request.id,
    );
    const decided = about.filter(({ operation }) => operation.name in decisions);
    const done = decided.filter(({ outcome }) => outcome.kind === 'done');
    const found = done.length > 1 ? [`request ${request.id} was decided ${done.length} times`] : [];
    for (const { operation } of done) {
      const wanted = decisions[operation.name as keyof typeof decisions];
      if (request.state !== wanted) found.push(`request ${request.id} is ${request.state}, not ${wanted}`);
      if (operation.name !== 'cancel' && request.decidedBy !== operation.person)
        found.push(`request ${request.id} was not decided by ${operation.person}`);
    }
    return [...found, ...withoutDecider(request, decided), ...wrongEnd(request, about, grants)];
  });
}

/** A decision that is stored was made by its decider, in a call that was not refused. */
function withoutDecider(request: RequestEnd, decided: readonly Call[]): string[] {
  const { id, state, decidedBy } = request;
  if (decidedBy === null) return [];
  const possible = decided.some(
    ({ operation, outcome }) =>
      operation.person === decidedBy &&
      decisions[operation.name as keyof typeof decisions] === state &&
      (outcome.kind === 'done' || outcome.kind === 'unknown'),
  );
  return possible ? [] : [`request ${id} is ${state} by ${decidedBy}, who did not decide it`];
}

function wrongEnd(request: RequestEnd, about: readonly Call[], grants: readonly GrantEnd[]): string[] {
  const grant = grants.find(({ requestId }) => requestId === request.id);
  const done = about.filter(
    ({ operation, outcome }) =>
      (operation.name === 'end' || operation.name === 'revoke') && outcome.kind === 'done',
  );
  const found = done.length > 1 ? [`the access of ${request.id} was ended ${done.length} times`] : [];
  const wanted = done[0]?.operation.name === 'end' ? 'Relinquished' : 'Revoked';
  if (done.length === 1 && grant?.state !== wanted)
    found.push(`the access of ${request.id} is ${grant?.state}, not ${wanted}`);
  return found;
}

/** A request is approved exactly when it has one grant, and a person has one live grant for a target at most. */
function wrongGrants({ requests, grants }: EndState): string[] {
  const found = requests.flatMap(({ id, state }) => {
    const count = grants.filter(({ requestId }) => requestId === id).length;
    return count === (state === 'Approved' ? 1 : 0) ? [] : [`request ${id} is ${state} with ${count} grants`];
  });
  const inOrder = [...grants].sort((a, b) => a.startsAt - b.startsAt);
  for (const [at, later] of inOrder.entries()) {
    const earlier = inOrder
      .slice(0, at)
      .find(
        (grant) =>
          grant.person === later.person && grant.targetId === later.targetId && endOf(grant) > later.startsAt,
      );
    if (earlier)
      found.push(
        `${later.person} had two grants for ${later.targetId}, ${earlier.requestId} and ${later.requestId}`,
      );
  }
  return found;
}

function endOf({ expiresAt, endedAt }: GrantEnd): number {
  return Math.min(expiresAt, endedAt ?? Number.POSITIVE_INFINITY);
}

/**
 * An access check is true only for a grant that is live: not from its expiry on, and not once an end was answered with
 * done. It is true as long as a grant that was answered with done has not ended, and nobody tried to end it.
 */
function wrongChecks(calls: readonly Call[], { grants }: EndState): string[] {
  return calls.flatMap((check) => {
    const { operation, outcome, sentAt, answeredAt } = check;
    if (operation.name !== 'check' || outcome.kind !== 'done') return [];
    const own = grants.filter(
      (grant) => grant.person === operation.person && grant.targetId === operation.targetId,
    );
    const what = `the check of ${operation.person} on ${operation.targetId} at ${sentAt}`;
    if (outcome.allowed) {
      const grant = own.find(({ requestId }) => requestId === outcome.requestId);
      if (!grant) return [`${what} is true without a grant`];
      if (grant.startsAt > answeredAt) return [`${what} is true before ${grant.requestId} was approved`];
      if (grant.expiresAt <= sentAt)
        return [`${what} is true ${sentAt - grant.expiresAt} ms after its expiry`];
      const endedAt = endCalls(calls, grant, 'done').map((call) => call.answeredAt);
      return endedAt.some((at) => at < sentAt) ? [`${what} is true after the end of ${grant.requestId}`] : [];
    }
    const live = own.find(
      (grant) =>
        grant.expiresAt > answeredAt + 1 &&
        startCalls(calls, grant).some((call) => call.answeredAt < sentAt) &&
        !endCalls(calls, grant, 'unknown').some((call) => call.sentAt <= answeredAt),
    );
    return live ? [`${what} is false while ${live.requestId} is live`] : [];
  });
}

/** Calls that were told of the start of a grant: an approval, or a submission that was approved automatically. */
function startCalls(calls: readonly Call[], { requestId }: GrantEnd): Call[] {
  return calls.filter(
    ({ operation, outcome }) =>
      outcome.kind === 'done' &&
      (operation.name === 'approve'
        ? operation.requestId === requestId
        : operation.name === 'submit' && outcome.requestId === requestId && outcome.allowed === true),
  );
}

/** Calls that end of a grant: those that were done, or those that may have been. */
function endCalls(calls: readonly Call[], { requestId }: GrantEnd, kind: 'done' | 'unknown'): Call[] {
  const kinds: Outcome['kind'][] = kind === 'done' ? ['done'] : ['done', 'unknown'];
  return calls.filter(
    ({ operation, outcome }) =>
      (operation.name === 'end' || operation.name === 'revoke') &&
      operation.requestId === requestId &&
      kinds.includes(outcome.kind),
  );
}

const endActions: Record<string, string> = {
  Expired: 'expire-grant',
  Revoked: 'end-grant',
  Relinquished: 'end-grant',
  Invalidated: 'invalidate-grant',
};

/** One audit event for each change of state, and no other. */
function wrongEvents({ requests, grants, events }: EndState): string[] {
  return requests.flatMap((request) => {
    const grant = grants.find(({ requestId }) => requestId === request.id);
    const wanted = ['submit-request', decisionAction(request), grant && endActions[grant.state]];
    const expected = wanted.filter((action) => action !== undefined).sort();
    const actual = events.filter(({ requestId }) => requestId === request.id).map(({ action }) => action);
    return actual.sort().join() === expected.join()
      ? []
      : [`request ${request.id} has the events ${actual.join()}, not ${expected.join()}`];
  });
}

function decisionAction({ state, automatic }: RequestEnd): string | undefined {
  if (state === 'Approved') return automatic ? undefined : 'review-request';
  if (state === 'Denied') return 'review-request';
  return { Lapsed: 'lapse-request', Cancelled: 'cancel-request', Invalidated: 'invalidate-request' }[state];
}

/** Each notice that a request needs is one row, and in Slack once: by itself, or in the message that it is folded into. */
function wrongNotices(end: EndState): string[] {
  const found = end.requests.flatMap((request) => {
    const rows = end.notices.filter(({ requestId }) => requestId === request.id);
    const actual = rows.map(({ kind, recipient }) => `${kind} to ${recipient}`).sort();
    const expected = neededNotices(request, end).sort();
    return actual.join() === expected.join()
      ? []
      : [`request ${request.id} has the notices ${actual.join()}, not ${expected.join()}`];
  });
  for (const { id, kind, requestId, state, foldedInto } of end.notices) {
    const count = end.posts.filter(({ noticeId }) => noticeId === id).length;
    const wanted = foldedInto === null ? 1 : 0;
    if (state !== 'Sent') found.push(`the notice ${kind} of ${requestId} is ${state}`);
    else if (count !== wanted) found.push(`the notice ${kind} of ${requestId} is in Slack ${count} times`);
  }
  const known = new Set(end.notices.map(({ id }) => id));
  const others = end.posts.map(({ noticeId }) => noticeId).filter((id) => !known.has(id));
  for (const id of new Set(others)) {
    const count = others.filter((other) => other === id).length;
    // A greeting is about no request and has no row.
    if (!id.startsWith('welcome ')) found.push(`a message in Slack has the unknown id ${id}`);
    else if (count > 1) found.push(`the message "${id}" is in Slack ${count} times`);
  }
  return found;
}

function neededNotices(request: RequestEnd, { grants, admins }: EndState): string[] {
  const { person, automatic, state } = request;
  const grant = grants.find(({ requestId }) => requestId === request.id);
  const isEnded = grant !== undefined && grant.endedAt !== null;
  const isEndedByOthers = isEnded && grant.state !== 'Relinquished';
  return [
    `request-status to ${person}`,
    ...(automatic ? [] : admins.map((email) => `request-card to ${email}`)),
    ...(automatic || state === 'Pending' || state === 'Cancelled' ? [] : [`request-outcome to ${person}`]),
    ...(state === 'Pending' ? [] : ['log-outcome to log']),
    ...(isEndedByOthers ? [`request-end to ${person}`] : []),
    ...(isEnded ? ['log-end to log'] : []),
  ];
}

const buttonsThatChange = ['approve-request', 'open-denial', 'cancel-request', 'end-grant'];

/** No message about a request that has ended still has a button that would change it. */
function liveButtons({ requests, notices, posts }: EndState): string[] {
  const ended = new Set(requests.filter(({ isOpen }) => !isOpen).map(({ id }) => id));
  return posts.flatMap(({ noticeId, actions }) => {
    const notice = notices.find(({ id }) => id === noticeId);
    const live = actions.filter((action) => buttonsThatChange.includes(action));
    return notice && ended.has(notice.requestId) && live.length > 0
      ? [`the ${notice.kind} of ${notice.requestId} still has ${live.join()}`]
      : [];
  });
}
