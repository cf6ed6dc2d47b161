import { gate } from '@/lib/api/forward-auth';

export const GET = gate;
