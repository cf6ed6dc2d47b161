import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Signal, World } from '../world';

/** Server-sent events for one tab: `changed` when the tab should reload its state, `note` with a text to show. */
export function stream(
  world: World,
  who: { teamId: string; userId: string; clientId: string },
  request: IncomingMessage,
  response: ServerResponse,
): void {
  response.writeHead(200, {
    'content-type': 'text/event-stream',
    'cache-control': 'no-store',
    connection: 'keep-alive',
  });
  let waiting = false;
  const listener = (signal: Signal) => {
    if (signal.teamId !== who.teamId) return;
    if (signal.type === 'note') {
      if (signal.userId !== who.userId || (signal.clientId && signal.clientId !== who.clientId)) return;
      response.write(`event: note\ndata: ${JSON.stringify(signal.text)}\n\n`);
      return;
    }
    // Several changes within one turn cause one event.
    if (waiting) return;
    waiting = true;
    setImmediate(() => {
      waiting = false;
      response.write('event: changed\ndata: {}\n\n');
    });
  };
  world.listeners.add(listener);
  response.write('event: changed\ndata: {}\n\n');
  request.once('close', () => world.listeners.delete(listener));
}
