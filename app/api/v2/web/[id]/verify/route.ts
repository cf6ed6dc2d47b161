import { verifyForNginx } from '@/lib/api/forward-auth';
import { getOnly } from '@/lib/api/get-only';

export const GET = verifyForNginx;
export const { POST, PUT, PATCH, DELETE } = getOnly;
