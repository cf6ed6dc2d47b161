import { AccessError } from '@/lib/core/error';

/** The message of a refusal, for a page that shows it in place of its data. Rethrows any other error. */
export function refusalText(error: unknown): string {
  if (error instanceof AccessError) return error.message;
  throw error;
}
