import { api } from '@/lib/api/call';
import { issueCredential } from '@/lib/certificates/issue-credential';

export const POST = api(async ({ ctx, params, body }) => {
  const { publicKey } = await body();
  const issued = await issueCredential(ctx, { connectionId: params.id, publicKey });
  const { serial, validAfter, validBefore, ...rest } = issued;
  return {
    ...rest,
    serial: String(serial),
    validAfter: validAfter.toISOString(),
    validBefore: validBefore.toISOString(),
  };
}, 201);
