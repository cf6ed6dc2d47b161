import { api } from '@/lib/api/call';
import { getSshdSetup } from '@/lib/target-setup/get-sshd-setup';

export const GET = api(async ({ ctx, params }) => {
  const { caPublicKeys, principals, sshdConfig } = await getSshdSetup(ctx, { targetId: params.id });
  return { caPublicKeys, principals, sshdConfig };
});
