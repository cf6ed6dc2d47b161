import type { RequestView } from '@/lib/core/access/request';

/** A request, and the database's time when it was read. */
export type RequestItem = { request: RequestView; now: Date };
