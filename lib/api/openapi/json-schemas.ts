import { z } from 'zod';
import type { JsonSchema } from './document';

/** Converts schemas, and collects those that have a name. */
export class JsonSchemas {
  /** by name */
  readonly named: Record<string, JsonSchema> = {};

  /** @param io whether a value is meant as it is sent (`input`) or as it was read (`output`) */
  convert(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
    const {
      $schema: _,
      $defs = {},
      ...converted
    } = z.toJSONSchema(schema, {
      target: 'draft-2020-12',
      io,
      unrepresentable: ({ zodSchema }) =>
        zodSchema instanceof z.ZodDate ? { type: 'string', format: 'date-time' } : 'throw',
    });
    Object.assign(this.named, toComponents($defs));
    return toComponents(converted);
  }
}

/** References as OpenAPI has them. */
function toComponents<T>(schema: T): T {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/$defs/', '"#/components/schemas/'));
}
