import { z } from 'zod';
import { targetTypes, verbs } from '@/lib/core/target/target';

// The schemas in this folder are what the endpoints answer: the presenters have their types, the API's description is
// generated from them, and a test holds the answers against that. A schema with an `id` has that name in the description.

/** The answer without a body: 204. */
export const nothing = z.void();

/** An answer that is no JSON. */
export const file = z.unknown();

/** A list that nobody changes. */
export function listOf<T extends z.ZodType>(item: T): z.ZodType<readonly z.output<T>[]> {
  return z.array(item);
}

export const id = z.uuid();
export const time = z.iso.datetime();
export const targetType = z.enum(targetTypes);
export const verb = z.enum(verbs);

export const targetUsers = listOf(z.object({ userName: z.string() }));
export const verbTypes = listOf(z.object({ type: verb }));

/** The answer to what is created and read elsewhere. */
export const created = z.object({ id });
