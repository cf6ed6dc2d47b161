import { getCertificateRevocationList, getKeyRevocationList } from '@/lib/certificates/get-revocation-list';
import { getWebKeys } from '@/lib/web-passes/get-web-keys';
import { openEndpoint } from '../endpoint';

/** What targets and web apps fetch to check certificates and passes. Public: it contains serial numbers and public keys only. */
export const authorityEndpoints = [
  openEndpoint('GET authorities/{id}/krl', {}, async ({ params }) => {
    const krl = await getKeyRevocationList({ organizationId: params.id });
    const headers = { 'content-type': 'application/octet-stream', 'cache-control': 'no-store' };
    return new Response(new Uint8Array(krl), { headers });
  }),

  openEndpoint('GET authorities/{id}/crl', {}, async ({ params }) => {
    const headers = { 'content-type': 'application/x-pem-file', 'cache-control': 'no-store' };
    return new Response(await getCertificateRevocationList({ id: params.id }), { headers });
  }),

  openEndpoint('GET authorities/{id}/jwks', {}, ({ params }) => getWebKeys({ organizationId: params.id })),
];
