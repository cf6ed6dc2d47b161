import { openApi } from '@/lib/api/call';
import { getCertificateRevocationList } from '@/lib/certificates/get-revocation-list';

/** Public: targets fetch it without a secret, and it contains only serial numbers. */
export const GET = openApi(async ({ params }) => {
  const crl = await getCertificateRevocationList({ id: params.id });
  return new Response(crl, {
    headers: { 'content-type': 'application/x-pem-file', 'cache-control': 'no-store' },
  });
});
