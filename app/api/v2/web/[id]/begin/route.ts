import { begin } from '@/lib/api/forward-auth';

export const GET = begin;
