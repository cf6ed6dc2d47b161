import { callback } from '@/lib/api/forward-auth';

export const GET = callback;
