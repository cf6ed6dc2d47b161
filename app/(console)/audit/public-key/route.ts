import { getSeal } from '@/lib/audit/get-seal';
import { auditDownload } from '@/lib/web/audit-download';

/** The public keys of the checkpoints, the oldest first. */
export const GET = () =>
  auditDownload('public-key.pem', 'application/x-pem-file', async (ctx) => {
    const { keys } = await getSeal(ctx);
    return keys.map(({ publicKey }) => publicKey).join('');
  });
