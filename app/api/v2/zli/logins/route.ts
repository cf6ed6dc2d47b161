import { openApi } from '@/lib/api/call';
import { env } from '@/lib/env';
import { beginZliLogin } from '@/lib/tokens/begin-zli-login';
import { loginMinutes } from '@/lib/tokens/zli-codes';

export const POST = openApi(async ({ body }) => {
  const { deviceCode, userCode } = await beginZliLogin(await body());
  const page = new URL('/zli', env().publicUrl);
  const complete = new URL(page);
  complete.searchParams.set('code', userCode);
  return {
    deviceCode,
    userCode,
    verificationUri: page.href,
    verificationUriComplete: complete.href,
    interval: 2,
    expiresIn: loginMinutes * 60,
  };
});
