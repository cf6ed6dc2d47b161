import { z } from 'zod';
import { nothing } from '../answers/common';
import type { Contract, Endpoint } from '../endpoint';

/** An endpoint that is offered. */
export type Offered = Omit<Endpoint, 'contract'> & { contract: Contract & { isOpen: boolean } };

/** The status of success. */
export function successOf({ contract: { answer, status = 200 } }: Offered): number {
  return answer === nothing ? 204 : status;
}

/** Whether a call changes something. */
function isWrite({ method, contract: { isOpen, readOnly } }: Offered): boolean {
  return method !== 'GET' && !isOpen && !readOnly;
}

/** Whether it heeds `Idempotency-Key`. */
export function isRepeatable(endpoint: Offered): boolean {
  return endpoint.method === 'POST' && isWrite(endpoint);
}

/** Whether it heeds `If-Match`. */
export function isConditional({ method, contract: { versioned } }: Offered): boolean {
  return versioned === true && (method === 'PATCH' || method === 'DELETE');
}

/** Whether it has pages: a list of things with ids. */
export function isPaged({ method, contract: { answer } }: Offered): boolean {
  if (method !== 'GET' || !(answer instanceof z.ZodArray)) return false;
  const item: unknown = answer.element;
  if (item instanceof z.ZodObject) return 'id' in item.shape || 'idPGroupId' in item.shape;
  return item instanceof z.ZodNever;
}

/**
 * The statuses that an endpoint answers, besides those of every address (405, 426, 500, 501, 503). They follow from what it
 * is.
 */
export function statusesOf(endpoint: Offered): number[] {
  const { path, contract } = endpoint;
  const { isOpen, forEveryone, body, also = [] } = contract;
  const errors: [status: number, isAnswered: boolean][] = [
    [400, true],
    [401, !isOpen],
    [403, !isOpen && forEveryone === undefined],
    [404, path.includes('{')],
    [409, isRepeatable(endpoint)],
    [412, isConditional(endpoint)],
    [413, body !== undefined],
    [415, body !== undefined],
    [422, isRepeatable(endpoint)],
    [429, !isOpen],
  ];
  const answered = errors.filter(([, isAnswered]) => isAnswered).map(([status]) => status);
  return [...new Set([successOf(endpoint), ...answered, ...also])].sort((a, b) => a - b);
}
