import { currentContext } from '@/lib/auth/session';
import { finishInstall } from '@/lib/slack/install/install';

export const dynamic = 'force-dynamic';

/** The redirect URL of Slack's OAuth flow. Always redirects to the settings page. */
export async function GET(request: Request): Promise<Response> {
  return finishInstall(request, await currentContext());
}
