import { AccessError } from '@/lib/core/error';
import type { ApiHeaders } from './api-request';
import { HttpError } from './errors';

type Versioned = { id: string; version: number };

/** The ETag of a resource with versions (RFC 9110, section 8.8.3). It contains the id, so that no other resource has it. */
export function etagOf({ id, version }: Versioned): string {
  return `"${id}.${version}"`;
}

/**
 * Runs a change of the resource `id` with the versions that the caller's `If-Match` accepts; undefined for all, without the
 * header or with `*`. A weak ETag accepts none (RFC 9110, section 13.1.1). Throws 412 for the `changed-meanwhile` of `change`.
 */
export async function ifMatch<T>(
  headers: ApiHeaders,
  id: string | undefined,
  change: (versions: readonly number[] | undefined) => Promise<T>,
): Promise<T> {
  const header = headers.get('if-match')?.trim();
  if (header === undefined || header === '*') return change(undefined);
  try {
    return await change(readVersions(header, id?.toLowerCase()));
  } catch (error) {
    if (!(error instanceof AccessError) || error.code !== 'changed-meanwhile') throw error;
    throw new HttpError(412, error.code, error.message);
  }
}

function readVersions(header: string, id: string | undefined): number[] {
  return header.split(',').flatMap((tag) => {
    const [, of, version] = /^"([^"]+)\.(\d{1,9})"$/.exec(tag.trim()) ?? [];
    return of === id ? [Number(version)] : [];
  });
}
