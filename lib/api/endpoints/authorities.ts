import { z } from 'zod';
import { getCertificateRevocationList, getKeyRevocationList } from '@/lib/certificates/get-revocation-list';
import { noteContact } from '@/lib/targets/note-contact';
import { getWebKeys } from '@/lib/web-passes/get-web-keys';
import { webKeysAnswer } from '../answers/authority';
import { file } from '../answers/common';
import { openEndpoint } from '../endpoint';
import { textParam } from '../query-fields';

const ofSsh = {
  summary: 'The revoked certificates of SSH, as a key revocation list of OpenSSH',
  query: z.object({
    server: textParam
      .pipe(z.uuid().optional())
      .describe('What the set-up script calls its server, which is in contact then.'),
  }),
  answer: file,
  media: 'application/octet-stream',
};
const ofX509 = {
  summary: 'The revoked certificates of one authority, as a certificate revocation list (PEM)',
  answer: file,
  media: 'application/x-pem-file',
};
const ofWebApps = { summary: 'The public keys for identities of web apps', answer: webKeysAnswer };

/** What targets and web apps fetch to check certificates and passes. Public: it contains serial numbers and public keys only. */
export const authorityEndpoints = [
  openEndpoint('GET authorities/{id}/krl', ofSsh, async ({ params, query }) => {
    const krl = await getKeyRevocationList({ organizationId: params.id });
    if (query.server !== undefined) await noteContact({ contactId: query.server });
    const headers = { 'content-type': ofSsh.media, 'cache-control': 'no-store' };
    return new Response(new Uint8Array(krl), { headers });
  }),

  openEndpoint('GET authorities/{id}/crl', ofX509, async ({ params }) => {
    const headers = { 'content-type': ofX509.media, 'cache-control': 'no-store' };
    return new Response(await getCertificateRevocationList({ id: params.id }), { headers });
  }),

  openEndpoint('GET authorities/{id}/jwks', ofWebApps, ({ params }) =>
    getWebKeys({ organizationId: params.id }),
  ),
];
