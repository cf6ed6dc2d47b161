import { callback } from '@/lib/api/forward-auth';
import { getOnly } from '@/lib/api/get-only';

export const GET = callback;
export const { POST, PUT, PATCH, DELETE } = getOnly;
