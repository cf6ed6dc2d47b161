import { endpoints } from '../endpoints';
import { describeApi } from '../openapi/describe-api';
import type { JsonSchema, OpenApi, Operation, Parameter, Reference, Reply } from '../openapi/document';
import { curlLine } from './example';
import { type Field, fieldsOf, nameOf, namesIn, typeName } from './fields';

type Name = { id: string; method: string; path: string; summary: string };

/** Operations about one thing. */
export type OperationGroup = { name: string; description: string; operations: Name[] };

/** What a reader needs to know to call an operation. */
export type OperationView = Name & {
  group: string;
  needsCaller: boolean;
  parameters: (Field & { place: 'path' | 'query' | 'header' })[];
  body: Field[];
  /** the type of the answer; null without one */
  answer: string | null;
  /** those of the answer, or of its items */
  fields: Field[];
  /** what has a name in these, with its fields */
  parts: { name: string; fields: Field[] }[];
  statuses: { status: string; about: string }[];
  example: string;
};

let kept: OpenApi | undefined;

function description(): OpenApi {
  kept ??= describeApi(endpoints);
  return kept;
}

/** All operations, grouped by what they are about. */
export function listOperations(): OperationGroup[] {
  const all = entries();
  return description().tags.map(({ name, description: about }) => ({
    name,
    description: about,
    operations: all.filter(({ operation }) => operation.tags.includes(name)).map(named),
  }));
}

/** The operation with an id; null if there is none. `origin` is the console's. */
export function findOperation(id: string, origin: string): OperationView | null {
  const found = entries().find(({ operation }) => operation.operationId === id);
  if (!found) return null;
  const { method, path, operation } = found;
  const body = operation.requestBody?.content['application/json']?.schema;
  return {
    ...named(found),
    group: operation.tags[0] ?? '',
    needsCaller: operation.security === undefined,
    parameters: operation.parameters.map(describeParameter),
    body: body ? fieldsOf(body) : [],
    ...describeAnswer(operation),
    statuses: Object.entries(operation.responses)
      .filter(([status]) => status !== 'default')
      .map(([status, reply]) => ({ status, about: replyOf(reply).description })),
    example: curlLine(origin, method, path, operation),
  };
}

type Entry = { method: string; path: string; operation: Operation };

function entries(): Entry[] {
  return Object.entries(description().paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      method: method.toUpperCase(),
      path,
      operation,
    })),
  );
}

function named({ method, path, operation: { operationId: id, summary } }: Entry): Name {
  return { id, method, path, summary };
}

function describeParameter(parameter: Parameter | Reference): OperationView['parameters'][number] {
  const { components } = description();
  const found = '$ref' in parameter ? components.parameters[nameOf(parameter.$ref)] : parameter;
  if (!found) throw new Error('the parameter is not described');
  const { name, in: place, schema, required, description: about = '' } = found;
  return { path: name, place, type: typeName(schema), isRequired: required, about };
}

function replyOf(reply: Reply | Reference): Reply {
  const found = '$ref' in reply ? description().components.responses[nameOf(reply.$ref)] : reply;
  if (!found) throw new Error('the reply is not described');
  return found;
}

function describeAnswer(operation: Operation): Pick<OperationView, 'answer' | 'fields' | 'parts'> {
  const success = Object.entries(operation.responses).find(([status]) => status.startsWith('2'))?.[1];
  const [[media, { schema }] = ['', { schema: undefined }]] = Object.entries(
    (success && replyOf(success).content) ?? {},
  );
  if (!schema) return { answer: media || null, fields: [], parts: [] };
  const opened = openName(schema);
  return { answer: typeName(schema), fields: fieldsOf(opened), parts: partsOf(opened) };
}

/** What a schema, or the items of a list, only names. */
function openName(schema: JsonSchema): JsonSchema {
  const { $ref, items } = schema;
  if (typeof items === 'object' && !Array.isArray(items)) return openName(items);
  return ($ref && description().components.schemas[nameOf($ref)]) || schema;
}

/** What a schema refers to, and what that refers to, each once. */
function partsOf(schema: JsonSchema): OperationView['parts'] {
  const { schemas } = description().components;
  const names = namesIn(schema);
  for (const name of names)
    for (const inner of namesIn(schemas[name] ?? {})) if (!names.includes(inner)) names.push(inner);
  return names.map((name) => ({ name, fields: fieldsOf(schemas[name] ?? {}) }));
}
