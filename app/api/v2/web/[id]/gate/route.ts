import { gate } from '@/lib/api/forward-auth';
import { getOnly } from '@/lib/api/get-only';

export const GET = gate;
export const { POST, PUT, PATCH, DELETE } = getOnly;
