import { requireAdmin } from '@/lib/authorization/require-person';
import type { Context } from '@/lib/context';
import { AccessError } from '@/lib/core/error';
import { findPublicKeys } from '@/lib/db/audit/checkpoints';
import { findSealState } from '@/lib/db/audit/sealing';
import { inTransaction } from '@/lib/db/transaction';
import { describeReport, type Report, verifyAudit } from '@/lib/verify-audit.mjs';
import { readSealedLog } from './read-sealed-log';
import { record } from './record';

const maxMinutes = 30;
const running = new Set<string>();

type Options = {
  /** gets how many events are good so far, and how many there are */
  onProgress: (events: number, total: number) => void;
  signal: AbortSignal;
};

/**
 * Verifies the log of the actor's organization, in constant memory, and records the result. Admins only. One verification
 * of an organization runs at a time in each process, for half an hour at most. Throws `forbidden`, `in-use`, and the
 * reason of the signal.
 */
export async function verifyOwnLog(
  ctx: Context,
  options: Options,
): Promise<{ events: number; isGood: boolean; text: string }> {
  await requireAdmin(ctx);
  const { organizationId } = ctx;
  if (running.has(organizationId)) {
    throw new AccessError('in-use', 'The audit log is being verified now. Try again when that is done.');
  }
  running.add(organizationId);
  try {
    const signal = AbortSignal.any([options.signal, AbortSignal.timeout(maxMinutes * 60_000)]);
    const report = await verifyLog(organizationId, { ...options, signal });
    const { events, fault } = report;
    await inTransaction((tx) =>
      record(tx, ctx, { action: 'verify-audit', data: { events, fault: fault?.message ?? null } }),
    );
    return { events, isGood: fault === null, text: describeReport(report) };
  } finally {
    running.delete(organizationId);
  }
}

/** Verifies what is sealed of a log against the events, the hashes, and the checkpoints, with the stored public keys. */
export async function verifyLog(log: string, { onProgress, signal }: Options): Promise<Report> {
  const [{ seq: total }, keys] = await Promise.all([findSealState(log), findPublicKeys(log)]);
  return verifyAudit(untilAborted(readSealedLog(log), signal), {
    publicKeys: keys.map(({ publicKey }) => publicKey).join(''),
    onProgress: (events) => onProgress(events, Math.max(total, events)),
  });
}

async function* untilAborted(lines: AsyncGenerator<Buffer>, signal: AbortSignal): AsyncGenerator<Buffer> {
  for await (const line of lines) {
    signal.throwIfAborted();
    yield line;
  }
}
