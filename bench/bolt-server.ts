import { App, HTTPReceiver } from '@slack/bolt';
import { textMessage } from '@/lib/slack/blocks/message';
import { answerListTargets } from '@/lib/slack/handlers/answer-list-targets';
import { readCommand } from '@/lib/slack/inbound/payloads';

// The product's handler of /bz-list-targets behind Slack's own framework, on the port of PORT.

const receiver = new HTTPReceiver({
  signingSecret: process.env.SLACK_SIGNING_SECRET ?? '',
  endpoints: '/api/slack/commands',
});
const app = new App({
  receiver,
  authorize: async () => ({ botToken: 'xoxb-bench', botId: 'B1', botUserId: 'U0' }),
});
app.command('/bz-list-targets', async ({ command, ack }) => {
  const { payload } = readCommand(
    new URLSearchParams(command as unknown as Record<string, string>).toString(),
  );
  const { text, blocks } = payload ? await answerListTargets(payload) : textMessage('unreadable');
  await ack({ response_type: 'ephemeral', text, ...(blocks && { blocks }) });
});
await app.start(Number(process.env.PORT));
