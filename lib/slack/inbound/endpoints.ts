import { dispatchCommand } from './dispatch-command';
import { dispatchEvent } from './dispatch-event';
import { dispatchInteraction } from './dispatch-interaction';
import { receive } from './receive';

/**
 * What Slack calls, by the last part of its path below `/api/slack`. The server calls these before Next, which costs most
 * of a call (server/http/serve-slack.ts); Next's development server has routes for them.
 */
export const slackEndpoints = {
  commands: (request: Request) => receive(request, dispatchCommand),
  interactions: (request: Request) => receive(request, dispatchInteraction),
  events: (request: Request) => receive(request, dispatchEvent),
} as const;
