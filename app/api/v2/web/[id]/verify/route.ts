import { verifyForNginx } from '@/lib/api/forward-auth';

export const GET = verifyForNginx;
