import { z } from 'zod';
import { actingSubjectId } from '@/lib/authorization/require-subject';
import type { Context } from '@/lib/context';
import { type ApiAnswer, findAnswer, keepAnswer } from '@/lib/db/api-answers';
import { lockAnswer } from '@/lib/db/locks';
import { inOneTransaction } from '@/lib/db/transaction';
import { parse } from '@/lib/parse';

export type { ApiAnswer };

const inputSchema = z.object({
  /** what the program calls this call; named as the header is, because the program reads the name in an error */
  'Idempotency-Key': z
    .string()
    .regex(/^[\x21-\x7e]{1,255}$/, 'Use 1 to 255 visible ASCII characters without spaces.'),
  /** a hash of everything that the call says */
  request: z.string(),
});

/**
 * `first`: the call ran now; `repeated`: it ran before, with this answer; `running`: it runs now, somewhere else;
 * `another`: another call has that key.
 */
export type Once<T> =
  | { kind: 'first'; answer: T }
  | { kind: 'repeated'; answer: ApiAnswer }
  | { kind: 'running' | 'another' };

/**
 * Runs a call of a program once for each key: `work` and the answer that is kept of it commit together, so a process that
 * stops at any point has done both or nothing. An answer is kept for 24 hours. If `work` throws, nothing is kept, and the key
 * stays free. It looks up no rights: `work` does, and a repeated call only gets what its caller got before. Throws `invalid`
 * for a key of another form, and what `work` throws.
 *
 * @param work its answer, and what of it can be told again. Everything it changes must be in this product's database.
 */
export async function answerOnce<T>(
  caller: Context,
  input: unknown,
  work: () => Promise<{ answer: T; kept: ApiAnswer }>,
): Promise<Once<T>> {
  const { 'Idempotency-Key': key, request } = parse(inputSchema, input);
  const owner = { organizationId: caller.organizationId, callerId: actingSubjectId(caller), key };
  return inOneTransaction(async (tx) => {
    if (!(await lockAnswer(tx, owner))) return { kind: 'running' };
    const before = await findAnswer(tx, owner);
    if (before)
      return before.request === request ? { kind: 'repeated', answer: before } : { kind: 'another' };
    const { answer, kept } = await work();
    await keepAnswer(tx, owner, { request, ...kept });
    return { kind: 'first', answer };
  });
}
