import type { AccessRequest } from '../access/access-request';
import { describeRequest } from '../access/access-request';
import type { Api } from '../http/api';
import type { RequestableTarget, TargetLists } from '../targets/target-lists';
import { mergeTargets } from '../targets/target-row';
import type { ValueKind } from './value-kind';

/** A value to complete, with what a shell shows beside it. */
type Value = { value: string; description: string };

/** Shells wait for it while a person types. */
const TIMEOUT_MS = 3000;
/** Characters of an id. Every command that takes an id accepts the short form. */
const ID_LENGTH = 8;

/**
 * Lists the values of a kind that begin with `word`. Leaves out those that a shell would have to quote: it inserts a value
 * as it is, and other people choose the names of targets.
 */
export async function listValues(api: Api, kind: ValueKind, word: string): Promise<Value[]> {
  const values = kind === 'targets' ? await listTargets(api) : await listRequests(api, kind);
  return values.filter(({ value }) => value.startsWith(word) && isPlain(value));
}

async function listTargets(api: Api): Promise<Value[]> {
  const options = { timeoutMs: TIMEOUT_MS };
  const [lists, requestable] = await Promise.all([
    api.get<TargetLists>('targets', undefined, options),
    api.get<RequestableTarget[]>('access/requestable', { users: true }, options),
  ]);
  const more = new Map(requestable.map(({ id, targetUsers = [] }) => [id, targetUsers]));
  return mergeTargets(lists, requestable).flatMap(({ id, name, environmentName, type, targetUsers }) => {
    const target = `${name}.${environmentName}`;
    const users = new Set([...targetUsers, ...(more.get(id) ?? [])]);
    const values = [target, ...[...users].map((user) => `${user}@${target}`)];
    return values.map((value) => ({ value, description: type }));
  });
}

async function listRequests(api: Api, kind: 'undecided' | 'open'): Promise<Value[]> {
  const fetch = (state: string, whose: string) =>
    api.get<AccessRequest[]>('access/requests', { state, whose }, { timeoutMs: TIMEOUT_MS });
  if (kind === 'undecided') return (await fetch('waiting', 'all')).map(describeForAdmin);
  const own = await Promise.all([fetch('waiting', 'own'), fetch('live', 'own')]);
  return own.flat().flatMap((request) => {
    const { id, target } = request;
    const description = describeRequest(request);
    return [id.slice(0, ID_LENGTH), `${target.name}.${target.environmentName}`].map((value) => ({
      value,
      description,
    }));
  });
}

function describeForAdmin(request: AccessRequest): Value {
  return {
    value: request.id.slice(0, ID_LENGTH),
    description: `${request.requester.email}: ${describeRequest(request)}`,
  };
}

function isPlain(value: string): boolean {
  return /^[\p{L}\p{N}_][\p{L}\p{M}\p{N}_.@+-]*$/u.test(value);
}
