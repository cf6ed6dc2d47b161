import { currentContext } from '@/lib/auth/session';
import { startInstall } from '@/lib/slack/install/install';

export const dynamic = 'force-dynamic';

/** "Integrate with Slack": redirects a signed-in admin to Slack. */
export async function GET(request: Request): Promise<Response> {
  return startInstall(request, await currentContext());
}
