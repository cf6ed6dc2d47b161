import { openApi } from '@/lib/api/call';
import { env } from '@/lib/env';
import { beginZliLogin } from '@/lib/tokens/begin-zli-login';
import { loginMinutes } from '@/lib/tokens/zli-codes';

// No address with the code in it (RFC 8628 calls it verification_uri_complete): a person types the code that their own
// terminal shows, and a link from somebody else can't fill it in.
export const POST = openApi(async ({ body, address }) => {
  const { deviceCode, userCode } = await beginZliLogin(await body(), address);
  return {
    deviceCode,
    userCode,
    verificationUri: new URL('/zli', env().publicUrl).href,
    interval: 2,
    expiresIn: loginMinutes * 60,
  };
});
