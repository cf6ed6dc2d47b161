import { z } from 'zod';

// The fields of a query's schema. Each gets all values of its name; an empty value counts as missing. Each ends with a schema
// of what it read, from which the API's description is generated.

const values = z.array(z.string()).default([]);

/** One text. The last value counts. */
export const textParam = values
  .transform((given) => given.filter(isGiven).at(-1))
  .pipe(z.string().optional());

/** A list: repeated, or separated by commas. Undefined if it is missing. */
export const listParam = values
  .transform((given) => {
    const items = given
      .flatMap((value) => value.split(','))
      .map((value) => value.trim())
      .filter(isGiven);
    return items.length > 0 ? items : undefined;
  })
  .pipe(z.array(z.string()).optional());

/** True or false. Undefined if it is missing. */
export const optionalFlagParam = textParam.pipe(
  z
    .string()
    .toLowerCase()
    .pipe(z.enum(['true', 'false'], 'Send true or false.'))
    .transform((flag) => flag === 'true')
    .pipe(z.boolean())
    .optional(),
);

/** True or false, false if it is missing. */
export const flagParam = optionalFlagParam.pipe(z.boolean().default(false));

/** A number. Undefined if it is missing. */
export const numberParam = textParam.pipe(
  z
    .string()
    .regex(/^-?\d+(\.\d+)?$/, 'Send a number.')
    .transform(Number)
    .pipe(z.number())
    .optional(),
);

/** A point in time. Undefined if it is missing. */
export const timeParam = textParam.pipe(
  z.iso
    .datetime({ offset: true, error: 'Send a time like 2026-01-31T12:00:00Z.' })
    .transform((text) => new Date(text))
    .pipe(z.date())
    .optional(),
);

function isGiven(value: string): boolean {
  return value !== '';
}
