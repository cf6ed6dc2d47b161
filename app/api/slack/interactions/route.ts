import { dispatchInteraction } from '@/lib/slack/dispatch-interaction';
import { receive } from '@/lib/slack/receive';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

export function POST(request: Request): Promise<Response> {
  return receive(request, dispatchInteraction);
}
