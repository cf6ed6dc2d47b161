import { dispatchEvent } from '@/lib/slack/inbound/dispatch-event';
import { receive } from '@/lib/slack/inbound/receive';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

export function POST(request: Request): Promise<Response> {
  return receive(request, dispatchEvent);
}
