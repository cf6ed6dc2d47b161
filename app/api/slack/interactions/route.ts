import { slackEndpoints } from '@/lib/slack/inbound/endpoints';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

export function POST(request: Request): Promise<Response> {
  return slackEndpoints.interactions(request);
}
