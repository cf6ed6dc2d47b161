import { dispatchInteraction } from '@/lib/slack/inbound/dispatch-interaction';
import { receive } from '@/lib/slack/inbound/receive';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

export function POST(request: Request): Promise<Response> {
  return receive(request, dispatchInteraction);
}
