import { openApi } from '@/lib/api/call';
import { beginZliLogin } from '@/lib/directory/begin-zli-login';
import { loginMinutes } from '@/lib/directory/zli-codes';
import { env } from '@/lib/env';

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
