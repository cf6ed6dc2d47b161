import { z } from 'zod';
import { AccessError } from '@/lib/core/error';

/** The versions of a policy that a program knows, when its change is about one of them only; undefined for all. */
export const knownVersions = z.array(z.number().int()).optional();

/**
 * Throws `changed-meanwhile` unless a policy's version is one of those. The write repeats the comparison with the version
 * that was read.
 */
export function requireVersion(
  { version }: { version: number },
  known: z.output<typeof knownVersions>,
): void {
  if (known === undefined || known.includes(version)) return;
  const message = `The policy has version ${version} now. Read it again, and repeat your change if it still fits.`;
  throw new AccessError('changed-meanwhile', message);
}
