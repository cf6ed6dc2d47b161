import { checkAccess } from '@/lib/access/check-access';
import { api } from '@/lib/api/call';

export const POST = api(async ({ ctx, body }) => {
  const { verbType, ...input } = await body();
  const { answer, reason } = await checkAccess(ctx, { ...input, verb: verbType });
  const basis = answer.allowed ? answer.basis : null;
  return {
    allowed: answer.allowed,
    jit: basis?.kind === 'grant',
    accessExpirationTime: basis?.ends?.toISOString() ?? null,
    reason,
    policy: basis && { id: basis.policyId, name: basis.policyName },
    requestId: basis?.requestId ?? null,
  };
});
