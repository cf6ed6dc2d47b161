import { currentContext } from '@/lib/auth/session';
import { finishInstall } from '@/lib/slack/install/install';

export const dynamic = 'force-dynamic';

/** Where Slack sends the admin back to. Always leads on to the settings page. */
export async function GET(request: Request): Promise<Response> {
  return finishInstall(request, await currentContext());
}
