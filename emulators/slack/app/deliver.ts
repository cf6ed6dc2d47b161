import type { DeliveryRecord, Json, World } from '../world';
import { signedHeaders } from './sign';

export type Delivery = {
  kind: string;
  url: string;
  body: string;
  type: 'form' | 'json';
  request: unknown;
  headers?: Record<string, string>;
  retry?: number;
};
export type Delivered = {
  ok: boolean;
  status: number | undefined;
  body: string;
  headers: Headers;
  /** `operation_timeout` after 3 seconds, `dispatch_failed` for any response other than 2xx. */
  problem: 'operation_timeout' | 'dispatch_failed' | undefined;
  /** Slack's value for `x-slack-retry-reason`. */
  reason: 'http_timeout' | 'connection_failed' | 'http_error' | 'too_many_redirects' | undefined;
};

const contentTypes = { form: 'application/x-www-form-urlencoded', json: 'application/json' };

/** Sends a signed request to the app, waits for the response within Slack's timeout, and logs both. */
export async function deliver(world: World, delivery: Delivery): Promise<Delivered> {
  const { kind, url, request, retry } = delivery;
  const began = performance.now();
  const record: DeliveryRecord = {
    at: Date.now(),
    kind,
    url,
    status: undefined,
    ms: 0,
    request,
    body: '',
    ...(retry ? { retry } : {}),
  };
  world.deliveries.push(record);
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': contentTypes[delivery.type],
        'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
        ...signedHeaders(world.app.signingSecret, delivery.body),
        ...delivery.headers,
      },
      body: delivery.body,
      redirect: 'manual',
      signal: AbortSignal.timeout(world.timing.ackMs),
    });
    record.status = answer.status;
    record.body = await answer.text();
    const redirected = answer.status >= 300 && answer.status < 400;
    const reason = answer.ok ? undefined : redirected ? 'too_many_redirects' : 'http_error';
    return {
      ok: answer.ok,
      status: answer.status,
      body: record.body,
      headers: answer.headers,
      problem: answer.ok ? undefined : 'dispatch_failed',
      reason,
    };
  } catch (error) {
    const late = error instanceof DOMException && error.name === 'TimeoutError';
    record.error = late ? 'operation_timeout' : String((error as Error).cause ?? error);
    const problem = late ? 'operation_timeout' : 'dispatch_failed';
    return {
      ok: false,
      status: undefined,
      body: '',
      headers: new Headers(),
      problem,
      reason: late ? 'http_timeout' : 'connection_failed',
    };
  } finally {
    record.ms = Math.round(performance.now() - began);
  }
}

/** Sends an interaction: a form with the payload as JSON. */
export function deliverPayload(world: World, url: string, payload: Json): Promise<Delivered> {
  const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
  return deliver(world, { kind: String(payload.type), url, body, type: 'form', request: payload });
}
