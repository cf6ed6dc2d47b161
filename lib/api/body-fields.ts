import { z } from 'zod';

/** A name that is kept as it is, so that what a program reads is what it wrote. */
export const exactName = z
  .string()
  .refine((name) => name === name.trim(), 'Remove the spaces at the start and at the end.');

/** The fields of a body that are set: a program that sends null leaves a field out. */
export function setFields(fields: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined && value !== null),
  );
}
