import { request } from 'node:http';
import type { Outcome } from './history';

const patienceMs = 5_000;

type Answer = { status: number; json: Record<string, unknown> | Record<string, unknown>[] };

/**
 * Calls the API of the product, each time on a connection of its own.
 *
 * @returns null when no whole answer came in time.
 */
export function callApi(
  appUrl: string,
  token: string,
  call: { method: string; path: string; body?: object },
): Promise<Answer | null> {
  return new Promise((resolve) => {
    const sent = request(
      `${appUrl}/api/v2/${call.path}`,
      {
        method: call.method,
        agent: false,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        signal: AbortSignal.timeout(patienceMs),
      },
      (response) => {
        let text = '';
        response
          .setEncoding('utf8')
          .on('data', (chunk: string) => {
            text += chunk;
          })
          .on('error', () => resolve(null))
          .on('aborted', () => resolve(null))
          .on('end', () => resolve(readAnswer(response.statusCode ?? 0, text)));
      },
    );
    sent.on('error', () => resolve(null)).end(call.body && JSON.stringify(call.body));
  });
}

function readAnswer(status: number, text: string): Answer | null {
  try {
    return { status, json: JSON.parse(text) };
  } catch {
    return { status, json: {} };
  }
}

/** What a caller knows from an answer. A busy server (503) may have lost the answer of its database, so it is unknown. */
export function outcomeOf(answer: Answer | null): Outcome {
  if (answer === null || answer.status === 503) return { kind: 'unknown' };
  const { status, json } = answer;
  if (Array.isArray(json) || status >= 500 || status === 429) return { kind: 'broken', status };
  if (status >= 400) return { kind: 'refused', code: String(json.errorType ?? status) };
  const id = json.requestId ?? json.id;
  const allowed = json.allowed ?? (json.state === undefined ? null : json.state === 'Active');
  return {
    kind: 'done',
    requestId: typeof id === 'string' ? id : null,
    allowed: typeof allowed === 'boolean' ? allowed : null,
  };
}
