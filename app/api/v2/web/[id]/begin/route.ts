import { begin } from '@/lib/api/forward-auth';
import { getOnly } from '@/lib/api/get-only';

export const GET = begin;
export const { POST, PUT, PATCH, DELETE } = getOnly;
