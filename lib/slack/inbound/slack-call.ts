/** A call of Slack. `body` is null if it is longer than the limit; it was not read whole then. */
export type SlackCall = { path: string; headers: Pick<Headers, 'get'>; body: Buffer | null };

/** The answer to a call of Slack: plain values, because Node's `Response` costs as much as a small answer. */
export type SlackAnswer = { status: number; headers: Record<string, string>; body: string };

/** An answer without a body. */
export function emptyAnswer(status: number, headers: Record<string, string> = {}): SlackAnswer {
  return { status, headers, body: '' };
}

/** An answer that Slack reads. */
export function jsonAnswer(value: unknown, headers: Record<string, string> = {}): SlackAnswer {
  const all = { 'content-type': 'application/json', ...headers };
  return { status: 200, headers: all, body: JSON.stringify(value) };
}
