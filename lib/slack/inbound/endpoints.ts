import { bodyLimits } from '@/lib/body-limits';
import { readBody } from '@/lib/read-body';
import { dispatchCommand } from './dispatch-command';
import { dispatchEvent } from './dispatch-event';
import { dispatchInteraction } from './dispatch-interaction';
import { receive } from './receive';
import type { SlackAnswer, SlackCall } from './slack-call';

type Endpoint = (call: SlackCall) => Promise<SlackAnswer>;

/**
 * What Slack calls, by path. The server calls these before Next, which costs more than a call (server/http/serve-slack.ts);
 * Next's development server has routes for them.
 */
export const slackEndpoints = {
  '/api/slack/commands': (call) => receive(call, dispatchCommand),
  '/api/slack/interactions': (call) => receive(call, dispatchInteraction),
  '/api/slack/events': (call) => receive(call, dispatchEvent),
} as const satisfies Record<string, Endpoint>;

/** The route of Next for an endpoint. */
export function slackRoute(path: keyof typeof slackEndpoints): (request: Request) => Promise<Response> {
  return async (request) => {
    const { headers } = request;
    const answer = await slackEndpoints[path]({
      path,
      headers,
      body: await readBody(request, bodyLimits.slack),
    });
    return new Response(answer.body || null, { status: answer.status, headers: answer.headers });
  };
}
