import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startSlackWithApp, webClient } from './testing';

let both: Awaited<ReturnType<typeof startSlackWithApp>>;
beforeAll(async () => {
  both = await startSlackWithApp();
});
afterAll(() => both.close());
beforeEach(() => both.slack.control.reset());

const failing = (code: string) => expect.objectContaining({ data: expect.objectContaining({ error: code }) });

test('a message is posted to a person, updated, found in the history with its metadata, and deleted', async () => {
  const client = both.client();
  const metadata = { event_type: 'request', event_payload: { id: 'r1' } };
  const posted = await client.chat.postMessage({ channel: 'U0ENGINEER', text: 'Hello', metadata });
  expect(posted.channel).toMatch(/^D/);
  const at = { channel: posted.channel ?? '', ts: posted.ts ?? '' };
  await client.chat.update({ ...at, text: 'Hello again' });
  const history = await client.conversations.history({ channel: at.channel, include_all_metadata: true });
  expect(history.messages?.[0]).toMatchObject({ text: 'Hello again', metadata, edited: {} });
  await expect(client.chat.update({ channel: 'U0ENGINEER', ts: at.ts, text: 'x' })).rejects.toEqual(
    failing('channel_not_found'),
  );
  await client.chat.delete(at);
  await expect(client.chat.update({ ...at, text: 'x' })).rejects.toEqual(failing('message_not_found'));
});

test('posting to a deactivated person succeeds silently, opening the conversation does not', async () => {
  const client = both.client();
  expect((await client.chat.postMessage({ channel: 'U0FORMER', text: 'Hi' })).ok).toBe(true);
  await expect(client.conversations.open({ users: 'U0FORMER' })).rejects.toEqual(failing('user_disabled'));
  await expect(client.users.lookupByEmail({ email: 'former@acme.test' })).rejects.toEqual(
    failing('users_not_found'),
  );
});

test('a private channel is created once, and each failed invitation has its own error', async () => {
  const client = both.client();
  const { channel } = await client.conversations.create({ name: 'bzero-jit-log', is_private: true });
  const id = channel?.id ?? '';
  await expect(client.conversations.create({ name: 'bzero-jit-log', is_private: true })).rejects.toEqual(
    failing('name_taken'),
  );
  await expect(client.conversations.create({ name: 'Not Good', is_private: true })).rejects.toEqual(
    failing('invalid_name_specials'),
  );
  await expect(client.conversations.invite({ channel: id, users: 'U0ADMIN,U0NOBODY' })).rejects.toEqual(
    failing('user_not_found'),
  );
  await client.conversations.invite({ channel: id, users: 'U0ADMIN,U0NOBODY', force: true });
  expect((await client.conversations.members({ channel: id })).members).toContain('U0ADMIN');
  await client.conversations.kick({ channel: id, user: 'U0ADMIN' });
  await expect(client.conversations.kick({ channel: id, user: 'U0ADMIN' })).rejects.toEqual(
    failing('not_in_channel'),
  );
  await client.conversations.archive({ channel: id });
  await expect(client.chat.postMessage({ channel: id, text: 'x' })).rejects.toEqual(failing('is_archived'));
});

test('blocks over a limit are refused with their location, and empty messages are refused', async () => {
  const client = both.client();
  const header = { type: 'header', text: { type: 'plain_text', text: 'x'.repeat(151) } } as const;
  const error = await client.chat
    .postMessage({ channel: 'U0ADMIN', text: 't', blocks: [header] })
    .catch((each) => each);
  expect(error.data).toMatchObject({ error: 'invalid_blocks' });
  expect(error.data.response_metadata.messages).toEqual([
    '[ERROR] must be less than 151 characters [json-pointer:/blocks/0/text/text]',
  ]);
  const many = Array.from({ length: 51 }, () => ({ type: 'divider' }) as const);
  await expect(client.chat.postMessage({ channel: 'U0ADMIN', text: 't', blocks: many })).rejects.toEqual(
    failing('invalid_blocks'),
  );
  await expect(client.chat.postMessage({ channel: 'U0ADMIN', text: '' })).rejects.toEqual(failing('no_text'));
});

test('people are listed by cursor, and the email address requires its scope', async () => {
  const client = both.client();
  const names: string[] = [];
  for await (const page of client.paginate('users.list', { limit: 4 })) {
    const { members } = page as { members?: { name: string }[] };
    names.push(...(members ?? []).map((each) => each.name));
  }
  expect(names).toHaveLength(10);
  const { token } = both.slack.control.install('T0GLOBEX', 'U0GADMIN', ['users:read']);
  const other = webClient(both.slack, token);
  expect((await other.users.info({ user: 'U0GADMIN' })).user?.profile?.email).toBeUndefined();
  await expect(other.chat.postMessage({ channel: 'U0GADMIN', text: 'x' })).rejects.toMatchObject({
    data: { error: 'missing_scope', needed: 'chat:write', provided: 'users:read' },
  });
});

test('unknown methods and revoked tokens have their own error codes', async () => {
  const client = both.client();
  await expect(client.apiCall('nothing.here')).rejects.toEqual(failing('unknown_method'));
  await expect(webClient(both.slack, 'xoxb-wrong').auth.test()).rejects.toEqual(failing('invalid_auth'));
  await client.auth.revoke();
  await expect(client.auth.test()).rejects.toEqual(failing('token_revoked'));
});
