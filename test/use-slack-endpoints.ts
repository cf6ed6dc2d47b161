import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { slackEndpoints } from '@/lib/slack/inbound/endpoints';
import type { SlackWorld } from './slack-world';

/** Serves the product's three endpoints to the local Slack of a test file, without the rest of the product. */
export function useSlackEndpoints(world: SlackWorld): void {
  let server: Server;
  beforeAll(async () => {
    server = createServer(async (incoming, outgoing) => {
      const chunks: Buffer[] = [];
      for await (const chunk of incoming) chunks.push(chunk);
      const headers = new Headers();
      for (const [name, value] of Object.entries(incoming.headers)) headers.set(name, String(value));
      const path = `/api/slack${incoming.url}` as keyof typeof slackEndpoints;
      const answer = await slackEndpoints[path]({ path, headers, body: Buffer.concat(chunks) });
      outgoing.writeHead(answer.status, answer.headers).end(answer.body);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => server.close());
  beforeEach(() => {
    const at = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    world.slack.control.configureApp({
      commands: [{ command: '/bz-list-targets', url: `${at}/commands`, description: 'Lists targets' }],
      interactionsUrl: `${at}/interactions`,
      optionsUrl: `${at}/interactions`,
      eventsUrl: `${at}/events`,
    });
  });
}
