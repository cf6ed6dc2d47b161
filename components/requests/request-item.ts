import type { RequestView } from '@/lib/core/access/request';

/** A request in a list, and when the list was read. */
export type RequestItem = { request: RequestView; now: Date };
