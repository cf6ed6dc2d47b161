import { setTimeout as wait } from 'node:timers/promises';
import type { Fault, FaultSpec } from './config';
import type { World } from './world';

/** Adds a fault for later calls. */
export function addFault(world: World, fault: FaultSpec): void {
  world.faults.push({ ...fault, left: fault.times === 0 ? Number.POSITIVE_INFINITY : (fault.times ?? 1) });
}

/** The oldest fault that applies to this call, if any. */
export function takeFault(world: World, method: string): Fault | undefined {
  const at = world.faults.findIndex((fault) => fault.method === method || fault.method === '*');
  const fault = world.faults[at];
  if (!fault) return undefined;
  fault.left -= 1;
  if (fault.left <= 0) world.faults.splice(at, 1);
  return fault;
}

/**
 * The effect of a fault: an HTTP response or, if `drop`, a closed connection. If `run`, the call is performed first.
 */
export type FaultEffect = {
  run: boolean;
  drop: boolean;
  status: number;
  headers: Record<string, string>;
  error: string;
};

/** Waits as long as the fault specifies and returns its effect. */
export async function applyFault(fault: Fault, closed: Promise<void>): Promise<FaultEffect> {
  const base: FaultEffect = { run: false, drop: false, status: 200, headers: {}, error: '' };
  if (fault.kind === 'hang') {
    await closed;
    return { ...base, drop: true };
  }
  await Promise.race([
    fault.hold?.() ?? wait(fault.afterMs ?? (fault.kind === 'timeout' ? 1000 : 0)),
    closed,
  ]);
  switch (fault.kind) {
    case 'ratelimited':
      return {
        ...base,
        status: 429,
        headers: { 'retry-after': String(fault.retryAfter ?? 1) },
        error: 'ratelimited',
      };
    case 'http500':
      return { ...base, status: 500, error: 'internal_error' };
    case 'timeout':
      return { ...base, status: 504, error: 'request_timeout' };
    case 'reset':
      return { ...base, drop: true };
    case 'lost-answer':
      return { ...base, run: true, drop: true };
    case 'slow':
      return { ...base, run: true };
    case 'error':
      return { ...base, error: fault.error ?? 'internal_error' };
  }
}
