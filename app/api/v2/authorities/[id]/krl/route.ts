import { openApi } from '@/lib/api/call';
import { getKeyRevocationList } from '@/lib/certificates/get-revocation-list';

/** Public: hosts fetch it without a secret, and it contains only serial numbers. */
export const GET = openApi(async ({ params }) => {
  const krl = await getKeyRevocationList({ organizationId: params.id });
  const headers = { 'content-type': 'application/octet-stream', 'cache-control': 'no-store' };
  return new Response(new Uint8Array(krl), { headers });
});
