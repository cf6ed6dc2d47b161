import type { Context } from '@/lib/context';
import { answerOnce, type ApiAnswer as KeptAnswer } from '@/lib/tokens/answer-once';
import type { ApiAnswer } from './api-request';
import { toAnswer } from './call';
import { HttpError } from './errors';
import { keyedHash } from './keyed-hash';

/** A call with an `Idempotency-Key`: what it says, and how its answer looks. */
type Repeatable = {
  key: string;
  /** the address, filters and body, as parsed */
  input: readonly unknown[];
  status: number;
  /** the fields of the answer that are not kept */
  secrets: readonly string[];
};

/**
 * Runs `work` if the caller has not used the key in the last 24 hours, otherwise answers as the first time, with the header
 * `Idempotency-Replayed`. Throws `invalid`, 409 while the first call runs, 422 if it said something else, and what `work`
 * throws, which is not kept.
 */
export async function answerRepeatable(
  ctx: Context,
  { key, input, status, secrets }: Repeatable,
  work: () => Promise<unknown>,
): Promise<ApiAnswer> {
  const request = keyedHash('request', JSON.stringify(input));
  const once = await answerOnce(ctx, { 'Idempotency-Key': key, request }, async () => {
    const answer = toAnswer(await work(), status);
    return { answer, kept: await keptOf(answer, secrets) };
  });
  switch (once.kind) {
    case 'first':
      return once.answer;
    case 'repeated':
      return replay(once.answer);
    case 'running': {
      const message = 'The first call with this Idempotency-Key is still running. Repeat it for its answer.';
      throw new HttpError(409, 'still-running', message, { 'retry-after': '1' });
    }
    case 'another': {
      const message = 'This Idempotency-Key belongs to another call. Choose a new key for each call.';
      throw new HttpError(422, 'key-reused', message);
    }
  }
}

async function keptOf(answer: ApiAnswer, secrets: readonly string[]): Promise<KeptAnswer> {
  const { status, headers } = answer;
  const body = answer instanceof Response ? await answer.clone().text() : (answer.text ?? '');
  const kept = secrets.length > 0 && body !== '' ? withoutSecrets(body, secrets) : body;
  return { status, etag: headers.get('etag') ?? null, body: kept };
}

/** The answer with null in place of its secrets, and a sentence that says so. */
function withoutSecrets(body: string, secrets: readonly string[]): string {
  const names = secrets.join(', ');
  const message = `The first answer had the secret (${names}), which is not kept. If you did not receive it, create another.`;
  const nothing = Object.fromEntries(secrets.map((name) => [name, null]));
  return JSON.stringify({ ...(JSON.parse(body) as object), ...nothing, message });
}

function replay({ status, etag, body }: KeptAnswer): Response {
  const headers = {
    'cache-control': 'no-store',
    'idempotency-replayed': 'true',
    ...(etag !== null && { etag }),
    ...(body !== '' && { 'content-type': 'application/json' }),
  };
  return new Response(body === '' ? null : body, { status, headers });
}
