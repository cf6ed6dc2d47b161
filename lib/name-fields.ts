import { z } from 'zod';
import { isAccountName, isOneLine } from '@/lib/core/one-line';

/** A name that people read and type, on one line. */
export const nameField = z
  .string()
  .trim()
  .min(1, 'Enter a name.')
  .max(200, 'Use at most 200 characters.')
  .refine(isOneLine, 'Use one line without invisible characters.');

/** Names of accounts, or of groups, on targets. */
export const accountNames = z
  .array(
    z
      .string()
      .trim()
      .min(1, 'A name cannot be empty.')
      .max(150, 'Use at most 150 characters per name.')
      .refine(isAccountName, 'Use one line without invisible characters, not starting with a hyphen.'),
  )
  .max(100, 'Use at most 100 names.');
