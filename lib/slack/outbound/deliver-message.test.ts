import { beforeEach, expect, test, vi } from 'vitest';
import { reviewRequest } from '@/lib/access/review-request';
import { submitRequest } from '@/lib/access/submit-request';
import { exportSealedLog } from '@/lib/audit/export-sealed-log';
import { getSeal } from '@/lib/audit/get-seal';
import { makeCheckpoints } from '@/lib/audit/make-checkpoints';
import { newSealer } from '@/lib/audit/seal-events';
import { database } from '@/lib/db/client';
import * as messages from '@/lib/db/slack/messages';
import { noteRestore, noteWorkers } from '@/lib/restore/note-workers';
import { getIntegration } from '@/lib/slack-installation/get-integration';
import { getOwnDeliveryProblem } from '@/lib/slack-installation/get-own-delivery-problem';
import { retryMessages } from '@/lib/slack-installation/retry-messages';
import { verifyAudit } from '@/lib/verify-audit.mjs';
import { asRoot, contextOf, makeRequestable, signIn } from '@/test/factories';
import { runDueJobs } from '@/test/run-due-jobs';
import { teamId, useSlackWorld, withWorkers } from '@/test/slack-world';
import { deliverMessage } from './deliver-message';

const world = useSlackWorld();

const admin = 'U0ADMIN';
const engineer = 'U0ENGINEER';

// The admin has read the welcome message, which otherwise comes before a first card.
beforeEach(() => {
  const { id: organizationId } = world.organization;
  const { id: userId, email } = world.organization.admin;
  const account = { teamId, slackUserId: admin, organizationId, userId, email, name: 'Admin' };
  return database().prisma.slackUser.create({ data: { ...account, greetedAt: new Date() } });
});

const shownTo = (user: string) => world.slack.control.messages({ teamId, user });
// Workers look twice a second, and tests run beside each other.
const soon = { timeout: 20_000, interval: 50 };

/** An engineer's request, with a card for the admin. */
async function sendRequest(email = 'engineer@acme.test') {
  const person = await signIn(world.organization, email);
  const { target } = await makeRequestable(world.organization, [person]);
  return submitRequest(person.ctx, asRoot(target));
}

async function messageOf(requestId: string, kind: string) {
  return database().prisma.slackMessage.findFirstOrThrow({ where: { requestId, kind } });
}

async function makeDue(): Promise<void> {
  await database().pool.query('UPDATE "slack_message" SET "leased_until" = NULL');
}

const posts = () => world.slack.control.calls().filter(({ method }) => method === 'chat.postMessage');

test('R13 every copy is updated when the request is decided, and the log channel gets one line', {
  timeout: 60_000,
}, async () => {
  await withWorkers(async () => {
    const request = await sendRequest();
    await vi.waitFor(
      () =>
        expect(
          shownTo(admin)
            .map(({ text }) => text)
            .join(),
        ).toContain('root'),
      soon,
    );
    await vi.waitFor(() => expect(shownTo(engineer)).toHaveLength(1), soon);
    await reviewRequest(world.organization.admin.ctx, { requestId: request.id, decision: 'approve' });
    await vi.waitFor(() => expect(shownTo(engineer)).toHaveLength(2), soon);
    const card = await messageOf(request.id, 'request-card');
    await vi.waitFor(() => {
      const shown = shownTo(admin).find(({ ts }) => ts === card.ts);
      expect(JSON.stringify(shown?.blocks)).not.toContain('approve-request');
    }, soon);
    const log = () => world.slack.control.channels(teamId).filter(({ name }) => name === 'bzero-jit-log');
    await vi.waitFor(() => expect(log()).toHaveLength(1), soon);
    const channel = log()[0]?.id ?? '';
    await vi.waitFor(() => {
      const lines = world.slack.control.messages({ teamId, channel }).filter(({ metadata }) => metadata);
      expect(lines).toHaveLength(1);
    }, soon);
  });
});

test('R14 deliveries wait for a rate limit, and retry a server error', { timeout: 60_000 }, async () => {
  const request = await sendRequest();
  world.slack.control.addFault({ method: 'chat.postMessage', kind: 'ratelimited', retryAfter: 1 });
  world.slack.control.addFault({ method: 'chat.postMessage', kind: 'http500' });
  await withWorkers(async () => {
    await vi.waitFor(async () => {
      expect(await messageOf(request.id, 'request-card')).toMatchObject({ state: 'Sent' });
      expect(await messageOf(request.id, 'request-status')).toMatchObject({ state: 'Sent' });
    }, soon);
  });
  expect(shownTo(engineer)).toHaveLength(1);
});

test('R14 a post whose answer is lost is not repeated', async () => {
  const request = await sendRequest();
  const { id } = await messageOf(request.id, 'request-card');
  world.slack.control.addFault({ method: 'chat.postMessage', kind: 'lost-answer' });
  await deliverMessage(id);
  const after = await messageOf(request.id, 'request-card');
  expect(after).toMatchObject({ state: 'Waiting', ts: null, lastError: 'Slack did not answer' });
  expect(after.postingSince).not.toBeNull();
  await makeDue();
  await deliverMessage(id);
  const [only, ...others] = shownTo(admin);
  expect(others).toEqual([]);
  expect(await messageOf(request.id, 'request-card')).toMatchObject({ state: 'Sent', ts: only?.ts });
  expect(posts()).toHaveLength(1);
});

test('R14 without an answer nothing is posted twice where the history cannot be read', async () => {
  const request = await sendRequest();
  const { id } = await messageOf(request.id, 'request-card');
  world.slack.control.addFault({ method: 'chat.postMessage', kind: 'lost-answer' });
  await deliverMessage(id);
  world.slack.control.addFault({ method: 'conversations.history', kind: 'error', error: 'missing_scope' });
  await deliverMessage(id);
  const message = await messageOf(request.id, 'request-card');
  expect(message.state).toBe('Failed');
  expect(message.lastError).toContain('may have arrived');
  expect(posts()).toHaveLength(1);
});

test('R14 after a server error the message is posted again where the history cannot be read', async () => {
  const request = await sendRequest();
  const { id } = await messageOf(request.id, 'request-card');
  world.slack.control.addFault({ method: 'chat.postMessage', kind: 'http500' });
  await deliverMessage(id);
  world.slack.control.addFault({ method: 'conversations.history', kind: 'error', error: 'unknown_method' });
  await deliverMessage(id);
  expect(await messageOf(request.id, 'request-card')).toMatchObject({ state: 'Sent' });
  expect(shownTo(admin)).toHaveLength(1);
});

/** Holds the next call of a Slack method. `arrived` resolves when it comes; `go` lets it go on. */
function holdNext(method: string) {
  let go = () => {};
  let arrive = () => {};
  const arrived = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  const released = new Promise<void>((resolve) => {
    go = resolve;
  });
  const hold = () => {
    arrive();
    return released;
  };
  world.slack.control.addFault({ method, kind: 'slow', hold });
  return { arrived, go };
}

test('R14 a worker that wakes up after another one took its delivery over does not post', async () => {
  const request = await sendRequest();
  const { id } = await messageOf(request.id, 'request-card');
  const held = holdNext('conversations.open');
  const late = deliverMessage(id);
  await held.arrived;
  await makeDue();
  await deliverMessage(id);
  const delivered = await messageOf(request.id, 'request-card');
  held.go();
  await late;
  expect(posts()).toHaveLength(1);
  expect(await messageOf(request.id, 'request-card')).toEqual(delivered);
});

test('R14 a late worker whose post was already on its way deletes the second copy', async () => {
  const request = await sendRequest();
  const { id } = await messageOf(request.id, 'request-card');
  const held = holdNext('chat.postMessage');
  const late = deliverMessage(id);
  await held.arrived;
  await makeDue();
  await deliverMessage(id);
  const delivered = await messageOf(request.id, 'request-card');
  held.go();
  await late;
  expect(posts()).toHaveLength(2);
  expect(shownTo(admin)).toMatchObject([{ ts: delivered.ts }]);
  expect(await messageOf(request.id, 'request-card')).toEqual(delivered);
});

test('R14 a post that cannot be saved, because the database stops meanwhile, is not repeated', async () => {
  const request = await sendRequest();
  const { id } = await messageOf(request.id, 'request-card');
  vi.spyOn(messages, 'markDelivered').mockRejectedValueOnce(new Error('Connection terminated'));
  await expect(deliverMessage(id)).rejects.toThrow('Connection terminated');
  await makeDue();
  await deliverMessage(id);
  expect(posts()).toHaveLength(1);
  expect(await messageOf(request.id, 'request-card')).toMatchObject({
    state: 'Sent',
    ts: shownTo(admin)[0]?.ts,
  });
});

test('R14 a late worker leaves its copy to a successor that has none yet', async () => {
  const request = await sendRequest();
  const { id } = await messageOf(request.id, 'request-card');
  const held = holdNext('chat.postMessage');
  const late = deliverMessage(id);
  await held.arrived;
  await makeDue();
  const search = holdNext('conversations.history');
  const successor = deliverMessage(id);
  await search.arrived;
  held.go();
  await vi.waitFor(() => expect(shownTo(admin)).toHaveLength(1));
  search.go();
  await Promise.all([late, successor]);
  expect(posts()).toHaveLength(1);
  expect(await messageOf(request.id, 'request-card')).toMatchObject({
    state: 'Sent',
    ts: shownTo(admin)[0]?.ts,
  });
});

test('R13 a late update does not keep an older state on the card', async () => {
  const request = await sendRequest();
  const { id } = await messageOf(request.id, 'request-card');
  await deliverMessage(id);
  const { admin: decider } = world.organization;
  await database().pool.query(`UPDATE "slack_message" SET "rendered_revision" = 0 WHERE "id" = $1`, [id]);
  const held = holdNext('chat.update');
  const late = deliverMessage(id);
  await held.arrived;
  await reviewRequest(decider.ctx, { requestId: request.id, decision: 'approve' });
  await makeDue();
  await deliverMessage(id);
  held.go();
  await late;
  await runDueJobs();
  expect(JSON.stringify(shownTo(admin)[0]?.blocks)).not.toContain('approve-request');
});

test('R14 a worker that failed after another one took over writes nothing', async () => {
  const request = await sendRequest();
  const { id } = await messageOf(request.id, 'request-card');
  const held = holdNext('conversations.open');
  world.slack.control.addFault({ method: 'chat.postMessage', kind: 'error', error: 'is_archived' });
  const late = deliverMessage(id);
  await held.arrived;
  await makeDue();
  await deliverMessage(id);
  const failed = await messageOf(request.id, 'request-card');
  expect(failed.state).toBe('Failed');
  held.go();
  await late;
  expect(await messageOf(request.id, 'request-card')).toEqual(failed);
});

/** Lines of the log channel about this many decided requests, none of them delivered. Returns the requests' ids. */
async function makeLogLines(count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let number = 0; number < count; number++) {
    const request = await sendRequest(`person-${number}@acme.test`);
    await reviewRequest(world.organization.admin.ctx, { requestId: request.id, decision: 'deny' });
    ids.push(request.id);
  }
  return ids;
}

test('a Retry-After of a channel holds for its other messages too, in every process, and not for other channels', async () => {
  const [first = '', second = ''] = await makeLogLines(2);
  const line = (requestId: string) => messageOf(requestId, 'log-outcome');
  world.slack.control.addFault({ method: 'chat.postMessage', kind: 'ratelimited', retryAfter: 60 });
  await deliverMessage((await line(first)).id);
  const calls = posts().length;
  await makeDue();
  await deliverMessage((await line(first)).id);
  await deliverMessage((await line(second)).id);
  expect(posts()).toHaveLength(calls);
  expect(await line(second)).toMatchObject({ state: 'Waiting', attempts: 0, leasedUntil: null });
  const direct = await sendRequest();
  await deliverMessage((await messageOf(direct.id, 'request-card')).id);
  expect(await messageOf(direct.id, 'request-card')).toMatchObject({ state: 'Sent' });
  await world.pass(2);
  await makeDue();
  for (const id of [first, second]) await deliverMessage((await line(id)).id);
  for (const id of [first, second]) expect(await line(id)).toMatchObject({ state: 'Sent' });
});

test('a Retry-After of another call holds for the whole workspace', async () => {
  const [one, other] = [await sendRequest(), await sendRequest('second@acme.test')];
  world.slack.control.addFault({ method: 'conversations.open', kind: 'ratelimited', retryAfter: 60 });
  await deliverMessage((await messageOf(one.id, 'request-card')).id);
  const calls = world.slack.control.calls().length;
  await deliverMessage((await messageOf(other.id, 'request-card')).id);
  expect(world.slack.control.calls()).toHaveLength(calls);
});

test('messages about a request reach each recipient in order', async () => {
  const request = await sendRequest();
  await reviewRequest(world.organization.admin.ctx, { requestId: request.id, decision: 'approve' });
  const [status, outcome] = [
    await messageOf(request.id, 'request-status'),
    await messageOf(request.id, 'request-outcome'),
  ];
  await deliverMessage(outcome.id);
  expect(shownTo(engineer)).toEqual([]);
  await deliverMessage(status.id);
  await deliverMessage(outcome.id);
  expect(shownTo(engineer).map(({ ts }) => ts)).toEqual([
    (await messageOf(request.id, 'request-status')).ts,
    (await messageOf(request.id, 'request-outcome')).ts,
  ]);
});

test('with a backlog, one message in the log channel tells each event, once', async () => {
  const ids = await makeLogLines(12);
  const lines = () =>
    database().prisma.slackMessage.findMany({ where: { requestId: { in: ids }, kind: 'log-outcome' } });
  for (const { id } of await lines()) await deliverMessage(id);
  const sent = await lines();
  expect(sent.map(({ state }) => state)).toEqual(ids.map(() => 'Sent'));
  expect(new Set(sent.map(({ ts }) => ts)).size).toBe(1);
  const channel = sent[0]?.channel ?? '';
  const shown = world.slack.control.messages({ teamId, channel }).filter(({ metadata }) => metadata);
  expect(shown).toHaveLength(1);
  const text = JSON.stringify(shown[0]?.blocks);
  for (const id of ids) expect(text.split(`/requests/${id}`)).toHaveLength(2);
});

/** Makes the messages of requests what a restored backup has of them: they waited, and their copies are in Slack. */
async function forgetPosts(requestIds: readonly string[]): Promise<void> {
  await database().pool.query(
    `UPDATE "slack_message" SET "state" = 'Waiting', "ts" = NULL, "channel" = NULL, "rendered_revision" = NULL,
       "folded_into" = NULL, "leased_until" = NULL WHERE "request_id" = ANY ($1)`,
    [requestIds],
  );
  // Workers ran until the backup. Another gap before it would be part of this one.
  await database().pool.query('UPDATE "liveness" SET "alive_at" = now(), "gap_until" = NULL');
  await noteRestore();
}

test('R14 after a restore, a line that another message has too is not posted again', async () => {
  const ids = await makeLogLines(12);
  const lines = () =>
    database().prisma.slackMessage.findMany({
      where: { requestId: { in: ids }, kind: 'log-outcome' },
      orderBy: { createdAt: 'desc' },
    });
  for (const { id } of (await lines()).reverse()) await deliverMessage(id);
  await forgetPosts(ids);
  const calls = posts().length;
  for (const { id } of await lines()) await deliverMessage(id);
  expect(posts()).toHaveLength(calls);
  expect((await lines()).map(({ state }) => state)).toEqual(ids.map(() => 'Sent'));
  expect(new Set((await lines()).map(({ ts }) => ts)).size).toBe(1);
});

test('R14 after a restore, nothing is posted twice where the history cannot be read', async () => {
  const request = await sendRequest();
  const { id } = await messageOf(request.id, 'request-card');
  await deliverMessage(id);
  await forgetPosts([request.id]);
  world.slack.control.addFault({ method: 'conversations.history', kind: 'error', error: 'missing_scope' });
  await deliverMessage(id);
  const message = await messageOf(request.id, 'request-card');
  expect(message.state).toBe('Failed');
  expect(message.lastError).toBe('The history in Slack can’t be read; the message may have arrived');
  expect(posts()).toHaveLength(1);
});

test('what is requested while no worker runs is posted without a search', async () => {
  await world.pass(10);
  const request = await sendRequest();
  await noteWorkers();
  await deliverMessage((await messageOf(request.id, 'request-card')).id);
  expect(posts()).toHaveLength(1);
  const methods = world.slack.control.calls().map(({ method }) => method);
  expect(methods).not.toContain('conversations.history');
});

test('lines that were folded into one that fails for good fail with it, and can be sent again', async () => {
  const ids = await makeLogLines(11);
  const lines = () =>
    database().prisma.slackMessage.findMany({ where: { requestId: { in: ids }, kind: 'log-outcome' } });
  world.slack.control.addFault({ method: 'chat.postMessage', kind: 'error', error: 'restricted_action' });
  for (const { id } of await lines()) await deliverMessage(id);
  expect((await lines()).map(({ state }) => state)).toEqual(ids.map(() => 'Failed'));
  await retryMessages(world.organization.admin.ctx, {});
  await makeDue();
  for (const { id } of await lines()) await deliverMessage(id);
  expect((await lines()).map(({ state }) => state)).toEqual(ids.map(() => 'Sent'));
});

test('R14 an unreachable user is shown with the reason', async () => {
  const request = await sendRequest('former@acme.test');
  const { id } = await messageOf(request.id, 'request-status');
  await deliverMessage(id);
  const message = await messageOf(request.id, 'request-status');
  expect(message.state).toBe('Failed');
  expect(message.lastError).toMatch(/^not reachable in Slack: /);
  const { installation } = await getIntegration(world.organization.admin.ctx);
  expect(installation?.undelivered).toEqual([
    { id, requestId: request.id, recipient: 'former@acme.test', why: message.lastError },
  ]);
  // The person reads it in the console.
  const former = contextOf(world.organization.id, request.requester.id);
  expect(await getOwnDeliveryProblem(former)).toBe(message.lastError);
  await world.pass(25 * 60);
  expect(await getOwnDeliveryProblem(former)).toBeNull();
});

test('R13 a message that was deleted is posted again', async () => {
  const request = await sendRequest();
  const { id } = await messageOf(request.id, 'request-card');
  await deliverMessage(id);
  await reviewRequest(world.organization.admin.ctx, {
    requestId: request.id,
    decision: 'deny',
    reason: 'no',
  });
  world.slack.control.addFault({ method: 'chat.update', kind: 'error', error: 'message_not_found' });
  await deliverMessage(id);
  expect(shownTo(admin)).toHaveLength(2);
  const { ts, state } = await messageOf(request.id, 'request-card');
  expect({ ts, state }).toEqual({ ts: shownTo(admin)[1]?.ts, state: 'Sent' });
});

test('a message that shows the current state is not updated', async () => {
  const request = await sendRequest();
  const { id } = await messageOf(request.id, 'request-card');
  await deliverMessage(id);
  const before = world.slack.control.calls().length;
  await deliverMessage(id);
  expect(world.slack.control.calls()).toHaveLength(before);
});

test('blocks that Slack rejects are sent as plain text', async () => {
  const request = await sendRequest();
  const { id } = await messageOf(request.id, 'request-card');
  world.slack.control.addFault({ method: 'chat.postMessage', kind: 'error', error: 'invalid_blocks' });
  await deliverMessage(id);
  expect(shownTo(admin)).toHaveLength(1);
  expect(shownTo(admin)[0]?.blocks).toBeUndefined();
});

test('of two workers with one message only one delivers it', async () => {
  const request = await sendRequest();
  const { id } = await messageOf(request.id, 'request-card');
  const both = await Promise.allSettled([deliverMessage(id), deliverMessage(id)]);
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(shownTo(admin)).toHaveLength(1);
});

test('a checkpoint of the audit log is one complete line of the log channel', async () => {
  const { organization } = world;
  await newSealer()();
  await makeCheckpoints(0);
  const { id } = await database().prisma.slackMessage.findFirstOrThrow({
    where: { organizationId: organization.id, kind: 'log-checkpoint' },
  });
  await deliverMessage(id);
  await deliverMessage(id);
  const [channel] = world.slack.control.channels(teamId).filter(({ name }) => name === 'bzero-jit-log');
  const lines = world.slack.control
    .messages({ teamId, channel: channel?.id ?? '' })
    .filter(({ text }) => text?.includes('bzero-audit-checkpoint'));
  expect(lines).toHaveLength(1);
  const report = await verifyAudit(await exportSealedLog(organization.admin.ctx), {
    publicKeys: (await getSeal(organization.admin.ctx)).keys.map(({ publicKey }) => publicKey).join(''),
    // The text of the notification, and the blocks, as people copy them.
    checkpoints: `${lines[0]?.text}\n${JSON.stringify(lines[0]?.blocks)}`,
  });
  // The export's own one, and the two of the line.
  expect(report).toMatchObject({ fault: null, checkpoints: 3 });
});

test('an admin who never opened the app reads the welcome message before their first card', async () => {
  await database().prisma.slackUser.updateMany({ data: { greetedAt: null } });
  const request = await sendRequest();
  await deliverMessage((await messageOf(request.id, 'request-card')).id);
  const texts = shownTo(admin).map(({ text }) => text);
  expect(texts).toEqual([expect.stringMatching(/^Hello /), expect.stringContaining('requests root')]);
});
